#include "linquan/reach/all_homes.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "drawn_town.h"
#include "linquan/base/progress.h"
#include "linquan/reach/generated.h"
#include "linquan/reach/reference.h"
#include "linquan/walk/plan.h"

namespace linquan::reach {
namespace {

/// A lattice of streets with stairs, one-way streets and gates, large enough for many groups.
city::City lattice(int side, std::uint64_t seed) {
  walk::Plan plan;
  geo::Frame const frame{geo::from_degrees(117.18, 34.26)};
  std::uint64_t state = seed;
  auto const draw = [&](std::uint64_t limit) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (state >> 33U) % limit;
  };
  plan.hours.push_back(*hours::Hours::parse("06:00-22:00"));
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      walk::Vertex vertex;
      vertex.source_id = y * side + x + 1;
      vertex.at = frame.to_point(
          {x * 70'000.0 + static_cast<double>(draw(40'000)), y * 70'000.0 + static_cast<double>(draw(40'000))});
      vertex.signal = draw(6) == 0;
      plan.vertices.push_back(vertex);
    }
  }
  auto const add = [&](int from, int to) {
    walk::PlanStreet street;
    street.source_id = static_cast<std::int64_t>(plan.streets.size()) + 1;
    street.vertices = {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)};
    street.traits.kind = draw(8) == 0 ? walk::StreetKind::steps : walk::StreetKind::footway;
    street.traits.backward = draw(10) != 0;
    plan.streets.push_back(street);
  };
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      if (x + 1 < side && draw(6) != 0) {
        add(y * side + x, y * side + x + 1);
      }
      if (y + 1 < side && draw(6) != 0) {
        add(y * side + x, (y + 1) * side + x);
      }
    }
  }
  city::City city;
  city.streets = walk::build(plan).graph;
  return city;
}

Walker walker(char const* id, Unit unit = Unit::seconds) {
  return {*persons::Persons::built_in().find(id), unit, std::nullopt};
}

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

class AllHomes : public testing::TestWithParam<Simd> {};

TEST_P(AllHomes, EqualTheReferenceForEveryPersonAndUnit) {
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

INSTANTIATE_TEST_SUITE_P(EveryInstructionSet, AllHomes,
                         testing::ValuesIn(available_simd().begin(), available_simd().end()),
                         [](auto const& it) { return std::string{name_of(it.param)}; });

}  // namespace
}  // namespace linquan::reach
