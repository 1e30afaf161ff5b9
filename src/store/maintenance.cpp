#include "linquan/store/maintenance.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "engines.h"
#include "file_lock.h"
#include "ids.h"
#include "invariants.h"
#include "linquan/base/file.h"
#include "linquan/store/look.h"
#include "migrations.h"
#include "work.h"

namespace linquan::store {
namespace {

/// So many rows that break one invariant are named; the rest is like them.
constexpr std::int64_t findings_max = 20;

namespace fs = std::filesystem;

Result<void> check_there(Url const& url) {
  std::error_code ignored;
  if (url.engine == Engine::sqlite && !fs::is_regular_file(url.target, ignored)) {
    return refuse(ErrorKind::not_found, "store_missing", {{"db", shown(url)}});
  }
  return {};
}

Result<void> check_absent(fs::path const& path) {
  std::error_code ignored;
  if (fs::exists(fs::symlink_status(path, ignored))) {
    return refuse(ErrorKind::bad_input, "file_there", {{"path", path.string()}});
  }
  return {};
}

void check_file(Sql& sql, Checked& checked) {
  for (auto const& row : sql.all({"PRAGMA integrity_check(20)", "t"})) {
    if (row.text(0) != "ok") {
      checked.findings.push_back({"check_file", {{"what", row.text(0)}}});
    }
  }
  for (auto const& row : sql.all({"SELECT \"table\", CAST(rowid AS TEXT) FROM pragma_foreign_key_check", "tt"})) {
    checked.findings.push_back({"check_reference", {{"table", row.text(0)}, {"row", row.text(1)}}});
  }
}

void check_invariants(Sql& sql, Checked& checked) {
  for (auto const& invariant : invariants()) {
    ++checked.invariants;
    for (auto const& row : sql.all({invariant.sql, "t"}, {findings_max})) {
      checked.findings.push_back({std::string{invariant.code}, {{"what", row.text(0)}}});
    }
  }
}

tl::unexpected<Error> too_old(Url const& url, std::uint64_t version) {
  return refuse(
      ErrorKind::bad_input, "store_older",
      {{"db", shown(url)}, {"version", std::to_string(version)}, {"known", std::to_string(newest_version())}});
}

/// The version of a database of ours.
Result<std::uint64_t> version_in(Sql& sql, Url const& url) {
  auto const version = version_of(sql);
  return version && *version == 0 ? refuse(ErrorKind::not_found, "store_missing", {{"db", shown(url)}}) : version;
}

/// Begins a transaction that sees one moment.
void begin_look(Sql& sql, Url const& url) {
  sql.at_once(url.engine == Engine::sqlite ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

enum class Older : std::uint8_t { refused, taken };

/// An older database has other invariants: it is refused, or only its file is checked.
Result<Checked> checked_in(Sql& sql, Url const& url, Older older) {
  Checked checked;
  auto const version = version_in(sql, url);
  if (!version) {
    return tl::unexpected<Error>{version.error()};
  }
  checked.version = *version;
  if (url.engine == Engine::sqlite) {
    check_file(sql, checked);
  }
  if (*version < newest_version() && older == Older::taken) {
    return checked;
  }
  if (*version < newest_version()) {
    return too_old(url, *version);
  }
  check_invariants(sql, checked);
  return checked;
}

/// Personal data lies in it: nobody else may read it.
bool make_private(fs::path const& path) {
  auto const handle = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  return handle >= 0 && ::close(handle) == 0;
}

tl::unexpected<Error> unwritable(fs::path const& path) {
  return refuse(ErrorKind::machine, "file_unwritable",
                {{"path", path.string()}, {"reason", std::error_code{errno, std::system_category()}.message()}});
}

}  // namespace

Result<Migrated> migrate(Url const& url, Clock const& clock) {
  try {
    std::unique_ptr<FileLock> lock;
    if (url.engine == Engine::sqlite && !url.in_memory()) {
      auto taken = FileLock::take(url.target);
      if (!taken) {
        return hand_on(taken);
      }
      lock = std::move(*taken);
    }
    auto const sql = session_of(url, Sql::Access::write);
    if (auto ours = check_ours(*sql, url); !ours) {
      return hand_on(ours);
    }
    return migrate(*sql, clock.now(), newest_version());
  } catch (Failure const& failure) {
    return unreachable(url, failure);
  }
}

Result<Checked> check(Url const& url) {
  if (auto there = check_there(url); !there) {
    return hand_on(there);
  }
  try {
    auto const sql = session_of(url, Sql::Access::read);
    // One moment for all that is checked.
    begin_look(*sql, url);
    auto checked = checked_in(*sql, url, Older::refused);
    sql->at_once("ROLLBACK");
    return checked;
  } catch (Failure const& failure) {
    return unreachable(url, failure);
  }
}

Result<void> look(Url const& url, Clock const& clock, std::function<Result<void>(UnitOfWork&)> const& question) {
  if (auto there = check_there(url); !there) {
    return there;
  }
  try {
    auto const sql = session_of(url, Sql::Access::read);
    begin_look(*sql, url);
    auto const version = version_in(*sql, url);
    if (!version) {
      return tl::unexpected<Error>{version.error()};
    }
    if (*version < newest_version()) {
      return too_old(url, *version);
    }
    Ids ids{0};  // for the unit of work's sake: whoever looks makes nothing
    Work work{*sql, ids, clock.now()};
    auto answer = question(work);
    sql->at_once("ROLLBACK");
    return answer;
  } catch (Failure const& failure) {
    return unreachable(url, failure);
  }
}

Result<void> back_up(Url const& url, fs::path const& out) {
  if (url.engine == Engine::postgresql) {
    return refuse(ErrorKind::usage, "store_backup_postgresql");
  }
  if (auto there = check_there(url); !there) {
    return there;
  }
  if (auto absent = check_absent(out); !absent) {
    return absent;
  }
  PendingFile pending{out};
  if (!make_private(pending.path())) {
    return unwritable(out);
  }
  try {
    Sql sql{url, Sql::Access::read};
    if (auto const version = version_in(sql, url); !version) {
      return tl::unexpected<Error>{version.error()};
    }
    sql.run("VACUUM INTO :file", {pending.path().string()});
  } catch (Failure const& failure) {
    return unreachable(url, failure);
  }
  return pending.commit();
}

Result<Checked> restore(fs::path const& backup, Url const& url) {
  if (url.engine == Engine::postgresql) {
    return refuse(ErrorKind::usage, "store_restore_postgresql");
  }
  Url const copied{Engine::sqlite, backup.string()};
  if (auto there = check_there(copied); !there) {
    return hand_on(there);
  }
  auto lock = FileLock::take(url.target);
  if (!lock) {
    return hand_on(lock);
  }
  // A log left beside the database would be played into the copy.
  for (auto const* ending : {"", "-wal", "-journal"}) {
    if (auto absent = check_absent(url.target + ending); !absent) {
      return hand_on(absent);
    }
  }
  PendingFile pending{url.target};
  if (!make_private(pending.path())) {
    return unwritable(url.target);
  }
  try {
    Checked checked;
    {
      // Read through SQLite, not as bytes: the copy may have a log of its own.
      Sql source{copied, Sql::Access::read};
      source.run("VACUUM INTO :file", {pending.path().string()});
      Url const place{Engine::sqlite, pending.path().string()};
      Sql sql{place, Sql::Access::read};
      auto found = checked_in(sql, copied, Older::taken);
      if (!found) {
        return found;
      }
      checked = std::move(*found);
    }
    if (!checked.findings.empty()) {
      return refuse(ErrorKind::bad_input, "store_backup_broken",
                    {{"path", backup.string()}, {"count", std::to_string(checked.findings.size())}});
    }
    if (auto committed = pending.commit(); !committed) {
      return hand_on(committed);
    }
    return checked;
  } catch (Failure const& failure) {
    return unreachable(copied, failure);
  }
}

}  // namespace linquan::store
