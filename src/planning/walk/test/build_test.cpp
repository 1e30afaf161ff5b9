#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>

#include "drawn_town.h"
#include "linquan/walk/graph.h"
#include "linquan/walk/plan.h"

namespace linquan::walk {
namespace {

using drawn::DrawnTown;

constexpr hours::MinuteOfWeek monday_noon{720};
constexpr hours::MinuteOfWeek monday_midnight{0};

/// 100 m at 1000 m in 900 s.
constexpr WalkTime hundred_metres{900};

TEST(Build, AStraightStreetTakesItsLength) {
  DrawnTown town{"a-b-c", 50};
  EXPECT_EQ(town.time('a', 'b'), hundred_metres);
  EXPECT_EQ(town.time('a', 'c'), 2 * hundred_metres);
}

TEST(Build, WhatIsNotJoinedHasNoTime) {
  DrawnTown town{"a-b c-d", 50};
  EXPECT_EQ(town.time('a', 'd'), std::nullopt);
  EXPECT_EQ(town.graph().component_millimetres.size(), 2U);
}

TEST(Build, AOneWayForWalkersHoldsInItsDirectionOnly) {
  DrawnTown town{"a-b", 50};
  town.street("ab").traits.backward = false;
  EXPECT_EQ(town.time('a', 'b'), hundred_metres);
  EXPECT_EQ(town.time('b', 'a'), std::nullopt);
}

TEST(Build, StairsCostThePramThreefoldAndCloseTheWheelchairsWay) {
  DrawnTown town{"a-b", 50};
  town.street("ab").traits.kind = StreetKind::steps;
  EXPECT_EQ(town.time('a', 'b'), hundred_metres);
  EXPECT_EQ(town.time('a', 'b', "pram"), WalkTime{3750});
  EXPECT_EQ(town.time('a', 'b', "wheelchair"), std::nullopt);
}

TEST(Build, ALiftTakesTheWheelchairWhereStairsDoNot) {
  DrawnTown town{R"(
a---b
|   |
c---d)",
                 50};
  town.street("ab").traits.kind = StreetKind::steps;
  town.street("cd").traits.kind = StreetKind::lift;
  EXPECT_EQ(town.time('a', 'b', "wheelchair"), town.time('a', 'c', "wheelchair").value() +
                                                   town.time('c', 'd', "wheelchair").value() +
                                                   town.time('d', 'b', "wheelchair").value());
}

TEST(Build, ASignalHoldsUpAllButTheStandardPerson) {
  DrawnTown town{"a-b-c", 50};
  town.vertex('b').signal = true;
  EXPECT_EQ(town.time('a', 'c'), 2 * hundred_metres);
  // 200 m at 0.8 m/s, and one wait.
  EXPECT_EQ(town.time('a', 'c', "elder"), WalkTime{2500} + signal_wait);
}

TEST(Build, ASignalOnACarriagewayHoldsUpNobodyWalkingAlongIt) {
  DrawnTown town{"a-b-c", 50};
  town.vertex('b').signal = true;
  town.street("ab").traits.kind = StreetKind::road;
  town.street("bc").traits.kind = StreetKind::road;
  EXPECT_EQ(town.time('a', 'c', "elder"), WalkTime{2500});
}

TEST(Build, ALockedBarrierCutsTheStreet) {
  DrawnTown town{"a-b-c", 50};
  town.vertex('b').barrier = true;
  town.vertex('b').passage = Passage::closed;
  EXPECT_EQ(town.time('a', 'c'), std::nullopt);
  ASSERT_EQ(town.graph().gates.size(), 1U);
  EXPECT_FALSE(town.graph().gates[0].open);
}

TEST(Build, AGateClosedAtNightClosesAtNightOnly) {
  DrawnTown town{"a-b-c", 50};
  town.vertex('b').barrier = true;
  town.vertex('b').passage = Passage::gate;
  town.vertex('b').hours = town.hours("06:00-22:00");
  EXPECT_EQ(town.time('a', 'c', "standard", monday_noon), 2 * hundred_metres);
  EXPECT_EQ(town.time('a', 'c', "standard", monday_midnight), std::nullopt);
  EXPECT_EQ(town.time('a', 'c'), 2 * hundred_metres);
}

TEST(Build, AGateWhereFourStreetsMeetParteThemAll) {
  DrawnTown town{R"(
  a
  |
b-c-d
  |
  e)",
                 50};
  town.vertex('c').barrier = true;
  town.vertex('c').passage = Passage::gate;
  town.vertex('c').hours = town.hours("06:00-22:00");
  for (auto const to : {'b', 'd', 'e'}) {
    EXPECT_TRUE(town.time('a', to, "standard", monday_noon)) << to;
    EXPECT_FALSE(town.time('a', to, "standard", monday_midnight)) << to;
  }
}

TEST(Build, APlazaIsCrossedStraightAndAroundItsCorners) {
  // An L-shaped square: from a to f the shortest line bends at the inner corner d.
  DrawnTown town{R"(
a-b
  |
  d-e
    |
c---f)",
                 50};
  town.plan().streets.clear();
  auto const lone = [&](char from, char to) {
    PlanStreet street;
    street.source_id = 99;
    street.vertices = {static_cast<std::uint32_t>(&town.vertex(from) - town.plan().vertices.data()),
                       static_cast<std::uint32_t>(&town.vertex(to) - town.plan().vertices.data())};
    return street;
  };
  DrawnTown outside{"x", 50};
  auto x = outside.vertex('x');
  x.at = {town.at('a').lon - 10'000, town.at('a').lat};
  town.plan().vertices.push_back(x);
  auto y = x;
  y.at = {town.at('e').lon + 10'000, town.at('e').lat};
  town.plan().vertices.push_back(y);
  auto west = lone('a', 'a');
  west.vertices[0] = static_cast<std::uint32_t>(town.plan().vertices.size() - 2);
  auto east = lone('e', 'e');
  east.vertices[1] = static_cast<std::uint32_t>(town.plan().vertices.size() - 1);
  town.plan().streets = {west, east};
  town.plaza("abdefc");
  auto const time = town.time('a', 'e');
  // a → d (141.4 m) → e (100 m).
  ASSERT_TRUE(time);
  EXPECT_NEAR(static_cast<double>(time->count()), (141.42 + 100) * 9, 2);
}

TEST(Build, LinesAcrossASquareMakeItsPartNoLonger) {
  DrawnTown town{R"(
a-b

c-d
| |
e-f)",
                 50};
  auto const street = town.street("ab");
  town.plan().streets = {street};
  town.plaza("cdfe");
  auto const& parts = town.graph().component_millimetres;
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_NEAR(static_cast<double>(parts[0]), 100'000, 100);
  EXPECT_EQ(parts[1], 0U);
}

// ---- compounds
// -------------------------------------------------------------------------------------------------------

/// A compound k l m n around the crossings p and q; the street a–b–c runs past its west side, gate g lets in.
DrawnTown gated_town() {
  return DrawnTown{R"(
a k-------l
| |       |
b-g---p---q
| |       |
c n-------m)",
                   25};
}

void only(DrawnTown& town, std::string_view pairs) {
  std::vector<PlanStreet> kept;
  for (std::size_t i = 0; i + 1 < pairs.size(); i += 3) {
    kept.push_back(town.street(pairs.substr(i, 2)));
  }
  town.plan().streets = kept;
}

TEST(Compound, BareResidentialLandStaysOpen) {
  auto town = gated_town();
  only(town, "ab bc bg gp");
  town.compound("klmn");
  EXPECT_FALSE(town.built().compounds[0].closed);
  EXPECT_TRUE(town.graph().gates.empty());
  EXPECT_TRUE(town.time('p', 'a'));
}

TEST(Compound, AWallAloneGivesAGateWhereAnInnerStreetMeetsIt) {
  auto town = gated_town();
  only(town, "ab bc bg gp");
  town.compound("klmn").walled = true;
  ASSERT_TRUE(town.built().compounds[0].closed);
  ASSERT_EQ(town.graph().gates.size(), 1U);
  EXPECT_TRUE(town.graph().gates[0].inferred);
  EXPECT_EQ(town.graph().gates[0].at, town.at('g'));
  EXPECT_EQ(town.time('p', 'a'), town.time('a', 'p'));
}

TEST(Compound, PrivateStreetsMakeACompoundWithoutAnyWall) {
  auto town = gated_town();
  only(town, "ab bc bg gp");
  town.plan().streets.back().residents_only = true;
  town.compound("klmn");
  EXPECT_TRUE(town.built().compounds[0].closed);
  EXPECT_FALSE(town.built().compounds[0].rim_closed);
  EXPECT_TRUE(town.time('p', 'a'));
}

TEST(Compound, OnePrivateDriveDoesNotCloseAQuarter) {
  DrawnTown town{R"(
k-----------l
|           |
a--b--c--d--e
|     |     |
n-----f-----m)",
                 25};
  town.street("cf").residents_only = true;
  town.compound("klmn");
  EXPECT_FALSE(town.built().compounds[0].closed);
  EXPECT_EQ(town.built().skipped.at("private_street"), 1U);
}

TEST(Compound, NobodyWalksThroughButEverybodyInsideGetsOut) {
  // Two gates, west and east: the way through would be far shorter than the way round.
  DrawnTown town{R"(
a-----------------b
|                 |
|   k---------l   |
|   |         |   |
c---g----p----h---d
|   |         |   |
|   n---------m   |
|                 |
e-----------------f)",
                 25};
  std::erase_if(town.plan().streets, [&](PlanStreet const& street) {
    auto const touches = [&](char letter) {
      auto const v = &town.vertex(letter) - town.plan().vertices.data();
      return std::ranges::find(street.vertices, static_cast<std::uint32_t>(v)) != street.vertices.end();
    };
    return touches('k') || touches('l') || touches('m') || touches('n');
  });
  town.compound("klmn").walled = true;
  ASSERT_EQ(town.built().compounds[0].gates, 2U);
  EXPECT_EQ(town.time('c', 'd'),
            town.time('c', 'a').value() + town.time('a', 'b').value() + town.time('b', 'd').value());
  EXPECT_LT(town.time('p', 'c').value(), town.time('c', 'd').value());
  EXPECT_EQ(town.time('p', 'c'), town.time('c', 'p'));
  // Through traffic has no way in and out again; somebody inside reaches somebody inside.
  EXPECT_TRUE(town.time('g', 'h'));
}

TEST(Compound, APublicStreetThroughItStaysOpen) {
  DrawnTown town{R"(
  k-----l
  |     |
a-g--p--h-b
  |     |
  n-----m)",
                 25};
  town.plan().streets = {town.street("ag"), town.street("gp"), town.street("ph"), town.street("hb")};
  for (auto& street : town.plan().streets) {
    street.rank = Rank::residential;
    street.traits.kind = StreetKind::road;
  }
  town.compound("klmn").walled = true;
  EXPECT_TRUE(town.time('a', 'b'));
  EXPECT_EQ(town.graph().inner_count, 0U);
}

TEST(Compound, AResidentialStreetWithAGateIsAnInnerOne) {
  DrawnTown town{R"(
  k-----l
  |     |
a-g--p--h-b
  |     |
  n-----m)",
                 25};
  town.plan().streets = {town.street("ag"), town.street("gp"), town.street("ph"), town.street("hb")};
  for (auto& street : town.plan().streets) {
    street.rank = Rank::residential;
    street.traits.kind = StreetKind::road;
  }
  town.vertex('g').barrier = true;
  town.vertex('g').passage = Passage::residents;
  town.compound("klmn").walled = true;
  EXPECT_FALSE(town.time('a', 'b'));
  EXPECT_TRUE(town.time('p', 'a'));
}

TEST(Compound, AGateSomeStepsOffTheDrawnRimIsTheGate) {
  DrawnTown town{R"(
     k-------l
     |       |
a--g-x---p   |
     |       |
     n-------m)",
                 8};
  town.plan().streets = {town.street("ag"), town.street("gx"), town.street("xp")};
  town.vertex('g').barrier = true;
  town.vertex('g').passage = Passage::residents;
  town.compound("klmn").walled = true;
  ASSERT_EQ(town.graph().gates.size(), 1U);
  EXPECT_FALSE(town.graph().gates[0].inferred);
  EXPECT_EQ(town.graph().gates[0].at, town.at('g'));
}

TEST(Compound, AStreetOverTheRimWithoutAVertexThereIsCutAtTheRim) {
  DrawnTown town{R"(
   k-------l
   |       |
a------p   |
   |       |
   n-------m)",
                 25};
  town.plan().streets = {town.street("ap")};
  town.compound("klmn").walled = true;
  ASSERT_EQ(town.graph().gates.size(), 1U);
  EXPECT_TRUE(town.graph().gates[0].inferred);
  EXPECT_EQ(town.graph().gates[0].at.lon, town.at('k').lon);
  EXPECT_TRUE(town.time('p', 'a'));
}

TEST(Compound, AGateClosedAtNightShutsThePeopleIn) {
  auto town = gated_town();
  only(town, "ab bc bg gp");
  town.vertex('g').barrier = true;
  town.vertex('g').passage = Passage::residents;
  town.vertex('g').hours = town.hours("06:00-22:00");
  town.compound("klmn").walled = true;
  EXPECT_TRUE(town.time('p', 'a', "standard", monday_noon));
  EXPECT_FALSE(town.time('p', 'a', "standard", monday_midnight));
}

TEST(Compound, WithoutInnerStreetsHomesWalkStraightToTheGate) {
  DrawnTown town{R"(
a k-------l
| |       |
b-g   o   |
| |       |
c n-------m)",
                 25};
  auto const kept = std::vector{town.street("ab"), town.street("bc")};
  town.plan().streets = kept;
  town.vertex('g').barrier = true;
  town.vertex('g').passage = Passage::residents;
  town.compound("klmn").given = true;
  town.door('o');
  auto const& built = town.built();
  ASSERT_TRUE(built.compounds[0].closed);
  EXPECT_FALSE(built.compounds[0].inner_streets);
  ASSERT_NE(built.doors[0].edge, none);
  EXPECT_EQ(town.graph().traits_of(built.doors[0].edge).kind, StreetKind::straight);
  // 100 m to the gate, 50 m to the street, 50 m along it.
  EXPECT_EQ(town.time('o', 'a'), 2 * hundred_metres);
}

TEST(Compound, WithoutStreetsAndGatesOneIsInferredNearestToAStreet) {
  DrawnTown town{R"(
a k-------l
| |       |
b |   o   |
| |       |
c n-------m)",
                 25};
  town.plan().streets = {town.street("ab"), town.street("bc")};
  town.compound("klmn").given = true;
  town.door('o');
  auto const& built = town.built();
  EXPECT_EQ(built.compounds[0].gates_inferred, 1U);
  EXPECT_NE(built.doors[0].edge, none);
}

TEST(Compound, TheSmallerOfTwoKeepsItsStreets) {
  DrawnTown town{R"(
k---------------l
|               |
|   s-------t   |
a---g---p   |   |
|   v-------u   |
|               |
n---------------m)",
                 25};
  town.plan().streets = {town.street("ag"), town.street("gp")};
  town.compound("klmn").walled = true;
  town.compound("stuv").walled = true;
  auto const& graph = town.graph();
  auto const at_p = town.access('p');
  EXPECT_EQ(graph.node_compound[graph.edges[at_p.edge].from], 1U);
}

}  // namespace
}  // namespace linquan::walk
