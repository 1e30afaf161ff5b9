#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "linquan/base/draw.h"

namespace linquan::store {

/// A disk for SQLite that can lose its power or its room: while it lives, every database of this process is on it.
///
/// It remembers what each file held when it was last synced, and what was written since. After a cut nothing reaches
/// it, and after_cut() leaves in the real files what was synced, and of the rest any part.
class CutDisk {
 public:
  CutDisk();
  CutDisk(CutDisk const&) = delete;
  CutDisk& operator=(CutDisk const&) = delete;
  CutDisk(CutDisk&&) = delete;
  CutDisk& operator=(CutDisk&&) = delete;
  ~CutDisk();

  /// The power goes at the `count`-th write or sync from now.
  void cut_after(std::uint64_t count);
  [[nodiscard]] bool is_cut() const;
  /// What is found when the power is back; every file must be closed.
  void after_cut(Draw draw);
  /// No write finds room, until it is said again.
  void set_full(bool full);
  /// How often a write-ahead log was synced.
  [[nodiscard]] std::uint64_t log_syncs() const;

  struct Kept;
  struct Vfs;

 private:
  std::unique_ptr<Vfs> vfs_;
};

}  // namespace linquan::store
