#include "linquan/siting/solve.h"

#include <gtest/gtest.h>

#include <chrono>

#include "instances.h"
#include "linquan/base/limits.h"

namespace linquan::siting {
namespace {

class StopsAtOnce final : public Progress {
 public:
  void step(std::string_view /*code*/, std::uint64_t /*total*/) override {}
  void advance(std::uint64_t /*done*/) override {}
  [[nodiscard]] bool stopped() const override { return true; }
};

Result<Solution> solved(Coverage const& coverage, Budget const& budget, SolveOptions const& options = {}) {
  SilentProgress silent;
  return solve(coverage, budget, options, silent);
}

Instance large() {
  return drawn(7, {.options = 4'000, .demands = 4'000, .reach = 6});
}

TEST(Solve, RefusesABudgetThatAllowsNothing) {
  for (auto const& budget : {Budget{}, Budget{.count = 0}, Budget{.cost = 0}, Budget{.count = 3, .per_day = 0}}) {
    auto const refused = solved({}, budget);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "budget_empty");
    EXPECT_EQ(refused.error().kind, ErrorKind::bad_input);
  }
}

TEST(Solve, OfNothingChoosesNothing) {
  auto const solution = solved({}, {.count = 3});
  ASSERT_TRUE(solution);
  EXPECT_TRUE(solution->chosen.empty());
  EXPECT_EQ(solution->bound, 0);
  EXPECT_TRUE(solution->optimal);
}

TEST(Solve, TakesAllWhereTheBudgetAllowsMoreThanThereIs) {
  Coverage coverage;
  coverage.weights = {5, 2, 3, 100};
  add(coverage, {.place = 0}, {2});
  add(coverage, {.place = 1}, {0, 1});
  add(coverage, {.place = 2}, {});
  auto const solution = solved(coverage, {.count = 40});
  ASSERT_TRUE(solution);
  EXPECT_EQ(solution->chosen, (std::vector<OptionIndex>{1, 0}));
  EXPECT_EQ(solution->gained, (std::vector<std::int64_t>{7, 3}));
  EXPECT_EQ(solution->bound, 10);
  EXPECT_TRUE(solution->optimal);
}

TEST(Solve, FindsWhatGreedyMisses) {
  // Greedy takes the middle (6) and then one end (2); the two ends together serve 4 + 5.
  Coverage coverage;
  coverage.weights = {2, 2, 2, 2, 1};
  add(coverage, {.place = 0}, {1, 2, 3});
  add(coverage, {.place = 1}, {0, 1});
  add(coverage, {.place = 2}, {2, 3, 4});
  auto const solution = solved(coverage, {.count = 2});
  ASSERT_TRUE(solution);
  EXPECT_EQ(solution->served, 9);
  EXPECT_EQ(solution->chosen, (std::vector<OptionIndex>{2, 1}));
  EXPECT_TRUE(solution->optimal);
}

TEST(Solve, SharesADemandBetweenOptionsWhoseCapacityBinds) {
  Coverage coverage;
  coverage.weights = {10, 4};
  add(coverage, {.capacity = 6, .place = 0}, {0});
  add(coverage, {.capacity = 6, .place = 1}, {0, 1});
  auto const solution = solved(coverage, {.count = 2});
  ASSERT_TRUE(solution);
  EXPECT_EQ(solution->served, 12);
  EXPECT_TRUE(solution->optimal);
}

TEST(Solve, KeepsBothTwinsWhereEachServesOnlyAPart) {
  Coverage coverage;
  coverage.weights = {10};
  add(coverage, {.capacity = 5, .place = 0}, {0});
  add(coverage, {.capacity = 5, .place = 1}, {0});
  auto const solution = solved(coverage, {.count = 2});
  ASSERT_TRUE(solution);
  EXPECT_EQ(solution->served, 10);
}

TEST(Solve, CountsWeightsUpToTheLimitAndRefusesMore) {
  Coverage coverage;
  coverage.weights = {limits::site_weight / 2, limits::site_weight / 2};
  add(coverage, {.place = 0}, {0});
  add(coverage, {.place = 1}, {1});
  add(coverage, {.place = 2}, {0, 1});
  auto const solution = solved(coverage, {.count = 1});
  ASSERT_TRUE(solution);
  EXPECT_EQ(solution->served, limits::site_weight);
  EXPECT_EQ(solution->bound, limits::site_weight);
  coverage.weights[0] = INT64_MAX;
  auto const refused = solved(coverage, {.count = 1});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "site_weight_large");
}

TEST(Solve, ProvesTheBoundOfWeightsThatDifferByManyPowersOfTen) {
  auto [coverage, budget] = drawn(11, {.options = 12, .demands = 30});
  std::int64_t weight = 1;
  for (auto& it : coverage.weights) {
    it = weight;
    weight = weight > 20'000'000'000 ? 1 : weight * 3 + 1;
  }
  auto const truth = solve_by_trying(coverage, budget);
  auto const solution = solved(coverage, budget);
  ASSERT_TRUE(solution);
  EXPECT_LE(solution->served, truth.served);
  EXPECT_GE(solution->bound, truth.served);
}

TEST(Solve, KeepsTheTimeLimitAndGivesTheBestSoFar) {
  auto const [coverage, budget] = large();
  auto const begun = std::chrono::steady_clock::now();
  auto const solution = solved(coverage, {.count = 40}, {.time_limit = std::chrono::milliseconds{150}});
  auto const taken = std::chrono::steady_clock::now() - begun;
  ASSERT_TRUE(solution);
  EXPECT_TRUE(solution->out_of_time);
  EXPECT_FALSE(solution->chosen.empty());
  EXPECT_GE(solution->bound, solution->served);
  EXPECT_LT(taken, std::chrono::milliseconds{1'000});  // with room for a machine that is busy
}

TEST(Solve, EndsWhenTheUserSaysStop) {
  auto const [coverage, budget] = large();
  StopsAtOnce stops;
  auto const stopped = solve(coverage, budget, {}, stops);
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().kind, ErrorKind::interrupted);
}

TEST(Solve, RefusesTheExactOptimumOfWhatIsTooLarge) {
  auto const [coverage, budget] = large();
  ASSERT_GT(coverage.covered.size(), limits::site_exact_entries);
  auto const refused = solved(coverage, budget, {.exact = true});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "site_exact_large");
}

TEST(Solve, TheExactSolverSaysNothingAndKeepsTheTime) {
  auto const [coverage, budget] = drawn(3, {.options = 300, .demands = 1'500, .reach = 12, .cost = true, .days = true});
  testing::internal::CaptureStdout();
  auto const begun = std::chrono::steady_clock::now();
  auto const solution = solved(coverage, {.count = 12}, {.time_limit = std::chrono::milliseconds{600}, .exact = true});
  auto const taken = std::chrono::steady_clock::now() - begun;
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  ASSERT_TRUE(solution);
  EXPECT_GE(solution->bound, solution->served);
  EXPECT_LT(taken, std::chrono::milliseconds{2'500});  // with room for a machine that is busy
}

}  // namespace
}  // namespace linquan::siting
