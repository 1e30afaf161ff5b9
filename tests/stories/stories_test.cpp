#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <string>

#include "../contract/database.h"
#include "week.h"

namespace linquan::stories {
namespace {

std::uint64_t seeds(std::uint64_t usual) {
  auto const* const asked = std::getenv("LINQUAN_STORY_SEEDS");
  return asked == nullptr ? usual : std::stoull(asked);
}

void expect_good(Told const& told, std::uint64_t seed) {
  for (auto const& broken : told.broken) {
    ADD_FAILURE() << "seed " << seed << ", " << broken;
  }
  if (std::getenv("LINQUAN_STORY_TOLD") != nullptr) {
    for (auto const& [code, count] : told.refusals) {
      std::cout << "  " << code << " " << count << "\n";
    }
    std::cout << "seed " << seed << ": written " << told.written << ", refused " << told.refused << ", failed "
              << told.failed << ", sent again " << told.replayed << ", completed " << told.completed << ", late money "
              << told.returned << "\n";
  }
  EXPECT_GT(told.written, 300U) << "seed " << seed;
}

TEST(MarketWeek, KeepsItsRulesWhateverGivesWay) {
  Told all;
  for (std::uint64_t seed = 1; seed <= seeds(200); ++seed) {
    Quarter quarter;
    quarter.seed = seed;
    auto const told = week_of(quarter);
    expect_good(told, seed);
    all.failed += told.failed;
    all.replayed += told.replayed;
    all.returned += told.returned;
    all.refused += told.refused;
    all.completed += told.completed;
  }
  EXPECT_GT(all.completed, 2 * seeds(200));
  EXPECT_GT(all.failed, 0U) << "nothing gave way";
  EXPECT_GT(all.replayed, 0U) << "nothing was sent again";
  EXPECT_GT(all.returned, 0U) << "no money came late";
  EXPECT_GT(all.refused, 0U);
}

TEST(MarketWeek, TellsTheSameStoryOfASeedAgain) {
  Quarter quarter;
  quarter.seed = 7;
  quarter.steps = 400;
  auto const first = week_of(quarter);
  auto const second = week_of(quarter);
  EXPECT_EQ(first.written, second.written);
  EXPECT_EQ(first.refused, second.refused);
  EXPECT_EQ(first.failed, second.failed);
  EXPECT_EQ(first.completed, second.completed);
}

TEST(MarketWeek, KeepsItsRulesOnPostgreSql) {
  if (!store::TestDatabase::there_is(store::Engine::postgresql)) {
    GTEST_SKIP() << "LINQUAN_POSTGRESQL names no server";
  }
  for (std::uint64_t seed = 1; seed <= seeds(5); ++seed) {
    store::TestDatabase const database{store::Engine::postgresql};
    Quarter quarter;
    quarter.seed = seed;
    quarter.url = database.url();
    expect_good(week_of(quarter), seed);
  }
}

}  // namespace
}  // namespace linquan::stories
