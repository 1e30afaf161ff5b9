#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "cities.h"
#include "linquan/base/progress.h"
#include "linquan/compare/compare.h"
#include "linquan/kinds/kinds.h"
#include "linquan/standard/evidence.h"

namespace linquan::compare {
namespace {

persons::Person walker() {
  return *persons::Persons::built_in().find("standard");
}

/// The outlets of the kind in the community that has most of them.
std::vector<city::OutletId> most_in_one_community(city::City const& city, std::string const& kind) {
  auto const index = static_cast<kinds::KindIndex>(std::ranges::find(city.kind_ids, kind) - city.kind_ids.begin());
  std::map<std::uint32_t, std::vector<city::OutletId>> by_community;
  for (auto const& outlet : city.outlets) {
    if (outlet.community != walk::none && !outlet.stands.empty() && std::ranges::binary_search(outlet.kinds, index)) {
      by_community[outlet.community].push_back(outlet.id);
    }
  }
  return std::ranges::max_element(by_community, {}, [](auto const& one) { return one.second.size(); })->second;
}

standard::Scores scores_of(city::City const& city, standard::Standard const& standard) {
  SilentProgress progress;
  auto const findings = standard::assess(city, standard, {walker(), standard::Strictness::seen, 2}, progress);
  EXPECT_TRUE(findings);
  return standard::score(city, standard, *findings, {city, standard::Strictness::seen});
}

/// Every tally and need of an area, before and after, is that of the two evaluations.
void expect_scores(AreaChange const& change, standard::Score const& before, standard::Score const& after) {
  for (std::size_t rule = 0; rule < change.rules.size(); ++rule) {
    EXPECT_EQ(change.rules[rule].before, before.rules[rule]);
    EXPECT_EQ(change.rules[rule].after, after.rules[rule]);
  }
  EXPECT_EQ(change.needs_before, before.needs);
  EXPECT_EQ(change.needs_after, after.needs);
  EXPECT_EQ(change.people_before, before.people.all);
  EXPECT_EQ(change.people_after, after.people.all);
}

TEST(CompareTruth, ClosedPharmaciesOfOneCommunityAreWhatTwoEvaluationsSay) {
  auto const& city = reach::city_named("demo");
  auto const standard = standard::load("mofcom", kinds::Kinds::built_in());
  ASSERT_TRUE(standard);
  auto const closed = most_in_one_community(city, "pharmacy");
  ASSERT_GT(closed.size(), 1U);
  std::vector<reach::Edit> edits;
  for (auto const id : closed) {
    edits.emplace_back(reach::RemoveOutlet{id});
  }
  auto edited = city;
  auto outlets = reach::changed_outlets(city, edits);
  ASSERT_TRUE(outlets);
  edited.outlets = std::move(*outlets);

  SilentProgress progress;
  Options options;
  options.person = walker();
  options.threads = 2;
  options.explained = SIZE_MAX;
  auto const comparison = compare({city}, {edited, edits}, *standard, options, progress);
  ASSERT_TRUE(comparison);
  EXPECT_EQ(comparison->changed, (std::array<bool, 3>{false, true, false}));
  EXPECT_EQ(comparison->inventory.closed.size(), closed.size());

  auto const before = scores_of(city, *standard);
  auto const after = scores_of(edited, *standard);
  expect_scores(comparison->city, before.city, after.city);
  ASSERT_EQ(comparison->levels.size(), before.levels.size());
  for (std::size_t level = 0; level < before.levels.size(); ++level) {
    ASSERT_EQ(comparison->levels[level].areas.size(), before.levels[level].areas.size());
    for (std::size_t area = 0; area < before.levels[level].areas.size(); ++area) {
      expect_scores(comparison->levels[level].areas[area], before.levels[level].areas[area],
                    after.levels[level].areas[area]);
    }
    expect_scores(comparison->levels[level].outside, before.levels[level].outside, after.levels[level].outside);
  }

  Millipersons lost;
  for (std::size_t rule = 0; rule < standard->rules.size(); ++rule) {
    auto const& change = comparison->city.rules[rule];
    EXPECT_EQ(change.gained.count, 0);
    EXPECT_EQ(change.moved.count, 0);
    EXPECT_EQ(change.lost, change.before.met - change.after.met);
    EXPECT_EQ(change.met.six_times[1], -6 * change.lost.count);
    auto const& kinds = standard->rules[rule].kinds;
    EXPECT_TRUE(change.lost.count == 0 || std::ranges::find(kinds, "pharmacy") != kinds.end());
    lost += change.lost;
  }
  EXPECT_GT(lost.count, 0);
  for (auto const& shift : comparison->shifts) {
    EXPECT_FALSE(shift.gained);
    ASSERT_FALSE(shift.causes.empty());
    Millipersons explained;
    for (auto const& cause : shift.causes) {
      EXPECT_EQ(cause.why, Why::closed);
      EXPECT_TRUE(std::ranges::all_of(cause.outlets,
                                      [&](city::OutletId id) { return std::ranges::binary_search(closed, id); }));
      explained += cause.people;
    }
    EXPECT_EQ(explained, shift.people);
  }
}

}  // namespace
}  // namespace linquan::compare
