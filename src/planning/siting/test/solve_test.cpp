#include "linquan/siting/solve.h"

#include <gtest/gtest.h>

namespace linquan::siting {
namespace {

TEST(Solve, RefusesABudgetThatAllowsNothing) {
  SilentProgress silent;
  for (auto const& budget : {Budget{}, Budget{.count = 0}, Budget{.cost = 0}, Budget{.count = 3, .per_day = 0}}) {
    auto const solved = solve({}, budget, {}, silent);
    ASSERT_FALSE(solved);
    EXPECT_EQ(solved.error().code, "budget_empty");
  }
}

TEST(Solve, TakesAllWhereTheBudgetAllowsMoreThanThereIs) {
  Coverage coverage;
  coverage.weights = {5, 2, 3, 100};
  add(coverage, {.place = 0}, {2});
  add(coverage, {.place = 1}, {0, 1});
  SilentProgress silent;
  auto const solved = solve(coverage, {.count = 40}, {}, silent);
  ASSERT_TRUE(solved);
  EXPECT_EQ(solved->chosen, (std::vector<OptionIndex>{1, 0}));
  EXPECT_EQ(solved->gained, (std::vector<std::int64_t>{7, 3}));
  EXPECT_EQ(solved->bound, 10);
  EXPECT_TRUE(solved->optimal);
}

}  // namespace
}  // namespace linquan::siting
