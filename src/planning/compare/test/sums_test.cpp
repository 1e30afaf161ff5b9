#include <gtest/gtest.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "lattice.h"
#include "linquan/base/draw.h"
#include "linquan/base/progress.h"
#include "linquan/compare/compare.h"
#include "linquan/reach/generated.h"

namespace linquan::compare {
namespace {

/// A made-up town: streets, homes and outlets by their own seeds, homes in communities and living circles.
struct Seeds {
  std::uint64_t streets = 1;
  std::uint64_t places = 1;
  std::uint64_t people = 1;
};

city::City town(Seeds const& seeds) {
  auto city = reach::lattice(12, seeds.streets);
  reach::generate(city, {400, 60, 4, false, false, seeds.places});
  for (auto const level : {city::AreaLevel::community, city::AreaLevel::living_circle}) {
    for (std::uint64_t i = 0; i < 3; ++i) {
      auto& area = city.areas.emplace_back();
      area.level = level;
      area.id = city::AreaId{100 * static_cast<std::uint64_t>(level) + i};
      area.name = std::to_string(area.id.value());
    }
  }
  Draw draw{seeds.people};
  for (auto& home : city.homes) {
    home.people.all = {static_cast<std::int64_t>(draw.below(9'000))};
    home.people.age_60 = {static_cast<std::int64_t>(draw.below(static_cast<std::uint64_t>(home.people.all.count) + 1))};
    auto const community = draw.below(4);
    home.community = community < 3 ? static_cast<std::uint32_t>(community) : walk::none;
    home.living_circle = static_cast<std::uint32_t>(3 + draw.below(3));
  }
  return city;
}

standard::Standard rules(city::City const& city) {
  standard::Standard made;
  for (std::size_t i = 0; i < 4; ++i) {
    auto& rule = made.rules.emplace_back();
    rule.id = city.kind_ids[i];
    rule.kinds = {city.kind_ids[i]};
    rule.limit = static_cast<reach::Tenths>(1'500 + 1'000 * i);
    rule.weight = static_cast<std::int32_t>(i + 1);
  }
  made.rules[1].people = reach::AgeGroup::age_60;
  made.rules[2].count = 2;
  made.round = standard::Round{{{city.kind_ids[0]}, {city.kind_ids[1]}}, 6'000, {}};
  return made;
}

Comparison compared(State const& before, State const& after, unsigned threads) {
  SilentProgress progress;
  Options options;
  options.person = *persons::Persons::built_in().find("standard");
  options.threads = threads;
  auto comparison = compare(before, after, rules(before.city), options, progress);
  EXPECT_TRUE(comparison);
  return *std::move(comparison);
}

std::vector<RuleChange> changes_of(AreaChange const& area) {
  auto changes = area.rules;
  changes.push_back(*area.round);
  return changes;
}

void expect_balanced(AreaChange const& area) {
  for (auto const& change : changes_of(area)) {
    EXPECT_EQ(change.after.met - change.before.met,
              change.gained - change.lost + change.now_known - change.now_unknown + change.moved);
    auto const& parts = change.met.six_times;
    EXPECT_EQ(parts[0] + parts[1] + parts[2], 6 * (change.after.met - change.before.met).count);
  }
  auto const& parts = area.needs.six_times;
  EXPECT_EQ(parts[0] + parts[1] + parts[2], 6 * (area.needs_after.met - area.needs_before.met));
}

template <class Figure>
void expect_sum(LevelChange const& level, AreaChange const& city, Figure const& figure) {
  auto sum = figure(level.outside);
  for (auto const& area : level.areas) {
    auto const of_area = figure(area);
    for (std::size_t i = 0; i < sum.size(); ++i) {
      sum[i] += of_area[i];
    }
  }
  EXPECT_EQ(sum, figure(city));
}

std::vector<std::int64_t> figures_of(AreaChange const& area) {
  std::vector<std::int64_t> all{area.people_before.count, area.people_after.count, area.needs_before.met,
                                area.needs_after.unmet};
  for (auto const& change : changes_of(area)) {
    for (auto const people : {change.before.met, change.before.unknown, change.after.unmet, change.after.met,
                              change.gained, change.lost, change.now_known, change.now_unknown, change.moved}) {
      all.push_back(people.count);
    }
    all.insert(all.end(), change.met.six_times.begin(), change.met.six_times.end());
  }
  return all;
}

void expect_sums(Comparison const& comparison) {
  expect_balanced(comparison.city);
  ASSERT_EQ(comparison.levels.size(), 2U);
  for (auto const& level : comparison.levels) {
    for (auto const& area : level.areas) {
      expect_balanced(area);
    }
    expect_sum(level, comparison.city, figures_of);
  }
  Millipersons gained;
  Millipersons lost;
  for (auto const& shift : comparison.shifts) {
    (shift.gained ? gained : lost) += shift.people;
  }
  Millipersons gained_by_rules;
  Millipersons lost_by_rules;
  for (auto const& change : comparison.city.rules) {
    gained_by_rules += change.gained;
    lost_by_rules += change.lost;
  }
  EXPECT_EQ(gained, gained_by_rules);
  EXPECT_EQ(lost, lost_by_rules);
}

TEST(Sums, HoldWhereStreetsOutletsAndPeopleAllDiffer) {
  auto const was = town({1, 1, 1});
  auto const is = town({2, 7, 5});
  auto const comparison = compared({was}, {is}, 1);
  EXPECT_EQ(comparison.changed, (std::array<bool, 3>{true, true, true}));
  expect_sums(comparison);
  for (std::size_t factor = 0; factor < factor_count; ++factor) {
    EXPECT_NE(comparison.city.rules[0].met.six_times.at(factor), 0);
  }
  EXPECT_GT(comparison.city.rules[0].gained.count, 0);
  EXPECT_GT(comparison.city.rules[0].lost.count, 0);
  EXPECT_NE(comparison.city.rules[0].moved.count, 0);
}

TEST(Sums, HoldForEditsOfStreetsToo) {
  auto const was = town({1, 1, 1});
  auto is = was;
  is.outlets.erase(is.outlets.begin() + 3, is.outlets.begin() + 20);
  std::vector<reach::Edit> const edits{reach::SetStreet{{5, std::nullopt}, false},
                                       reach::TimeStreet{{30, std::nullopt}, 400},
                                       reach::SetStreet{{61, std::nullopt}, false}};
  auto const comparison = compared({was}, {is, edits}, 1);
  EXPECT_EQ(comparison.changed, (std::array<bool, 3>{true, true, false}));
  expect_sums(comparison);
  EXPECT_EQ(comparison.city.rules[0].gained.count, 0);
  EXPECT_GT(comparison.city.rules[0].lost.count, 0);
}

TEST(Sums, AreTheSameForTwoThreads) {
  auto const was = town({1, 1, 1});
  auto const is = town({2, 7, 5});
  auto const one = compared({was}, {is}, 1);
  auto const two = compared({was}, {is}, 2);
  EXPECT_EQ(figures_of(one.city), figures_of(two.city));
  ASSERT_EQ(one.shifts.size(), two.shifts.size());
  for (std::size_t i = 0; i < one.shifts.size(); ++i) {
    EXPECT_EQ(one.shifts[i].homes, two.shifts[i].homes);
    EXPECT_EQ(one.shifts[i].causes.size(), two.shifts[i].causes.size());
  }
}

}  // namespace
}  // namespace linquan::compare
