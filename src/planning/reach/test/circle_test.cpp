#include "linquan/reach/circle.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "drawn_town.h"
#include "linquan/persons/persons.h"
#include "linquan/reach/reference.h"
#include "linquan/reach/serves.h"

namespace linquan::reach {
namespace {

constexpr char const* picture = R"(
a---b---c---d
|   |       |
e---f---g   h---i
    |       |
    j---k---l
)";

Walker walker(std::string_view person = "standard", Unit unit = Unit::seconds) {
  return {*persons::Persons::built_in().find(person), unit, std::nullopt};
}

/// Doors everywhere along the streets, a little off them.
std::vector<walk::Access> doors_of(walk::Graph const& graph, std::uint32_t step_millimetres) {
  std::vector<walk::Access> doors;
  for (walk::EdgeIndex e = 0; e < graph.edges.size(); ++e) {
    for (std::uint32_t at = 0; at <= graph.edges[e].length_millimetres; at += step_millimetres) {
      doors.push_back({e, at, (e * 7U + at) % 20'000});
    }
  }
  return doors;
}

Supply supply_at(Streets const& streets, std::vector<walk::Access> const& doors) {
  std::vector<Supply::Site> sites;
  for (std::uint32_t i = 0; i < doors.size(); ++i) {
    sites.push_back({i, city::OutletId{1000 - i}, streets.goals(doors[i]), {static_cast<ColumnIndex>(i % 3)}});
  }
  return {streets, 3, std::move(sites)};
}

Limits minutes(std::vector<double> const& values) {
  return *Limits::of(values, Unit::seconds);
}

TEST(Circle, FindsTheSameOutletsAsTheReferenceFromEveryDoor) {
  drawn::DrawnTown town{picture, 20};
  town.street("bc").traits.backward = false;
  town.street("hl").traits.kind = walk::StreetKind::steps;
  town.vertex('b').signal = true;
  for (auto const* person : {"standard", "adult", "elder", "wheelchair"}) {
    Streets const streets{town.graph(), walker(person)};
    auto const doors = doors_of(town.graph(), 13'777);
    auto const supply = supply_at(streets, doors);
    auto const limits = minutes({1, 2.5, 5});
    Reference reference{streets};
    Circle circle{streets};
    for (auto const& door : doors) {
      auto const origin = streets.place(door);
      circle.search(origin, limits);
      EXPECT_EQ(circle.answer(supply), reference.answer(supply, origin, limits));
    }
  }
}

TEST(Circle, CutsStreetsWhereTheTimeRunsOut) {
  drawn::DrawnTown town{picture, 20};
  town.street("bc").traits.backward = false;
  Streets const streets{town.graph(), walker()};
  auto const limits = minutes({0.7, 1.5, 3});
  Reference reference{streets};
  Circle circle{streets};
  for (auto const& door : doors_of(town.graph(), 17'003)) {
    auto const origin = streets.place(door);
    reference.search(origin, limits.farthest());
    circle.search(origin, limits);
    auto const pieces = circle.pieces();
    for (Edge e = 0; e < streets.edge_count(); ++e) {
      for (std::uint32_t at = 0; at <= streets.length_millimetres(e); at += 499) {
        auto const time = reference.time_to(streets.place({e, at, 0}));
        auto const holds = [&](StreetPiece const& it) {
          return it.edge == e && it.from_millimetres <= at && at <= it.to_millimetres && time <= limits[it.limit] &&
                 (it.limit == 0 || time + 1 >= limits[it.limit - 1U]);
        };
        // A node alone, reached in the very last moment, is no piece.
        if (time < limits.farthest()) {
          EXPECT_TRUE(std::ranges::any_of(pieces, holds)) << e << " " << at << " " << time;
        } else if (time == absent) {
          EXPECT_FALSE(std::ranges::any_of(pieces, holds)) << e << " " << at;
        }
      }
    }
  }
}

TEST(Circle, EndsAPieceAtTheLastMillimetreWithinTheLimit) {
  drawn::DrawnTown town{"a---------------b", 60};
  Streets const streets{town.graph(), walker()};
  auto const limits = minutes({3});
  Circle circle{streets};
  circle.search(streets.place({0, 400'000, 5'000}), limits);
  auto const pieces = circle.pieces();
  ASSERT_EQ(pieces.size(), 1U);
  auto const time = [&](std::uint32_t at) { return circle.time_to(streets.place({0, at, 0})); };
  EXPECT_EQ(time(pieces[0].from_millimetres), 1800);
  EXPECT_EQ(time(pieces[0].from_millimetres - 1), absent);
  EXPECT_EQ(time(pieces[0].to_millimetres), 1800);
  EXPECT_EQ(time(pieces[0].to_millimetres + 1), absent);
  auto const length = Circle::street_length(pieces)[0].count;
  EXPECT_EQ(length, pieces[0].to_millimetres - pieces[0].from_millimetres);
}

TEST(Circle, CountsTheMetresOfItsPiecesWithoutThem) {
  drawn::DrawnTown town{picture, 20};
  town.compound("fglj").given = true;
  town.street("bc").traits.backward = false;
  town.street("hl").traits.kind = walk::StreetKind::steps;
  town.vertex('b').signal = true;
  for (auto const* person : {"standard", "elder", "wheelchair"}) {
    Streets streets{town.graph(), walker(person)};
    for (auto const changed : {false, true}) {
      if (changed) {
        // A street that takes more tenths than it has millimetres, a footbridge, and a gate that is shut.
        streets.set_time(1, 60'000);
        streets.add({{2, 700, 0}, {5, 900, 0}, 30'000, false});
        streets.set_open(0, false);
      }
      Circle circle{streets};
      for (auto const& door : doors_of(town.graph(), 17'003)) {
        for (auto const& limits : {minutes({0.1, 0.7, 1.5, 3}), minutes({2.5}), minutes({60})}) {
          circle.search(streets.place(door), limits);
          EXPECT_EQ(circle.street_length(), Circle::street_length(circle.pieces())) << door.edge;
        }
      }
    }
  }
}

TEST(Circle, LeadsToEveryOutletInTheTimeItSays) {
  drawn::DrawnTown town{picture, 20};
  town.street("bc").traits.backward = false;
  Streets const streets{town.graph(), walker()};
  auto const doors = doors_of(town.graph(), 31'013);
  auto const limits = minutes({10});
  Circle circle{streets};
  for (auto const& door : doors) {
    circle.search(streets.place(door), limits);
    for (auto const& goal : doors) {
      auto const goals = streets.goals(goal);
      auto const path = circle.path(goals);
      ASSERT_TRUE(path);
      EXPECT_EQ(path->time, circle.time_to(goals[0]));
      std::int64_t length = 0;
      for (std::size_t i = 0; i + 1 < path->line.size(); ++i) {
        length += geo::distance(path->line[i], path->line[i + 1]).count;
      }
      // Tenths of a second are rounded along each edge; the line is walked at 10 m in 9 s.
      auto const walked = length + door.door_millimetres + goal.door_millimetres;
      EXPECT_NEAR(static_cast<double>(path->time), static_cast<double>(walked) * 0.009, 3);
    }
  }
}

TEST(Circle, HasNoPathToWhatItDoesNotReach) {
  drawn::DrawnTown town{"a---b c---d", 50};
  Streets const streets{town.graph(), walker()};
  Circle circle{streets};
  circle.search(streets.place({0, 0, 0}), minutes({15}));
  EXPECT_FALSE(circle.path(std::vector{streets.place({1, 0, 0})}));
  EXPECT_FALSE(circle.path({}));
}

TEST(Circle, CountsAnInnerStreetOnce) {
  drawn::DrawnTown town{picture, 20};
  town.compound("fglj").given = true;
  Streets const streets{town.graph(), walker()};
  auto const limits = minutes({60});
  Circle circle{streets};
  circle.search(streets.place({0, 0, 0}), limits);
  for (auto const& piece : circle.pieces()) {
    EXPECT_TRUE(piece.edge < town.graph().inner_first + town.graph().inner_count);
  }
}

/// What the reference finds from each home to the nearer of two doors.
Clientele by_reference(Streets const& streets, std::vector<city::Home> const& homes, std::vector<Place> const& doors,
                       Tenths limit) {
  Reference reference{streets};
  Clientele expected;
  expected.steps.resize(3);
  for (std::uint32_t i = 0; i < homes.size(); ++i) {
    reference.search(streets.place(homes[i].access), limit);
    auto const time = std::min(reference.time_to(doors[0]), reference.time_to(doors[1]));
    if (time == absent) {
      continue;
    }
    expected.homes.push_back({i, time});
    auto& step = expected.steps[time <= 600 ? 0 : time <= 1200 ? 1 : 2];
    ++step.homes;
    step.people.all += homes[i].people.all;
  }
  return expected;
}

TEST(Serves, FindsEachHomeWithTheTimeOfTheReferenceFromThatHome) {
  drawn::DrawnTown town{picture, 20};
  town.street("bc").traits.backward = false;
  town.street("jk").traits.kind = walk::StreetKind::steps;
  auto const doors = doors_of(town.graph(), 9'001);
  std::vector<city::Home> city_homes(doors.size());
  for (std::size_t i = 0; i < doors.size(); ++i) {
    city_homes[i].access = doors[i];
    city_homes[i].people.all = {static_cast<std::int64_t>(1000 + i)};
  }
  for (auto const* person : {"standard", "pram"}) {
    Streets const streets{town.graph(), walker(person)};
    Homes const homes{city_homes, streets};
    for (std::size_t outlet = 0; outlet < doors.size(); outlet += 7) {
      std::vector<Place> const points{streets.place(doors[outlet]), streets.place(doors[(outlet * 5) % doors.size()])};
      auto const clientele = serves(streets, homes, city_homes, points, 1500);
      auto const expected = by_reference(streets, city_homes, points, 1500);
      EXPECT_EQ(clientele.homes, expected.homes);
      EXPECT_EQ(clientele.steps, expected.steps);
    }
  }
}

}  // namespace
}  // namespace linquan::reach
