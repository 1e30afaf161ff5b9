#include "linquan/city/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <kj/exception.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "check.h"
#include "file_format.h"
#include "linquan/base/ensure.h"
#include "linquan/base/file.h"
#include "linquan/base/limits.h"

namespace linquan::city {
namespace {

/// No text file begins so.
constexpr std::array<char, 8> magic{'\x89', 'L', 'Q', 'C', 'I', 'T', 'Y', '\n'};

/// What stands before the message; this form and the checksum stay the same in every later version.
struct Header {
  std::array<char, 8> magic = city::magic;
  std::uint32_t version = format_version;
  std::uint32_t flags = 0;  ///< for later; a reader refuses those it does not know
  std::uint64_t length = 0;  ///< of the message
  std::uint64_t checksum_low = 0;
  std::uint64_t checksum_high = 0;
};
static_assert(sizeof(Header) == header_bytes);

Header header_of(std::span<std::byte const> file) {
  Header header;
  std::memcpy(&header, file.data(), sizeof header);
  return header;
}

/// XXH3, 128 bits, over the message, seeded with version and flags so that a flipped bit in these is found too.
void set_checksum(Header& header, std::span<std::byte const> message) {
  auto const seed = std::uint64_t{header.version} << 32U | header.flags;
  auto const hash = XXH3_128bits_withSeed(message.data(), message.size(), seed);
  header.checksum_low = hash.low64;
  header.checksum_high = hash.high64;
}

tl::unexpected<Error> no(std::string_view code, std::string const& path, Error::Args more = {}) {
  more.insert(more.begin(), {"path", path});
  return refuse(ErrorKind::bad_input, code, std::move(more));
}

tl::unexpected<Error> cut(std::string const& path, std::size_t have, std::uint64_t want) {
  return no("city_cut", path, {{"bytes", fmt::to_string(have)}, {"expected", fmt::to_string(want)}});
}

tl::unexpected<Error> damaged(std::string const& path, std::string what) {
  return no("city_damaged", path, {{"what", std::move(what)}});
}

Result<City> decode_message(std::span<std::byte const> message, std::string const& path) {
  try {
    auto city = read_message(message);
    if (auto fault = fault_in(city)) {
      return damaged(path, std::move(*fault));
    }
    return city;
  } catch (Damaged const& what) {
    return damaged(path, what.what());
  } catch (kj::Exception const& what) {
    return damaged(path, what.getDescription().cStr());
  }
}

/// A file's bytes as the system's cache holds them. Whole files only ever replace each other by renaming, so the bytes
/// under the map do not change.
class Map {
 public:
  Map(int fd, std::size_t size) : size_{size} {
    if (size > 0) {
      first_ = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    }
  }
  Map(Map const&) = delete;
  Map& operator=(Map const&) = delete;
  Map(Map&&) = delete;
  Map& operator=(Map&&) = delete;
  ~Map() {
    if (size_ > 0 && good()) {
      ::munmap(first_, size_);
    }
  }
  [[nodiscard]] bool good() const { return first_ != MAP_FAILED; }
  [[nodiscard]] std::span<std::byte const> bytes() const { return {static_cast<std::byte const*>(first_), size_}; }

 private:
  void* first_ = nullptr;
  std::size_t size_;
};

/// Opened without waiting, so that a pipe is refused and not waited for.
class Descriptor {
 public:
  explicit Descriptor(std::filesystem::path const& path) : fd_{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)} {}
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

 private:
  int fd_;
};

tl::unexpected<Error> unreadable(std::string const& path, int number) {
  return no("file_unreadable", path, {{"reason", std::error_code{number, std::system_category()}.message()}});
}

}  // namespace

std::string encode(City const& city) {
  if (auto const fault = fault_in(city)) {
    broken(fmt::format("city file: {}", *fault));
  }
  auto file = write_message(city, header_bytes);
  Header const header;
  std::memcpy(file.data(), &header, sizeof header);
  seal(std::as_writable_bytes(std::span{file}));
  return file;
}

void seal(std::span<std::byte> file) {
  ensure(file.size() >= header_bytes, "seal: no room for a header");
  auto header = header_of(file);
  header.length = file.size() - header_bytes;
  set_checksum(header, file.subspan(header_bytes));
  std::memcpy(file.data(), &header, sizeof header);
}

Result<City> decode(std::span<std::byte const> file, std::string const& path) {
  auto const begun = std::min(file.size(), magic.size());
  if (begun > 0 && std::memcmp(file.data(), magic.data(), begun) != 0) {
    return no("city_not_one", path);
  }
  if (file.size() < header_bytes) {
    return cut(path, file.size(), header_bytes);
  }
  auto const header = header_of(file);
  auto const message = file.subspan(header_bytes);
  if (header.length > limits::city_file_bytes) {
    return damaged(path, fmt::format("{} B", header.length));
  }
  if (header.length > message.size()) {
    return cut(path, file.size(), header_bytes + header.length);
  }
  if (header.length < message.size()) {
    return damaged(path, fmt::format("+{} B", message.size() - header.length));
  }
  auto expected = header;
  set_checksum(expected, message);
  if (expected.checksum_low != header.checksum_low || expected.checksum_high != header.checksum_high) {
    return damaged(path, "XXH3");
  }
  if (header.version > format_version) {
    return no("city_newer", path,
              {{"version", fmt::to_string(header.version)}, {"known", fmt::to_string(format_version)}});
  }
  if (header.version != format_version || header.flags != 0) {
    return damaged(path, fmt::format("version {}, flags {}", header.version, header.flags));
  }
  return decode_message(message, path);
}

Result<void> save(City const& city, std::filesystem::path const& path) { return write_file(path, encode(city)); }

Result<City> load(std::filesystem::path const& path) {
  Descriptor const file{path};
  struct stat about {};
  if (file.get() < 0 || ::fstat(file.get(), &about) != 0) {
    return unreadable(path.string(), errno);
  }
  if (S_ISDIR(about.st_mode)) {
    return unreadable(path.string(), EISDIR);
  }
  if (!S_ISREG(about.st_mode)) {
    return no("city_not_one", path.string());
  }
  auto const size = static_cast<std::uint64_t>(about.st_size);
  if (size > limits::city_file_bytes) {
    return no("file_too_large", path.string(),
              {{"bytes", fmt::to_string(size)}, {"limit", fmt::to_string(limits::city_file_bytes)}});
  }
  Map const map{file.get(), size};
  if (!map.good()) {
    return unreadable(path.string(), errno);
  }
  return decode(map.bytes(), path.string());
}

}  // namespace linquan::city
