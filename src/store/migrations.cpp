#include "migrations.h"

#include <array>
#include <string>
#include <vector>

#include "hash.h"
#include "linquan/store/failure.h"

namespace linquan::store {

// The texts are linked in; see linquan_embed() in CMakeLists.txt.
extern std::string_view const ground_sql;
extern std::string_view const accounts_sql;
extern std::string_view const directory_sql;
extern std::string_view const circles_sql;
extern std::string_view const needs_sql;
extern std::string_view const people_sql;
extern std::string_view const plans_sql;
extern std::string_view const registers_sql;
extern std::string_view const areas_and_claims_sql;
extern std::string_view const market_sql;

namespace {

/// The statements of a migration: none of them holds a semicolon inside.
std::vector<std::string> statements_of(std::string_view text, Engine engine) {
  std::vector<std::string> statements;
  std::string current;
  auto const finish = [&] {
    if (current.find_first_not_of(" \n") != std::string::npos) {
      statements.push_back(current);
    }
    current.clear();
  };
  while (!text.empty()) {
    auto const end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.starts_with("--")) {
      continue;
    }
    auto const closes = line.ends_with(';');
    current += line.substr(0, line.size() - (closes ? 1 : 0));
    current += '\n';
    if (closes) {
      finish();
    }
  }
  finish();
  if (engine == Engine::postgresql) {
    // SQLite compares bytes; PostgreSQL does so where it is told to.
    for (auto& statement : statements) {
      std::string_view const column = " TEXT";
      for (auto at = statement.find(column); at != std::string::npos; at = statement.find(column, at)) {
        statement.replace(at, column.size(), " TEXT COLLATE \"C\"");
        at += column.size();
      }
    }
  }
  return statements;
}

bool has_table(Sql& sql) {
  if (sql.engine() == Engine::sqlite) {
    return sql.one({"SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'applied_migrations'", "n"})
        .has_value();
  }
  return sql.one({"SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('applied_migrations')", "n"}).has_value();
}

void apply(Sql& sql, Migration const& migration, std::chrono::sys_seconds now) {
  for (auto const& statement : statements_of(migration.text, sql.engine())) {
    sql.at_once(statement);
  }
  sql.run("INSERT INTO applied_migrations (number, name, checksum, applied_at) VALUES (:number, :name, :checksum, :at)",
          {static_cast<std::int64_t>(migration.number), migration.name, hash_of(migration.text), now});
}

Result<std::uint64_t> version_in_table(Sql& sql) {
  auto const known = migrations();
  std::uint64_t version = 0;
  for (auto const& row : sql.all({"SELECT number, checksum FROM applied_migrations ORDER BY number", "nt"})) {
    auto const number = row.count(0);
    if (number > known.size()) {
      return refuse(ErrorKind::bad_input, "store_newer",
                    {{"version", std::to_string(number)}, {"known", std::to_string(known.size())}});
    }
    if (number != version + 1 || row.text(1) != hash_of(known[number - 1].text)) {
      return refuse(ErrorKind::bad_input, "store_migration_changed", {{"number", std::to_string(number)}});
    }
    version = number;
  }
  return version;
}

}  // namespace

std::span<Migration const> migrations() {
  static std::array<Migration, 10> const all{Migration{1, "ground", ground_sql},
                                             Migration{2, "accounts", accounts_sql},
                                             Migration{3, "directory", directory_sql},
                                             Migration{4, "circles", circles_sql},
                                             Migration{5, "needs", needs_sql},
                                             Migration{6, "people", people_sql},
                                             Migration{7, "plans", plans_sql},
                                             Migration{8, "registers", registers_sql},
                                             Migration{9, "areas_and_claims", areas_and_claims_sql},
                                             Migration{10, "market", market_sql}};
  return all;
}

std::uint64_t newest_version() {
  return migrations().size();
}

Result<std::uint64_t> version_of(Sql& sql) {
  return has_table(sql) ? version_in_table(sql) : Result<std::uint64_t>{0};
}

Result<Migrated> migrate(Sql& sql, std::chrono::sys_seconds now, std::uint64_t target) {
  auto const begin = sql.engine() == Engine::sqlite ? "BEGIN IMMEDIATE" : "BEGIN";
  Migrated migrated;
  bool first = true;
  while (true) {
    sql.at_once(begin);
    try {
      if (sql.engine() == Engine::postgresql) {
        // Servers that start together take turns; the lock goes with the transaction.
        sql.one({"SELECT 1 FROM (SELECT pg_advisory_xact_lock(7146001)) AS turn", "n"});
      }
      if (!has_table(sql)) {
        auto const text = std::string_view{
            "CREATE TABLE applied_migrations (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, "
            "checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)"};
        sql.at_once(text);
      }
      auto const version = version_in_table(sql);
      if (!version) {
        sql.at_once("ROLLBACK");
        return tl::unexpected<Error>{version.error()};
      }
      if (first) {
        migrated.from = *version;
        first = false;
      }
      migrated.to = *version;
      if (*version >= target) {
        sql.at_once("COMMIT");
        return migrated;
      }
      apply(sql, migrations()[*version], now);
      sql.at_once("COMMIT");
    } catch (Failure const&) {
      sql.forget_prepared();
      try {
        sql.at_once("ROLLBACK");
      } catch (Failure const&) {  // NOLINT(bugprone-empty-catch): SQLite may have rolled back already
      }
      throw;
    }
    sql.forget_prepared();
  }
}

}  // namespace linquan::store
