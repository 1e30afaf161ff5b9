#include "linquan/walk/route.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "drawn_town.h"
#include "subdivided.h"

namespace linquan::walk {
namespace {

using drawn::DrawnTown;

Walker standard() {
  return {persons::Persons::built_in().find("standard"), std::nullopt};
}

TEST(Quickest, OnOneEdgeItIsTheStretchBetweenThePlaces) {
  DrawnTown town{"a-b", 500};
  auto const& graph = town.graph();
  std::array const goals{Access{0, 700'000, 0}};
  auto const way = quickest(graph, adjacency_of(graph), Access{0, 100'000, 0}, goals, standard());
  ASSERT_TRUE(way);
  EXPECT_EQ(way->time, WalkTime{5400});
  EXPECT_EQ(way->length, Millimetres{600'000});
  EXPECT_EQ(way->line.size(), 2U);
}

TEST(Quickest, OnALoopItMayBeQuickerOverTheNode) {
  DrawnTown town{R"(
a---b
|   |
d---c)",
                 100};
  // One ring street from a round to a again.
  PlanStreet ring;
  ring.source_id = 1;
  for (auto const letter : {'a', 'b', 'c', 'd', 'a'}) {
    ring.vertices.push_back(static_cast<std::uint32_t>(&town.vertex(letter) - town.plan().vertices.data()));
  }
  town.plan().streets = {ring};
  auto const& graph = town.graph();
  ASSERT_EQ(graph.edges.size(), 1U);
  auto const length = graph.edges[0].length_millimetres;
  std::array const goals{Access{0, length - 10'000, 0}};
  auto const way = quickest(graph, adjacency_of(graph), Access{0, 10'000, 0}, goals, standard());
  ASSERT_TRUE(way);
  EXPECT_EQ(way->length, Millimetres{20'000});
}

TEST(Quickest, AgainstAOneWayItGoesRound) {
  DrawnTown town{R"(
a---b
|   |
d---c)",
                 100};
  town.street("ab").traits.backward = false;
  auto const& graph = town.graph();
  std::array const goals{Access{0, 100'000, 0}};
  auto const way = quickest(graph, adjacency_of(graph), Access{0, 300'000, 0}, goals, standard());
  ASSERT_TRUE(way);
  EXPECT_GT(way->length, Millimetres{1'000'000});
}

TEST(Quickest, EdgesAddUpToTheWay) {
  DrawnTown town{"a--b--c--d", 33};
  auto const& graph = town.graph();
  std::array const goals{Access{2, 50'000, 0}};
  auto const way = quickest(graph, adjacency_of(graph), Access{0, 20'000, 0}, goals, standard());
  ASSERT_TRUE(way);
  EXPECT_EQ(way->edges, (std::vector<EdgeIndex>{0, 1, 2}));
}

/// A grid of streets with everything that may be on them, drawn by rapidcheck.
Plan any_town() {
  Plan plan;
  auto const size = *rc::gen::inRange(2, 5);
  geo::Frame const frame{geo::from_degrees(117.18, 34.26)};
  plan.hours.push_back(*hours::Hours::parse("06:00-22:00"));
  for (int y = 0; y < size; ++y) {
    for (int x = 0; x < size; ++x) {
      Vertex vertex;
      vertex.source_id = y * size + x + 1;
      auto const shake = [] { return *rc::gen::inRange(-20'000, 20'000); };
      vertex.at = frame.to_point({x * 80'000.0 + shake(), y * 80'000.0 + shake()});
      vertex.passage =
          *rc::gen::weightedElement<Passage>({{12, Passage::free}, {2, Passage::gate}, {1, Passage::closed}});
      vertex.barrier = vertex.passage != Passage::free;
      vertex.signal = *rc::gen::weightedElement<bool>({{4, false}, {1, true}});
      vertex.hours = vertex.barrier && *rc::gen::arbitrary<bool>() ? std::uint16_t{0} : UINT16_MAX;
      plan.vertices.push_back(vertex);
    }
  }
  auto const add = [&](int from, int to) {
    PlanStreet street;
    street.source_id = static_cast<std::int64_t>(plan.streets.size()) + 1;
    street.vertices = {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)};
    street.traits.kind = *rc::gen::weightedElement<StreetKind>(
        {{6, StreetKind::footway}, {2, StreetKind::road}, {1, StreetKind::steps}, {1, StreetKind::crossing}});
    street.traits.backward = *rc::gen::weightedElement<bool>({{8, true}, {1, false}});
    street.residents_only = *rc::gen::weightedElement<bool>({{8, false}, {1, true}});
    plan.streets.push_back(street);
  };
  for (int y = 0; y < size; ++y) {
    for (int x = 0; x < size; ++x) {
      if (x + 1 < size && *rc::gen::weightedElement<bool>({{5, true}, {1, false}})) {
        add(y * size + x, y * size + x + 1);
      }
      if (y + 1 < size && *rc::gen::weightedElement<bool>({{5, true}, {1, false}})) {
        add(y * size + x, (y + 1) * size + x);
      }
    }
  }
  PlanCompound compound;
  auto const corner = [&](double x, double y) { return frame.to_point({x * 80'000, y * 80'000}); };
  compound.shape = {{{corner(0.5, 0.5), corner(2.5, 0.5), corner(2.5, 2.5), corner(0.5, 2.5)}, {}}};
  compound.walled = *rc::gen::arbitrary<bool>();
  plan.compounds.push_back(compound);
  return plan;
}

Access any_access(Graph const& graph) {
  auto const edge = *rc::gen::inRange<EdgeIndex>(0, static_cast<EdgeIndex>(graph.edges.size()));
  auto const offset = *rc::gen::inRange<std::uint32_t>(0, graph.edges[edge].length_millimetres + 1);
  return {edge, offset, 0};
}

RC_GTEST_PROP(Quickest, AgreesWithTheSubdividedGraphInAnyTown, ()) {
  auto const graph = build(any_town()).graph;
  RC_PRE(!graph.edges.empty());
  auto const adjacency = adjacency_of(graph);
  auto const person = *rc::gen::element<std::string>("standard", "elder", "pram", "wheelchair");
  auto const minute = *rc::gen::element<std::optional<hours::MinuteOfWeek>>(std::nullopt, hours::MinuteOfWeek{720},
                                                                            hours::MinuteOfWeek{60});
  Walker const walker{persons::Persons::built_in().find(person), minute};
  auto const from = any_access(graph);
  std::vector<Access> goals;
  goals.reserve(8);
  for (int i = 0; i < 8; ++i) {
    goals.push_back(any_access(graph));
  }
  auto const slow = twin::times(graph, from, goals, walker);
  for (std::size_t i = 0; i < goals.size(); ++i) {
    auto const fast = quickest(graph, adjacency, from, std::span{goals}.subspan(i, 1), walker);
    RC_ASSERT((fast ? std::optional{fast->time} : std::nullopt) == slow[i]);
  }
}

RC_GTEST_PROP(Quickest, SplittingEveryStreetAtItsMiddleChangesNothing, ()) {
  auto plan = any_town();
  plan.compounds.clear();
  auto split = plan;
  for (auto& street : split.streets) {
    auto const a = split.vertices[street.vertices[0]].at;
    auto const b = split.vertices[street.vertices[1]].at;
    Vertex middle;
    middle.at = {static_cast<std::int32_t>((std::int64_t{a.lon} + b.lon) / 2),
                 static_cast<std::int32_t>((std::int64_t{a.lat} + b.lat) / 2)};
    // The split parts must be as long together as the whole, or the comparison is about rounding of places.
    if (geo::distance(a, middle.at) + geo::distance(middle.at, b) == geo::distance(a, b)) {
      street.vertices.insert(street.vertices.begin() + 1, static_cast<std::uint32_t>(split.vertices.size()));
      middle.kerb_millimetres = 1;  // makes it a node
      split.vertices.push_back(middle);
    }
  }
  auto const whole = build(plan).graph;
  auto const parts = build(split).graph;
  RC_PRE(!whole.edges.empty());
  auto const at_node = [](Graph const& graph, geo::Point at) -> std::optional<Access> {
    for (EdgeIndex e = 0; e < graph.edges.size(); ++e) {
      if (graph.nodes[graph.edges[e].from] == at && graph.traits_of(e).kind != StreetKind::gate) {
        return Access{e, 0, 0};
      }
    }
    return std::nullopt;
  };
  auto const from_at = plan.vertices[plan.streets.front().vertices[0]].at;
  auto const to_at = plan.vertices[plan.streets.back().vertices[0]].at;
  auto const times = [&](Graph const& graph) -> std::optional<WalkTime> {
    auto const from = at_node(graph, from_at);
    auto const to = at_node(graph, to_at);
    if (!from || !to) {
      return std::nullopt;
    }
    std::array const goals{*to};
    auto const way = quickest(graph, adjacency_of(graph), *from, goals, standard());
    return way ? std::optional{way->time} : std::nullopt;
  };
  RC_ASSERT(times(whole) == times(parts));
}

}  // namespace
}  // namespace linquan::walk
