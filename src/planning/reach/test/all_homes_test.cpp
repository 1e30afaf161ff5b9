#include "linquan/reach/all_homes.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

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
}

INSTANTIATE_TEST_SUITE_P(AllHomes, OnEveryPath, testing::ValuesIn(available_simd().begin(), available_simd().end()),
                         [](auto const& it) { return std::string{name_of(it.param)}; });

}  // namespace
}  // namespace linquan::reach
