#include "cut_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>
#include <optional>
#include <stdexcept>
#include <utility>

namespace linquan::store {
namespace {

/// A write, or with no bytes a cut of the file at `offset`.
struct Write {
  std::size_t offset = 0;
  std::optional<std::string> bytes;
};

void write_down(std::string& file, Write const& write) {
  if (!write.bytes) {
    file.resize(write.offset);
    return;
  }
  file.resize(std::max(file.size(), write.offset + write.bytes->size()));
  file.replace(write.offset, write.bytes->size(), *write.bytes);
}

std::string content_of(std::string const& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace

struct CutDisk::Kept {
  std::string synced;
  std::vector<Write> since;
};

struct CutDisk::Vfs {
  sqlite3_vfs ours{};
  sqlite3_vfs* real = nullptr;
  std::mutex mutex;
  std::map<std::string, Kept> files;
  std::uint64_t steps_left = UINT64_MAX;
  std::uint64_t log_syncs = 0;
  bool cut = false;
  bool full = false;

  /// Whether the disk still takes something; counts the step.
  int step() {
    if (steps_left == 0 || cut) {
      cut = true;
      return SQLITE_IOERR;
    }
    --steps_left;
    return full ? SQLITE_FULL : SQLITE_OK;
  }
};

namespace {

using Vfs = CutDisk::Vfs;

/// A file of ours stands before the real one in the memory that SQLite gives.
struct File {
  sqlite3_file ours;
  Vfs* disk;
  CutDisk::Kept* kept;  ///< null for files whose loss does no harm
  bool is_log;
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File& file_of(sqlite3_file* file) {
  return *reinterpret_cast<File*>(file);
}

sqlite3_file* real_of(sqlite3_file* file) {
  return file_of(file).real();
}

int write_file(sqlite3_file* file, void const* bytes, int amount, sqlite3_int64 offset) {
  auto& ours = file_of(file);
  std::scoped_lock const lock{ours.disk->mutex};
  if (ours.kept == nullptr) {
    return real_of(file)->pMethods->xWrite(real_of(file), bytes, amount, offset);
  }
  if (auto const code = ours.disk->step(); code != SQLITE_OK) {
    return code;
  }
  std::string text{static_cast<char const*>(bytes), static_cast<std::size_t>(amount)};
  ours.kept->since.push_back({static_cast<std::size_t>(offset), std::move(text)});
  return real_of(file)->pMethods->xWrite(real_of(file), bytes, amount, offset);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  auto& ours = file_of(file);
  std::scoped_lock const lock{ours.disk->mutex};
  if (ours.kept != nullptr) {
    if (auto const code = ours.disk->step(); code == SQLITE_IOERR) {
      return code;
    }
    ours.kept->since.push_back({static_cast<std::size_t>(size), std::nullopt});
  }
  return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

int sync_file(sqlite3_file* file, int) {
  auto& ours = file_of(file);
  std::scoped_lock const lock{ours.disk->mutex};
  if (ours.kept == nullptr) {
    return SQLITE_OK;
  }
  if (auto const code = ours.disk->step(); code == SQLITE_IOERR) {
    return SQLITE_IOERR_FSYNC;
  }
  for (auto const& write : ours.kept->since) {
    write_down(ours.kept->synced, write);
  }
  ours.kept->since.clear();
  ours.disk->log_syncs += ours.is_log ? 1 : 0;
  return SQLITE_OK;
}

int close_file(sqlite3_file* file) {
  return real_of(file)->pMethods->xClose(real_of(file));
}
int read_file(sqlite3_file* file, void* bytes, int amount, sqlite3_int64 offset) {
  return real_of(file)->pMethods->xRead(real_of(file), bytes, amount, offset);
}
int size_file(sqlite3_file* file, sqlite3_int64* size) {
  return real_of(file)->pMethods->xFileSize(real_of(file), size);
}
int lock_file(sqlite3_file* file, int how) {
  return real_of(file)->pMethods->xLock(real_of(file), how);
}
int unlock_file(sqlite3_file* file, int how) {
  return real_of(file)->pMethods->xUnlock(real_of(file), how);
}
int reserved_file(sqlite3_file* file, int* answer) {
  return real_of(file)->pMethods->xCheckReservedLock(real_of(file), answer);
}
int control_file(sqlite3_file* file, int what, void* argument) {
  return real_of(file)->pMethods->xFileControl(real_of(file), what, argument);
}
int sector_of(sqlite3_file*) {
  return 512;
}
int traits_of(sqlite3_file*) {
  return 0;  // Nothing is promised: no whole sectors, no order.
}
int map_shared(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
  return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, memory);
}
int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
  return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}
void fence_shared(sqlite3_file* file) {
  real_of(file)->pMethods->xShmBarrier(real_of(file));
}
int unmap_shared(sqlite3_file* file, int remove) {
  return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

sqlite3_io_methods const methods{2,         close_file, read_file,   write_file,    truncate_file, sync_file,
                                 size_file, lock_file,  unlock_file, reserved_file, control_file,  sector_of,
                                 traits_of, map_shared, lock_shared, fence_shared,  unmap_shared,  nullptr,
                                 nullptr};

Vfs& disk_of(sqlite3_vfs* vfs) {
  return *static_cast<Vfs*>(vfs->pAppData);
}

int open_file(sqlite3_vfs* vfs, char const* name, sqlite3_file* file, int flags, int* flags_out) {
  auto& disk = disk_of(vfs);
  auto* ours = new (file) File{{nullptr}, &disk, nullptr, (flags & SQLITE_OPEN_WAL) != 0};
  auto const code = disk.real->xOpen(disk.real, name, ours->real(), flags, flags_out);
  if (code != SQLITE_OK) {
    return code;
  }
  ours->ours.pMethods = &methods;
  if (name != nullptr && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0) {
    std::scoped_lock const lock{disk.mutex};
    auto const [place, added] = disk.files.try_emplace(name);
    if (added) {
      place->second.synced = content_of(name);
    }
    ours->kept = &place->second;
  }
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, char const* name, int sync) {
  auto& disk = disk_of(vfs);
  std::scoped_lock const lock{disk.mutex};
  if (disk.cut) {
    return SQLITE_IOERR_DELETE;
  }
  if (auto const found = disk.files.find(name); found != disk.files.end()) {
    found->second = {};
  }
  return disk.real->xDelete(disk.real, name, sync);
}

}  // namespace

CutDisk::CutDisk() : vfs_{std::make_unique<Vfs>()} {
  auto* const real = ::sqlite3_vfs_find(nullptr);
  vfs_->real = real;
  vfs_->ours = *real;
  vfs_->ours.pNext = nullptr;
  vfs_->ours.zName = "cut";
  vfs_->ours.szOsFile = static_cast<int>(sizeof(File)) + real->szOsFile;
  vfs_->ours.pAppData = vfs_.get();
  vfs_->ours.xOpen = open_file;
  vfs_->ours.xDelete = delete_file;
  // What is left to the real one is handed the real one, whose own data it looks for.
  vfs_->ours.xAccess = [](sqlite3_vfs* vfs, char const* name, int flags, int* answer) {
    return disk_of(vfs).real->xAccess(disk_of(vfs).real, name, flags, answer);
  };
  vfs_->ours.xFullPathname = [](sqlite3_vfs* vfs, char const* name, int size, char* path) {
    return disk_of(vfs).real->xFullPathname(disk_of(vfs).real, name, size, path);
  };
  if (::sqlite3_vfs_register(&vfs_->ours, 1) != SQLITE_OK) {
    throw std::runtime_error{"no disk"};
  }
}

CutDisk::~CutDisk() {
  ::sqlite3_vfs_unregister(&vfs_->ours);
  ::sqlite3_vfs_register(vfs_->real, 1);
}

void CutDisk::cut_after(std::uint64_t count) {
  std::scoped_lock const lock{vfs_->mutex};
  vfs_->steps_left = count;
}

bool CutDisk::is_cut() const {
  std::scoped_lock const lock{vfs_->mutex};
  return vfs_->cut;
}

void CutDisk::after_cut(Draw draw) {
  std::scoped_lock const lock{vfs_->mutex};
  for (auto& [path, kept] : vfs_->files) {
    std::error_code ignored;
    std::filesystem::remove(path + "-shm", ignored);
    if (!std::filesystem::exists(path)) {
      continue;
    }
    auto content = kept.synced;
    for (auto write : kept.since) {
      auto const fate = draw.below(4);
      if (fate == 0 && write.bytes) {
        // A torn write: its first sectors only.
        write.bytes->resize(write.bytes->size() / 1024 * 512);
      }
      if (fate < 2) {
        write_down(content, write);
      }
    }
    std::ofstream{path, std::ios::binary | std::ios::trunc} << content;
  }
}

void CutDisk::set_full(bool full) {
  std::scoped_lock const lock{vfs_->mutex};
  vfs_->full = full;
}

std::uint64_t CutDisk::log_syncs() const {
  std::scoped_lock const lock{vfs_->mutex};
  return vfs_->log_syncs;
}

}  // namespace linquan::store
