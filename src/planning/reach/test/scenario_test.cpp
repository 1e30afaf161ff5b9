#include "linquan/reach/scenario.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "drawn_town.h"
#include "lattice.h"
#include "linquan/base/progress.h"
#include "linquan/reach/generated.h"

namespace linquan::reach {
namespace {

std::shared_ptr<Base const> base_of_lattice() {
  auto city = lattice(16, 21);
  generate(city, {500, 120, 4, false, false, 21});
  auto shared = std::make_shared<city::City const>(std::move(city));
  SilentProgress progress;
  return base_of(shared, walker("standard"), {.columns = each_kind(*shared)}, {Limits{}, true}, {}, progress);
}

/// h---a---b---c with a home at h and shops at b and c, 100 m each.
std::shared_ptr<Base const> base_of_row(bool gate_open) {
  drawn::DrawnTown town{"h---a---b---c", 25};
  town.vertex('a').barrier = true;
  town.vertex('a').passage = gate_open ? walk::Passage::gate : walk::Passage::closed;
  city::City city;
  city.kind_ids = {"market"};
  city.streets = town.graph();
  city.homes.resize(1);
  city.homes[0].access = town.access('h');
  for (auto const& [id, letter] : {std::pair{7, 'b'}, std::pair{8, 'c'}}) {
    city::Outlet outlet;
    outlet.id = city::OutletId{static_cast<std::uint64_t>(id)};
    outlet.kinds = {0};
    outlet.stands = {{town.at(letter), town.accesses(letter), std::nullopt}};
    city.outlets.push_back(outlet);
  }
  for (std::uint32_t i = 0; i < city.streets.gates.size(); ++i) {
    city.gates.push_back({city::GateId{i + 1}, "gate", i, walk::none});
  }
  auto shared = std::make_shared<city::City const>(std::move(city));
  SilentProgress progress;
  return base_of(shared, walker("standard"), {.columns = each_kind(*shared)}, {}, {}, progress);
}

TEST(Scenario, AShopThatClosesLeavesTheNextOne) {
  Scenario scenario{base_of_row(true)};
  auto const before = scenario.state();
  EXPECT_EQ(before.table.nearest(0, 0), 1800);
  Updater updater;
  ASSERT_TRUE(scenario.add(RemoveOutlet{city::OutletId{7}}, updater));
  EXPECT_EQ(scenario.state().table.nearest(0, 0), 2700);
  EXPECT_EQ(differences(before, scenario.state(), 0), (std::vector<Difference>{{0, 1800, 2700}}));
}

TEST(Scenario, AGateThatIsMappedAsLockedMayBeOpened) {
  Scenario scenario{base_of_row(false)};
  EXPECT_EQ(scenario.state().table.nearest(0, 0), absent);
  Updater updater;
  ASSERT_TRUE(scenario.add(SetGate{city::GateId{1}, true}, updater));
  EXPECT_EQ(scenario.state().table.nearest(0, 0), 1800);
  ASSERT_TRUE(scenario.add(SetGate{city::GateId{1}, false}, updater));
  EXPECT_EQ(scenario.state().table.nearest(0, 0), absent);
}

TEST(Scenario, APassageJoinsWhatAWallParted) {
  auto const base = base_of_row(false);
  Scenario scenario{base};
  Updater updater;
  auto const& city = *base->city;
  auto const beyond = city.outlets[0].stands[0].accesses[0];
  ASSERT_TRUE(scenario.add(BuildStreet{city.homes[0].access, beyond, Millimetres{50'000}, false}, updater));
  EXPECT_EQ(scenario.state().table.nearest(0, 0), 450);
}

TEST(Scenario, RefusesWhatItDoesNotKnowAndStaysAsItWas) {
  Scenario scenario{base_of_row(true)};
  Updater updater;
  auto const code = [&](Edit const& edit) {
    auto const done = scenario.add(edit, updater);
    return done ? std::string{} : done.error().code;
  };
  EXPECT_EQ(code(RemoveOutlet{city::OutletId{99}}), "outlet_unknown");
  EXPECT_EQ(code(SetGate{city::GateId{99}, true}), "gate_unknown");
  EXPECT_EQ(code(SetStreet{{-5, std::nullopt}, false}), "street_unknown");
  EXPECT_EQ(code(TimeStreet{{1, std::nullopt}, 0}), "street_percent");
  EXPECT_EQ(code(BuildStreet{{walk::none, 0, 0}, {0, 0, 0}, Millimetres{1000}, false}), "street_ends");
  EXPECT_EQ(code(BuildStreet{{0, 0, 0}, {0, 5, 0}, Millimetres{9'000'000}, false}), "street_long");
  EXPECT_TRUE(scenario.edits().empty());
  EXPECT_TRUE(differences(Scenario{base_of_row(true)}.state(), scenario.state(), 0).empty());
}

TEST(Scenario, SharesWithItsBaseAllThatAnEditDoesNotTouch) {
  auto const base = base_of_lattice();
  Scenario scenario{base};
  Updater updater;
  ASSERT_TRUE(scenario.add(RemoveOutlet{base->city->outlets[5].id}, updater));
  auto const column = base->city->outlets[5].kinds.front();
  std::size_t own = 0;
  for (std::size_t c = 0; c < 4; ++c) {
    for (std::uint32_t group = 0; group < base->state.table.group_count(); ++group) {
      auto const shared = base->state.table.block(c, group) == scenario.state().table.block(c, group);
      EXPECT_TRUE(shared || std::ranges::binary_search(base->city->outlets[5].kinds, c));
      own += shared ? 0U : 1U;
    }
  }
  EXPECT_GT(own, 0U);
  EXPECT_LT(own, std::size_t{4} * base->state.table.group_count());
  EXPECT_FALSE(differences(base->state, scenario.state(), column).empty());
}

TEST(Scenario, IsWhatACityMadeOfItsEditsGives) {
  auto const base = base_of_lattice();
  Scenario scenario{base};
  Updater updater;
  auto const& city = *base->city;
  auto moved = city.outlets[3];
  moved.stands = city.outlets[40].stands;
  auto fresh = city.outlets[8];
  fresh.id = city::OutletId{1'000'000};
  std::vector<Edit> const edits{
      PutOutlet{moved},
      BuildStreet{city.homes[5].access, city.homes[300].access, Millimetres{40'000}, false},
      RemoveOutlet{city.outlets[17].id},
      SetStreet{{12, std::nullopt}, false},
      TimeStreet{{30, std::nullopt}, 250},
      TimeStreet{{city.streets.streets[city.streets.edges[city.homes[5].access.edge].street].source_id, {}}, 40},
      PutOutlet{fresh}};
  for (auto const& edit : edits) {
    ASSERT_TRUE(scenario.add(edit, updater));
  }

  auto made = city;
  auto outlets = changed_outlets(city, edits);
  ASSERT_TRUE(outlets);
  made.outlets = std::move(*outlets);
  EXPECT_EQ(made.outlets.size(), city.outlets.size());
  EXPECT_TRUE(std::ranges::is_sorted(made.outlets, {}, &city::Outlet::id));
  Streets streets{made.streets, walker("standard")};
  ASSERT_TRUE(change_streets(streets, made, edits));
  Homes const homes{made.homes, streets};
  SilentProgress progress;
  auto const table =
      all_homes(streets, homes, supply_of(made, streets, base->question), {Limits{}, false}, {}, progress);
  std::size_t different = 0;
  for (ColumnIndex column = 0; column < 4; ++column) {
    for (std::size_t home = 0; home < made.homes.size(); ++home) {
      auto const time = table.nearest(homes.seat(home), column);
      EXPECT_EQ(time, scenario.state().table.nearest(base->state.homes.seat(home), column));
      different += time == base->state.table.nearest(base->state.homes.seat(home), column) ? 0U : 1U;
    }
  }
  EXPECT_GT(different, 0U);
}

TEST(Scenario, AnOutletThatIsNotThereCannotBeTakenAway) {
  auto const base = base_of_row(true);
  auto const& city = *base->city;
  std::vector<Edit> const edits{RemoveOutlet{city::OutletId{7}}, RemoveOutlet{city::OutletId{7}}};
  auto const outlets = changed_outlets(city, edits);
  ASSERT_FALSE(outlets);
  EXPECT_EQ(outlets.error().code, "outlet_unknown");
}

TEST(Scenario, StreetsThatTakeTwiceTheTimeMakeNobodyQuicker) {
  auto const base = base_of_lattice();
  Scenario scenario{base};
  Updater updater;
  for (std::int64_t way = 1; way < 40; ++way) {
    ASSERT_TRUE(scenario.add(TimeStreet{{way, std::nullopt}, 200}, updater));
  }
  std::size_t slower = 0;
  for (ColumnIndex column = 0; column < 4; ++column) {
    for (auto const& it : differences(base->state, scenario.state(), column)) {
      EXPECT_GT(it.after, it.before);
      ++slower;
    }
  }
  EXPECT_GT(slower, 0U);
}

}  // namespace
}  // namespace linquan::reach
