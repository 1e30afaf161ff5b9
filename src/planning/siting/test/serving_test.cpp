#include "serving.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "choice.h"
#include "instances.h"
#include "linquan/base/draw.h"
#include "problem.h"
#include "schedule.h"

namespace linquan::siting {
namespace {

TEST(Serving, CoverAndFlowAgreeWhereNoCapacityBinds) {
  auto const instance = drawn(5, {.options = 30, .demands = 80});
  auto const problem = prepare(instance.coverage, instance.budget);
  Cover cover{problem};
  Flow flow{problem};
  Draw draw{1};
  std::vector<OptionIndex> chosen;
  for (int turn = 0; turn < 400; ++turn) {
    auto const option = static_cast<OptionIndex>(draw.below(problem.option_count()));
    auto const there = std::ranges::find(chosen, option);
    if (there == chosen.end()) {
      EXPECT_EQ(cover.gain(option), flow.gain(option));
      cover.add(option);
      flow.add(option);
      chosen.push_back(option);
    } else {
      auto const before = cover.served();
      auto const loss = cover.loss(option);
      cover.remove(option);
      flow.remove(option);
      chosen.erase(there);
      EXPECT_EQ(before - cover.served(), loss);
    }
    ASSERT_EQ(cover.served(), flow.served());
  }
}

TEST(Serving, AFlowIsTheSameWhateverTheOrder) {
  auto const instance = drawn(6, {.options = 20, .demands = 60, .capacity = true});
  auto const problem = prepare(instance.coverage, instance.budget);
  ASSERT_TRUE(problem.with_capacity);
  Draw draw{1};
  for (int turn = 0; turn < 50; ++turn) {
    Flow straight{problem};
    Flow winding{problem};
    std::vector<OptionIndex> set;
    for (OptionIndex i = 0; i < problem.option_count(); ++i) {
      if (draw.below(2) == 0) {
        set.push_back(i);
      }
    }
    for (auto const i : set) {
      auto const gain = straight.gain(i);
      auto const before = straight.served();
      straight.add(i);
      EXPECT_EQ(straight.served() - before, gain);
    }
    for (OptionIndex i = problem.option_count(); i-- > 0;) {
      winding.add(i);
    }
    for (OptionIndex i = 0; i < problem.option_count(); ++i) {
      if (!std::ranges::binary_search(set, i)) {
        winding.remove(i);
      }
    }
    EXPECT_EQ(straight.served(), winding.served());
  }
}

TEST(Prepare, MakesOneOfDemandsThatTheSameOptionsCoverAndDropsWhatNobodyNeeds) {
  Coverage coverage;
  coverage.weights = {1, 2, 4, 8};
  add(coverage, {.cost = 5, .place = 10}, {0, 1});
  add(coverage, {.cost = 5, .place = 20}, {0, 1, 2});
  add(coverage, {.cost = 9, .place = 30}, {0, 1, 2});  // its twin costs less
  add(coverage, {.cost = 1, .place = 40}, {});
  add(coverage, {.cost = 99, .place = 50}, {3});  // nobody could pay it
  auto const problem = prepare(coverage, {.cost = 20});
  EXPECT_EQ(problem.origin, (std::vector<OptionIndex>{0, 1}));
  EXPECT_EQ(problem.weights, (std::vector<std::int64_t>{3, 4}));
  EXPECT_EQ(problem.covered.of(1).size(), 2U);
}

TEST(Prepare, KeepsATwinWhosePlaceOrNeighbourMayRuleTheOtherOut) {
  Coverage coverage;
  coverage.weights = {1, 2};
  add(coverage, {.place = 0}, {0});
  add(coverage, {.place = 0}, {1});
  add(coverage, {.place = 1}, {0});
  EXPECT_EQ(prepare(coverage, {.count = 2}).origin, (std::vector<OptionIndex>{1, 2}));
  coverage.apart = {{1, 2}};
  EXPECT_EQ(prepare(coverage, {.count = 2}).origin, (std::vector<OptionIndex>{0, 1, 2}));
}

TEST(Choice, SwapsOutWhatStandsInTheWay) {
  Coverage coverage;
  coverage.weights = {1, 1, 1, 1};
  add(coverage, {.cost = 3, .place = 0, .days = 1}, {0});
  add(coverage, {.cost = 3, .place = 0, .days = 1}, {1});
  add(coverage, {.cost = 2, .place = 1, .days = 3}, {2});
  add(coverage, {.cost = 2, .place = 2, .days = 1}, {3});
  coverage.apart = {{2, 3}};
  auto const problem = prepare(coverage, {.cost = 5, .per_day = 1});
  Choice choice{problem};
  choice.add(0);
  EXPECT_FALSE(choice.may_add(1));  // same place
  EXPECT_TRUE(choice.may_swap(0, 1));
  EXPECT_FALSE(choice.may_add(3));  // the Monday is taken
  EXPECT_TRUE(choice.may_add(2));   // and the Tuesday is not
  choice.add(2);
  EXPECT_FALSE(choice.may_swap(0, 3));  // too near the other
  EXPECT_FALSE(choice.may_swap(2, 3));  // no day
  choice.remove(0);
  EXPECT_TRUE(choice.may_swap(2, 3));
  EXPECT_TRUE(choice.may_add(1));
}

TEST(Schedule, SpreadsVisitsAsEvenlyAsTheirDaysAllow) {
  constexpr Days monday = 1;
  constexpr Days tuesday = 2;
  constexpr Days both = monday | tuesday;
  EXPECT_EQ(schedule(std::vector<Days>{both, both, monday, monday}), (std::vector<std::uint8_t>{1, 1, 0, 0}));
  EXPECT_EQ(schedule(std::vector<Days>{every_day, every_day, every_day}), (std::vector<std::uint8_t>{0, 1, 2}));
  EXPECT_TRUE(schedule({}).empty());
}

}  // namespace
}  // namespace linquan::siting
