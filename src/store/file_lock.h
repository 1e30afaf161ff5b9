#pragma once

#include <filesystem>
#include <memory>

#include "linquan/base/result.h"

namespace linquan::store {

/// This process is the only server of a SQLite file, for as long as the lock lives; it goes with the process.
///
/// It is a file of its own beside the database: closing any handle of the database itself would drop SQLite's locks.
class FileLock {
 public:
  /// conflict   `store_served`: another process has it
  /// machine    `store_unreachable`: the folder is missing or must not be written
  static Result<std::unique_ptr<FileLock>> take(std::filesystem::path const& database);

  explicit FileLock(int handle) : handle_{handle} {}
  FileLock(FileLock const&) = delete;
  FileLock& operator=(FileLock const&) = delete;
  FileLock(FileLock&&) = delete;
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

 private:
  int handle_;
};

}  // namespace linquan::store
