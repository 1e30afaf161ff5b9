#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "linquan/city/outlets.h"
#include "linquan/text/text.h"
#include "outlets_town.h"

namespace linquan::city {
namespace {

using outlet_town::at;
using outlet_town::kind;
using outlet_town::kind_ids;
using outlet_town::outlet;
using outlet_town::unplaced;

struct Shop {
  std::string source;
  std::string name;
  std::string kind;
  double east;
  std::string telephone;
  std::string licence;
};

constexpr char const* good_licence = "91350100M000100Y43";
constexpr char const* other_licence = "91320300MA1MUPAC2H";

struct PairCase {
  Shop a;
  Shop b;
  bool same;
  char const* why;
};

std::vector<Outlet> outlets_of(std::vector<Shop> const& shops) {
  std::vector<Outlet> made;
  for (auto const& shop : shops) {
    made.push_back(outlet(shop.source, shop.name, {kind(shop.kind)}, at(shop.east, 0)));
    made.back().telephone = shop.telephone;
    made.back().licence = shop.licence;
  }
  return made;
}

TEST(Doubles, AreTestedWithCodesWhoseDigitsHold) {
  EXPECT_EQ(text::check_credit_code(good_licence), text::LicenceCheck::good);
  EXPECT_EQ(text::check_credit_code(other_licence), text::LicenceCheck::good);
}

class Twice : public testing::TestWithParam<PairCase> {};

TEST_P(Twice, IsToldFromTwo) {
  auto outlets = outlets_of({GetParam().a, GetParam().b});
  Report report;
  merge_doubles(outlets, report);
  EXPECT_EQ(outlets.size(), GetParam().same ? 1U : 2U) << GetParam().why;
  EXPECT_EQ(report.doubles.size(), GetParam().same ? 1U : 0U);
}

INSTANTIATE_TEST_SUITE_P(Table, Twice,
                         testing::Values(PairCase{{"osm:node/1", "好邻居便利店", "convenience", 0, "", ""},
                                                  {"a.csv!2", "好邻居便利店", "convenience", 50, "", ""},
                                                  true,
                                                  "same name, near"},
                                         PairCase{{"osm:node/1", "好邻居便利店", "convenience", 0, "", ""},
                                                  {"a.csv!2", "好邻居便利店", "convenience", 70, "", ""},
                                                  false,
                                                  "the chain's next shop"},
                                         PairCase{{"osm:node/1", "好邻居便利店", "convenience", 0, "13812345678", ""},
                                                  {"a.csv!2", "好邻居超市", "convenience", 200, "13812345678", ""},
                                                  true,
                                                  "one telephone"},
                                         PairCase{{"osm:node/1", "好邻居便利店", "convenience", 0, "4001234567", ""},
                                                  {"a.csv!2", "好邻居便利店", "convenience", 200, "4001234567", ""},
                                                  false,
                                                  "a hotline is the chain's"},
                                         PairCase{{"osm:node/1", "好邻居便利店", "convenience", 0, "13812345678", ""},
                                                  {"a.csv!2", "好邻居便利店", "convenience", 300, "13812345678", ""},
                                                  false,
                                                  "too far"},
                                         PairCase{{"osm:node/1", "好邻居便利店", "convenience", 0, "", ""},
                                                  {"a.csv!2", "兰州拉面", "eatery", 0, "", ""},
                                                  false,
                                                  "one building, two shops"},
                                         PairCase{{"osm:node/1", "兰州拉面", "eatery", 0, "", ""},
                                                  {"a.csv!2", "桂林米粉", "eatery", 5, "", ""},
                                                  false,
                                                  "one kind, two shops"},
                                         PairCase{{"osm:node/1", "双泉堡", "bus", 0, "", ""},
                                                  {"a.csv!2", "双泉堡", "park5", 10, "", ""},
                                                  false,
                                                  "kinds in conflict"},
                                         PairCase{{"osm:node/1", "物美", "supermarket", 0, "", ""},
                                                  {"a.csv!2", "物美超市学院路店", "supermarket", 20, "", ""},
                                                  true,
                                                  "the short name"},
                                         PairCase{{"osm:node/1", "肯德基", "eatery", 0, "", ""},
                                                  {"a.csv!2", "肯德基(学清路店)", "eatery", 30, "", ""},
                                                  true,
                                                  "with and without branch"},
                                         PairCase{{"osm:node/1", "肯德基(清河店)", "eatery", 0, "", ""},
                                                  {"a.csv!2", "肯德基(学清路店)", "eatery", 30, "", ""},
                                                  false,
                                                  "two branches"},
                                         PairCase{{"osm:node/1", "双泉堡", "bus", 0, "", ""},
                                                  {"osm:node/2", "双泉堡", "bus", 30, "", ""},
                                                  false,
                                                  "both sides of the road"},
                                         PairCase{{"osm:node/1", "阳光幼儿园", "kindergarten", 0, "", ""},
                                                  {"osm:way/2", "阳光幼儿园", "kindergarten", 30, "", ""},
                                                  true,
                                                  "a node in its outline"},
                                         PairCase{{"osm:node/1", "", "toilet", 0, "", ""},
                                                  {"osm:way/2", "", "toilet", 1, "", ""},
                                                  false,
                                                  "nothing is like no name"},
                                         PairCase{{"a.csv!2", "修鞋1号摊", "repair_small", 0, "", ""},
                                                  {"a.csv!3", "修鞋2号摊", "repair_small", 3, "", ""},
                                                  false,
                                                  "two rows of one office"},
                                         PairCase{{"a.csv!2", "老王修鞋", "repair_small", 0, "", ""},
                                                  {"a.csv!3", "老王修鞋", "repair_small", 3, "", ""},
                                                  true,
                                                  "a row twice"},
                                         PairCase{{"a.csv!2", "好邻居", "convenience", 0, "", good_licence},
                                                  {"b.csv!3", "好邻居", "convenience", 3, "", other_licence},
                                                  false,
                                                  "two licences"},
                                         PairCase{{"a.csv!2", "好邻居", "convenience", 0, "", good_licence},
                                                  {"b.csv!3", "好邻居", "supermarket", 200, "", good_licence},
                                                  true,
                                                  "one licence"}));

TEST(Doubles, TheTableLeadsAndTheMapFillsTheGaps) {
  auto outlets = outlets_of({{"osm:node/1", "好邻居", "supermarket", 10, "13812345678", ""},
                             {"a.csv!2", "好邻居", "convenience", 0, "", good_licence}});
  outlets[0].kinds = {kind("convenience"), kind("supermarket")};
  outlets[0].stands[0].hours = hours::Hours::always();
  outlets[0].serving = 3;
  outlets[1].address = "解放路1号";
  auto const lead = outlets[1];
  Report report;
  merge_doubles(outlets, report);
  ASSERT_EQ(outlets.size(), 1U);
  EXPECT_EQ(outlets[0].id, lead.id);
  EXPECT_EQ(outlets[0].sources, (std::vector<SourceRef>{"a.csv!2", "osm:node/1"}));
  EXPECT_EQ(outlets[0].stands[0].at, lead.stands[0].at);
  EXPECT_EQ(outlets[0].stands[0].hours, hours::Hours::always());
  EXPECT_EQ(outlets[0].telephone, "13812345678");
  EXPECT_EQ(outlets[0].address, "解放路1号");
  EXPECT_EQ(kind_ids(outlets[0]), "convenience supermarket");
  EXPECT_EQ(outlets[0].serving, 3);
  ASSERT_EQ(report.doubles.size(), 1U);
  EXPECT_EQ(report.doubles[0].kept, "a.csv!2");
  EXPECT_EQ(report.doubles[0].merged, "osm:node/1");
  EXPECT_LE(report.doubles[0].metres, 10U);
  EXPECT_GE(report.doubles[0].metres, 9U);
}

TEST(Doubles, ASurveyedPlaceIsBetterThanAGuessedOne) {
  auto outlets = outlets_of({{"osm:node/1", "好邻居便利店", "convenience", 40, "", ""},
                             {"a.csv!2", "好邻居便利店", "convenience", 0, "", ""}});
  outlets[1].placing = Placing::address;
  outlets[1].placing_permille = 700;
  Report report;
  merge_doubles(outlets, report);
  ASSERT_EQ(outlets.size(), 1U);
  EXPECT_EQ(outlets[0].stands[0].at, at(40, 0));
  EXPECT_EQ(outlets[0].placing, Placing::surveyed);
}

TEST(Doubles, AnUnplacedRowJoinsItsPlacedTwinByLicence) {
  auto outlets = outlets_of({{"a.csv!2", "好邻居便利店", "convenience", 0, "", good_licence}});
  outlets.push_back(unplaced("b.csv!2", "好邻居便利店", {kind("convenience")}, "某处"));
  outlets.push_back(unplaced("b.csv!3", "好邻居便利店", {kind("convenience")}, "他处"));
  outlets[1].licence = good_licence;
  Report report;
  merge_doubles(outlets, report);
  EXPECT_EQ(outlets.size(), 2U);
}

TEST(Doubles, TwoShopsAreNotJoinedByAThird) {
  auto outlets = outlets_of({{"a.csv!2", "修鞋一号摊", "repair_small", 0, "", ""},
                             {"a.csv!3", "修鞋二号摊", "repair_small", 5, "", ""},
                             {"osm:node/1", "修鞋", "repair_small", 2, "", ""}});
  Report report;
  merge_doubles(outlets, report);
  EXPECT_EQ(outlets.size(), 2U);
  EXPECT_EQ(report.doubles.size(), 1U);
}

TEST(Doubles, IdsAreEachOnesOwn) {
  auto outlets =
      outlets_of({{"a.csv!2", "甲", "convenience", 0, "", ""}, {"b.csv!2", "乙", "pharmacy", 5'000, "", ""}});
  outlets[1].id = outlets[0].id;
  Report report;
  merge_doubles(outlets, report);
  ASSERT_EQ(outlets.size(), 2U);
  EXPECT_LT(outlets[0].id, outlets[1].id);
}

RC_GTEST_PROP(Doubles, DoNotDependOnOrder, ()) {
  static std::array<std::string, 5> const names{"好邻居便利店", "好邻居超市", "好邻居", "兰州拉面", ""};
  static std::array<std::string, 3> const kind_names{"convenience", "supermarket", "eatery"};
  static std::array<std::string, 3> const numbers{"", "13812345678", "0516-83712345"};
  static std::array<std::string, 3> const licences{"", good_licence, other_licence};
  static std::array<std::string, 4> const families{"osm:node/", "osm:way/", "a.csv!", "b.csv!"};
  auto const pick = [](auto const& from) {
    return from[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(from.size())))];
  };
  std::vector<Shop> shops;
  auto const count = *rc::gen::inRange(0, 12);
  shops.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    shops.push_back({pick(families) + std::to_string(i), pick(names), pick(kind_names),
                     static_cast<double>(*rc::gen::inRange(0, 400)), pick(numbers), pick(licences)});
  }
  auto const merged = [](std::vector<Outlet> outlets) {
    Report report;
    merge_doubles(outlets, report);
    return std::pair{outlets, report.doubles};
  };
  auto outlets = outlets_of(shops);
  auto const once = merged(outlets);
  for (std::size_t i = outlets.size(); i > 1; --i) {
    std::swap(outlets[i - 1], outlets[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(i)))]);
  }
  RC_ASSERT(merged(outlets) == once);
  RC_ASSERT(once.first.size() + once.second.size() == shops.size());
}

}  // namespace
}  // namespace linquan::city
