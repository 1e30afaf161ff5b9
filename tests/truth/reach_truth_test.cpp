#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cities.h"
#include "linquan/base/progress.h"
#include "linquan/persons/persons.h"
#include "linquan/reach/all_homes.h"
#include "linquan/reach/generated.h"
#include "linquan/reach/reference.h"

namespace linquan::reach {
namespace {

constexpr std::size_t sample = 2000;

/// The city, with made-up homes and outlets where its extract has hardly any.
city::City furnished(std::string const& name) {
  auto city = city_named(name);
  Generated made;
  made.homes = city.homes.size() < sample ? 2 * sample : 0;
  made.outlets = city.outlets.size() < 500 ? 10'000 : 0;
  made.kinds = 30;
  generate(city, made);
  return city;
}

/// Only some of the homes, a few neighbourhoods whole.
void keep_neighbourhoods(city::City& city, Streets const& streets) {
  Homes const all{city.homes, streets};
  std::vector<city::Home> kept;
  auto const groups = (sample + lane_count - 1) / lane_count;
  for (std::size_t i = 0; i < groups; ++i) {
    auto const first = static_cast<Seat>(all.group_count() * i / groups * lane_count);
    for (Seat seat = first; seat < std::min(first + lane_count, all.seat_count()); ++seat) {
      kept.push_back(city.homes[all.home(seat)]);
    }
  }
  city.homes = std::move(kept);
}

struct Checked {
  std::size_t homes = 0;
  std::size_t values = 0;
  std::size_t different = 0;
};

Checked check(city::City const& city, Walker const& who, Keep const& keep, Effort const& effort) {
  Streets const streets{city.streets, who};
  Homes const homes{city.homes, streets};
  auto const supply = supply_of(city, streets, {.columns = each_kind(city)});
  SilentProgress progress;
  auto const table = all_homes(streets, homes, supply, keep, effort, progress);
  Reference reference{streets};
  Checked checked;
  auto const step = std::max<std::size_t>(1, homes.seat_count() / sample);
  for (std::size_t i = 0; i < homes.seat_count(); i += step) {
    auto const seat = static_cast<Seat>(i);
    auto const expected = reference.answer(supply, homes.place(seat), keep.limits);
    for (std::size_t column = 0; column < expected.size(); ++column) {
      checked.different += table.reached(seat, column, supply) == expected[column] ? 0U : 1U;
      checked.values += expected[column].nearest.size() + keep.limits.size();
    }
    ++checked.homes;
  }
  return checked;
}

class EveryCity : public testing::TestWithParam<char const*> {};

TEST_P(EveryCity, HomesReachWhatTheReferenceSaysOnEveryPath) {
  std::string const name = GetParam();
  if (name != "demo" && !real_data()) {
    GTEST_SKIP() << "LINQUAN_REAL_DATA is not set";
  }
  auto const city = furnished(name);
  Walker const who{*persons::Persons::built_in().find("adult"), Unit::seconds, std::nullopt};
  auto few = city;
  keep_neighbourhoods(few, Streets{city.streets, who});
  for (auto const simd : available_simd()) {
    auto const& homes = simd == Simd::plain ? few : city;
    auto const checked = check(homes, who, {Limits{}, true}, {2, simd, Side::homes});
    fmt::print("{:<11} {:<7} {:>5} homes, {:>8} values, {} different\n", name, name_of(simd), checked.homes,
               checked.values, checked.different);
    EXPECT_GE(checked.homes, sample);
    EXPECT_EQ(checked.different, 0U);
  }
}

INSTANTIATE_TEST_SUITE_P(Reach, EveryCity, testing::Values("demo", "las_palmas", "porto", "helsinki", "rome"),
                         [](auto const& it) { return std::string{it.param}; });

}  // namespace
}  // namespace linquan::reach
