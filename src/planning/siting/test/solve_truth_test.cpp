#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <numeric>
#include <set>

#include "exact.h"
#include "instances.h"
#include "linquan/siting/solve.h"
#include "search.h"

namespace linquan::siting {
namespace {

constexpr std::uint64_t instance_count = 200;

Solution solved(Instance const& instance, SolveOptions const& options = {}) {
  SilentProgress silent;
  auto solution = solve(instance.coverage, instance.budget, options, silent);
  EXPECT_TRUE(solution);
  return std::move(*solution);
}

/// What the budget, the places and the spacing forbid, looked at anew.
void expect_allowed(Instance const& instance, Solution const& solution) {
  auto const& [coverage, budget] = instance;
  std::set<OptionIndex> const chosen{solution.chosen.begin(), solution.chosen.end()};
  std::set<std::uint32_t> places;
  std::int64_t cost = 0;
  for (auto const i : chosen) {
    places.insert(coverage.options[i].place);
    cost += coverage.options[i].cost;
  }
  EXPECT_EQ(chosen.size(), solution.chosen.size());
  EXPECT_EQ(places.size(), solution.chosen.size());
  EXPECT_LE(chosen.size(), budget.count.value_or(UINT32_MAX));
  EXPECT_LE(cost, budget.cost.value_or(INT64_MAX));
  for (auto const& [one, other] : coverage.apart) {
    EXPECT_FALSE(chosen.contains(one) && chosen.contains(other));
  }
}

void expect_days(Instance const& instance, Solution const& solution) {
  if (!instance.budget.per_day) {
    EXPECT_TRUE(solution.day.empty());
    return;
  }
  ASSERT_EQ(solution.day.size(), solution.chosen.size());
  std::array<std::uint32_t, 7> visits{};
  for (std::size_t i = 0; i < solution.day.size(); ++i) {
    ASSERT_LT(solution.day[i], 7);
    EXPECT_NE(instance.coverage.options[solution.chosen[i]].days >> solution.day[i] & 1, 0);
    ++visits[solution.day[i]];
  }
  EXPECT_LE(*std::ranges::max_element(visits), *instance.budget.per_day);
}

TEST(SolveTruth, TheOptimumLiesWithinTheStatedGapOfEverySmallInstance) {
  std::uint64_t met = 0;
  for (std::uint64_t seed = 0; seed < instance_count; ++seed) {
    SCOPED_TRACE(seed);
    auto const instance = drawn(seed);
    auto const truth = solve_by_trying(instance.coverage, instance.budget);
    auto const solution = solved(instance);
    EXPECT_LE(solution.served, truth.served);
    EXPECT_GE(solution.bound, truth.served);
    EXPECT_EQ(solution.optimal, solution.served == solution.bound);
    EXPECT_EQ(std::accumulate(solution.gained.begin(), solution.gained.end(), std::int64_t{0}), solution.served);
    EXPECT_TRUE(std::ranges::is_sorted(solution.gained, std::ranges::greater{}));
    expect_allowed(instance, solution);
    expect_days(instance, solution);
    expect_allowed(instance, truth);
    expect_days(instance, truth);
    met += solution.served == truth.served ? 1 : 0;
  }
  std::printf("%d of %d small instances are solved to the optimum\n", static_cast<int>(met),
              static_cast<int>(instance_count));
  EXPECT_GE(met, instance_count * 95 / 100);
}

TEST(SolveTruth, GreedyAndSwapsAloneComeWithinOneInAHundredOnAverage) {
  double missed = 0;
  for (std::uint64_t seed = 0; seed < instance_count; ++seed) {
    auto const instance = drawn(seed);
    auto const truth = solve_by_trying(instance.coverage, instance.budget).served;
    auto const problem = prepare(instance.coverage, instance.budget);
    SilentProgress silent;
    Watch watch{std::chrono::seconds{10}, silent};
    auto const found = greedy_and_swaps(problem, watch).served;
    missed += truth == 0 ? 0 : static_cast<double>(truth - found) / static_cast<double>(truth);
  }
  auto const average = 100 * missed / static_cast<double>(instance_count);
  std::printf("greedy and swaps miss %.3f %% of the optimum on average\n", average);
  EXPECT_LE(average, 1.0);
}

TEST(SolveTruth, TheExactSolverAgreesWithEveryChoiceTried) {
  constexpr std::uint64_t exact_count = 50;
  for (std::uint64_t seed = 0; seed < exact_count; ++seed) {
    SCOPED_TRACE(seed);
    auto const instance = drawn(seed);
    auto const truth = solve_by_trying(instance.coverage, instance.budget);
    auto const problem = prepare(instance.coverage, instance.budget);
    SilentProgress silent;
    Watch watch{std::chrono::seconds{60}, silent};
    // From nothing known, so that CBC has to find and to prove everything itself.
    auto const exact = find_exactly(problem, {}, watch);
    EXPECT_TRUE(exact.proven);
    EXPECT_EQ(exact.found.served, truth.served);
    auto const solution = solved(instance, {.exact = true});
    EXPECT_TRUE(solution.optimal);
    EXPECT_EQ(solution.served, truth.served);
    EXPECT_EQ(solution.bound, truth.served);
    expect_allowed(instance, solution);
    expect_days(instance, solution);
  }
}

TEST(SolveTruth, GivesTheSameAnswerTwiceAndForTwoThreads) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    auto const instance =
        drawn(seed, {.options = 150, .demands = 600, .cost = seed % 2 == 0, .days = seed % 3 == 0, .places = true});
    auto const one = solved(instance);
    for (auto const& again : {solved(instance), solved(instance, {.threads = 2})}) {
      EXPECT_EQ(again.chosen, one.chosen);
      EXPECT_EQ(again.gained, one.gained);
      EXPECT_EQ(again.day, one.day);
      EXPECT_EQ(again.bound, one.bound);
    }
  }
}

}  // namespace
}  // namespace linquan::siting
