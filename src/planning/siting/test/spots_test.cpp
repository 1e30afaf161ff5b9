#include "linquan/siting/spots.h"
#include "linquan/walk/street_of.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "linquan/reach/reference.h"
#include "linquan/reach/serves.h"
#include "linquan/siting/sites.h"
#include "offers.h"
#include "reached_homes.h"
#include "row_town.h"

namespace linquan::siting {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the town of these tests

SpotRequest streets_every(std::int64_t metres) {
  SpotRequest request;
  request.candidates = false;
  request.streets = true;
  request.every = Millimetres{metres * 1000};
  return request;
}

std::size_t count_on(drawn::DrawnTown& town, std::int64_t metres) {
  auto const city = city_of(town, "", [](char) { return 0; });
  return spots_of(city, streets_every(metres), walker().person).all.size();
}

TEST(Spots, StandAlongStreetsFromHalfWayOn) {
  drawn::DrawnTown town{"a---b---c", 25};
  auto const city = city_of(town, "", [](char) { return 0; });
  auto const spots = spots_of(city, streets_every(30), walker().person);
  ASSERT_EQ(spots.all.size(), 6U) << "15, 45 and 75 m along each of two streets of 100 m";
  for (auto const& spot : spots.all) {
    auto const along = geo::distance(city.streets.nodes[city.streets.edges[spot.access.edge].from], spot.at);
    EXPECT_NEAR(along.metres(), spot.access.offset_millimetres / 1000.0, 0.02);
    EXPECT_EQ(spot.access.offset_millimetres % 30'000, 15'000U);
    EXPECT_EQ(spot.origin, Origin::street);
  }
}

TEST(Spots, StandOnNoStairsBridgesTunnelsCrossingsNorWhereNobodyMayWalk) {
  using Change = void (*)(walk::Traits&);
  auto const with = [](Change change) {
    drawn::DrawnTown town{"a---b---c", 25};
    change(town.street("bc").traits);
    return count_on(town, 50);
  };
  EXPECT_EQ(with([](walk::Traits&) {}), 4U);
  for (Change const change :
       {Change{[](walk::Traits& it) { it.kind = walk::StreetKind::steps; }},
        Change{[](walk::Traits& it) { it.kind = walk::StreetKind::crossing; }},
        Change{[](walk::Traits& it) { it.bridge = true; }}, Change{[](walk::Traits& it) { it.tunnel = true; }},
        Change{[](walk::Traits& it) { it.forward = it.backward = false; }}}) {
    EXPECT_EQ(with(change), 2U);
  }
}

TEST(Spots, StandNeverInsideAForbiddenPlaceAndAreCounted) {
  drawn::DrawnTown town{"a---b---c---d---e", 25};
  auto const city = city_of(town, "", [](char) { return 0; });
  auto request = streets_every(10);
  auto const b = town.at('b');
  auto const d = town.at('d');
  request.forbidden = {{{{b.lon, b.lat - 900}, {d.lon, d.lat - 900}, {d.lon, d.lat + 900}, {b.lon, b.lat + 900}}, {}}};
  auto const all = spots_of(city, streets_every(10), walker().person);
  auto const spots = spots_of(city, request, walker().person);
  EXPECT_EQ(all.all.size(), 40U);
  EXPECT_EQ(spots.forbidden, 20U);
  EXPECT_EQ(spots.all.size(), 20U);
  for (auto const& spot : spots.all) {
    EXPECT_FALSE(geo::contains(request.forbidden, spot.at));
  }
}

TEST(Spots, AreExistingOutletsThatMayTakeOnAnotherKind) {
  drawn::DrawnTown town{"a---b---c", 25};
  auto city = city_of(town, "abc", [](char) { return 1; });
  add_outlet(city, town, 'a', convenience);
  add_outlet(city, town, 'b', pharmacy);
  add_outlet(city, town, 'c', convenience).kinds = {market, convenience};
  add_outlet(city, town, 'c', convenience).stands[0].accesses.clear();
  SpotRequest request;
  request.candidates = false;
  request.outlets = true;
  request.take_on = {"convenience"};
  auto const spots = spots_of(city, request, walker().person);
  EXPECT_EQ(spots.all.size(), 2U);
  EXPECT_EQ(spots.off_streets, 1U);
  EXPECT_EQ(spots_for(city, spots.all, {market}, {"convenience"}).size(), 1U) << "c has one";
  EXPECT_TRUE(spots_for(city, spots.all, {market}, {"supermarket"}).empty());
  request.take_on = {"pharmacy"};
  EXPECT_EQ(spots_of(city, request, walker().person).all.size(), 1U);
}

TEST(Spots, OfAStallTakeOnlyWhatRoams) {
  drawn::DrawnTown town{"a---b---c", 25};
  auto city = city_of(town, "", [](char) { return 0; });
  add_candidate(city, town, 'a', "stall");
  add_candidate(city, town, 'b');
  add_candidate(city, town, 'c', "stall");
  city.candidates[2].kinds = {pharmacy};
  auto const spots = spots_of(city, {}, walker().person);
  EXPECT_EQ(spots_for(city, spots.all, {pharmacy}, {}).size(), 2U) << "b, and c that names it";
  EXPECT_EQ(spots_for(city, spots.all, {repair}, {}).size(), 2U) << "a roams, b takes anything";
}

// A bus stop stands at the roadside, a school on ground of its own; a row that names the kind knows better.
TEST(Spots, FitWhatAKindNeedsToStandSomewhere) {
  drawn::DrawnTown town{"a---b---c", 25};
  auto city = city_of(town, "", [](char) { return 0; });
  city.kind_ids = {"market", "bus", "primary"};
  add_candidate(city, town, 'a');
  add_candidate(city, town, 'b', "stall");
  add_candidate(city, town, 'c', "land");
  city.candidates[2].kinds = {2};
  auto request = streets_every(50);
  request.candidates = true;
  auto const spots = spots_of(city, request, walker().person);
  ASSERT_EQ(spots.all.size(), 7U) << "three candidates, four points on the streets";
  auto const count = [&](kinds::KindIndex kind, Origin origin) {
    auto const fit = spots_for(city, spots.all, {kind}, {});
    return std::ranges::count(fit, origin, [](Spot const* spot) { return spot->origin; });
  };
  EXPECT_EQ(count(0, Origin::candidate), 2) << "a hall, or a morning market at the stall point";
  EXPECT_EQ(count(0, Origin::street), 4);
  EXPECT_EQ(count(1, Origin::candidate), 0);
  EXPECT_EQ(count(1, Origin::street), 4);
  EXPECT_EQ(count(2, Origin::candidate), 1) << "its row says so";
  EXPECT_EQ(count(2, Origin::street), 0);
}

TEST(Spots, AreNamedByTheirCrossing) {
  drawn::DrawnTown town{"a---b---c", 25};
  auto graph = town.graph();
  graph.names = {"Peace Road", "Lake Street"};
  auto const name_street = [&](walk::EdgeIndex edge, std::uint32_t name) {
    graph.edges[edge].street = static_cast<std::uint32_t>(graph.streets.size());
    graph.streets.push_back({0, name});
  };
  name_street(0, 0);
  EXPECT_EQ(walk::street_of(graph, {0, 10'000, 0}), "Peace Road");
  name_street(1, 1);
  EXPECT_EQ(walk::street_of(graph, {0, 90'000, 0}), "Peace Road / Lake Street");
  EXPECT_EQ(walk::street_of(graph, {}), "");
}

// The fast search back from the spots against one plain search from every home.
TEST(ReachedHomes, AreThoseThatASearchFromEachHomeFinds) {
  drawn::DrawnTown town{R"(
a-b-c-d
| |   |
e-f-g-h
|   | |
i-j-k-l
)",
                        90};
  town.street("bf").traits.kind = walk::StreetKind::steps;
  town.street("gh").traits.backward = false;
  auto const city = city_of(town, "abcdefghijkl", [](char) { return 1; });
  Ground const ground{city, walker(), 3};
  auto const spots = spots_of(city, streets_every(30), walker().person);
  std::vector<Spot const*> asked;
  std::ranges::transform(spots.all, std::back_inserter(asked), [](Spot const& spot) { return &spot; });
  std::vector<char> wanted(city.homes.size(), 1);
  wanted[4] = 0;
  SilentProgress silent;
  for (auto const limit : std::array<reach::Tenths, 4>{500, 1234, 3000, 6000}) {
    auto const reached = reached_homes(ground, asked, wanted, limit, silent);
    ASSERT_TRUE(reached);
    std::vector<std::vector<std::uint32_t>> expected(asked.size());
    reach::Reference reference{ground.streets};
    for (std::uint32_t home = 0; home < city.homes.size(); ++home) {
      reference.search(ground.streets.place(city.homes[home].access), limit);
      for (std::size_t i = 0; wanted[home] != 0 && i < asked.size(); ++i) {
        auto best = reach::absent;
        for (auto const& goal : ground.streets.goals(asked[i]->access)) {
          best = std::min(best, reference.time_to(goal));
        }
        if (best <= limit) {
          expected[i].push_back(home);
        }
      }
    }
    EXPECT_EQ(*reached, expected) << limit;
  }
}

TEST(ReachedHomes, AreThoseOfServes) {
  auto const city = row_city();
  Ground const ground{city, walker(), 1};
  reach::ClienteleSearch search{ground.streets, ground.homes};
  for (auto const& candidate : city.candidates) {
    auto const doors = ground.streets.goals(candidate.access);
    auto const found = search.homes(doors, 2000);
    std::vector<reach::Clientele::Home> homes{found.begin(), found.end()};
    std::ranges::sort(homes, {}, &reach::Clientele::Home::home);
    EXPECT_EQ(homes, reach::serves(ground.streets, ground.homes, city.homes, doors, 2000).homes);
  }
}

}  // namespace
}  // namespace linquan::siting
