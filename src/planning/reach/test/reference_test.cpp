#include "linquan/reach/reference.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "drawn_town.h"
#include "lattice.h"
#include "linquan/reach/generated.h"
#include "linquan/walk/route.h"

namespace linquan::reach {
namespace {

using drawn::DrawnTown;

/// One place's answer about outlets that stand at letters, one column each.
struct Asked {
  DrawnTown& town;
  Walker who;
  Limits limits = Limits{};

  std::vector<Reached> operator()(walk::Access home, std::vector<std::vector<walk::Access>> const& outlets) {
    Streets const streets{town.graph(), who};
    std::vector<Supply::Site> sites;
    for (std::uint32_t i = 0; i < outlets.size(); ++i) {
      Supply::Site site{i, city::OutletId{i + std::uint64_t{1}}, {}, {static_cast<ColumnIndex>(i)}};
      for (auto const& access : outlets[i]) {
        auto const goals = streets.goals(access);
        site.points.insert(site.points.end(), goals.begin(), goals.end());
      }
      sites.push_back(site);
    }
    Supply const supply{streets, outlets.size(), sites};
    return Reference{streets}.answer(supply, streets.place(home), limits);
  }
  /// The time to the one outlet at a place; nothing where it is not reached.
  std::optional<Tenths> time(walk::Access home, walk::Access outlet) {
    auto const answer = (*this)(home, {{outlet}});
    return answer[0].nearest.empty() ? std::nullopt : std::optional{answer[0].nearest.front().time};
  }
};

Walker at_hour(Walker who, int hour) {
  who.minute = hours::MinuteOfWeek{static_cast<std::uint16_t>(hour * 60)};
  return who;
}

TEST(Reference, OnOneEdgeItGoesStraightThere) {
  DrawnTown town{"a-------b", 100};
  Asked ask{town, walker("standard")};
  EXPECT_EQ(ask.time({0, 100'000, 0}, {0, 300'000, 0}), 1800);
  EXPECT_EQ(ask.time({0, 300'000, 0}, {0, 100'000, 0}), 1800);
  EXPECT_EQ(ask.time({0, 300'000, 0}, {0, 300'000, 0}), 0);
}

TEST(Reference, CountsTheWayFromEachDoor) {
  DrawnTown town{"a-------b", 100};
  Asked ask{town, walker("standard")};
  EXPECT_EQ(ask.time({0, 100'000, 10'000}, {0, 300'000, 20'000}), 1800 + 90 + 180);
}

TEST(Reference, AtTheLimitIsWithin) {
  DrawnTown town{"a-----------b", 100};
  Asked ask{town, walker("standard")};
  auto const answer = ask({0, 0, 0}, {{{0, 1'000'000, 0}}, {{0, 1'000'112, 0}}});
  EXPECT_EQ(answer[0].counts[2], 1);
  EXPECT_EQ(answer[1].counts[2], 0);
  EXPECT_TRUE(answer[1].nearest.empty());
}

TEST(Reference, ADeadEndLeadsBackTheSameWay) {
  DrawnTown town{R"(
a---b---c
    |
    d)",
                 50};
  Asked ask{town, walker("standard")};
  EXPECT_EQ(ask.time(town.access('d'), town.access('c')), 900 + 1800);
}

TEST(Reference, DownOneWayStairsAndNotUp) {
  DrawnTown town{"a---b---c", 25};
  town.street("bc").traits.kind = walk::StreetKind::steps;
  town.street("bc").traits.backward = false;
  Asked ask{town, walker("standard")};
  EXPECT_EQ(ask.time(town.access('a'), town.access('c')), 1800);
  EXPECT_EQ(ask.time(town.access('c'), town.access('a')), std::nullopt);
  EXPECT_EQ((Asked{town, walker("wheelchair")}.time(town.access('a'), town.access('c'))), std::nullopt);
}

TEST(Reference, AGateThatClosesAtNight) {
  DrawnTown town{"a---b---c", 25};
  town.vertex('b').barrier = true;
  town.vertex('b').passage = walk::Passage::gate;
  town.vertex('b').hours = town.hours("06:00-22:00");
  EXPECT_EQ((Asked{town, at_hour(walker("standard"), 12)}.time(town.access('a'), town.access('c'))), 1800);
  EXPECT_EQ((Asked{town, at_hour(walker("standard"), 23)}.time(town.access('a'), town.access('c'))), std::nullopt);
  EXPECT_EQ((Asked{town, walker("standard")}.time(town.access('a'), town.access('c'))), 1800);
}

TEST(Reference, ALiftServesWhoeverCannotClimb) {
  DrawnTown town{R"(
a---b---e
    |   |
    c---d)",
                 25};
  town.street("be").traits.kind = walk::StreetKind::steps;
  town.street("bc").traits.kind = walk::StreetKind::lift;
  EXPECT_EQ((Asked{town, walker("standard")}.time(town.access('a'), town.access('e'))), 1800);
  auto const answer = Asked{town, walker("wheelchair")}(town.access('a'), {town.accesses('e')});
  ASSERT_EQ(answer[0].counts[2], 1);
  EXPECT_GT(answer[0].nearest.front().time, 3000);
}

TEST(Reference, RoundALoopTheShorterWay) {
  DrawnTown town{R"(
a---b
|   |
d---c)",
                 50};
  Asked ask{town, walker("standard")};
  EXPECT_EQ(ask.time(town.access('a'), town.access('c')), 900 + 1800);
}

TEST(Reference, AnOutletOnANodeIsReachedFromEverySide) {
  DrawnTown town{"a---b---c", 25};
  Asked ask{town, walker("standard")};
  for (auto const& access : town.accesses('b')) {
    EXPECT_EQ(ask.time(town.access('a'), access), 900);
    EXPECT_EQ(ask.time(town.access('c'), access), 900);
  }
}

TEST(Reference, AnIslandIsAbsentNotFar) {
  DrawnTown town{R"(
a---b   c---d)",
                 25};
  Asked ask{town, walker("standard")};
  auto const answer = ask(town.access('a'), {{town.access('d')}});
  EXPECT_TRUE(answer[0].nearest.empty());
  EXPECT_EQ(answer[0].counts, (std::array<std::uint16_t, limits_max>{}));
}

TEST(Reference, TwoOutletsAtOneDistanceComeByTheirIds) {
  DrawnTown town{"a---b---c", 25};
  Streets const streets{town.graph(), walker("standard")};
  auto const place = streets.place(town.access('c'));
  Supply const supply{streets, 1, {{5, city::OutletId{9}, {place}, {0}}, {6, city::OutletId{4}, {place}, {0}}}};
  auto const answer = Reference{streets}.answer(supply, streets.place(town.access('a')), Limits{});
  ASSERT_EQ(answer[0].nearest.size(), 2U);
  EXPECT_EQ(answer[0].nearest[0].outlet, 6U);
  EXPECT_EQ(answer[0].nearest[1].outlet, 5U);
}

TEST(Reference, AnOutletWithTwoDoorsCountsOnceByTheNearer) {
  DrawnTown town{"a---b---c", 25};
  Asked ask{town, walker("standard")};
  auto const answer = ask(town.access('a'), {{town.access('c'), town.access('b')}});
  EXPECT_EQ(answer[0].counts[0], 1);
  EXPECT_EQ(answer[0].nearest.front().time, 900);
}

TEST(Reference, MetresAreMetresForEveryPerson) {
  DrawnTown town{"a---b---c", 25};
  town.street("bc").traits.kind = walk::StreetKind::steps;
  for (auto const* const person : {"standard", "elder", "pram"}) {
    Asked ask{town, walker(person, Unit::metres)};
    EXPECT_EQ(ask.time(town.access('a'), town.access('c')), 2000) << person;
  }
}

TEST(Reference, AgreesWithTheRouteBetweenTheSamePlaces) {
  auto city = lattice(14, 31);
  generate(city, {200, 60, 1, false, false, 31});
  auto const adjacency = walk::adjacency_of(city.streets);
  for (auto const* const person : {"standard", "adult", "pram", "wheelchair"}) {
    auto const who = walker(person);
    Streets const streets{city.streets, who};
    Reference reference{streets};
    std::size_t reached = 0;
    for (std::size_t i = 0; i < city.homes.size(); i += 5) {
      auto const& home = city.homes[i].access;
      reference.search(streets.place(home), seconds_limit_max);
      for (auto const& outlet : city.outlets) {
        auto const& access = outlet.stands[0].accesses[0];
        auto const goals = walk::goals_of(city.streets, access);
        auto const way = walk::quickest(city.streets, adjacency, home, goals, {&who.person, std::nullopt});
        auto const time = reference.time_to(streets.place(access));
        ASSERT_EQ(way.has_value(), time != absent);
        if (way) {
          auto const doors = who.person.time(home.door_millimetres) + who.person.time(access.door_millimetres);
          ASSERT_EQ((way->time + doors).count(), time) << person << ", home " << i;
          ++reached;
        }
      }
    }
    EXPECT_GT(reached, 500U) << person;
  }
}

}  // namespace
}  // namespace linquan::reach
