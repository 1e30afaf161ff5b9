#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "linquan/base/result.h"

namespace linquan {

/// The whole file as bytes; refuses (with the path and the reason) what is missing, unreadable, or larger than `limit`.
Result<std::string> read_file(std::filesystem::path const& path, std::uint64_t limit);

/// Writes `bytes` so that `path` holds either what it held before or all of them: a temporary file beside it, synced,
/// then renamed. A full disk leaves nothing behind.
Result<void> write_file(std::filesystem::path const& path, std::string_view bytes);

/// A temporary name beside a target, for writers that need a path of their own (GDAL, libxlsxwriter).
///
/// commit() puts the finished file in the target's place; without it the destructor removes what was written.
class PendingFile {
 public:
  explicit PendingFile(std::filesystem::path target);
  PendingFile(PendingFile const&) = delete;
  PendingFile& operator=(PendingFile const&) = delete;
  PendingFile(PendingFile&&) = delete;
  PendingFile& operator=(PendingFile&&) = delete;
  ~PendingFile();

  /// Where to write: same folder, same extension as the target.
  [[nodiscard]] std::filesystem::path const& path() const { return pending_; }
  Result<void> commit();

 private:
  std::filesystem::path target_;
  std::filesystem::path pending_;
  bool committed_ = false;
};

/// A folder that is made beside its target and takes its place when it is finished: whole, or not at all.
///
/// Without commit() the destructor removes what was written.
class PendingFolder {
 public:
  explicit PendingFolder(std::filesystem::path target);
  PendingFolder(PendingFolder const&) = delete;
  PendingFolder& operator=(PendingFolder const&) = delete;
  PendingFolder(PendingFolder&&) = delete;
  PendingFolder& operator=(PendingFolder&&) = delete;
  ~PendingFolder();

  [[nodiscard]] std::filesystem::path const& path() const { return pending_; }
  /// Makes the empty folder. machine   `file_unwritable`
  Result<void> begin();
  /// A folder that stood in the target's place is removed. machine   `file_unwritable`
  Result<void> commit();

 private:
  std::filesystem::path target_;
  std::filesystem::path pending_;
};

/// Removes every pending file and folder of this process; safe to call from a signal handler's thread after Ctrl-C.
void remove_pending_files();

}  // namespace linquan
