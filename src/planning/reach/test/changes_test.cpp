#include "linquan/reach/changes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "lattice.h"
#include "linquan/base/progress.h"
#include "linquan/reach/generated.h"

namespace linquan::reach {
namespace {

struct Numbers {
  std::uint64_t state;
  std::uint64_t below(std::uint64_t limit) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (state >> 33U) % limit;
  }
};

State state_of(city::City const& city, Walker const& who, Keep const& keep) {
  Streets streets{city.streets, who};
  Homes homes{city.homes, streets};
  auto supply = supply_of(city, streets, {.columns = each_kind(city)});
  SilentProgress progress;
  auto table = all_homes(streets, homes, supply, keep, {}, progress);
  return {std::move(streets), std::move(homes), std::move(supply), std::move(table)};
}

/// Every value of every home; sites by what they are, since their numbers differ after changes.
void expect_same(State const& changed, Supply const& supply, Table const& fresh, std::string const& after) {
  for (Seat seat = 0; seat < changed.homes.seat_count(); ++seat) {
    for (std::size_t column = 0; column < fresh.column_count(); ++column) {
      ASSERT_EQ(changed.table.nearest(seat, column), fresh.nearest(seat, column)) << after << ", seat " << seat;
      ASSERT_EQ(changed.table.reached(seat, column, changed.supply), fresh.reached(seat, column, supply))
          << after << ", seat " << seat << ", column " << column;
    }
  }
}

/// All sites that still count, as a supply of its own.
Supply rebuilt(State const& state) {
  std::vector<Supply::Site> sites;
  for (SiteIndex i = 0; i < state.supply.site_count(); ++i) {
    if (state.supply.has(i)) {
      sites.push_back(state.supply.site(i));
      for (auto& point : sites.back().points) {
        point = state.streets.current(point);
      }
    }
  }
  return {state.streets, state.supply.column_count(), std::move(sites)};
}

void expect_equal_to_scratch(State const& state, std::string const& after) {
  SilentProgress progress;
  auto const supply = rebuilt(state);
  auto const fresh = all_homes(state.streets, state.homes, supply, state.table.keep(), {}, progress);
  expect_same(state, supply, fresh, after);
}

walk::Access any_access(city::City const& city, Numbers& draw) {
  auto const edge = static_cast<walk::EdgeIndex>(draw.below(city.streets.edges.size()));
  return {edge, static_cast<std::uint32_t>(draw.below(city.streets.edges[edge].length_millimetres + 1)),
          static_cast<std::uint32_t>(draw.below(20'000))};
}

PutSite any_site(city::City const& city, State const& state, Numbers& draw, std::uint64_t id) {
  PutSite put;
  put.site.id = city::OutletId{id};
  put.site.outlet = static_cast<std::uint32_t>(id);
  for (auto points = 1 + draw.below(2); points > 0; --points) {
    put.site.points.push_back(state.streets.place(any_access(city, draw)));
  }
  put.site.columns = {static_cast<ColumnIndex>(draw.below(state.supply.column_count()))};
  return put;
}

Change any_change(city::City const& city, State const& state, Numbers& draw) {
  auto const edge = [&] { return static_cast<Edge>(draw.below(city.streets.edges.size())); };
  // Old outlets are put again under their own id: moved and of another kind.
  auto const id = 1 + draw.below(2 * city.outlets.size());
  switch (draw.below(20)) {
    case 0:
      return SetOpen{{edge()}, false};
    case 1:
    case 2:
      return SetOpen{{edge(), edge()}, true};
    case 3:
      return SetTime{edge(), static_cast<Tenths>(1 + draw.below(3000))};
    case 4: {
      NewStreet street{any_access(city, draw), any_access(city, draw), 0, draw.below(2) == 0};
      street.length_millimetres = static_cast<std::uint32_t>(1000 + draw.below(90'000));
      return AddStreet{street};
    }
    case 5:
    case 6:
    case 7:
    case 8:
    case 9:
    case 10:
    case 11:
      return RemoveSite{city::OutletId{id}};
    default:
      return any_site(city, state, draw, id);
  }
}

/// Random changes one after the other; every so often all is computed from scratch.
void expect_changes_to_equal_scratch(char const* person, bool three, int changes, int every, std::uint64_t seed) {
  auto city = lattice(16, seed);
  generate(city, {500, 120, 4, false, false, seed});
  auto state = state_of(city, walker(person), {Limits{}, three});
  Updater updater;
  Numbers draw{seed};
  for (int i = 1; i <= changes; ++i) {
    auto const change = any_change(city, state, draw);
    updater.apply(state, change);
    if (i % every == 0) {
      expect_equal_to_scratch(state,
                              std::to_string(i) + " changes, the last of sort " + std::to_string(change.index()));
      if (testing::Test::HasFatalFailure()) {
        return;
      }
    }
  }
}

TEST(Changes, EqualAFullComputation) {
  expect_changes_to_equal_scratch("standard", false, 150, 1, 1);
  expect_changes_to_equal_scratch("adult", true, 150, 1, 2);
}

TEST(Changes, TenThousandEqualAFullComputationAtTheEnd) {
  expect_changes_to_equal_scratch("pram", true, 5000, 250, 3);
  expect_changes_to_equal_scratch("standard", false, 5000, 250, 4);
}

TEST(Changes, RemovingWhatWasAddedRestoresTheBits) {
  auto city = lattice(16, 9);
  generate(city, {500, 120, 4, false, false, 9});
  auto const before = state_of(city, walker("standard"), {Limits{}, true});
  auto state = before;
  Updater updater;
  Numbers draw{7};
  for (std::uint64_t id = 1000; id < 1020; ++id) {
    updater.apply(state, any_site(city, state, draw, id));
  }
  for (std::uint64_t id = 1000; id < 1020; ++id) {
    updater.apply(state, RemoveSite{city::OutletId{id}});
  }
  expect_same(state, before.supply, before.table, "adding and removing");
}

TEST(Changes, AnAddedOutletMakesNobodyWorse) {
  auto city = lattice(16, 10);
  generate(city, {500, 120, 4, false, false, 10});
  auto const before = state_of(city, walker("elder"), {Limits{}, false});
  auto state = before;
  Updater updater;
  Numbers draw{8};
  for (std::uint64_t id = 1000; id < 1040; ++id) {
    updater.apply(state, any_site(city, state, draw, id));
  }
  std::size_t better = 0;
  for (Seat seat = 0; seat < before.homes.seat_count(); ++seat) {
    for (std::size_t column = 0; column < 4; ++column) {
      EXPECT_LE(state.table.nearest(seat, column), before.table.nearest(seat, column));
      better += state.table.nearest(seat, column) < before.table.nearest(seat, column) ? 1U : 0U;
    }
  }
  EXPECT_GT(better, 0U);
}

TEST(Changes, LeaveTheStateTheyWereCopiedFromAsItWas) {
  auto city = lattice(12, 11);
  generate(city, {300, 80, 4, false, false, 11});
  auto const before = state_of(city, walker("standard"), {Limits{}, true});
  auto state = before;
  Updater updater;
  Numbers draw{5};
  for (int i = 0; i < 60; ++i) {
    updater.apply(state, any_change(city, state, draw));
  }
  expect_equal_to_scratch(before, "changing a copy");
  EXPECT_FALSE(before.streets.changed());
}

TEST(Changes, CuttingAnEdgeChangesNothing) {
  auto city = lattice(16, 12);
  generate(city, {500, 120, 4, false, false, 12});
  auto const before = state_of(city, walker("adult"), {Limits{}, true});
  auto state = before;
  Updater updater;
  Numbers draw{6};
  for (int i = 0; i < 60; ++i) {
    // A new street that takes an hour is of no use to anybody.
    NewStreet street{any_access(city, draw), any_access(city, draw), 4'500'000, false};
    updater.apply(state, AddStreet{street});
  }
  EXPECT_GT(state.streets.edge_count(), city.streets.edges.size() + 100);
  expect_same(state, before.supply, before.table, "cutting");
  expect_equal_to_scratch(state, "cutting");
}

/// The graph with a street more, made without the code under test.
city::City with_street(city::City city, walk::NodeIndex from, walk::NodeIndex to, std::uint32_t millimetres) {
  walk::Edge edge;
  edge.from = from;
  edge.to = to;
  edge.length_millimetres = millimetres;
  walk::Traits traits;
  traits.kind = walk::StreetKind::footway;
  edge.traits = static_cast<std::uint16_t>(city.streets.traits.size());
  city.streets.traits.push_back(traits);
  city.streets.edges.push_back(edge);
  return city;
}

TEST(Changes, ANewStreetIsTheSameAsOneThatWasAlwaysThere) {
  auto city = lattice(16, 13);
  generate(city, {500, 120, 4, false, false, 13});
  auto const& edges = city.streets.edges;
  auto const built = with_street(city, edges[10].from, edges[300].from, 40'000);
  auto state = state_of(city, walker("standard"), {Limits{}, true});
  Updater{}.apply(state, AddStreet{{{10, 0, 0}, {300, 0, 0}, 40'000, false}});
  auto const always = state_of(built, walker("standard"), {Limits{}, true});
  expect_same(state, always.supply, always.table, "a new street");
}

TEST(Changes, AClosedStreetIsTheSameAsOneThatWasNeverOpen) {
  auto city = lattice(16, 14);
  generate(city, {500, 120, 4, false, false, 14});
  auto state = state_of(city, walker("standard"), {Limits{}, true});
  auto closed = city;
  Updater updater;
  for (Edge edge = 5; edge < 60; edge += 6) {
    updater.apply(state, SetOpen{{edge}, false});
    auto traits = closed.streets.traits_of(edge);
    traits.forward = false;
    traits.backward = false;
    closed.streets.edges[edge].traits = static_cast<std::uint16_t>(closed.streets.traits.size());
    closed.streets.traits.push_back(traits);
  }
  auto const never = state_of(closed, walker("standard"), {Limits{}, true});
  expect_same(state, never.supply, never.table, "closing");
}

}  // namespace
}  // namespace linquan::reach
