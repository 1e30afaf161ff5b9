#include "linquan/reach/all_homes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "groups.h"
#include "lattice.h"
#include "linquan/base/progress.h"
#include "linquan/reach/generated.h"
#include "linquan/reach/reference.h"

namespace linquan::reach {
namespace {

void expect_equal_to_reference(city::City const& city, Walker const& who, Keep const& keep, Effort const& effort) {
  Streets const streets{city.streets, who};
  Homes const homes{city.homes, streets};
  auto const supply = supply_of(city, streets, {.columns = each_kind(city)});
  SilentProgress progress;
  auto const table = all_homes(streets, homes, supply, keep, effort, progress);
  Reference reference{streets};
  for (Seat seat = 0; seat < homes.seat_count(); seat += 7) {
    auto const expected = reference.answer(supply, homes.place(seat), keep.limits);
    for (std::size_t column = 0; column < supply.column_count(); ++column) {
      auto wanted = expected[column];
      ASSERT_EQ(table.nearest(seat, column), wanted.nearest.empty() ? absent : wanted.nearest.front().time)
          << "seat " << seat << " column " << column;
      if (!keep.three) {
        wanted.nearest.clear();
      }
      ASSERT_EQ(table.reached(seat, column, supply), wanted) << "seat " << seat << " column " << column;
    }
  }
}

/// Every value of every home.
void expect_same_values(Table const& a, Table const& b, std::uint32_t seats) {
  for (Seat seat = 0; seat < seats; ++seat) {
    for (std::size_t column = 0; column < a.column_count(); ++column) {
      ASSERT_EQ(a.nearest(seat, column), b.nearest(seat, column));
      for (std::size_t i = 0; i < a.keep().limits.size(); ++i) {
        ASSERT_EQ(a.count(seat, column, i), b.count(seat, column, i));
      }
      for (std::size_t rank = 0; a.keep().three && rank < nearest_max; ++rank) {
        ASSERT_EQ(a.site(seat, column, rank), b.site(seat, column, rank));
      }
    }
  }
}

struct Evaluated {
  Streets streets;
  Homes homes;
  Table table;
};

Evaluated evaluated(city::City const& city, Keep const& keep, Effort const& effort = {}) {
  Streets streets{city.streets, walker("standard")};
  Homes homes{city.homes, streets};
  SilentProgress progress;
  auto const supply = supply_of(city, streets, {.columns = each_kind(city)});
  auto table = all_homes(streets, homes, supply, keep, effort, progress);
  return {std::move(streets), std::move(homes), std::move(table)};
}

class OnEveryPath : public testing::TestWithParam<Simd> {};

TEST_P(OnEveryPath, EqualTheReferenceForEveryPersonAndUnit) {
  auto city = lattice(30, 5);
  generate(city, {1500, 700, 9, false, false, 3});
  for (auto const* const person : {"standard", "adult", "pram", "wheelchair"}) {
    for (auto const three : {false, true}) {
      expect_equal_to_reference(city, walker(person), {Limits{}, three}, {1, GetParam(), Side::homes});
    }
  }
  auto const metres = std::array{300.0, 500.0, 800.0, 1200.0};
  expect_equal_to_reference(city, walker("elder", Unit::metres), {*Limits::of(metres, Unit::metres), true},
                            {2, GetParam(), Side::homes});
}

TEST(AllHomes, AreTheSameFromTheOutletsSide) {
  auto city = lattice(30, 6);
  generate(city, {1500, 300, 5, false, false, 4});
  // Two outlets behind one door, and one with two doors.
  city.outlets[10].stands = city.outlets[11].stands;
  city.outlets[20].stands[0].accesses.push_back(city.outlets[200].stands[0].accesses[0]);
  for (auto const three : {false, true}) {
    for (auto const threads : {1U, 3U}) {
      expect_equal_to_reference(city, walker("pram"), {Limits{}, three},
                                {threads, available_simd().front(), Side::outlets});
    }
  }
  auto const homes = evaluated(city, {Limits{}, true}, {1, available_simd().front(), Side::homes});
  auto const outlets = evaluated(city, {Limits{}, true}, {1, available_simd().front(), Side::outlets});
  expect_same_values(homes.table, outlets.table, homes.homes.seat_count());
}

TEST(AllHomes, AreSearchedAloneWhereMoreOutletsLieAboutThanLanesCanNumber) {
  auto city = lattice(12, 7);
  generate(city, {300, 200, 3, false, false, 7});
  Keep const keep{Limits{}, true};
  Streets const streets{city.streets, walker("standard")};
  Homes const homes{city.homes, streets};
  auto const supply = supply_of(city, streets, {.columns = each_kind(city)});
  Table by_lanes{homes.group_count(), supply.column_count(), keep};
  Table alone = by_lanes;
  Groups numbered{streets, homes, supply, keep, available_simd().front()};
  Groups many{streets, homes, supply, keep, available_simd().front(), 10};
  for (std::uint32_t group = 0; group < homes.group_count(); ++group) {
    numbered.evaluate(group, by_lanes);
    many.evaluate(group, alone);
  }
  expect_same_values(by_lanes, alone, homes.seat_count());
}

TEST(AllHomes, DoNotDependOnThreads) {
  auto city = lattice(30, 8);
  generate(city, {2000, 500, 6, false, false, 8});
  auto const one = evaluated(city, {Limits{}, true}, {1, available_simd().front(), Side::homes});
  for (auto const threads : {2U, 5U}) {
    auto const many = evaluated(city, {Limits{}, true}, {threads, available_simd().front(), Side::homes});
    expect_same_values(one.table, many.table, one.homes.seat_count());
  }
}

TEST(AllHomes, AFartherLimitHoldsTheNearerOne) {
  auto city = lattice(30, 12);
  generate(city, {1000, 300, 4, false, false, 12});
  auto const near_limits = std::array{4.0, 8.0};
  auto const far_limits = std::array{4.0, 8.0, 20.0};
  auto const near = evaluated(city, {*Limits::of(near_limits, Unit::seconds), true});
  auto const far = evaluated(city, {*Limits::of(far_limits, Unit::seconds), true});
  for (Seat seat = 0; seat < near.homes.seat_count(); ++seat) {
    for (std::size_t column = 0; column < 4; ++column) {
      ASSERT_EQ(near.table.count(seat, column, 0), far.table.count(seat, column, 0));
      ASSERT_EQ(near.table.count(seat, column, 1), far.table.count(seat, column, 1));
      if (near.table.nearest(seat, column) != absent) {
        ASSERT_EQ(near.table.nearest(seat, column), far.table.nearest(seat, column));
      }
      ASSERT_LE(far.table.count(seat, column, 1), far.table.count(seat, column, 2));
    }
  }
}

TEST(AllHomes, TurningTheEdgesOfAnUndirectedTownChangesNothing) {
  auto city = lattice(20, 14);
  for (auto& traits : city.streets.traits) {
    traits.backward = true;
  }
  generate(city, {800, 200, 4, false, false, 14});
  auto turned = city;
  // A way's running sum begins at its edge's start: a turned edge needs one from which it rounds alike, which only
  // whole tenths have. Nine tenths of a second are one metre, so metres of ten are whole on both sides.
  auto const whole = [](std::uint32_t millimetres) { return millimetres / 10'000 * 10'000; };
  for (auto* it : {&city, &turned}) {
    for (auto& edge : it->streets.edges) {
      edge.start_millimetres = 0;
      edge.length_millimetres = std::max(10'000U, whole(edge.length_millimetres));
    }
    for (auto& home : it->homes) {
      home.access.offset_millimetres =
          std::min(whole(home.access.offset_millimetres), it->streets.edges[home.access.edge].length_millimetres);
    }
    for (auto& outlet : it->outlets) {
      auto& access = outlet.stands[0].accesses[0];
      access.offset_millimetres =
          std::min(whole(access.offset_millimetres), it->streets.edges[access.edge].length_millimetres);
    }
  }
  auto const turn = [&](walk::Access& access) {
    access.offset_millimetres = turned.streets.edges[access.edge].length_millimetres - access.offset_millimetres;
  };
  for (auto& edge : turned.streets.edges) {
    std::swap(edge.from, edge.to);
    std::swap(edge.waits_from, edge.waits_to);
  }
  for (auto& home : turned.homes) {
    turn(home.access);
  }
  for (auto& outlet : turned.outlets) {
    turn(outlet.stands[0].accesses[0]);
  }
  auto const as_drawn = evaluated(city, {Limits{}, false});
  auto const as_turned = evaluated(turned, {Limits{}, false});
  for (std::size_t home = 0; home < city.homes.size(); ++home) {
    for (std::size_t column = 0; column < 4; ++column) {
      ASSERT_EQ(as_drawn.table.nearest(as_drawn.homes.seat(home), column),
                as_turned.table.nearest(as_turned.homes.seat(home), column));
    }
  }
}

TEST(AllHomes, CountOpenStandsOnTheirDays) {
  auto city = lattice(10, 15);
  generate(city, {200, 40, 1, false, false, 15});
  for (auto& outlet : city.outlets) {
    outlet.stands[0].hours = *hours::Hours::parse("Tu 06:00-10:00");
  }
  city.outlets[0].stands[0].hours.reset();
  auto const count = [&](std::optional<hours::MinuteOfWeek> at, bool unknown) {
    Streets const streets{city.streets, walker("standard")};
    LeftOut left_out;
    auto const supply = supply_of(
        city, streets, {.columns = each_kind(city), .open_at = at, .unknown_hours_count = unknown}, &left_out);
    EXPECT_EQ(supply.site_count() + left_out.closed + left_out.hours_unknown + left_out.unplaced, 40U);
    return supply.site_count();
  };
  auto const tuesday = hours::MinuteOfWeek{1440 + 7 * 60};
  auto const wednesday = hours::MinuteOfWeek{2 * 1440 + 7 * 60};
  EXPECT_EQ(count(std::nullopt, false), 40U);
  EXPECT_EQ(count(tuesday, false), 39U);
  EXPECT_EQ(count(tuesday, true), 40U);
  EXPECT_EQ(count(wednesday, false), 0U);
  EXPECT_EQ(count(wednesday, true), 1U);
}

INSTANTIATE_TEST_SUITE_P(AllHomes, OnEveryPath, testing::ValuesIn(available_simd().begin(), available_simd().end()),
                         [](auto const& it) { return std::string{name_of(it.param)}; });

}  // namespace
}  // namespace linquan::reach
