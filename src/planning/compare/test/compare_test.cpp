#include "linquan/compare/compare.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "drawn_town.h"
#include "linquan/base/progress.h"
#include "linquan/scenario/scenario.h"

namespace linquan::compare {
namespace {

constexpr std::array<bool, 3> only_streets{true, false, false};
constexpr std::array<bool, 3> only_outlets{false, true, false};
constexpr std::array<bool, 3> only_population{false, false, true};

city::Home home(std::uint64_t id, std::int64_t people, drawn::DrawnTown& town, char letter, std::uint32_t community) {
  city::Home made;
  made.id = city::HomeId{id};
  made.door = town.at(letter);
  made.access = town.access(letter);
  made.people.all = {people * 1000};
  made.community = community;
  return made;
}

city::Outlet market(std::uint64_t id, drawn::DrawnTown& town, char letter) {
  city::Outlet made;
  made.id = city::OutletId{id};
  made.name = "market";
  made.kinds = {0};
  // On the eastern street where two meet: that from j to k may be closed.
  made.stands = {{town.at(letter), {town.accesses(letter).back()}, std::nullopt}};
  return made;
}

/// One state of a town of five crossings, 100 m from one to the next.
///
///   streets    before: h-i-j-k-l                              after: the street from j to k is gone
///   outlets    before: market 7 at k                          after: market 8 at i
///   people     before: 10 at h (1), 20 at j (2), 5 at l (3)   after: 10 at h, 30 at j, nobody at l, 7 at k (4)
///
/// h, i, j lie in the west, k, l in the east.
struct Choice {
  bool streets = false;
  bool outlets = false;
  bool population = false;
};

city::City town(Choice const& after) {
  drawn::DrawnTown drawn{after.streets ? "h---i---j   k---l" : "h---i---j---k---l", 25};
  city::City city;
  city.kind_ids = {"market"};
  city.streets = drawn.graph();
  for (auto const* const name : {"west", "east"}) {
    auto& area = city.areas.emplace_back();
    area.id = city::AreaId{city.areas.size()};
    area.code = name;
    area.name = name;
  }
  city.outlets = {after.outlets ? market(8, drawn, 'i') : market(7, drawn, 'k')};
  city.homes = {home(1, 10, drawn, 'h', 0), home(2, after.population ? 30 : 20, drawn, 'j', 0),
                after.population ? home(4, 7, drawn, 'k', 1) : home(3, 5, drawn, 'l', 1)};
  return city;
}

/// A market within 200 m.
standard::Standard one_rule() {
  standard::Rule rule;
  rule.id = "market";
  rule.kinds = {"market"};
  rule.unit = reach::Unit::metres;
  rule.limit = 2000;
  rule.weight = 3;
  standard::Standard standard;
  standard.rules = {rule};
  return standard;
}

Options options() {
  Options made;
  made.person = *persons::Persons::built_in().find("standard");
  return made;
}

Comparison compared(State const& before, State const& after) {
  SilentProgress progress;
  auto comparison = compare(before, after, one_rule(), options(), progress);
  EXPECT_TRUE(comparison);
  return *std::move(comparison);
}

Comparison compared(Choice const& after) {
  auto const was = town({});
  auto const is = town(after);
  return compared({was}, {is});
}

/// In whole people, six times the effects of streets, outlets and population.
Split people_six_times(std::int64_t streets, std::int64_t outlets, std::int64_t population) {
  return {{streets * 1000, outlets * 1000, population * 1000}};
}

Millipersons people(std::int64_t count) {
  return {count * 1000};
}

TEST(Split, IsTheMeanOverAllOrders) {
  Mixed const values{7, -3, 12, 5, 90, 41, -8, 33};
  std::array<std::size_t, 3> order{0, 1, 2};
  Split by_orders;
  do {
    std::size_t state = 0;
    for (auto const factor : order) {
      auto const next = state | std::size_t{1} << factor;
      by_orders.six_times.at(factor) += values.at(next) - values.at(state);
      state = next;
    }
  } while (std::next_permutation(order.begin(), order.end()));
  EXPECT_EQ(split_of(values), by_orders);
  auto const& parts = split_of(values).six_times;
  EXPECT_EQ(parts[0] + parts[1] + parts[2], 6 * (values.back() - values.front()));
}

TEST(Compare, TwiceTheSameCityDiffersInNothing) {
  auto const comparison = compared({});
  EXPECT_EQ(comparison.changed, (std::array<bool, 3>{}));
  EXPECT_TRUE(comparison.shifts.empty());
  auto const& rule = comparison.city.rules[0];
  EXPECT_EQ(rule.before, rule.after);
  EXPECT_EQ(rule.met, Split{});
  EXPECT_EQ(rule.gained, Millipersons{});
  EXPECT_EQ(rule.lost, Millipersons{});
  // j is 100 m from k, l as well; h is 300 m away.
  EXPECT_EQ(rule.before.met, people(25));
  EXPECT_EQ(rule.before.unmet, people(10));
}

TEST(Compare, StreetsAlone) {
  // From j there is no way to k any more: 20 people lose their market.
  auto const comparison = compared({.streets = true});
  EXPECT_EQ(comparison.changed, only_streets);
  auto const& rule = comparison.city.rules[0];
  EXPECT_EQ(rule.after.met, people(5));
  EXPECT_EQ(rule.lost, people(20));
  EXPECT_EQ(rule.gained, people(0));
  EXPECT_EQ(rule.met, people_six_times(-120, 0, 0));
  ASSERT_EQ(comparison.shifts.size(), 1U);
  auto const& shift = comparison.shifts[0];
  EXPECT_FALSE(shift.gained);
  EXPECT_EQ(shift.area, 0U);
  EXPECT_EQ(shift.homes, std::vector<std::uint32_t>{1});
  ASSERT_EQ(shift.causes.size(), 1U);
  EXPECT_EQ(shift.causes[0].why, Why::streets);
  EXPECT_EQ(shift.causes[0].people, people(20));
}

TEST(Compare, OutletsAlone) {
  // The market at i is 100 m from h and j, and 300 m from l.
  auto const comparison = compared({.outlets = true});
  EXPECT_EQ(comparison.changed, only_outlets);
  auto const& rule = comparison.city.rules[0];
  EXPECT_EQ(rule.after.met, people(30));
  EXPECT_EQ(rule.gained, people(10));
  EXPECT_EQ(rule.lost, people(5));
  EXPECT_EQ(rule.moved, people(0));
  EXPECT_EQ(rule.met, people_six_times(0, 30, 0));
  EXPECT_EQ(comparison.inventory.opened, std::vector<std::uint32_t>{0});
  EXPECT_EQ(comparison.inventory.closed, std::vector<std::uint32_t>{0});
  ASSERT_EQ(comparison.shifts.size(), 2U);
  auto const& gain = comparison.shifts[0];
  EXPECT_TRUE(gain.gained);
  EXPECT_EQ(gain.people, people(10));
  ASSERT_EQ(gain.causes.size(), 1U);
  EXPECT_EQ(gain.causes[0].why, Why::opened);
  EXPECT_EQ(gain.causes[0].outlets, std::vector{city::OutletId{8}});
  auto const& loss = comparison.shifts[1];
  EXPECT_FALSE(loss.gained);
  EXPECT_EQ(loss.area, 1U);
  ASSERT_EQ(loss.causes.size(), 1U);
  EXPECT_EQ(loss.causes[0].why, Why::closed);
  EXPECT_EQ(loss.causes[0].outlets, std::vector{city::OutletId{7}});
  EXPECT_EQ(loss.causes[0].people, people(5));
}

TEST(Compare, PopulationAlone) {
  // Ten more at j and 7 at k have the market at k; the 5 at l had it and are gone. Nobody gained and nobody lost.
  auto const comparison = compared({.population = true});
  EXPECT_EQ(comparison.changed, only_population);
  auto const& rule = comparison.city.rules[0];
  EXPECT_EQ(rule.after.met, people(37));
  EXPECT_EQ(rule.gained, people(0));
  EXPECT_EQ(rule.lost, people(0));
  EXPECT_EQ(rule.moved, people(12));
  EXPECT_EQ(rule.met, people_six_times(0, 0, 72));
  EXPECT_TRUE(comparison.shifts.empty());
  EXPECT_EQ(comparison.inventory.homes_both, 2U);
  EXPECT_EQ(comparison.inventory.homes_new, 1U);
  EXPECT_EQ(comparison.inventory.homes_gone, 1U);
}

TEST(Compare, AllThreeTogether) {
  // People met; s, o, p: streets, outlets, population as after.
  //   none  j 20, l 5          25      o     h 10, j 20        30
  //   s     l 5                 5      s o   h 10, j 20        30
  //   p     j 30, k 7          37      o p   h 10, j 30, k 7   47
  //   s p   k 7                 7      s o p h 10, j 30        40
  // Streets     2(5-25) + (30-30) + ( 7-37) + 2(40-47) = -84
  // Outlets     2(30-25) + (30-5) + (47-37) + 2(40- 7) = 111
  // Population  2(37-25) + ( 7-5) + (47-30) + 2(40-30) =  63; together 90 = 6 x (40 - 25)
  auto const comparison = compared({true, true, true});
  EXPECT_EQ(comparison.changed, (std::array<bool, 3>{true, true, true}));
  auto const& rule = comparison.city.rules[0];
  EXPECT_EQ(rule.before.met, people(25));
  EXPECT_EQ(rule.after.met, people(40));
  EXPECT_EQ(rule.met, people_six_times(-84, 111, 63));
  EXPECT_EQ(comparison.city.needs, people_six_times(3 * -84, 3 * 111, 3 * 63));
  EXPECT_EQ(rule.gained, people(10));
  EXPECT_EQ(rule.lost, people(0));
  EXPECT_EQ(rule.moved, people(5));
  EXPECT_EQ(comparison.unjoined_max, 0U);

  // The west: 20 of 30 before, 40 of 40 after. The east: 5 of 5 before, none of 7 after.
  ASSERT_EQ(comparison.levels.size(), 1U);
  auto const& areas = comparison.levels[0].areas;
  ASSERT_EQ(areas.size(), 2U);
  EXPECT_EQ(areas[0].rules[0].gained, people(10));
  EXPECT_EQ(areas[0].rules[0].moved, people(10));
  EXPECT_EQ(areas[0].people_before, people(30));
  EXPECT_EQ(areas[0].people_after, people(40));
  EXPECT_EQ(areas[1].rules[0].moved, people(-5));
  EXPECT_EQ(areas[1].rules[0].after.unmet, people(7));
  // In the east alone: none 5, s 5, o 0, so 0, p 7, sp 7, op 7, sop 0.
  // Streets 2(5-5) + (0-0) + (7-7) + 2(0-7) = -14; outlets 2(0-5) + (0-5) + (7-7) + 2(0-7) = -29;
  // population 2(7-5) + (7-5) + (7-0) + 2(0-0) = 13; together -30.
  EXPECT_EQ(areas[1].rules[0].met, people_six_times(-14, -29, 13));
}

TEST(Compare, WhatIsNoLongerKnownIsNotLost) {
  // After, the only source of markets speaks for the west alone: of the 5 at l nobody knows.
  auto const was = town({});
  auto is = town({.outlets = true});
  is.completeness = {{"outlets.csv", {0}, {"west"}}};
  auto const comparison = compared({was}, {is});
  auto const& rule = comparison.city.rules[0];
  EXPECT_EQ(rule.lost, people(0));
  EXPECT_EQ(rule.now_unknown, people(5));
  EXPECT_EQ(rule.after.unknown, people(5));
  EXPECT_EQ(rule.gained, people(10));
  auto const back = compared({is}, {was});
  EXPECT_EQ(back.city.rules[0].now_known, people(5));
  EXPECT_EQ(back.city.rules[0].lost, people(10));
}

TEST(Compare, SaysWhetherAnOutletMovedOrOffersSomethingElse) {
  auto const was = town({});
  auto moved = town({.outlets = true});
  moved.outlets[0].id = city::OutletId{7};
  auto const by_move = compared({was}, {moved});
  ASSERT_EQ(by_move.shifts.size(), 2U);
  EXPECT_EQ(by_move.shifts[0].causes[0].why, Why::moved);
  EXPECT_EQ(by_move.shifts[1].causes[0].why, Why::moved);
  ASSERT_EQ(by_move.inventory.changed.size(), 1U);
  EXPECT_TRUE(by_move.inventory.changed[0].moved);
  EXPECT_FALSE(by_move.inventory.changed[0].offers);

  auto at_home_only = town({});
  at_home_only.outlets[0].serving = static_cast<kinds::ServingSet>(kinds::Serving::at_home);
  auto const by_offer = compared({was}, {at_home_only});
  ASSERT_EQ(by_offer.shifts.size(), 2U);
  EXPECT_EQ(by_offer.shifts[0].causes[0].why, Why::offers);
  EXPECT_EQ(by_offer.city.rules[0].lost, people(25));
}

TEST(Compare, AScenarioIsTheCityThatHasItsEdits) {
  auto const was = town({});
  drawn::DrawnTown drawn{"h---i---j---k---l", 25};
  auto const at = [&](char letter) {
    auto const point = drawn.at(letter);
    return "[" + std::to_string(geo::lat_degrees(point)) + ", " + std::to_string(geo::lon_degrees(point)) + "]";
  };
  // Ways are numbered as they are drawn: 3 leads from j to k.
  auto const file = scenario::parse(
      "version: 1\nedits:\n  - remove_outlet: 7\n  - put_outlet: {name: market, kinds: market, at: " + at('i') +
          "}\n  - close_street: 3\n",
      "plan.yaml");
  ASSERT_TRUE(file);
  auto const edits = scenario::edits_of(*file, was);
  ASSERT_TRUE(edits) << edits.error().code;
  auto edited = was;
  auto outlets = reach::changed_outlets(was, *edits);
  ASSERT_TRUE(outlets);
  edited.outlets = std::move(*outlets);
  auto const by_scenario = compared({was}, {edited, *edits});

  auto const imported = town({.streets = true, .outlets = true});
  auto const by_import = compared({was}, {imported});
  EXPECT_EQ(by_scenario.changed, (std::array<bool, 3>{true, true, false}));
  EXPECT_EQ(by_scenario.city.rules, by_import.city.rules);
  ASSERT_EQ(by_scenario.levels.size(), by_import.levels.size());
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(by_scenario.levels[0].areas[i].rules, by_import.levels[0].areas[i].rules);
  }
  // As above without p: streets 3(5-25)/2 ... six times 3(-20) + 3(30-30); outlets 3(30-25) + 3(30-5).
  EXPECT_EQ(by_scenario.city.rules[0].met, people_six_times(-60, 90, 0));
}

TEST(Compare, RefusesTwoTablesOfKinds) {
  auto const was = town({});
  auto is = town({});
  is.kind_ids = {"bazaar"};
  SilentProgress progress;
  auto const comparison = compare({was}, {is}, one_rule(), options(), progress);
  ASSERT_FALSE(comparison);
  EXPECT_EQ(comparison.error().code, "compare_kinds");
}

TEST(Compare, RefusesTwoPlacesWithoutACommonHome) {
  auto const was = town({});
  auto is = town({});
  for (auto& home : is.homes) {
    home.id = city::HomeId{home.id.value() + 1'000};
  }
  SilentProgress progress;
  auto const comparison = compare({was}, {is}, one_rule(), options(), progress);
  ASSERT_FALSE(comparison);
  EXPECT_EQ(comparison.error().code, "compare_nothing_common");
}

}  // namespace
}  // namespace linquan::compare
