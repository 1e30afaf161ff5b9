#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "linquan/city/people.h"
#include "people_share.h"
#include "people_town.h"

namespace linquan::city {
namespace {

using town::area;
using town::at;
using town::square;
using town::sum_of;
using town::Town;

struct TableRow {
  std::vector<std::string> cells;
  tables::Shape shape;
};

tables::Table table_of(std::vector<std::string> columns, std::vector<TableRow> rows) {
  tables::Table table;
  table.file = "homes.xlsx";
  table.sheet = "Sheet1";
  table.columns = std::move(columns);
  std::uint32_t line = 2;
  for (auto& row : rows) {
    table.rows.push_back(tables::Table::Row{std::move(row.cells), std::move(row.shape), line++});
  }
  return table;
}

/// Two compounds in one community and one in another; the second community's compound has a namesake in the first.
struct SpreadTable : testing::Test {
  Town town;
  std::vector<Area> areas;
  Report report;
  Spread spread;

  SpreadTable() {
    town.build_named(at(10, 10), 300, "1号楼");
    town.build_named(at(60, 10), 100, "2号楼");
    town.build_named(at(210, 10), 100, "", "和平里");
    town.build_named(at(1'010, 10), 100, "1号楼");
    areas.push_back(area(AreaLevel::compound, "11", "阳光花园小区", square(0, 0, 100, 100)));
    areas.push_back(area(AreaLevel::compound, "12", "金色家园", square(1'000, 0, 1'100, 100)));
    areas.push_back(area(AreaLevel::compound, "13", "金色家园", square(400, 0, 500, 100)));
    areas.push_back(area(AreaLevel::community, "320311001001", "和平社区", square(-10, -10, 600, 200)));
    areas.push_back(area(AreaLevel::community, "320311001002", "民主社区", square(600, -10, 1'200, 200)));
  }

  Result<Spread> run(std::vector<std::string> columns, std::vector<TableRow> rows) {
    auto const table = table_of(std::move(columns), std::move(rows));
    auto result = spread_table(
        table, geo::Crs::wgs84(), areas, town.dwellings, [](geo::Point, double) { return std::optional<geo::Point>{}; },
        town.homes, report);
    if (result) {
      spread = *result;
      EXPECT_EQ(sum_of(town.homes).all + spread.unplaced, spread.given);
    }
    return result;
  }

  [[nodiscard]] std::vector<std::int64_t> persons() const {
    std::vector<std::int64_t> people;
    for (auto const& home : town.homes) {
      people.push_back(home.people.all.count / 1'000);
    }
    return people;
  }

  [[nodiscard]] std::string arg_of(std::string const& code, std::string const& name) const {
    for (auto const& notice : report.notices) {
      for (auto const& [key, value] : notice.args) {
        if (notice.code == code && key == name) {
          return value;
        }
      }
    }
    return {};
  }
};

using People4 = std::vector<std::int64_t>;

TEST_F(SpreadTable, FindsACompoundByItsNameWithOrWithoutItsEnding) {
  ASSERT_TRUE(run({"小区名称", "人口(人)"}, {{{"阳光花园", "400"}, {}}}));
  EXPECT_EQ(persons(), (People4{300, 100, 0, 0}));
  EXPECT_TRUE(report.notices.empty());
}

TEST_F(SpreadTable, FindsACompoundThatOnlyDwellingsName) {
  ASSERT_TRUE(run({"name", "population"}, {{{"和平里", "50"}, {}}}));
  EXPECT_EQ(persons(), (People4{0, 0, 50, 0}));
}

TEST_F(SpreadTable, FindsABuildingInItsCompound) {
  ASSERT_TRUE(run({"小区", "楼栋", "人数"}, {{{"阳光花园", "2号楼", "70"}, {}}}));
  EXPECT_EQ(persons(), (People4{0, 70, 0, 0}));
}

TEST_F(SpreadTable, ABuildingThatIsNotMappedGivesItsPeopleToItsCompound) {
  ASSERT_TRUE(run({"小区", "楼栋", "人数"}, {{{"阳光花园", "9号楼", "400"}, {}}}));
  EXPECT_EQ(persons(), (People4{300, 100, 0, 0}));
}

TEST_F(SpreadTable, FindsACommunityByCodeOrName) {
  ASSERT_TRUE(run({"代码", "社区", "人口"}, {{{"320311001002", "", "10"}, {}}, {{"", "民主", "5"}, {}}}));
  EXPECT_EQ(persons(), (People4{0, 0, 0, 15}));
}

TEST_F(SpreadTable, TheCommunityTellsNamesakesApart) {
  ASSERT_TRUE(run({"社区", "小区", "人口"}, {{{"民主社区", "金色家园", "20"}, {}}}));
  EXPECT_EQ(persons(), (People4{0, 0, 0, 20}));
  EXPECT_TRUE(report.notices.empty());
}

TEST_F(SpreadTable, NamesakesWithoutACommunityAreLeftUnplacedAndTold) {
  ASSERT_TRUE(run({"小区", "人口"}, {{{"金色家园", "20"}, {}}}));
  EXPECT_EQ(spread.unplaced.count, 20'000);
  EXPECT_EQ(arg_of("homes_name_ambiguous", "rows"), "2 (金色家园)");
}

TEST_F(SpreadTable, AnUnknownNameIsCountedWithItsRow) {
  ASSERT_TRUE(run({"小区", "人口"}, {{{"阳光花园", "4"}, {}}, {{"无此小区", "20"}, {}}}));
  EXPECT_EQ(spread.unplaced.count, 20'000);
  EXPECT_EQ(spread.cells_unplaced, 1U);
  EXPECT_EQ(arg_of("homes_name_unknown", "rows"), "3 (无此小区)");
  EXPECT_EQ(arg_of("homes_name_unknown", "people"), "20");
  EXPECT_EQ(arg_of("homes_name_unknown", "file"), "homes.xlsx:Sheet1");
}

TEST_F(SpreadTable, AnUnknownCompoundOfAKnownCommunityIsSpreadOverThatCommunity) {
  ASSERT_TRUE(run({"社区", "小区", "人口"}, {{{"民主社区", "无此小区", "20"}, {}}}));
  EXPECT_EQ(persons(), (People4{0, 0, 0, 20}));
  EXPECT_EQ(arg_of("homes_name_in_community", "count"), "1");
}

TEST_F(SpreadTable, APointTakesTheDwellingItStandsOn) {
  ASSERT_TRUE(run({"经度", "纬度", "人口"}, {{{"117.20060", "34.26015", "7"}, {}}}));
  EXPECT_EQ(town.people_of(1), 7'000);
}

TEST_F(SpreadTable, APointFarFromEveryDwellingBecomesAHomeOfItsOwn) {
  ASSERT_TRUE(run({"经度", "纬度", "人口"}, {{{"117.20600", "34.26010", "20"}, {}}}));
  ASSERT_EQ(town.homes.size(), 5U);
  auto const& home = town.homes.back();
  EXPECT_EQ(home.kind, HomeSource::table);
  EXPECT_EQ(home.source, "homes.xlsx:Sheet1!2");
  EXPECT_EQ(home.door, at(600, 10));
  EXPECT_EQ(home.people.all.count, 20'000);
}

TEST_F(SpreadTable, APointWithACompoundsNameMeansTheWholeCompound) {
  ASSERT_TRUE(run({"小区", "lng", "lat", "人口"},
                  {{{"金色家园", "117.2100", "34.2600", "8"}, {}}, {{"阳光花园", "117.2006", "34.2601", "400"}, {}}}));
  EXPECT_EQ(persons(), (People4{300, 100, 0, 8}));
}

TEST_F(SpreadTable, APolygonTakesTheDwellingsInsideIt) {
  ASSERT_TRUE(run({"人口"}, {{{"40"}, square(50, 0, 220, 20)}}));
  EXPECT_EQ(persons(), (People4{0, 20, 20, 0}));
}

TEST_F(SpreadTable, APolygonWithoutDwellingsBecomesAHomeInsideIt) {
  auto const shape = square(300, 0, 320, 20);
  ASSERT_TRUE(run({"人口"}, {{{"40"}, shape}}));
  ASSERT_EQ(town.homes.size(), 5U);
  EXPECT_TRUE(geo::contains(shape, town.homes.back().door));
}

TEST_F(SpreadTable, HouseholdsStandInForPeople) {
  ASSERT_TRUE(run({"小区", "人口", "户数"}, {{{"和平里", "", "100"}, {}}}));
  EXPECT_EQ(persons(), (People4{0, 0, 262, 0}));
  EXPECT_EQ(arg_of("homes_from_households_mean", "count"), "1");
}

TEST_F(SpreadTable, TheTablesOwnHouseholdSizeGoesFirst) {
  ASSERT_TRUE(run({"小区", "户数", "户均人口"}, {{{"和平里", "100", "3"}, {}}}));
  EXPECT_EQ(persons(), (People4{0, 0, 300, 0}));
  EXPECT_EQ(arg_of("homes_from_households_mean", "count"), "");
}

TEST_F(SpreadTable, CarriesAges) {
  ASSERT_TRUE(run({"小区", "人口", "0-14岁", "60岁以上", "70岁以上"}, {{{"阳光花园", "400", "40", "80", "20"}, {}}}));
  auto const sum = sum_of(town.homes);
  EXPECT_EQ(sum.age_0_14.count, 40'000);
  EXPECT_EQ(sum.age_60.count, 80'000);
  EXPECT_EQ(sum.age_70.count, 20'000);
  EXPECT_EQ(town.homes[1].people.age_60.count, 20'000);
}

TEST_F(SpreadTable, AgesThatDoNotFitAreLeftOutAndTold) {
  ASSERT_TRUE(run({"小区", "人口", "60+", "70+"}, {{{"阳光花园", "400", "20", "80"}, {}}}));
  EXPECT_EQ(sum_of(town.homes).age_60.count, 0);
  EXPECT_EQ(arg_of("homes_ages_do_not_fit", "rows"), "2 (阳光花园)");
}

TEST_F(SpreadTable, PeopleOf70AreOf60EvenWhereNobodyCountedThese) {
  ASSERT_TRUE(run({"小区", "人口", "70+"}, {{{"阳光花园", "400", "80"}, {}}}));
  EXPECT_EQ(sum_of(town.homes).age_60.count, 80'000);
  EXPECT_EQ(arg_of("homes_only_over_70", "count"), "1");
}

TEST_F(SpreadTable, ARowOfTotalsIsNotCountedAgain) {
  ASSERT_TRUE(run({"小区", "人口"}, {{{"阳光花园", "400"}, {}}, {{"合计", "400"}, {}}}));
  EXPECT_EQ(spread.given.count, 400'000);
  EXPECT_EQ(arg_of("homes_total_row", "count"), "1");
}

TEST_F(SpreadTable, ARowWithoutANumberIsTold) {
  ASSERT_TRUE(run({"小区", "人口"}, {{{"阳光花园", "不详"}, {}}}));
  EXPECT_EQ(spread.given.count, 0);
  EXPECT_EQ(arg_of("homes_without_people", "rows"), "2 (阳光花园)");
}

TEST_F(SpreadTable, RefusesNegativePeopleWithFileAndLine) {
  auto const result = run({"小区", "人口"}, {{{"阳光花园", "5"}, {}}, {{"阳光花园", "-3"}, {}}});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "people_negative");
  EXPECT_EQ(result.error().kind, ErrorKind::bad_input);
  EXPECT_EQ(result.error().args,
            (Error::Args{{"file", "homes.xlsx:Sheet1"}, {"line", "3"}, {"column", "人口"}, {"value", "-3"}}));
  EXPECT_EQ(sum_of(town.homes).all.count, 0) << "a refused table leaves the homes as they were";
}

struct Refusal {
  char const* name;
  std::vector<std::string> columns;
  std::vector<std::string> cells;
  char const* code;
};

class SpreadTableRefusal : public SpreadTable, public testing::WithParamInterface<Refusal> {};

TEST_P(SpreadTableRefusal, SaysWhy) {
  auto const result = run(GetParam().columns, {{GetParam().cells, {}}});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, SpreadTableRefusal,
    testing::Values(Refusal{"negative_children", {"小区", "人口", "儿童"}, {"阳光花园", "5", "-1"}, "people_negative"},
                    Refusal{"negative_households", {"小区", "户数"}, {"阳光花园", "-5"}, "people_negative"},
                    Refusal{"no_people", {"小区", "面积"}, {"阳光花园", "5"}, "column_missing"},
                    Refusal{"no_place_column", {"人口", "备注"}, {"5", "x"}, "homes_no_place"},
                    Refusal{"no_place_in_any_row", {"小区", "人口"}, {"", "5"}, "homes_no_place"},
                    Refusal{"latitude_first", {"经度", "纬度", "人口"}, {"34.26", "117.2", "5"}, "coordinate_swapped"}),
    [](auto const& each) { return each.param.name; });

RC_GTEST_PROP(SpreadTableProperty, SharesAddUpAndAgesStayWithinPeople, ()) {
  auto const all = *rc::gen::inRange<std::int64_t>(0, 50'000);
  auto const sixty = *rc::gen::inRange<std::int64_t>(0, all + 1);
  auto const seventy = *rc::gen::inRange<std::int64_t>(0, sixty + 1);
  auto const children = *rc::gen::inRange<std::int64_t>(0, all - sixty + 1);
  auto weights = *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 900));
  weights.push_back(1);
  auto const parts = split_people(People{{all}, {children}, {sixty}, {seventy}}, weights);
  People sum;
  for (auto const& part : parts) {
    RC_ASSERT(part.age_70.count >= 0 && part.age_0_14.count >= 0);
    RC_ASSERT(part.age_70 <= part.age_60);
    RC_ASSERT(part.age_60 + part.age_0_14 <= part.all);
    sum.all += part.all;
    sum.age_0_14 += part.age_0_14;
    sum.age_60 += part.age_60;
    sum.age_70 += part.age_70;
  }
  RC_ASSERT(sum == (People{{all}, {children}, {sixty}, {seventy}}));
}

RC_GTEST_PROP(SpreadTableProperty, TheOrderOfDwellingsDoesNotMatter, ()) {
  Town town;
  auto const dwellings = *rc::gen::inRange(1, 12);
  for (int i = 0; i < dwellings; ++i) {
    town.build(at(*rc::gen::inRange(0, 100), *rc::gen::inRange(0, 100)), *rc::gen::inRange(1, 5'000),
               static_cast<std::uint32_t>(*rc::gen::inRange(1, 4)));
  }
  auto turned = town;
  std::ranges::reverse(turned.dwellings);
  std::vector<Area> const areas{area(AreaLevel::community, "1", "和平社区", square(0, 0, 60, 60))};
  auto const people = *rc::gen::inRange(0, 100'000);
  auto const table = table_of({"社区", "人口"}, {{{"和平", std::to_string(people)}, {}}});
  Report report;
  for (auto* each : {&town, &turned}) {
    auto const spread = spread_table(table, geo::Crs::wgs84(), areas, each->dwellings, {}, each->homes, report);
    RC_ASSERT(spread.has_value());
    RC_ASSERT(sum_of(each->homes).all + spread->unplaced == spread->given);
  }
  RC_ASSERT(town.homes == turned.homes);
}

}  // namespace
}  // namespace linquan::city
