#include "linquan/base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <mutex>
#include <system_error>
#include <utility>
#include <vector>

namespace linquan {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_{fd} {}
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;
  Descriptor(Descriptor&&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) {
      ::close(fd_);
    }
  }
  [[nodiscard]] int get() const { return fd_; }
  /// False when the last bytes could not be stored: a full disk may say so only now.
  bool close() { return ::close(std::exchange(fd_, -1)) == 0; }

 private:
  int fd_;
};

tl::unexpected<Error> cannot(std::string_view code, ErrorKind kind, std::filesystem::path const& path, int number) {
  return refuse(kind, code,
                {{"path", path.string()}, {"reason", std::error_code{number, std::system_category()}.message()}});
}

struct PendingList {
  std::mutex mutex;
  std::vector<std::filesystem::path> paths;
};

PendingList& pending_list() {
  static PendingList list;
  return list;
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    auto const written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written < 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Result<std::string> read_file(std::filesystem::path const& path, std::uint64_t limit) {
  Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  struct stat about {};
  if (file.get() < 0 || ::fstat(file.get(), &about) != 0) {
    return cannot("file_unreadable", ErrorKind::bad_input, path, errno);
  }
  if (S_ISDIR(about.st_mode)) {
    return cannot("file_unreadable", ErrorKind::bad_input, path, EISDIR);
  }
  auto const size = static_cast<std::uint64_t>(about.st_size);
  if (size > limit) {
    return refuse(ErrorKind::bad_input, "file_too_large",
                  {{"path", path.string()}, {"bytes", fmt::to_string(size)}, {"limit", fmt::to_string(limit)}});
  }
  std::string bytes(size, '\0');
  std::size_t have = 0;
  while (have < bytes.size()) {
    auto const got = ::read(file.get(), bytes.data() + have, bytes.size() - have);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      return cannot("file_unreadable", ErrorKind::bad_input, path, errno);
    }
    if (got == 0) {
      break;
    }
    have += static_cast<std::size_t>(got);
  }
  bytes.resize(have);
  return bytes;
}

Result<void> write_file(std::filesystem::path const& path, std::string_view bytes) {
  PendingFile pending{path};
  Descriptor file{::open(pending.path().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)};
  if (file.get() < 0 || !write_all(file.get(), bytes) || ::fsync(file.get()) != 0 || !file.close()) {
    return cannot("file_unwritable", ErrorKind::machine, path, errno);
  }
  return pending.commit();
}

PendingFile::PendingFile(std::filesystem::path target) : target_{std::move(target)}, pending_{target_} {
  auto const stem = target_.filename().stem().string();
  pending_.replace_filename(
      fmt::format(".{}.{}.pending{}", stem, static_cast<long>(::getpid()), target_.extension().string()));
  auto& list = pending_list();
  std::scoped_lock const lock{list.mutex};
  list.paths.push_back(pending_);
}

PendingFile::~PendingFile() {
  if (!committed_) {
    std::error_code ignored;
    std::filesystem::remove(pending_, ignored);
  }
  auto& list = pending_list();
  std::scoped_lock const lock{list.mutex};
  std::erase(list.paths, pending_);
}

Result<void> PendingFile::commit() {
  {
    Descriptor const file{::open(pending_.c_str(), O_RDONLY | O_CLOEXEC)};
    if (file.get() < 0 || ::fsync(file.get()) != 0) {
      return cannot("file_unwritable", ErrorKind::machine, target_, errno);
    }
  }
  if (::rename(pending_.c_str(), target_.c_str()) != 0) {
    return cannot("file_unwritable", ErrorKind::machine, target_, errno);
  }
  committed_ = true;
  return {};
}

PendingFolder::PendingFolder(std::filesystem::path target) : target_{std::move(target)} {
  // "reports/" and "reports" are the same place.
  target_ = target_.has_filename() ? target_ : target_.parent_path();
  pending_ = target_;
  pending_.replace_filename(fmt::format(".{}.{}.pending", target_.filename().string(), static_cast<long>(::getpid())));
  auto& list = pending_list();
  std::scoped_lock const lock{list.mutex};
  list.paths.push_back(pending_);
}

PendingFolder::~PendingFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(pending_, ignored);
  auto& list = pending_list();
  std::scoped_lock const lock{list.mutex};
  std::erase(list.paths, pending_);
}

Result<void> PendingFolder::begin() {
  std::error_code failure;
  std::filesystem::remove_all(pending_, failure);
  std::filesystem::create_directory(pending_, failure);
  if (failure) {
    return cannot("file_unwritable", ErrorKind::machine, target_, failure.value());
  }
  return {};
}

Result<void> PendingFolder::commit() {
  if (::rename(pending_.c_str(), target_.c_str()) == 0) {
    return {};
  }
  // A folder with files in it gives way to no other: the two change places at once, and the destructor removes the old.
  if ((errno == ENOTEMPTY || errno == EEXIST) &&
      ::renameat2(AT_FDCWD, pending_.c_str(), AT_FDCWD, target_.c_str(), RENAME_EXCHANGE) == 0) {
    return {};
  }
  return cannot("file_unwritable", ErrorKind::machine, target_, errno);
}

void remove_pending_files() {
  auto& list = pending_list();
  std::scoped_lock const lock{list.mutex};
  for (auto const& path : list.paths) {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
}

}  // namespace linquan
