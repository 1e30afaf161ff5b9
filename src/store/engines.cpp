#include "engines.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "migrations.h"

namespace linquan::store {
namespace {

void set_up_sqlite(Sql& sql, Sql::Access access) {
  if (access == Sql::Access::write) {
    // Answers wait for the disk: a write-ahead log, synced at each commit.
    sql.one({"PRAGMA journal_mode = WAL", "t"});
    sql.at_once("PRAGMA synchronous = FULL");
    sql.at_once("PRAGMA foreign_keys = ON");
  } else {
    sql.at_once("PRAGMA query_only = ON");
  }
  sql.at_once("PRAGMA trusted_schema = OFF");
}

/// A new database is for its owner's eyes only: people are in it. One that is there stays as it is.
void make_private(std::string const& path) {
  auto const handle = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (handle >= 0) {
    ::close(handle);
  }
}

void set_up_postgresql(Sql& sql) {
  // A scan of a whole table, which the planner likes while tables are small, would make every insert of others a
  // conflict: all our questions have an index.
  for (auto const* setting :
       {"SET client_min_messages = warning", "SET synchronous_commit = on", "SET statement_timeout = '30s'",
        "SET lock_timeout = '10s'", "SET idle_in_transaction_session_timeout = '60s'", "SET TIME ZONE 'UTC'",
        "SET enable_seqscan = off"}) {
    sql.at_once(setting);
  }
}

}  // namespace

std::unique_ptr<Sql> session_of(Url const& url, Sql::Access access) {
  if (access == Sql::Access::write && url.engine == Engine::sqlite && !url.in_memory()) {
    make_private(url.target);
  }
  auto sql = std::make_unique<Sql>(url, access);
  if (url.engine == Engine::sqlite) {
    set_up_sqlite(*sql, access);
  } else {
    set_up_postgresql(*sql);
  }
  return sql;
}

Result<void> check_ours(Sql& sql, Url const& url) {
  if (url.engine == Engine::postgresql) {
    return {};
  }
  auto const counts = sql.one(
      {"SELECT count(*), sum(CASE WHEN name = 'applied_migrations' THEN 1 ELSE 0 END) FROM sqlite_schema", "nn"});
  if (counts && counts->number(0) > 0 && counts->number(1) == 0) {
    return refuse(ErrorKind::bad_input, "store_foreign", {{"db", shown(url)}});
  }
  return {};
}

tl::unexpected<Error> unreachable(Url const& url, Failure const& failure) {
  std::string reason = failure.what();
  std::ranges::replace_if(
      reason, [](char c) { return c == '\n' || c == '\t'; }, ' ');
  reason.erase(reason.find_last_not_of(' ') + 1);
  for (auto const* const sign : {"malformed", "not a database"}) {
    if (url.engine == Engine::sqlite && reason.find(sign) != std::string::npos) {
      return refuse(ErrorKind::bad_input, "store_damaged", {{"db", shown(url)}});
    }
  }
  return refuse(ErrorKind::machine, "store_unreachable", {{"db", shown(url)}, {"reason", reason}});
}

Result<std::unique_ptr<Store>> open(Url const& url, Clock const& clock, Options const& options) {
  try {
    return url.engine == Engine::sqlite ? open_sqlite(url, clock, options) : open_postgresql(url, clock, options);
  } catch (Failure const& failure) {
    return unreachable(url, failure);
  }
}

}  // namespace linquan::store
