#include <minizip/zip.h>
#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "linquan/base/file.h"
#include "linquan/tables/zip.h"

namespace linquan::tables {
namespace {

/// One file of a report; far above the largest.
constexpr std::uint64_t member_bytes_max = std::uint64_t{1} << 30;
/// The flag that says that names are UTF-8.
constexpr unsigned long utf8_names = 1U << 11U;

/// A zip file that is being written; closed at the end, whatever happened.
class Writing {
 public:
  explicit Writing(std::filesystem::path const& path) : zip_{zipOpen64(path.c_str(), APPEND_STATUS_CREATE)} {}
  Writing(Writing const&) = delete;
  Writing& operator=(Writing const&) = delete;
  Writing(Writing&&) = delete;
  Writing& operator=(Writing&&) = delete;
  ~Writing() { static_cast<void>(close()); }

  [[nodiscard]] bool add(std::string const& name, std::string const& bytes) {
    zip_fileinfo about{};
    about.tmz_date.tm_year = 1980;
    about.tmz_date.tm_mday = 1;
    constexpr int by_unix = 3 << 8;
    auto const opened =
        zip_ != nullptr && zipOpenNewFileInZip4_64(zip_, name.c_str(), &about, nullptr, 0, nullptr, 0, nullptr,
                                                   Z_DEFLATED, Z_DEFAULT_COMPRESSION, 0, -MAX_WBITS, DEF_MEM_LEVEL,
                                                   Z_DEFAULT_STRATEGY, nullptr, 0, by_unix, utf8_names, 0) == ZIP_OK;
    auto const written =
        opened && zipWriteInFileInZip(zip_, bytes.data(), static_cast<unsigned>(bytes.size())) == ZIP_OK;
    return opened && zipCloseFileInZip(zip_) == ZIP_OK && written;
  }
  [[nodiscard]] bool close() { return zip_ == nullptr || zipClose(std::exchange(zip_, nullptr), nullptr) == ZIP_OK; }

 private:
  zipFile zip_;
};

std::vector<std::filesystem::path> files_in(std::filesystem::path const& folder) {
  std::vector<std::filesystem::path> files;
  for (auto const& entry : std::filesystem::recursive_directory_iterator{folder}) {
    if (entry.is_regular_file()) {
      files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

Result<void> write_zip(std::filesystem::path const& path, std::filesystem::path const& folder) {
  PendingFile pending{path};
  auto const unwritable = [&] {
    return refuse(ErrorKind::machine, "file_unwritable", {{"path", path.string()}, {"reason", "zip"}});
  };
  Writing zip{pending.path()};
  for (auto const& file : files_in(folder)) {
    auto const bytes = read_file(file, member_bytes_max);
    if (!bytes) {
      return tl::unexpected<Error>{bytes.error()};
    }
    if (!zip.add(file.lexically_relative(folder).generic_string(), *bytes)) {
      return unwritable();
    }
  }
  if (!zip.close()) {
    return unwritable();
  }
  return pending.commit();
}

}  // namespace linquan::tables
