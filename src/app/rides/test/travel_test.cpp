#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "drawn_town.h"
#include "linquan/rides/travel.h"

namespace linquan::rides {
namespace {

using dispatch::Mode;

drawn::DrawnTown town() {
  drawn::DrawnTown it{R"(
a---b---c---d
|       |   |
e---f---g---h
)",
                      100};
  for (auto const* const ends : {"ab", "bc", "cd", "ae", "dh"}) {
    it.street(ends).traits.kind = walk::StreetKind::road;
  }
  it.street("cg").traits.kind = walk::StreetKind::steps;
  it.street("ef").traits.kind = walk::StreetKind::corridor;
  return it;
}

struct Doors {
  city::City city;
  std::vector<std::vector<walk::Access>> accesses;

  explicit Doors(std::string_view letters) {
    auto drawn = town();
    city.streets = drawn.graph();
    for (auto const letter : letters) {
      accesses.push_back(drawn.accesses(letter));
    }
  }
};

TEST(Travel, RidesOnRoadsPushesOnFootwaysAndTakesNoSteps) {
  Doors doors{"acgf"};
  Travel travel{doors.city};
  std::vector<dispatch::PlaceId> at;
  for (auto const& it : doors.accesses) {
    at.push_back(travel.add(it));
  }
  auto const ride_ac = travel.time(Mode::ride, at[0], at[1]);
  auto const walk_ac = travel.time(Mode::foot, at[0], at[1]);
  ASSERT_TRUE(ride_ac && walk_ac);
  // 250 m against 75 m a minute.
  EXPECT_NEAR(static_cast<double>(walk_ac->count()) / static_cast<double>(ride_ac->count()), 250.0 / 75, 0.02);
  // On foot down the steps; by e-bike round them, the last street pushed.
  auto const ride_cg = travel.time(Mode::ride, at[1], at[2]);
  auto const walk_cg = travel.time(Mode::foot, at[1], at[2]);
  ASSERT_TRUE(ride_cg && walk_cg);
  EXPECT_GT(*ride_cg, *walk_cg);
  // Behind the corridor only from the footway.
  EXPECT_GT(*travel.time(Mode::ride, at[0], at[3]), *travel.time(Mode::ride, at[0], at[2]));
}

TEST(Travel, TheTableGivesWhatASearchOfEachPairGives) {
  Doors doors{"abcdefgh"};
  Travel travel{doors.city};
  std::vector<dispatch::PlaceId> at;
  for (auto const& it : doors.accesses) {
    at.push_back(travel.add(it));
  }
  for (auto const from : at) {
    for (auto const to : at) {
      for (auto const mode : {Mode::foot, Mode::ride}) {
        EXPECT_EQ(travel.time(mode, from, to), travel.time_searched(mode, from, to));
      }
    }
  }
}

TEST(Travel, APlaceJoinedToNoStreetHasNoTime) {
  Doors doors{"a"};
  Travel travel{doors.city};
  auto const at = travel.add(doors.accesses[0]);
  auto const nowhere = travel.add({});
  EXPECT_FALSE(travel.time(Mode::ride, at, nowhere));
  EXPECT_FALSE(travel.time(Mode::foot, nowhere, at));
}

TEST(Travel, TheEBikeIsReadFromTheRidersFile) {
  auto const person = rider();
  EXPECT_EQ(person.metres, 250);
  EXPECT_EQ(person.seconds, 60);
  EXPECT_EQ(person.stairs_percent, 333);
}

}  // namespace
}  // namespace linquan::rides
