#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>

#include "linquan/base/result.h"
#include "linquan/store/maintenance.h"
#include "sql.h"

namespace linquan::store {

struct Migration {
  std::uint64_t number = 0;
  std::string_view name;
  std::string_view text;
};

/// In their order: 1, 2, 3 … What was released never changes; a database remembers the checksum.
std::span<Migration const> migrations();

/// How far a database has come, and whether it is one of ours at all: 0 for an empty one.
///
/// bad_input   `store_newer`, `store_migration_changed`
Result<std::uint64_t> version_of(Sql& sql);

/// Applies what is missing up to `target`, each migration in a transaction of its own.
///
/// Refuses as version_of() does.
Result<Migrated> migrate(Sql& sql, std::chrono::sys_seconds now, std::uint64_t target);

/// The newest version that this program knows.
std::uint64_t newest_version();

}  // namespace linquan::store
