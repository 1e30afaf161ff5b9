#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "database.h"
#include "linquan/store/accounts.h"
#include "linquan/store/needs.h"
#include "linquan/store/plans.h"
#include "person_columns.h"
#include "work.h"

namespace linquan::store {
namespace {

using Columns = std::set<std::pair<std::string, std::string>>;

class PersonContract : public Contract {
 protected:
  Columns asked(std::string_view sql) {
    auto found = store().read([&](UnitOfWork& work) -> Result<Columns> {
      Columns columns;
      for (auto const& row : work_of(work).sql().all({sql, "tt"}, {})) {
        columns.emplace(row.text(0), row.text(1));
      }
      return columns;
    });
    return found.value();
  }
  static Columns listed() {
    Columns columns;
    for (auto const& column : person_columns()) {
      EXPECT_TRUE(columns.emplace(column.table, column.column).second) << column.table << " " << column.column;
    }
    return columns;
  }
  identity::AccountId account(std::string const& login) {
    return store()
        .write([&](UnitOfWork& work) {
          return people->add(work, {"王芳", std::nullopt, login, "hash"});
        })
        .value()
        .id;
  }
  needs::NeedId need(identity::AccountId by, std::string const& kind, std::string const& words, bool withdrawn) {
    return store()
        .write([&](UnitOfWork& work) -> Result<needs::NeedId> {
          needs::Need need;
          need.id = work.new_id<needs::NeedId>();
          need.kind = kind;
          need.words = words;
          need.when = "evenings, ask for Wang";
          need.asked_at = work.now();
          need.by = by;
          wanted->add(work, need);
          if (withdrawn) {
            need.state = needs::State::withdrawn;
            need.ended_at = work.now();
            EXPECT_TRUE(wanted->end(work, need));
          }
          return need.id;
        })
        .value();
  }

  std::unique_ptr<identity::Accounts> people = accounts();
  std::unique_ptr<needs::Needs> wanted = needs();
};

TEST_P(PersonContract, KnowsEveryColumnThatRefersToAnAccount) {
  auto const sqlite = GetParam() == Engine::sqlite;
  auto const referring = asked(
      sqlite ? "SELECT m.name, f.\"from\" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type "
               "= 'table' AND f.\"table\" = 'accounts'"
             : "SELECT k.table_name::text, k.column_name::text FROM information_schema.key_column_usage k JOIN "
               "information_schema.referential_constraints r ON r.constraint_name = k.constraint_name AND "
               "r.constraint_schema = k.constraint_schema JOIN information_schema.table_constraints t ON "
               "t.constraint_name = r.unique_constraint_name AND t.constraint_schema = r.unique_constraint_schema "
               "WHERE t.table_name = 'accounts' AND k.table_schema = current_schema()");
  EXPECT_GE(referring.size(), 18U);
  // Columns that hold an account's number and do not say so to the database go by their names.
  auto const named = asked(
      sqlite
          ? "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND "
            "(c.name = 'account_id' OR c.name = 'owner' OR c.name = 'resident_id' OR c.name = 'on_behalf_of' OR "
            "substr(c.name, -3) = '_by')"
          : "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = "
            "current_schema() AND (column_name = 'account_id' OR column_name = 'owner' OR column_name = 'resident_id' "
            "OR column_name = 'on_behalf_of' OR right(column_name, 3) = '_by')");
  EXPECT_GE(named.size(), referring.size());
  auto const list = listed();
  for (auto const& columns : {referring, named}) {
    for (auto const& column : columns) {
      EXPECT_TRUE(list.contains(column))
          << column.first << "." << column.second
          << " holds an account's number: say in person_columns.cpp what an export shows "
             "of it and what a deletion leaves";
    }
  }
  for (auto const& column : list) {
    EXPECT_TRUE(referring.contains(column) || named.contains(column) || column.first == "accounts")
        << column.first << "." << column.second << " is no column any more";
  }
}

TEST_P(PersonContract, LeavesNoRowThatGoesOrLosesThePerson) {
  auto const somebody = account("somebody");
  auto const other = account("other");
  need(somebody, "pharmacy", "room 301", false);
  need(other, "pharmacy", "room 302", false);
  ASSERT_TRUE(store().write([&](UnitOfWork& work) -> Result<void> {
    people->give(work, somebody, {identity::Role::community_worker, identity::Level::community, "320302001001"}, other);
    static_cast<void>(add_scenario(work, somebody, {"mine", "[]", false, 0}));
    static_cast<void>(add_scenario(work, other, {"theirs", "[]", false, 0}));
    return people->forget(work, somebody);
  }));
  for (auto const& column : person_columns()) {
    if (column.fate == Fate::kept) {
      continue;
    }
    auto const rows =
        "SELECT count(*) FROM " + std::string{column.table} + " WHERE " + std::string{column.column} + " = ";
    EXPECT_EQ(number(rows + std::to_string(somebody.value())), 0) << column.table;
  }
  EXPECT_EQ(number("SELECT count(*) FROM needs WHERE asked_by = " + std::to_string(other.value())), 1);
  EXPECT_EQ(number("SELECT count(*) FROM scenarios"), 1);
}

TEST_P(PersonContract, KeepsNeedsAsDemandWithoutWhoAsked) {
  auto const somebody = account("somebody");
  auto const open = need(somebody, "pharmacy", "room 301", false);
  auto const in_words = need(somebody, "", "ask for Wang in room 301", false);
  auto const withdrawn = need(somebody, "pharmacy", "", true);
  ASSERT_TRUE(store().write([&](UnitOfWork& work) { return people->forget(work, somebody); }));
  auto const find = [&](needs::NeedId id) {
    return store().read([&](UnitOfWork& work) { return wanted->find(work, id); });
  };
  ASSERT_TRUE(find(open));
  EXPECT_EQ(find(open)->by, std::nullopt);
  EXPECT_EQ(find(open)->words + find(open)->when, "");
  EXPECT_FALSE(find(in_words));
  EXPECT_FALSE(find(withdrawn));
}

TEST_P(PersonContract, StopsJobsAndKeepsWhatIsShared) {
  auto const somebody = account("somebody");
  auto const other = account("other");
  ASSERT_TRUE(store().write([&](UnitOfWork& work) -> Result<void> {
    EXPECT_TRUE(add_plan_job(work, {somebody, "site", "{}", "en"}));
    EXPECT_TRUE(add_scenario(work, somebody, {"shared", "[]", true, 0}));
    return people->forget(work, somebody);
  }));
  auto const jobs =
      store().read([&](UnitOfWork& work) { return Result<std::vector<PlanJob>>{plan_jobs_of(work, somebody, 9)}; });
  ASSERT_EQ(jobs->size(), 1U);
  EXPECT_EQ(jobs->front().job.state, JobState::cancelled);
  auto const seen = store().read([&](UnitOfWork& work) {
    return Result<std::vector<StoredScenario>>{scenarios_of(work, other, std::nullopt, 9)};
  });
  ASSERT_EQ(seen->size(), 1U);
  EXPECT_EQ(seen->front().name, "shared");
}

TEST_P(PersonContract, ShowsWhatWasDoneInAnOffice) {
  auto const somebody = account("somebody");
  auto const other = account("other");
  auto const number_of = std::to_string(somebody.value());
  behind_its_back("INSERT INTO brands (district, name, logo, made_at, made_by) VALUES ('320302', 'Near', '', 17, " +
                  number_of + ")");
  ASSERT_TRUE(store().write([&](UnitOfWork& work) -> Result<void> {
    people->give(work, other, {identity::Role::community_worker, identity::Level::community, "320302001001"}, somebody);
    return {};
  }));
  auto const all = store().read([&](UnitOfWork& work) { return people->everything(work, somebody); });
  ASSERT_TRUE(all);
  ASSERT_EQ(all->made.size(), 2U) << "every text of the list was asked";
  EXPECT_EQ(all->made[0],
            (identity::Made{"brands", "made_by", "320302", std::chrono::sys_seconds{std::chrono::seconds{17}}}));
  EXPECT_EQ(all->made[1].what + "." + all->made[1].as, "grants.given_by");
  EXPECT_EQ(all->made[1].at, clock.now());
}

LINQUAN_BOTH_ENGINES(PersonContract);

}  // namespace
}  // namespace linquan::store
