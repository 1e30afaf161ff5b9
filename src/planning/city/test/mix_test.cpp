#include "linquan/city/mix.h"

#include <gtest/gtest.h>

#include <array>
#include <utility>

#include "drawn_town.h"
#include "linquan/walk/route.h"

namespace linquan::city {
namespace {

/// a---b---c with a home at a and a shop at c; in other towns c lies elsewhere or the streets are other ones.
City row(drawn::DrawnTown& town, char shop) {
  City city;
  city.kind_ids = {"market"};
  city.streets = town.graph();
  city.areas.resize(2);
  city.areas[0].code = "1";
  city.areas[1].level = AreaLevel::compound;
  city.areas[1].name = "park view";
  city.homes.resize(1);
  city.homes[0].id = HomeId{1};
  city.homes[0].door = town.at('a');
  city.homes[0].access = town.access('a');
  city.homes[0].community = 0;
  city.homes[0].compound = 1;
  city.outlets.resize(1);
  city.outlets[0].id = OutletId{5};
  city.outlets[0].kinds = {0};
  city.outlets[0].community = 0;
  city.outlets[0].stands = {{town.at(shop), {town.access(shop)}, std::nullopt}};
  return city;
}

constexpr auto picture = "a---b---c";
constexpr auto longer = "a---b---c---d";

TEST(Mix, OfOneCityIsThatCityWithItsCompoundsFirst) {
  drawn::DrawnTown town{picture, 25};
  auto const city = row(town, 'c');
  auto const mixed = mix({city, city, city});
  ASSERT_EQ(mixed.areas.size(), 2U);
  EXPECT_EQ(mixed.areas[0], city.areas[1]);
  EXPECT_EQ(mixed.areas[1], city.areas[0]);
  EXPECT_EQ(mixed.homes[0].access, city.homes[0].access);
  EXPECT_EQ(mixed.homes[0].compound, 0U);
  EXPECT_EQ(mixed.homes[0].community, 1U);
  EXPECT_EQ(mixed.outlets[0].stands, city.outlets[0].stands);
  EXPECT_EQ(mixed.outlets[0].community, 1U);
  EXPECT_TRUE(same_streets(mixed, city));
  EXPECT_TRUE(same_outlets(mixed, city));
  EXPECT_TRUE(same_homes(mixed, city));
}

TEST(Mix, TellsWhichPartDiffers) {
  drawn::DrawnTown town{picture, 25};
  auto const city = row(town, 'c');
  auto other = city;
  other.outlets[0].name = "new name";
  EXPECT_TRUE(same_streets(city, other));
  EXPECT_FALSE(same_outlets(city, other));
  EXPECT_TRUE(same_homes(city, other));
  other = city;
  other.homes[0].people.all = {1};
  EXPECT_TRUE(same_outlets(city, other));
  EXPECT_FALSE(same_homes(city, other));
  other = city;
  other.streets.edges[0].length_millimetres += 1;
  EXPECT_FALSE(same_streets(city, other));
  EXPECT_TRUE(same_outlets(city, other));
  EXPECT_TRUE(same_homes(city, other));
  other = city;
  other.homes[0].access.offset_millimetres += 7;
  EXPECT_FALSE(same_homes(city, other));
}

TEST(Mix, JoinsWhatTheOtherStreetsKnowAsItIsThere) {
  drawn::DrawnTown town{picture, 25};
  drawn::DrawnTown other{longer, 25};
  auto const city = row(town, 'c');
  auto streets = row(other, 'c');
  // A large site with two doors, which no point alone would tell.
  streets.outlets[0].stands[0].accesses = other.accesses('c');
  streets.homes[0].access.door_millimetres = 12'345;
  auto const mixed = mix({streets, city, city});
  EXPECT_TRUE(same_streets(mixed, streets));
  EXPECT_EQ(mixed.outlets[0].stands[0].accesses, streets.outlets[0].stands[0].accesses);
  EXPECT_EQ(mixed.homes[0].access, streets.homes[0].access);
}

TEST(Mix, JoinsAnewWhatTheOtherStreetsDoNotKnow) {
  drawn::DrawnTown town{picture, 25};
  drawn::DrawnTown other{longer, 25};
  auto const city = row(town, 'c');
  auto streets = row(other, 'd');
  streets.homes[0].id = HomeId{2};
  auto const mixed = mix({streets, city, city});
  auto const place = [&](walk::Access const& access) { return walk::place_of(mixed.streets, access); };
  ASSERT_EQ(mixed.outlets[0].stands[0].accesses.size(), 1U);
  EXPECT_EQ(place(mixed.outlets[0].stands[0].accesses[0]), town.at('c'));
  EXPECT_EQ(place(mixed.homes[0].access), town.at('a'));
}

TEST(Mix, JoinsTheEntrancesOfALargeSiteOneByOne) {
  drawn::DrawnTown town{longer, 25};
  drawn::DrawnTown other{"a---b---c---d---e", 25};
  auto city = row(town, 'c');
  // Its entrances are at a and at d, 10 m from the stand each.
  auto a = town.access('a');
  auto d = town.access('d');
  a.door_millimetres = 10'000;
  d.door_millimetres = 10'000;
  city.outlets[0].stands[0].accesses = {a, d};
  auto streets = row(other, 'c');
  streets.outlets.clear();
  auto const mixed = mix({streets, city, city});
  auto const& accesses = mixed.outlets[0].stands[0].accesses;
  ASSERT_EQ(accesses.size(), 2U);
  for (auto const& [access, letter] : {std::pair{accesses[0], 'a'}, std::pair{accesses[1], 'd'}}) {
    EXPECT_EQ(walk::place_of(mixed.streets, access), town.at(letter));
    EXPECT_EQ(access.door_millimetres, 10'000U);
  }
}

TEST(Mix, LeavesUnjoinedWhatNoStreetIsNear) {
  drawn::DrawnTown town{longer, 25};
  drawn::DrawnTown other{"a---b", 25};
  auto const city = row(town, 'd');
  auto streets = row(other, 'b');
  streets.outlets.clear();
  streets.homes.clear();
  auto const mixed = mix({streets, city, city});
  EXPECT_TRUE(mixed.outlets[0].stands[0].accesses.empty());
  EXPECT_NE(mixed.homes[0].access.edge, walk::none);
}

}  // namespace
}  // namespace linquan::city
