#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "linquan/base/clock.h"
#include "linquan/base/result.h"
#include "linquan/store/url.h"

/// What an operator does with a database: `linquan db …`. None of these needs the server to stop, except where it says
/// so.
namespace linquan::store {

struct Migrated {
  std::uint64_t from = 0;  ///< 0: it was empty
  std::uint64_t to = 0;
};

/// Brings a database up to this program; refuses while a server has the SQLite file.
///
/// Refuses as open() does.
Result<Migrated> migrate(Url const& url, Clock const& clock);

struct Checked {
  std::uint64_t version = 0;
  std::uint64_t invariants = 0;  ///< how many were checked
  std::vector<Notice> findings;  ///< empty: all hold
};

/// Every invariant that the schema cannot enforce alone, and on SQLite the file itself.
///
/// not_found   `store_missing`: no such file, or no database of ours in it
Result<Checked> check(Url const& url);

/// Copies a SQLite database to `out` as one moment saw it, while the server goes on writing.
///
/// usage       `store_backup_postgresql`: PostgreSQL has its own tool for it
/// bad_input   `file_there`: `out` exists
Result<void> back_up(Url const& url, std::filesystem::path const& out);

/// Puts a copy in the place of a SQLite database that is not there; checks it first.
///
/// usage       `store_restore_postgresql`
/// bad_input   `file_there`: there is a database; `store_backup_broken`: the copy is not whole
Result<Checked> restore(std::filesystem::path const& backup, Url const& url);

}  // namespace linquan::store
