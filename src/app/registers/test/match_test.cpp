#include "match.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace linquan::registers {
namespace {

directory::Kept known(std::uint64_t id, std::string const& name, std::string const& licence, std::int32_t lon) {
  directory::Entry entry;
  entry.id = directory::OutletId{id};
  entry.name = name;
  entry.kinds = {"pharmacy"};
  entry.licence.number = licence;
  entry.stands = {{{lon, 340'000'000}, std::nullopt}};
  return {1, 1, entry};
}

directory::Entry row(std::string const& name, std::string const& licence, std::int32_t lon) {
  return *known(0, name, licence, lon).entry;
}

/// Two branches of one licence, 1 km apart, and a third shop of one of their names.
std::vector<directory::Kept> town() {
  return {known(1, "Hope", "L1", 1'170'000'000), known(2, "Hope East", "L1", 1'170'100'000),
          known(3, "Hope", "L2", 1'170'300'000)};
}

TEST(Matching, GoesByLicenceThenByNameAndPlace) {
  auto const there = town();
  Matcher const matcher{there};
  auto const by_licence = matcher.find(row("Another name", "L2", 0), true);
  ASSERT_TRUE(by_licence.match);
  EXPECT_EQ(by_licence.match->kept->entry->id.value(), 3U);
  EXPECT_EQ(by_licence.match->by, "licence");
  EXPECT_EQ(matcher.find(row("Hope East", "L1", 0), true).match->kept->entry->id.value(), 2U);
  auto const by_place = matcher.find(row("Hope", "", 1'170'300'500), true);
  ASSERT_TRUE(by_place.match);
  EXPECT_EQ(by_place.match->kept->entry->id.value(), 3U);
  EXPECT_EQ(by_place.match->by, "place");
}

TEST(Matching, KnowsNobodyByNameAloneNorByAGuessedPlace) {
  auto const there = town();
  Matcher const matcher{there};
  EXPECT_FALSE(matcher.find(row("Hope", "", 1'180'000'000), true).match);
  EXPECT_FALSE(matcher.find(row("Hope", "", 1'170'300'000), false).match);
}

TEST(Matching, TellsOfWhoMightBeMeant) {
  auto const there = town();
  Matcher const matcher{there};
  auto const one = [](std::int32_t lon) {
    auto entry = row("Hope", "", lon);
    entry.kinds = {"pharmacy"};
    return entry;
  };
  EXPECT_EQ(matcher.find(one(1'170'303'000), false).alike->entry->id.value(), 3U) << "about 280 m away";
  EXPECT_EQ(matcher.find(one(1'170'400'000), false).alike, nullptr) << "about 900 m away";
  auto other = one(1'170'303'000);
  other.kinds = {"bank"};
  EXPECT_EQ(matcher.find(other, false).alike, nullptr);
}

TEST(Matching, TellsOfAShopThatMayBearANewName) {
  auto there = town();
  there[0].entry->telephone = "0516-83712345";
  there[1].entry->address = "解放南路1号";
  there[2].entry->address = "和平路2号";
  there[2].entry->state = directory::EntryState::closed;
  Matcher const matcher{there};
  auto const renamed = [&](std::string const& telephone, std::string const& address, std::string const& kind) {
    auto entry = row("Charity", "", 1'180'000'000);
    entry.telephone = telephone;
    entry.address = address;
    entry.kinds = {kind};
    auto const* const found = matcher.find(entry, true).renamed;
    return found == nullptr ? 0 : found->entry->id.value();
  };
  EXPECT_EQ(renamed("0516-83712345", "", "bank"), 1U) << "a telephone goes with the shop";
  EXPECT_EQ(renamed("", "解放南路 1 号", "pharmacy"), 2U);
  EXPECT_EQ(renamed("", "解放南路1号", "bank"), 0U) << "a house holds shops of other kinds";
  EXPECT_EQ(renamed("", "和平路2号", "pharmacy"), 0U) << "who closed made room for another";
  EXPECT_EQ(renamed("", "", "pharmacy"), 0U);
}

}  // namespace
}  // namespace linquan::registers
