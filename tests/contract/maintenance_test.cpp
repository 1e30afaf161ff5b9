#include "linquan/store/maintenance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "database.h"
#include "engines.h"
#include "invariants.h"
#include "linquan/store/accounts.h"
#include "linquan/store/changes.h"
#include "linquan/store/outbox.h"
#include "migrations.h"
#include "work.h"

namespace linquan::store {
namespace {

class MaintenanceContract : public Contract {
 protected:
  std::set<std::string> findings() {
    std::set<std::string> codes;
    auto const checked = check(database->url());
    EXPECT_TRUE(checked) << checked.error().code;
    for (auto const& finding : checked ? checked->findings : std::vector<Notice>{}) {
      codes.insert(finding.code);
    }
    return codes;
  }
  Result<void> put() {
    return store().write([](UnitOfWork& work) -> Result<void> {
      put_in_outbox(work, "topic", std::to_string(change_number(work)));
      return {};
    });
  }
};

TEST_P(MaintenanceContract, BringsADatabaseForwardFromEveryVersion) {
  for (std::uint64_t from = 0; from <= newest_version(); ++from) {
    TestDatabase const old{GetParam()};
    {
      auto const sql = session_of(old.url(), Sql::Access::write);
      ASSERT_TRUE(migrate(*sql, clock.now(), from));
      if (from > 0) {
        sql->run("UPDATE counters SET value = 7 WHERE name = 'change'");
      }
    }
    auto const migrated = migrate(old.url(), clock);
    ASSERT_TRUE(migrated);
    EXPECT_EQ(migrated->from, from);
    EXPECT_EQ(migrated->to, newest_version());
    auto const opened = open(old.url(), clock);
    ASSERT_TRUE(opened);
    EXPECT_EQ((*opened)->read([](UnitOfWork& work) -> Result<std::uint64_t> { return newest_change(work); }),
              Result<std::uint64_t>{from > 0 ? 7U : 0U});
  }
}

TEST_P(MaintenanceContract, KeepsActsThatWereDoneBeforeTheyHadAPlace) {
  TestDatabase const old{GetParam()};
  {
    auto const sql = session_of(old.url(), Sql::Access::write);
    ASSERT_TRUE(migrate(*sql, clock.now(), 8));
    sql->run(
        "INSERT INTO accounts (id, name, telephone, password_failures, state, version, created_at) VALUES (1, '', "
        "'13812345678', 0, 'active', 1, 0)");
    sql->run("INSERT INTO acts (id, done_at, account_id, action, object) VALUES (5, 0, 1, 'sign_in', '7')");
  }
  ASSERT_TRUE(migrate(old.url(), clock));
  auto const opened = open(old.url(), clock);
  ASSERT_TRUE(opened);
  auto const people = accounts();
  auto const acts_of = [&](identity::Level level, std::string const& place) {
    std::vector const scopes{identity::Grant{identity::Role::auditor, level, place}};
    return *(*opened)->read([&](UnitOfWork& work) {
      return Result<std::vector<identity::Act>>{people->acts(work, scopes, std::nullopt, 10)};
    });
  };
  ASSERT_EQ(acts_of(identity::Level::city, {}).size(), 1U);
  EXPECT_EQ(acts_of(identity::Level::city, {})[0].district, std::nullopt);
  EXPECT_TRUE(acts_of(identity::Level::district, "320302").empty());
}

class ServersContract : public Contract {};

TEST_P(ServersContract, MigrateOnceWhenTheyStartTogether) {
  together(8, [&](std::size_t) { EXPECT_TRUE(open(database->url(), clock)); });
  EXPECT_EQ(number("SELECT count(*) FROM applied_migrations"), static_cast<std::int64_t>(newest_version()));
}

TEST_P(MaintenanceContract, RefusesADatabaseOfANewerProgram) {
  ASSERT_TRUE(put());
  close();
  behind_its_back("INSERT INTO applied_migrations (number, name, checksum, applied_at) VALUES (99, 'later', 'x', 0)");
  for (auto const& error : {open(database->url(), clock).error(), migrate(database->url(), clock).error(),
                            check(database->url()).error()}) {
    EXPECT_EQ(error.code, "store_newer");
    EXPECT_EQ(error.kind, ErrorKind::bad_input);
  }
}

TEST_P(MaintenanceContract, RefusesADatabaseWhoseMigrationsWereOthers) {
  ASSERT_TRUE(put());
  close();
  behind_its_back("UPDATE applied_migrations SET checksum = 'another' WHERE number = 1");
  EXPECT_EQ(open(database->url(), clock).error().code, "store_migration_changed");
}

TEST_P(MaintenanceContract, FindsNothingWhereAllIsWell) {
  ASSERT_TRUE(put());
  EXPECT_TRUE(findings().empty());
  auto const checked = check(database->url());
  EXPECT_EQ(checked->version, newest_version());
  EXPECT_EQ(checked->invariants, invariants().size());
}

TEST_P(MaintenanceContract, FindsEveryInvariantThatIsBroken) {
  ASSERT_TRUE(put());
  auto const account = [](std::string const& id, std::string const& state) {
    return "INSERT INTO accounts (id, name, telephone, password_failures, state, version, created_at, deleted_at) "
           "VALUES (" +
           id + ", '', " + (state == "deleted" ? "NULL" : "'" + id + "'") + ", 0, '" + state + "', 1, 0, " +
           (state == "deleted" ? "0" : "NULL") + ")";
  };
  auto const outlet = [](std::string const& id) {
    return "INSERT INTO outlets (id, version, change, state, community, street, house, confirmed_on, entry) VALUES (" +
           id + ", 1, 1, 'open', '', '', 0, 0, 'id')";
  };
  auto const outlet_version = [](std::string const& id) {
    return "INSERT INTO outlet_versions (outlet_id, version, change, made_at, command, fields, entry) VALUES (" + id +
           ", 1, 1, 0, 'seed', '', 'id')";
  };
  auto const payment = [](std::string const& id, std::string const& amount, std::string const& state) {
    return "INSERT INTO payments (id, resident_id, amount, state, made_at, asked) VALUES (" + id + ", 2, " + amount +
           ", '" + state + "', 0, 0)";
  };
  auto const order = [](std::string const& id, std::string const& paid_by, std::string const& state,
                        std::string const& paid) {
    return "INSERT INTO orders (id, payment_id, resident_id, outlet_id, way, goods, delivery_fee, fee, address, "
           "telephone, note, day, promised_at, made_at, version, state, since_at, paid, quoted) VALUES (" +
           id + ", " + paid_by + ", 2, 1, 'delivery', 1000, 0, 0, '', '', '', 0, 0, 0, 1, '" + state + "', 0, " + paid +
           ", 0)";
  };
  auto const received = [](std::string const& id) {
    return "INSERT INTO ledger_acts (sort, subject, at) VALUES ('received', '" + id + "', 0)";
  };
  auto const refund = [](std::string const& id, std::string const& of, std::string const& amount,
                         std::string const& state) {
    return "INSERT INTO refunds (id, payment_id, order_id, transaction_number, amount, state, since_at, reason, "
           "attempts, version) VALUES (" +
           id + ", " + of + ", " + of + ", '', " + amount + ", '" + state + "', 0, '', 0, 1)";
  };
  std::vector<std::pair<std::string, std::vector<std::string>>> const planted{
      {"check_counter", {"DELETE FROM counters WHERE name = 'change'"}},
      {"check_outbox_delivered", {"UPDATE outbox SET attempts = 1, delivered_at = created_at - 1"}},
      {"check_job_attempts",
       {"INSERT INTO jobs (id, sort, body, state, due_at, attempts, attempts_max, progress, result, cancel_asked, "
        "created_at, ended_at) VALUES (1, 's', '', 'done', 0, 0, 1, 0, '', 0, 0, 0)"}},
      {"check_deleted_account",
       {account("1", "deleted"),
        "INSERT INTO grants (account_id, role, level, place, given_at) VALUES (1, 'resident', 'city', '', 0)"}},
      {"check_proxy_twice",
       {account("2", "active"), account("3", "active"),
        "INSERT INTO proxies (account_id, resident_id, since) VALUES (2, 3, 0), (2, 3, 1)"}},
      {"check_consent_twice",
       {"INSERT INTO consents (account_id, purpose, place, text_version, given_at) VALUES (2, 'terms', 0, 1, 0), (2, "
        "'terms', 1, 2, 0)"}},
      {"check_outlet_newest", {outlet("1")}},
      {"check_outlet_change", {outlet("2"), outlet_version("2")}},
      {"check_outlet_versions", {outlet_version("3")}},
      {"check_passage_versions",
       {"INSERT INTO passage_versions (sort, number, version, change, made_at, made_by, opening) VALUES ('gate', 1, 2, "
        "1, 0, 2, 'open')"}},
      {"check_circle_versions",
       {"INSERT INTO living_circles (id, version, code, name, district, communities, drawn, state) VALUES (1, 1, 'A', "
        "'A', '', '1', '', 'built')",
        "INSERT INTO living_circle_versions (circle_id, version, made_at, command, state, reason) VALUES (1, 1, 0, "
        "'seed', 'planned', '')"}},
      {"check_circle_year",
       {"INSERT INTO circle_years (circle_id, year, frozen_at, frozen_by, state) VALUES (1, 2026, 0, 2, 'built')"}},
      {"check_ledger_balance",
       {"INSERT INTO ledger_acts (sort, subject, at) VALUES ('settled', '9', 0)",
        "INSERT INTO ledger_postings (sort, subject, posting, book, holder, amount) VALUES ('settled', '9', 0, "
        "'merchant', 1, 5)"}},
      {"check_payment_sum", {payment("1", "1", "open")}},
      {"check_payment_receipt", {payment("2", "1000", "paid"), order("2", "2", "preparing", "1000"), received("2")}},
      {"check_order_returned", {"UPDATE orders SET state = 'refused' WHERE id = 2"}},
      {"check_receipt_returned",
       {"INSERT INTO receipts (transaction_number, payment_id, amount, outcome, came_at) VALUES ('t', 1, 1, "
        "'returned', 0)"}},
      {"check_order_paid", {payment("3", "1000", "open"), order("3", "3", "preparing", "0")}},
      {"check_order_steps", {"UPDATE orders SET version = 2 WHERE id = 3"}},
      {"check_refund_sum", {refund("1", "3", "1", "asked")}},
      {"check_ledger_orders", {payment("4", "1000", "open"), order("4", "4", "completed", "0")}},
      {"check_ledger_refunds", {refund("2", "2", "1", "refunded")}},
      {"check_portions",
       {"INSERT INTO offers (id, outlet_id, version, name, price, options, on_sale) VALUES (1, 1, 1, 'n', 1, '', 1)",
        "INSERT INTO offer_days (offer_id, day, sold) VALUES (1, 1, 1)"}},
      {"check_booking_cells",
       {"INSERT INTO booking_plans (id, outlet_id, version, name, hours, breaks, length_minutes, step_minutes, seats, "
        "lead_minutes, ahead_days) VALUES (1, 1, 1, 'n', '24/7', '', 30, 30, 1, 0, 14)",
        "INSERT INTO bookings (id, plan_id, resident_id, from_at, to_at, seat, state, held_until, made_at, version) "
        "VALUES (1, 1, 2, 0, 1800, 0, 'booked', 0, 0, 1)"}},
      {"check_feed", {"INSERT INTO feeds (listener, newest) VALUES ('outlet/1', 1)"}},
  };
  ASSERT_EQ(planted.size(), invariants().size()) << "an invariant that no test breaks";
  std::set<std::string> expected;
  for (auto const& [code, statements] : planted) {
    for (auto const& statement : statements) {
      behind_its_back(statement);
    }
    expected.insert(code);
    EXPECT_EQ(findings(), expected);
  }
}

TEST_P(MaintenanceContract, SaysWhatItCannotReach) {
  Url const nowhere = GetParam() == Engine::sqlite
                          ? Url{Engine::sqlite, (database->folder() / "no folder" / "file.db").string()}
                          : Url{Engine::postgresql, "postgresql://nobody:secret@127.0.0.1:1/none"};
  auto const opened = open(nowhere, clock);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, "store_unreachable");
  EXPECT_EQ(opened.error().kind, ErrorKind::machine);
  for (auto const& [place, text] : opened.error().args) {
    EXPECT_EQ(text.find("secret"), std::string::npos) << place;
    EXPECT_EQ(text.find('\n'), std::string::npos) << place;
  }
}

TEST_P(MaintenanceContract, LeavesPostgreSqlsOwnCopiesToItsTool) {
  auto const copy = database->folder() / "copy.db";
  auto const backed = back_up(database->url(), copy);
  if (GetParam() == Engine::sqlite) {
    EXPECT_EQ(backed.error().code, "store_missing");
    return;
  }
  EXPECT_EQ(backed.error().code, "store_backup_postgresql");
  EXPECT_EQ(restore(copy, database->url()).error().code, "store_restore_postgresql");
}

TEST_P(ServersContract, GoOnWhenTheirSessionsAreCutAndKeepTheirNumbers) {
  options.sessions = 1;
  options.server = 1001;  // one that no test beside this takes for the first free one
  auto const session = [&] {
    return store().write([](UnitOfWork& work) -> Result<std::int64_t> {
      return work_of(work).sql().one({"SELECT CAST(pg_backend_pid() AS BIGINT) AS session", "n"})->number(0);
    });
  };
  auto const first = session();
  ASSERT_TRUE(first);
  auto const number = store().server();
  behind_its_back("SELECT pg_terminate_backend(" + std::to_string(*first) + ", 5000)");
  behind_its_back(
      "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' AND classid = 7146002 AND "
      "objid = " +
      std::to_string(number));
  auto const second = session();
  ASSERT_TRUE(second) << "a session that was cut before anything was done is opened again";
  EXPECT_NE(*second, *first);
  EXPECT_TRUE(session()) << "and so is the one that holds the number";
  auto const other = open(database->url(), clock, Options{.server = number});
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, "store_served");
}

TEST_P(ServersContract, WriteNoMoreWhenAnotherTookTheirNumber) {
  options.sessions = 1;
  options.server = 1002;
  ASSERT_TRUE(store().write([](UnitOfWork& work) -> Result<std::uint64_t> { return change_number(work); }));
  auto const number = store().server();
  auto const session = store().read([](UnitOfWork& work) -> Result<std::int64_t> {
    return work_of(work).sql().one({"SELECT CAST(pg_backend_pid() AS BIGINT) AS session", "n"})->number(0);
  });
  behind_its_back(
      "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' AND classid = 7146002 AND "
      "objid = " +
      std::to_string(number));
  behind_its_back("SELECT pg_terminate_backend(" + std::to_string(*session) + ", 5000)");
  auto const other = open(database->url(), clock, Options{.server = number});
  ASSERT_TRUE(other) << "the number is free";
  auto const write = [&] {
    return store().write([](UnitOfWork& work) -> Result<std::uint64_t> { return change_number(work); });
  };
  // The first write finds its session cut, and all after it the number taken.
  (void)write();
  EXPECT_EQ(write().error().code, "store_served");
  EXPECT_TRUE((*other)->write([](UnitOfWork& work) -> Result<std::uint64_t> { return change_number(work); }));
}

LINQUAN_BOTH_ENGINES(MaintenanceContract);
// SQLite has one server only.
INSTANTIATE_TEST_SUITE_P(Both, ServersContract, testing::Values(Engine::postgresql), engine_name);

class BackupContract : public MaintenanceContract {
 protected:
  std::filesystem::path copy() { return database->folder() / "a copy.db"; }
  Url place() { return {Engine::sqlite, (database->folder() / "restored.db").string()}; }
};

TEST_P(BackupContract, CopiesOneMomentWhileTheServerWrites) {
  ASSERT_TRUE(put());
  std::atomic<bool> over = false;
  std::atomic<int> written = 0;
  std::jthread const writer{[&] {
    while (!over) {
      written += put() ? 1 : 0;
    }
  }};
  for (auto i = 0; i < 5; ++i) {
    auto const before = written.load();
    std::filesystem::remove(copy());
    ASSERT_TRUE(back_up(database->url(), copy()));
    EXPECT_EQ(std::filesystem::status(copy()).permissions() & std::filesystem::perms::others_read,
              std::filesystem::perms::none);
    Sql sql{{Engine::sqlite, copy().string()}, Sql::Access::read};
    auto const rows =
        sql.one({"SELECT (SELECT count(*) FROM outbox), (SELECT value FROM counters WHERE name = "
                 "'change')",
                 "nn"});
    EXPECT_EQ(rows->number(0), rows->number(1)) << "half a change";
    EXPECT_GE(rows->number(0), before);
  }
  over = true;
  EXPECT_GT(written, 0);
}

TEST_P(BackupContract, IsPutBackAndServesAgain) {
  ASSERT_TRUE(put());
  ASSERT_TRUE(put());
  ASSERT_TRUE(back_up(database->url(), copy()));
  ASSERT_TRUE(put());
  auto const restored = restore(copy(), place());
  ASSERT_TRUE(restored) << restored.error().code;
  EXPECT_EQ(restored->version, newest_version());
  auto const opened = open(place(), clock);
  ASSERT_TRUE(opened);
  EXPECT_EQ((*opened)->read([](UnitOfWork& work) -> Result<std::uint64_t> { return newest_change(work); }),
            Result<std::uint64_t>{2});
  EXPECT_TRUE((*opened)->write([](UnitOfWork& work) -> Result<void> {
    put_in_outbox(work, "topic", std::to_string(change_number(work)));
    return {};
  }));
}

TEST_P(BackupContract, OverwritesNothing) {
  ASSERT_TRUE(put());
  ASSERT_TRUE(back_up(database->url(), copy()));
  EXPECT_EQ(back_up(database->url(), copy()).error().code, "file_there");
  EXPECT_EQ(restore(copy(), database->url()).error().code, "store_served");
  close();
  EXPECT_EQ(restore(copy(), database->url()).error().code, "file_there");
  std::ofstream{place().target + "-wal"} << "left over";
  EXPECT_EQ(restore(copy(), place()).error().code, "file_there");
}

TEST_P(BackupContract, IsRefusedWhenItIsNotWhole) {
  ASSERT_TRUE(put());
  ASSERT_TRUE(back_up(database->url(), copy()));
  {
    Sql sql{{Engine::sqlite, copy().string()}, Sql::Access::read};
    sql.at_once("DELETE FROM counters");
  }
  EXPECT_EQ(restore(copy(), place()).error().code, "store_backup_broken");
  std::ofstream{copy(), std::ios::binary | std::ios::trunc} << std::string(8192, 'x');
  EXPECT_EQ(restore(copy(), place()).error().code, "store_damaged");
  std::filesystem::remove(copy());
  EXPECT_EQ(restore(copy(), place()).error().code, "store_missing");
  EXPECT_FALSE(std::filesystem::exists(place().target));
}

TEST_P(BackupContract, IsRefusedOfAnOtherProgramsFile) {
  Sql{{Engine::sqlite, copy().string()}, Sql::Access::write}.at_once("CREATE TABLE birds (name TEXT)");
  Url const birds{Engine::sqlite, copy().string()};
  EXPECT_EQ(open(birds, clock).error().code, "store_foreign");
  EXPECT_EQ(migrate(birds, clock).error().code, "store_foreign");
  EXPECT_EQ(check(birds).error().code, "store_missing");
  EXPECT_EQ(back_up(birds, database->folder() / "other.db").error().code, "store_missing");
  EXPECT_FALSE(std::filesystem::exists(database->folder() / "other.db"));
}

TEST_P(BackupContract, OfAnOlderVersionIsPutBackAndMigratedLater) {
  {
    auto const sql = session_of(database->url(), Sql::Access::write);
    ASSERT_TRUE(migrate(*sql, clock.now(), 1));
  }
  EXPECT_EQ(check(database->url()).error().code, "store_older");
  ASSERT_TRUE(back_up(database->url(), copy()));
  ASSERT_TRUE(restore(copy(), place()));
  EXPECT_TRUE(open(place(), clock));
}

INSTANTIATE_TEST_SUITE_P(Both, BackupContract, testing::Values(Engine::sqlite), engine_name);

}  // namespace
}  // namespace linquan::store
