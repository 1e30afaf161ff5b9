#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "database.h"
#include "linquan/store/plans.h"

namespace linquan::store {
namespace {

using std::chrono::seconds;

constexpr identity::AccountId ann{11};
constexpr identity::AccountId bob{12};

class PlansContract : public Contract {
 protected:
  Result<JobId> add(identity::AccountId account) {
    return store().write([&](UnitOfWork& work) { return add_plan_job(work, {account, "site", "{}", "en"}); });
  }
  Result<PlanJob> find(JobId id, identity::AccountId account) {
    return store().read([&](UnitOfWork& work) { return find_plan_job(work, id, account); });
  }
  Result<StoredScenario> keep(identity::AccountId account, ScenarioText const& text) {
    return store().write([&](UnitOfWork& work) { return add_scenario(work, account, text); });
  }
};

TEST_P(PlansContract, CountsOnlyTheJobsOfAnAccountThatAreNotOver) {
  std::vector<JobId> ids;
  for (std::uint64_t i = 0; i < plan_jobs_open_max; ++i) {
    auto const id = add(ann);
    ASSERT_TRUE(id);
    ids.push_back(*id);
  }
  EXPECT_EQ(add(ann).error().code, "plan_jobs_many");
  EXPECT_TRUE(add(bob)) << "others have their own";
  ASSERT_TRUE(store().write([&](UnitOfWork& work) { return cancel_job(work, ids.front()); }));
  EXPECT_TRUE(add(ann));
}

TEST_P(PlansContract, ShowsAJobToWhomItBelongs) {
  auto const id = *add(ann);
  auto const found = find(id, ann);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->language, "en");
  EXPECT_EQ(found->created, clock.now());
  EXPECT_FALSE(found->started);
  EXPECT_EQ(find(id, bob).error().code, "job_unknown");
  clock.move_by(seconds{5});
  auto const run = store().write([&](UnitOfWork& work) { return begin_plan_job(work, id); });
  ASSERT_TRUE(run);
  EXPECT_EQ(run->language, "en");
  EXPECT_EQ(run->account, ann);
  ASSERT_TRUE(store().write([&](UnitOfWork& work) -> Result<void> {
    note_file(work, id, "report.xlsx", 77);
    return {};
  }));
  EXPECT_EQ(find(id, ann)->started, clock.now());
  EXPECT_EQ(find(id, ann)->file_name, "report.xlsx");
  EXPECT_EQ(find(id, ann)->file_bytes, 77U);
}

TEST_P(PlansContract, ForgetsWhatEndedLongAgo) {
  auto const old = *add(ann);
  auto const open = *add(ann);
  ASSERT_TRUE(store().write([&](UnitOfWork& work) { return cancel_job(work, old); }));
  clock.move_by(seconds{100});
  auto const forget = [&](std::chrono::sys_seconds before) {
    return *store().write(
        [&](UnitOfWork& work) -> Result<std::vector<JobId>> { return forget_plan_jobs(work, before, 10); });
  };
  EXPECT_TRUE(forget(clock.now() - seconds{100}).empty());
  EXPECT_EQ(forget(clock.now()), std::vector<JobId>{old});
  EXPECT_FALSE(find(old, ann));
  EXPECT_TRUE(find(open, ann));
}

TEST_P(PlansContract, KeepsScenariosAndTheirVersions) {
  auto const made = keep(ann, {"名", "[]", false, 3});
  ASSERT_TRUE(made);
  auto const find_for = [&](identity::AccountId account) {
    return store().read([&](UnitOfWork& work) { return find_scenario(work, made->id, account); });
  };
  EXPECT_EQ(find_for(ann)->name, "名");
  EXPECT_EQ(find_for(ann)->base_change, 3U);
  EXPECT_EQ(find_for(bob).error().code, "scenario_unknown");
  auto const change = [&](identity::AccountId account, std::uint64_t version) {
    return store().write([&](UnitOfWork& work) {
      return change_scenario(work, made->id, account, version, {"b", "[1]", true, 4});
    });
  };
  EXPECT_EQ(change(bob, 1).error().code, "scenario_unknown");
  EXPECT_EQ(change(ann, 2).error().code, "scenario_changed");
  EXPECT_EQ(change(ann, 1)->version, 2U);
  EXPECT_EQ(find_for(bob)->edits, "[1]") << "shared now";
  auto const removed = [&](identity::AccountId account) {
    return store().write([&](UnitOfWork& work) { return remove_scenario(work, made->id, account); });
  };
  EXPECT_FALSE(removed(bob));
  EXPECT_TRUE(removed(ann));
  EXPECT_FALSE(removed(ann));
}

TEST_P(PlansContract, ListsScenariosInPages) {
  for (auto const* name : {"a", "b", "c"}) {
    ASSERT_TRUE(keep(ann, {name, "[]", false, 0}));
  }
  ASSERT_TRUE(keep(bob, {"of bob", "[]", false, 0}));
  ASSERT_TRUE(keep(bob, {"d", "[]", true, 0}));
  std::string names;
  std::optional<ScenarioId> before;
  for (;;) {
    auto const page = *store().read(
        [&](UnitOfWork& work) -> Result<std::vector<StoredScenario>> { return scenarios_of(work, ann, before, 2); });
    if (page.empty()) {
      break;
    }
    for (auto const& it : page) {
      names += it.name;
    }
    before = page.back().id;
  }
  EXPECT_EQ(names, "dcba");
}

INSTANTIATE_TEST_SUITE_P(Engines, PlansContract, testing::Values(Engine::sqlite, Engine::postgresql),
                         [](auto const& it) { return it.param == Engine::sqlite ? "sqlite" : "postgresql"; });

}  // namespace
}  // namespace linquan::store
