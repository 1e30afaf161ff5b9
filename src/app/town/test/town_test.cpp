#include "linquan/town/town.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <tuple>
#include <utility>

#include "drawn_town.h"
#include "linquan/outlets/outlets.h"

namespace linquan::town {
namespace {

using directory::Entry;
using directory::EntryState;
using directory::OutletId;
using directory::Passage;
using directory::PassageId;

/// h---a---b---c with a pharmacy at b and a market at c.
city::City row() {
  drawn::DrawnTown town{"h---a---b---c", 25};
  city::City city;
  city.kind_ids = {"market", "pharmacy", "repair_small"};
  city.streets = town.graph();
  for (auto const& [id, letter, kind] : {std::tuple{7, 'b', 1}, std::tuple{8, 'c', 0}}) {
    auto& outlet = city.outlets.emplace_back();
    outlet.id = city::OutletId{static_cast<std::uint64_t>(id)};
    outlet.sources = {"osm:node/" + std::to_string(id)};
    outlet.name = "网点" + std::to_string(id);
    outlet.kinds = {static_cast<kinds::KindIndex>(kind)};
    outlet.stands = {{town.at(letter), town.accesses(letter), std::nullopt}};
  }
  return city;
}

Entry entry_of(Town const& town, std::uint64_t id) {
  auto entry = outlets::entry_of(town.imported(), *town.outlet(city::OutletId{id}));
  return entry;
}

Entry new_entry(Town const& town, std::uint64_t id) {
  auto entry = entry_of(town, 7);
  entry.id = OutletId{id};
  entry.name = "新店" + std::to_string(id);
  entry.kinds = {"repair_small"};
  return entry;
}

News news(std::uint64_t change, OutletNews one) {
  return {change, {std::move(one)}, {}};
}

std::vector<std::uint64_t> ids(city::City const& city) {
  std::vector<std::uint64_t> all;
  for (auto const& outlet : city.outlets) {
    all.push_back(outlet.id.value());
  }
  return all;
}

TEST(Town, BeginsAsTheCityThatWasImported) {
  Town const town{row()};
  EXPECT_EQ(town.change(), 0U);
  EXPECT_EQ(ids(town.city()), (std::vector<std::uint64_t>{7, 8}));
  EXPECT_TRUE(town.city().outlets.shares(town.imported().outlets));
}

TEST(Town, CountsAnOutletWhereverItsIdStandsAndSharesWhatIsTheSame) {
  Town const town{row()};
  for (auto const id : {std::uint64_t{1}, std::uint64_t{9}}) {
    auto const next = town.after(news(5, {OutletId{id}, new_entry(town, id)}));
    EXPECT_EQ(next.change(), 5U);
    EXPECT_EQ(next.city().outlets.size(), 3U);
    EXPECT_TRUE(std::ranges::is_sorted(ids(next.city())));
    EXPECT_EQ(next.outlet(city::OutletId{id})->name, "新店" + std::to_string(id));
    EXPECT_TRUE(next.same_streets(town));
    EXPECT_TRUE(next.city().streets.edges.shares(town.city().streets.edges));
  }
  EXPECT_EQ(town.city().outlets.size(), 2U);
}

TEST(Town, ForgetsTheClosedAndKnowsThemAgainToTheSameBits) {
  Town const town{row()};
  auto closed = entry_of(town, 7);
  closed.state = EntryState::closed;
  auto const without = town.after(news(1, {OutletId{7}, closed}));
  EXPECT_EQ(without.outlet(city::OutletId{7}), nullptr);
  EXPECT_EQ(ids(without.city()), (std::vector<std::uint64_t>{8}));
  auto const again = without.after(news(2, {OutletId{7}, entry_of(town, 7)}));
  EXPECT_EQ(again.city().outlets, town.city().outlets);
  EXPECT_TRUE(again.outlets_since(town).empty());
}

TEST(Town, OfSeveralChangesOfOneOutletTheLastCounts) {
  Town const town{row()};
  auto renamed = entry_of(town, 8);
  renamed.name = "早市";
  auto const next = town.after({3, {{OutletId{8}, std::nullopt}, {OutletId{8}, renamed}}, {}});
  EXPECT_EQ(next.outlet(city::OutletId{8})->name, "早市");
}

TEST(Town, CountsWhatTheCityDoesNotKnowAndLeavesItOut) {
  Town const town{row()};
  auto odd = new_entry(town, 9);
  odd.kinds = {"bank"};
  auto const next = town.after({1,
                                {{OutletId{9}, odd}},
                                {{{PassageId::Sort::gate, 999}, directory::Opening::closed, {}},
                                 {{PassageId::Sort::street, 999}, directory::Opening::closed, {}}}});
  EXPECT_EQ(next.outlet(city::OutletId{9}), nullptr);
  EXPECT_TRUE(next.passages().empty());
  EXPECT_EQ(next.not_understood(), 3U);
}

TEST(Town, ClosesAndOpensStreetsAsTheDirectorySays) {
  Town const town{row()};
  auto const way = static_cast<std::uint64_t>(town.imported().streets.streets[0].source_id);
  Passage const closed{{PassageId::Sort::street, way}, directory::Opening::closed, {}};
  auto const next = town.after({1, {}, {closed}});
  ASSERT_EQ(next.passages(), std::vector{closed});
  EXPECT_FALSE(next.same_streets(town));
  EXPECT_EQ(next.street_edits(std::nullopt).size(), 1U);
  auto const open = next.after({2, {}, {{closed.id, directory::Opening::mapped, {}}}});
  EXPECT_TRUE(open.passages().empty());
}

/// However many changes lie between two towns, what is told of them makes the one into the other.
TEST(Town, TellsWhatMakesAnEarlierOneIntoIt) {
  Town town{row()};
  std::vector<Town> towns{town};
  std::mt19937 chance{1};
  for (std::uint64_t change = 1; change <= 300; ++change) {
    auto const id = 1 + chance() % 120;
    auto entry = new_entry(towns.front(), id);
    entry.name += std::to_string(change);
    auto const gone = chance() % 3 == 0;
    town = town.after(news(change, {OutletId{id}, gone ? std::nullopt : std::optional{entry}}));
    towns.push_back(town);
  }
  for (auto const& [from, to] : {std::pair{0, 300}, {290, 300}, {100, 180}, {300, 20}}) {
    auto const& earlier = towns[static_cast<std::size_t>(from)];
    auto const& later = towns[static_cast<std::size_t>(to)];
    EXPECT_EQ(*reach::changed_outlets(earlier.city(), later.outlets_since(earlier)), later.city().outlets.values());
  }
}

}  // namespace
}  // namespace linquan::town
