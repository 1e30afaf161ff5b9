#include "zip_archive.h"

#include <minizip/unzip.h>

#include <array>
#include <cstddef>

namespace linquan::tables {

ZipArchive::ZipArchive(std::filesystem::path const& path) : handle_{unzOpen64(path.c_str())} {}

ZipArchive::~ZipArchive() {
  if (handle_ != nullptr) {
    unzClose(handle_);
  }
}

std::vector<ZipArchive::Member> ZipArchive::members() const {
  constexpr std::size_t members_max = 10'000;
  std::vector<Member> all;
  if (handle_ == nullptr) {
    return all;
  }
  for (auto state = unzGoToFirstFile(handle_); state == UNZ_OK && all.size() < members_max;
       state = unzGoToNextFile(handle_)) {
    std::array<char, 1024> name{};
    unz_file_info64 about{};
    if (unzGetCurrentFileInfo64(handle_, &about, name.data(), name.size() - 1, nullptr, 0, nullptr, 0) != UNZ_OK) {
      break;
    }
    all.push_back({name.data(), about.uncompressed_size});
  }
  return all;
}

bool ZipArchive::visit(std::string const& member, std::function<bool(std::string_view)> const& take) const {
  constexpr int case_sensitive = 1;
  if (handle_ == nullptr || unzLocateFile(handle_, member.c_str(), case_sensitive) != UNZ_OK ||
      unzOpenCurrentFile(handle_) != UNZ_OK) {
    return false;
  }
  std::array<char, 65'536> chunk{};
  auto more = true;
  auto got = 0;
  while (more && (got = unzReadCurrentFile(handle_, chunk.data(), static_cast<unsigned>(chunk.size()))) > 0) {
    more = take({chunk.data(), static_cast<std::size_t>(got)});
  }
  // Closing compares the checksum, but only once everything was read.
  auto const closed = unzCloseCurrentFile(handle_) == UNZ_OK;
  return got >= 0 && closed;
}

std::optional<std::string> ZipArchive::read(std::string const& member, std::uint64_t limit) const {
  std::string bytes;
  auto const whole = visit(member, [&](std::string_view piece) {
    bytes += piece;
    return bytes.size() <= limit;
  });
  return whole && bytes.size() <= limit ? std::optional{std::move(bytes)} : std::nullopt;
}

}  // namespace linquan::tables
