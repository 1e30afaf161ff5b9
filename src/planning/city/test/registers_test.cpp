#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "linquan/city/outlets.h"
#include "outlets_town.h"
#include "registers_index.h"

namespace linquan::city {
namespace {

using outlet_town::at;
using outlet_town::kind;
using outlet_town::outlet;
using outlet_town::square;
using outlet_town::unplaced;

/// A street with even numbers on its north side, a compound, two communities, a mapped shop.
struct Register : testing::Test {
  std::vector<osm::AddressPoint> addresses{{at(0, 0), "解放路", "101", ""},    {at(0, 20), "解放路", "100号", ""},
                                           {at(100, 20), "解放路", "110", ""}, {at(60, 0), "解放路", "107", ""},
                                           {at(900, 0), "解放路", "200", ""},  {at(300, 300), "", "", "金鹰大厦"},
                                           {at(0, 500), "和平街", "5", ""},    {at(5'000, 500), "和平街", "5", ""}};
  std::vector<Area> areas{area(AreaLevel::compound, "", "阳光花园", square(400, 400, 500, 500)),
                          area(AreaLevel::community, "320303001001", "文亭社区", square(-200, 450, 200, 600)),
                          area(AreaLevel::community, "320303001002", "彭城社区", square(4'800, 450, 5'200, 600))};
  std::vector<Outlet> outlets;
  Report report;

  static Area area(AreaLevel level, std::string code, std::string name, geo::MultiPolygon shape) {
    Area made;
    made.level = level;
    made.code = std::move(code);
    made.name = std::move(name);
    made.shape = std::move(shape);
    return made;
  }

  Outlet const& placed(std::string address, std::string name = "好邻居") {
    outlets.push_back(unplaced("a.xlsx!" + std::to_string(outlets.size() + 2), std::move(name), {kind("convenience")},
                               std::move(address)));
    place_registers(outlets, {addresses, areas, nullptr}, report);
    return outlets.back();
  }

  static std::int64_t metres(Outlet const& outlet, geo::Point from) {
    return outlet.stands.empty() ? -1 : geo::distance(outlet.stands[0].at, from).count / 1'000;
  }
};

TEST_F(Register, FindsTheVeryNumber) {
  auto const& found = placed("徐州市云龙区解放路101号");
  EXPECT_EQ(found.placing, Placing::address);
  EXPECT_EQ(found.placing_permille, 950);
  EXPECT_EQ(metres(found, at(0, 0)), 0);
}

TEST_F(Register, FindsTheHouseOfASubNumber) {
  auto const& found = placed("解放路101-2号");
  EXPECT_EQ(found.placing_permille, 850);
  EXPECT_EQ(metres(found, at(0, 0)), 0);
}

TEST_F(Register, LiesBetweenNeighboursOfItsOwnSide) {
  auto const& found = placed("解放路106号");
  EXPECT_EQ(found.placing, Placing::address);
  EXPECT_EQ(found.placing_permille, 700);
  EXPECT_EQ(metres(found, at(60, 20)), 0);
}

TEST_F(Register, TakesTheOtherSideWhereItsOwnHasNoNeighbours) {
  addresses.push_back({at(200, 20), "解放路", "120", ""});
  auto const& found = placed("解放路115号");
  EXPECT_EQ(found.placing_permille, 600);
  EXPECT_LT(metres(found, at(150, 20)), 10);
  EXPECT_EQ(metres(placed("解放路109号"), at(60, 0)), 0) << "one number further on its own side says more";
}

TEST_F(Register, IsNotPlacedFarBeyondTheLastNumber) {
  EXPECT_EQ(placed("解放路300号").placing, Placing::unplaced);
  EXPECT_EQ(placed("解放路150号").placing, Placing::unplaced) << "neighbours 800 m apart say nothing";
  EXPECT_EQ(placed("解放路").placing, Placing::unplaced) << "a street alone is too long";
  EXPECT_EQ(report.skipped["outlet_unplaced"], 1U + 2U + 3U) << "each run counts all that it cannot place";
}

TEST_F(Register, ReadsStreetsOfOneNameByTheCommunity) {
  EXPECT_EQ(placed("和平街5号").placing, Placing::unplaced);
  auto const& found = placed("和平街5号(彭城社区)");
  EXPECT_EQ(metres(found, at(5'000, 500)), 0);
  EXPECT_EQ(found.community, 2U);
  EXPECT_EQ(metres(placed("和平街5号(320303001001)"), at(0, 500)), 0);
}

TEST_F(Register, StaysInItsCommunityWhereItCannotBePlaced) {
  auto const& found = placed("无名路9号(文亭社区)");
  EXPECT_EQ(found.placing, Placing::unplaced);
  EXPECT_EQ(found.placing_permille, 0);
  EXPECT_EQ(found.community, 1U);
}

TEST_F(Register, IsPlacedByCompoundAndByNamedBuilding) {
  auto const& compound = placed("阳光花园3号楼底商");
  EXPECT_EQ(compound.placing, Placing::compound);
  EXPECT_TRUE(geo::contains(areas[0].shape, compound.stands.at(0).at));
  auto const& building = placed("金鹰大厦一楼");
  EXPECT_EQ(building.placing, Placing::name);
  EXPECT_EQ(metres(building, at(300, 300)), 0);
}

TEST_F(Register, TakesNeitherItsCommunityNorItsOwnNameForABuildingWhereTheAddressNamesAStreet) {
  addresses.push_back({at(3'000, 0), "", "", "彭城社区服务中心"});
  addresses.push_back({at(3'000, 0), "", "", "彭城社区"});
  addresses.push_back({at(4'000, 0), "", "", "老张快餐店"});
  EXPECT_EQ(placed("无名路9号(彭城社区)", "老张快餐店").placing, Placing::unplaced);
  EXPECT_EQ(placed("流动经营(彭城社区)", "老张快餐店").placing, Placing::unplaced);
  EXPECT_EQ(metres(placed("二楼(彭城社区)", "老张快餐店"), at(4'000, 0)), 0);
}

TEST_F(Register, IsPlacedByAMappedOutletOfItsName) {
  outlets.push_back(outlet("osm:node/1", "百姓缘便利店", {kind("convenience")}, at(700, 700)));
  auto const& found = placed("", "百姓缘便利店");
  EXPECT_EQ(found.placing, Placing::name);
  EXPECT_EQ(found.placing_permille, 700);
  EXPECT_EQ(metres(found, at(700, 700)), 0);
}

TEST_F(Register, IsNotPlacedAtANamesakeWithAnotherNumberOrTelephone) {
  outlets.push_back(outlet("osm:node/1", "百姓缘便利店", {kind("convenience")}, at(75, 30)));
  outlets.back().address = "解放路88号";
  outlets.back().telephone = "0516-83700001";
  EXPECT_EQ(placed("解放路106号", "百姓缘便利店").placing, Placing::address);
  outlets.push_back(unplaced("b.xlsx!2", "百姓缘便利店", {kind("convenience")}, ""));
  outlets.back().telephone = "0516-83700002";
  place_registers(outlets, {addresses, areas, nullptr}, report);
  EXPECT_EQ(outlets.back().placing, Placing::unplaced);
}

TEST_F(Register, IsNotPlacedByANameThatManyBear) {
  outlets.push_back(outlet("osm:node/1", "百姓缘便利店", {kind("convenience")}, at(700, 700)));
  outlets.push_back(outlet("osm:node/2", "百姓缘便利店", {kind("convenience")}, at(2'700, 700)));
  outlets.push_back(outlet("osm:node/3", "便民点", {kind("pharmacy")}, at(0, 700)));
  EXPECT_EQ(placed("", "百姓缘便利店").placing, Placing::unplaced);
  EXPECT_EQ(placed("", "便民点").placing, Placing::unplaced) << "another kind";
}

TEST_F(Register, TakesTheMappedOutletBesideAnUncertainAddress) {
  outlets.push_back(outlet("osm:node/1", "百姓缘便利店", {kind("convenience")}, at(75, 30)));
  auto const& found = placed("解放路106号", "百姓缘便利店");
  EXPECT_EQ(found.placing, Placing::name);
  EXPECT_EQ(metres(found, at(75, 30)), 0);
  EXPECT_GT(found.placing_permille, 700);
}

TEST_F(Register, KeepsTheHoursOfItsRow) {
  outlets.push_back(unplaced("a.xlsx!2", "甲", {kind("convenience")}, "解放路101号"));
  outlets[0].hours_text = "8:00-18:00";
  place_registers(outlets, {addresses, areas, nullptr}, report);
  ASSERT_TRUE(outlets[0].stands.at(0).hours.has_value());
  EXPECT_EQ(outlets[0].stands[0].hours->minutes_per_week(), 7 * 600);
  EXPECT_EQ(outlets[0].hours_text, "");
}

TEST_F(Register, DoesNotDependOnTheOrderOfRowsOrAddresses) {
  outlets.push_back(outlet("osm:node/1", "百姓缘便利店", {kind("convenience")}, at(75, 30)));
  for (auto const* address : {"解放路106号", "解放路103号", "阳光花园", "和平街5号(文亭社区)", ""}) {
    outlets.push_back(
        unplaced("a.xlsx!" + std::to_string(outlets.size()), "百姓缘便利店", {kind("convenience")}, address));
  }
  auto first = outlets;
  place_registers(first, {addresses, areas, nullptr}, report);
  // NOLINTNEXTLINE(cert-msc51-cpp): the same orders in every run, so that a failure comes back.
  std::mt19937 random{7};
  for (int round = 0; round < 20; ++round) {
    std::ranges::shuffle(outlets, random);
    std::ranges::shuffle(addresses, random);
    auto again = outlets;
    place_registers(again, {addresses, areas, nullptr}, report);
    std::ranges::sort(again, {}, &Outlet::id);
    std::ranges::sort(first, {}, &Outlet::id);
    EXPECT_EQ(again, first);
  }
}

/// A street of 1 km from west to east; its community lies on the western 600 m.
struct Stretch : Register {
  walk::Graph streets;
  void SetUp() override {
    streets.names = {"建国路"};
    streets.streets = {{1, 0}};
    streets.traits.resize(1);
    streets.nodes = {at(0, 0), at(1'000, 0)};
    streets.edges.resize(1);
    streets.edges[0].to = 1;
    streets.edges[0].street = 0;
    areas = {area(AreaLevel::community, "1", "文亭社区", square(-50, -50, 600, 50))};
  }
  Outlet const& found(std::string address) {
    outlets = {unplaced("a.xlsx!2", "好邻居", {kind("convenience")}, std::move(address))};
    place_registers(outlets, {addresses, areas, &streets}, report);
    return outlets.back();
  }
};

TEST_F(Stretch, WithoutAnyNumberIsItsMiddleInTheCommunity) {
  auto const& outlet = found("建国路7号(文亭社区)");
  EXPECT_EQ(outlet.placing_permille, 300);
  EXPECT_NEAR(static_cast<double>(metres(outlet, at(320, 0))), 0, 25);
  EXPECT_EQ(found("建国路(文亭社区)").placing, Placing::address);
  EXPECT_EQ(found("建国路7号").placing, Placing::unplaced) << "without a community the street is too long";
}

TEST_F(Stretch, BeyondTheLastNumberIsAsFarAsNumbersTakeButNotPastTheMiddleOfWhatIsLeft) {
  addresses = {{at(100, 20), "建国路", "1", ""}, {at(200, 20), "建国路", "11", ""}};
  EXPECT_NEAR(static_cast<double>(metres(found("建国路19号(文亭社区)"), at(280, 0))), 0, 20);
  EXPECT_NEAR(static_cast<double>(metres(found("建国路99号(文亭社区)"), at(420, 0))), 0, 30);
  EXPECT_EQ(outlets.back().placing_permille, 610);
}

TEST_F(Stretch, BetweenNumbersFarApartKeepsToTheCommunity) {
  addresses = {{at(0, 20), "建国路", "1", ""}, {at(1'000, 20), "建国路", "101", ""}};
  EXPECT_NEAR(static_cast<double>(metres(found("建国路31号(文亭社区)"), at(300, 0))), 0, 20);
  EXPECT_NEAR(static_cast<double>(metres(found("建国路91号(文亭社区)"), at(640, 0))), 0, 20);
  EXPECT_EQ(outlets.back().placing_permille, 620);
}

TEST(HouseNumber, IsTakenApart) {
  using registers::house_number;
  EXPECT_EQ(house_number("128号")->main, 128);
  EXPECT_EQ(house_number("128号"), house_number("128"));
  EXPECT_EQ(house_number("128-2号"), house_number("128-2"));
  EXPECT_NE(house_number("128-2号"), house_number("128号"));
  EXPECT_NE(house_number("甲12号"), house_number("12号"));
  EXPECT_EQ(house_number("甲12号")->main, 12);
  EXPECT_EQ(house_number("无号"), std::nullopt);
  EXPECT_EQ(house_number("123456789012"), std::nullopt);
}

}  // namespace
}  // namespace linquan::city
