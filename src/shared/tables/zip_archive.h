#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace linquan::tables {

/// A zip file that can be asked for its members: workbooks are one.
class ZipArchive {
 public:
  explicit ZipArchive(std::filesystem::path const& path);
  ZipArchive(ZipArchive const&) = delete;
  ZipArchive& operator=(ZipArchive const&) = delete;
  ZipArchive(ZipArchive&&) = delete;
  ZipArchive& operator=(ZipArchive&&) = delete;
  ~ZipArchive();

  struct Member {
    std::string name;
    std::uint64_t bytes = 0;  ///< as the archive states it, unpacked
  };
  /// False where the file is no zip or its directory is damaged.
  [[nodiscard]] bool good() const { return handle_ != nullptr; }
  [[nodiscard]] std::vector<Member> members() const;
  /// Hands the member's bytes over piece by piece until `take` says false; false where it is missing or damaged.
  [[nodiscard]] bool visit(std::string const& member, std::function<bool(std::string_view)> const& take) const;
  /// The whole member, nullopt where it is missing, damaged or larger than `limit`.
  [[nodiscard]] std::optional<std::string> read(std::string const& member, std::uint64_t limit) const;

 private:
  void* handle_;
};

}  // namespace linquan::tables
