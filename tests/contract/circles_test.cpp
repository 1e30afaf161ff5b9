#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "database.h"
#include "linquan/store/accounts.h"
#include "linquan/store/circles.h"
#include "linquan/store/maintenance.h"

namespace linquan::store {
namespace {

using circles::Circle;
using circles::CircleId;
using circles::Kept;
using circles::State;
using std::chrono::days;
using std::chrono::sys_days;

constexpr sys_days today{days{20'700}};

class CirclesContract : public Contract {
 protected:
  void SetUp() override {
    Contract::SetUp();
    if (IsSkipped()) {
      return;
    }
    auto const people = accounts();
    auto const added = store().write([&](UnitOfWork& work) {
      return people->add(work, {"王芳", "13800000000", std::nullopt, std::nullopt});
    });
    bureau.account = added->id;
    bureau.grants = {{identity::Role::city_bureau, identity::Level::city, ""}};
  }
  static Circle circle(std::uint64_t id, std::string const& code) {
    Circle made{CircleId{id}, code, "圈" + code, "320302", {}};
    made.boundary.drawn = {{{{1, 1}, {9, 1}, {9, 9}}, {{{2, 2}, {3, 2}, {3, 3}}}}, {{{-5, 5}, {6, 6}, {7, -7}}, {}}};
    return made;
  }
  std::uint64_t seed(std::vector<Circle> const& all) {
    return *store().write([&](UnitOfWork& work) -> Result<std::uint64_t> { return circles_->seed(work, all); });
  }
  Result<Kept> act(std::uint64_t id, circles::Command const& command, std::optional<std::uint64_t> seen = {}) {
    return store().write(
        [&](UnitOfWork& work) { return circles_->carry_out(work, CircleId{id}, seen, command, bureau, today); });
  }
  Result<Kept> find(std::uint64_t id) {
    return store().read([&](UnitOfWork& work) { return circles_->find(work, CircleId{id}); });
  }
  /// What one of the port's functions gives that cannot refuse.
  template <class Ask>
  auto told(Ask ask) {
    using Answer = decltype(ask(std::declval<UnitOfWork&>()));
    return *store().read([&](UnitOfWork& work) -> Result<Answer> { return ask(work); });
  }
  template <class UseCase>
  auto write(UseCase use_case) {
    return store().write(use_case);
  }

  std::unique_ptr<circles::Circles> circles_ = circles();
  circles::Actor bureau;
};

TEST_P(CirclesContract, AreSeededOnceAndGiveBackWhatTheyHold) {
  EXPECT_EQ(seed({circle(2, "B"), circle(1, "A")}), 2U);
  EXPECT_EQ(seed({circle(1, "A"), circle(3, "B"), circle(4, "C")}), 1U) << "number and code are taken";
  EXPECT_EQ(find(1)->circle, circle(1, "A"));
  EXPECT_EQ(find(1)->version, 1U);
  EXPECT_EQ(find(9).error().code, "living_circle_unknown");
  std::vector<std::string> codes;
  for (auto const& kept : told([&](UnitOfWork& work) { return circles_->all(work); })) {
    codes.push_back(kept.circle.code);
  }
  EXPECT_EQ(codes, (std::vector<std::string>{"A", "B", "C"}));
}

TEST_P(CirclesContract, GoThroughTheirStatesWithAHistory) {
  circles::Found found{"SHQ001", "民主南路圈", "320302", {{"320302001001", "320302001002"}, {}}, today - days{30}};
  auto const made = act(7, found);
  ASSERT_TRUE(made) << made.error().code;
  ASSERT_TRUE(act(7, circles::Step{State::building, today - days{20}, ""}, 1));
  EXPECT_EQ(act(7, circles::Step{State::built, today, ""}, 1).error().code, "living_circle_changed");
  ASSERT_TRUE(act(7, circles::Step{State::planned, today, "资金未到位"}, 2));
  ASSERT_TRUE(act(7, circles::Judge{"达标", "mofcom", today - days{1}}));
  auto const kept = find(7);
  EXPECT_EQ(kept->version, 4U);
  EXPECT_EQ(kept->circle.boundary.communities, found.boundary.communities);
  EXPECT_EQ(kept->circle.grade, (circles::Grade{"达标", "mofcom", today - days{1}, bureau.account}));
  EXPECT_EQ(kept->circle.since[0], today - days{30});
  EXPECT_EQ(kept->circle.since[1], std::nullopt);
  auto const versions = told([&](UnitOfWork& work) { return circles_->versions(work, CircleId{7}); });
  ASSERT_EQ(versions.size(), 4U);
  EXPECT_EQ(versions[1].command, "step");
  EXPECT_EQ(versions[1].reason, "资金未到位");
  EXPECT_EQ(versions[1].state, State::planned);
  EXPECT_EQ(versions[3].made_by, bureau.account);
  EXPECT_EQ(act(8, found).error().code, "living_circle_code_taken");
}

TEST_P(CirclesContract, KeepOnePlanForEachYear) {
  seed({circle(1, "A")});
  circles::Plan plan{
      2026, "一圈一策", {{"增设修理点", "repair_small", "民主路口", geo::Point{5, 6}, today, {}}, {"公厕"}}};
  auto const put = [&](std::uint64_t seen, circles::Plan const& it) {
    return write([&](UnitOfWork& work) { return circles_->set_plan(work, CircleId{1}, seen, it, bureau.account); });
  };
  EXPECT_EQ(put(0, plan)->version, 1U);
  EXPECT_EQ(put(0, plan).error().code, "living_circle_changed");
  plan.items.erase(plan.items.begin() + 1);
  plan.items[0].done = today;
  EXPECT_EQ(put(1, plan)->version, 2U);
  ASSERT_TRUE(put(0, {2027, "", {}}));
  auto const plans = told([&](UnitOfWork& work) { return circles_->plans(work, CircleId{1}); });
  ASSERT_EQ(plans.size(), 2U);
  EXPECT_EQ(plans[0].plan.year, 2027);
  EXPECT_EQ(plans[1].plan, plan);
}

TEST_P(CirclesContract, TellTheNewestSurveyOfEach) {
  seed({circle(1, "A"), circle(2, "B"), circle(3, "C")});
  auto const survey = [&](std::uint64_t id, int days_ago, std::int64_t content) {
    ASSERT_TRUE(write([&](UnitOfWork& work) -> Result<void> {
      circles_->add_survey(work, CircleId{id}, {today - days{days_ago}, 200, content, "入户"}, bureau.account);
      return {};
    }));
  };
  survey(1, 9, 150);
  survey(1, 3, 160);
  survey(1, 5, 170);
  survey(2, 3, 180);
  survey(2, 3, 190);
  auto const newest = told([&](UnitOfWork& work) { return circles_->newest_surveys(work); });
  ASSERT_EQ(newest.size(), 2U);
  EXPECT_EQ(newest[0].second.content, 160);
  EXPECT_EQ(newest[1].second.content, 190);
  EXPECT_EQ(told([&](UnitOfWork& work) { return circles_->surveys(work, CircleId{1}); }).size(), 3U);
}

TEST_P(CirclesContract, FreezeAYearOnce) {
  seed({circle(1, "A")});
  auto const at = clock.now();
  auto const freeze = [&](int year, circles::Figures figures) {
    return write([&](UnitOfWork& work) {
      return circles_->freeze(work, CircleId{1}, {year, at, bureau.account, State::built, figures});
    });
  };
  ASSERT_TRUE(freeze(2025, {{"outlets", 80}, {"residents", 12'345'678}}));
  ASSERT_TRUE(freeze(2026, {{"outlets", 90}}));
  EXPECT_EQ(freeze(2025, {{"outlets", 99}}).error().code, "circle_year_frozen");
  auto const years = told([&](UnitOfWork& work) { return circles_->years(work, CircleId{1}); });
  ASSERT_EQ(years.size(), 2U);
  EXPECT_EQ(years[1],
            (circles::Year{2025, at, bureau.account, State::built, {{"outlets", 80}, {"residents", 12'345'678}}}));
}

TEST_P(CirclesContract, KeepBrandsWithTheirBoards) {
  std::string const logo{"\x89PNG\0\xff", 6};
  auto const brand = [&](std::string const& name) {
    ASSERT_TRUE(write([&](UnitOfWork& work) -> Result<void> {
      circles_->set_brand(work, {"320302", name, logo}, bureau.account);
      return {};
    }));
  };
  auto const board = [&](std::string const& district, circles::Board const& it) {
    return write([&](UnitOfWork& work) { return circles_->set_board(work, district, it, bureau.account); });
  };
  circles::Board const first{circles::BoardId{5}, "地铁口", geo::Point{3, 4}, circles::BoardState::planned, today};
  EXPECT_EQ(board("320302", first).error().code, "brand_unknown");
  brand("鼓楼邻里");
  ASSERT_TRUE(board("320302", first));
  brand("鼓楼·邻里");
  auto standing = first;
  standing.state = circles::BoardState::standing;
  ASSERT_TRUE(board("320302", standing));
  EXPECT_EQ(told([&](UnitOfWork& work) { return circles_->brands(work); }),
            (std::vector<circles::Brand>{{"320302", "鼓楼·邻里", logo, {standing}}}));
  ASSERT_TRUE(write([&](UnitOfWork& work) -> Result<void> {
    circles_->set_brand(work, {"320303", "云龙", ""}, bureau.account);
    return {};
  }));
  EXPECT_EQ(board("320303", standing).error().code, "brand_unknown") << "another district's board";
}

LINQUAN_BOTH_ENGINES(CirclesContract);

}  // namespace
}  // namespace linquan::store
