#include "linquan/outlets/outlets.h"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "drawn_town.h"
#include "linquan/base/progress.h"
#include "linquan/directory/decide.h"
#include "linquan/persons/persons.h"
#include "linquan/reach/all_homes.h"
#include "linquan/reach/circle.h"

namespace linquan::outlets {
namespace {

using directory::Entry;

constexpr std::chrono::sys_days today{std::chrono::days{20'700}};

/// h---a---b---c, 100 m each: a home at h, a pharmacy at b, a market at c.
std::shared_ptr<city::City const> row() {
  drawn::DrawnTown town{"h---a---b---c", 25};
  city::City city;
  city.kind_ids = {"market", "pharmacy", "repair_small"};
  city.streets = town.graph();
  city.homes.resize(1);
  city.homes[0].access = town.access('h');
  for (auto const& [id, letter, kind] : {std::tuple{7, 'b', 1}, std::tuple{8, 'c', 0}}) {
    city::Outlet outlet;
    outlet.id = city::OutletId{static_cast<std::uint64_t>(id)};
    outlet.sources = {"osm:node/" + std::to_string(id)};
    outlet.name = "网点" + std::to_string(id);
    outlet.kinds = {static_cast<kinds::KindIndex>(kind)};
    outlet.stands = {{town.at(letter), town.accesses(letter), hours::Hours::always()}};
    outlet.capacity = 20;
    outlet.marks = {"telephone_odd"};
    city.outlets.push_back(std::move(outlet));
  }
  return std::make_shared<city::City const>(std::move(city));
}

reach::Question every_kind(city::City const& city) {
  reach::Question question;
  question.columns = reach::each_kind(city);
  return question;
}

reach::Walker adult() {
  return {*persons::Persons::built_in().find("standard"), reach::Unit::seconds, std::nullopt};
}

/// What the home's circle holds after these edits, all computed anew.
std::vector<std::vector<reach::Near>> circle_after(city::City const& city, std::vector<reach::Edit> const& edits) {
  auto made = city;
  made.outlets = *reach::changed_outlets(city, edits);
  reach::Streets const streets{made.streets, adult()};
  reach::Circle circle{streets};
  circle.search(streets.place(made.homes[0].access), {});
  return circle.outlets(reach::supply_of(made, streets, every_kind(made)));
}

Entry closed(Entry entry) {
  directory::Actor const bureau{identity::AccountId{1}, {{identity::Role::city_bureau, identity::Level::city, ""}}};
  auto const place = place_of(entry);
  return *directory::decide({std::move(entry), place}, directory::Close{}, bureau, today, kinds::Kinds::built_in())
              ->entry;
}

TEST(Outlets, MakeOfTheCitysOutletAnEntryAndOfThatTheOutletAgain) {
  auto const city = row();
  city::Joiner const joiner{*city};
  auto const entries = entries_of(*city);
  ASSERT_EQ(entries.size(), 2U);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    EXPECT_EQ(*outlet_of(entries[i], *city, joiner), city->outlets[i]);
  }
  EXPECT_EQ(entries[0].origins.at(directory::Field::name), (directory::Origin{"osm:node/7", "ODbL"}));
  auto odd = entries[0];
  odd.kinds = {"bus"};
  EXPECT_EQ(outlet_of(odd, *city, joiner).error().code, "directory_kind");
}

TEST(Outlets, AreCountedInTheNextCircleAndWhenUndoneToTheSameBits) {
  auto const city = row();
  city::Joiner const joiner{*city};
  SilentProgress progress;
  auto const base = reach::base_of(city, adult(), every_kind(*city), {}, {}, progress);
  reach::Scenario scenario{base};
  reach::Updater updater;
  auto const before = entry_of(*city, city->outlets[0]);
  auto const after = closed(before);
  constexpr reach::ColumnIndex pharmacy = 1;
  EXPECT_NE(scenario.state().table.nearest(0, pharmacy), reach::absent);

  auto const close = *edit_of(before, after, *city, joiner);
  ASSERT_TRUE(scenario.add(*close, updater));
  EXPECT_EQ(scenario.state().table.nearest(0, pharmacy), reach::absent);
  EXPECT_TRUE(circle_after(*city, {*close}).at(pharmacy).empty());

  auto const undo = *edit_of(after, before, *city, joiner);
  ASSERT_TRUE(scenario.add(*undo, updater));
  for (reach::ColumnIndex column = 0; column < 3; ++column) {
    EXPECT_TRUE(reach::differences(base->state, scenario.state(), column).empty());
  }
  EXPECT_EQ(*reach::changed_outlets(*city, std::vector{*close, *undo}), city->outlets);
  EXPECT_EQ(circle_after(*city, {*close, *undo}), circle_after(*city, {}));
}

TEST(Outlets, StandWhereTheyWereMovedAndNeedNoStreet) {
  auto const city = row();
  city::Joiner const joiner{*city};
  auto entry = entry_of(*city, city->outlets[0]);
  entry.stands[0].at = city->outlets[1].stands[0].at;
  auto const moved = outlet_of(entry, *city, joiner);
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->stands[0].accesses.size(), 1U);
  entry.stands[0].at = {0, 0};
  EXPECT_TRUE(outlet_of(entry, *city, joiner)->stands[0].accesses.empty());
}

TEST(Outlets, ChangeNothingWhereTheyNeverCounted) {
  auto const city = row();
  city::Joiner const joiner{*city};
  auto const shut = closed(entry_of(*city, city->outlets[0]));
  EXPECT_FALSE(edit_of(std::nullopt, shut, *city, joiner)->has_value());
  EXPECT_FALSE(edit_of(shut, std::nullopt, *city, joiner)->has_value());
}

TEST(Outlets, ShareTheirStreetsWithGatesThatCloseAtNight) {
  directory::PassageId const gate{directory::PassageId::Sort::gate, 5};
  directory::Passage const night{gate, directory::Opening::at_hours, hours::Hours::parse("06:00-22:00").value()};
  auto const open = [&](std::optional<hours::MinuteOfWeek> minute) {
    return std::get<reach::SetGate>(*edit_of(night, minute)).open;
  };
  EXPECT_TRUE(open(std::nullopt));
  EXPECT_TRUE(open(hours::MinuteOfWeek{12 * 60}));
  EXPECT_FALSE(open(hours::MinuteOfWeek{23 * 60}));
  EXPECT_FALSE(edit_of(directory::Passage{gate, directory::Opening::mapped, std::nullopt}, std::nullopt).has_value());
  directory::PassageId const street{directory::PassageId::Sort::street, 12};
  auto const closed = edit_of(directory::Passage{street, directory::Opening::closed, std::nullopt}, std::nullopt);
  EXPECT_EQ(std::get<reach::SetStreet>(*closed).street.way, 12);
  EXPECT_FALSE(std::get<reach::SetStreet>(*closed).open);
}

TEST(Outlets, LieWhereTheirCommunitysCodeSays) {
  Entry entry;
  entry.id = directory::OutletId{7};
  entry.community = "320303001002";
  auto const place = place_of(entry);
  EXPECT_EQ(place.subdistrict, "320303001");
  EXPECT_EQ(place.district, "320303");
  EXPECT_EQ(place.outlet, "7");
}

}  // namespace
}  // namespace linquan::outlets
