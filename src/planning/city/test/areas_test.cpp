#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "linquan/city/people.h"
#include "people_town.h"
#include "table_columns.h"

namespace linquan::city {
namespace {

using town::area;
using town::at;
using town::square;

tables::Table table_of(std::vector<std::string> columns,
                       std::vector<std::pair<std::vector<std::string>, tables::Shape>> const& rows) {
  tables::Table table;
  table.file = "areas.gpkg";
  table.columns = std::move(columns);
  std::uint32_t line = 1;
  for (auto const& [cells, shape] : rows) {
    table.rows.push_back(tables::Table::Row{cells, shape, line++});
  }
  return table;
}

TEST(ReadAreas, TakeTheColumnsThatWereChosen) {
  auto const table = table_of({"甲", "乙", "丙"}, {{{"社区", "001", "文亭"}, square(0, 0, 9, 9)}});
  EXPECT_FALSE(read_areas(table));
  auto const areas = read_areas(table, {{"level", "甲"}, {"code:areas.gpkg", "乙"}, {"code", "甲"}, {"name", "店名"}});
  ASSERT_TRUE(areas) << areas.error().code;
  EXPECT_EQ(areas->front().code, "001") << "what is said of the file goes first";
  EXPECT_EQ(areas->front().name, "") << "店名 is another table's column";
  EXPECT_FALSE(read_areas(table, {{"level", "甲"}, {"name:areas.gpkg", "店名"}})) << "said of this very file";
}

TEST(AddAreas, OfSeveralFilesCountAnAreaOnceJoinItsPartsOrRefuseIt) {
  auto const read = [](char const* code, char const* name, tables::Shape const& shape) {
    return *read_areas(table_of({"level", "code", "name"}, {{{"community", code, name}, shape}}));
  };
  std::vector<Area> known;
  Report report;
  ASSERT_TRUE(add_areas(known, read("1", "文亭", square(0, 0, 9, 9)), report));
  ASSERT_TRUE(add_areas(known, read("1", "文亭", square(0, 0, 9, 9)), report));
  EXPECT_EQ(known.size(), 1U);
  EXPECT_EQ(report.notices.back().code, "area_given_again");
  ASSERT_TRUE(add_areas(known, read("1", "文亭", square(20, 0, 29, 9)), report));
  EXPECT_EQ(known.front().shape.size(), 2U);
  EXPECT_EQ(report.notices.back().code, "area_in_parts");
  EXPECT_EQ(add_areas(known, read("1", "文亭", square(1, 1, 8, 8)), report).error().code, "area_twice");
  ASSERT_TRUE(add_areas(known, read("", "翠园", square(0, 0, 9, 9)), report));
  ASSERT_TRUE(add_areas(known, read("", "翠园", square(50, 0, 59, 9)), report));
  EXPECT_EQ(known.size(), 3U);
  EXPECT_NE(known[1].id, known[2].id) << "two compounds of one name stay two";
}

struct LevelCase {
  char const* word;
  AreaLevel level;
};

class AreaLevelWord : public testing::TestWithParam<LevelCase> {};

TEST_P(AreaLevelWord, IsUnderstood) {
  auto const areas =
      read_areas(table_of({"级别", "代码", "名称"}, {{{GetParam().word, "001", "甲"}, square(0, 0, 9, 9)}}));
  ASSERT_TRUE(areas);
  ASSERT_EQ(areas->size(), 1U);
  EXPECT_EQ(areas->front().level, GetParam().level);
  EXPECT_EQ(areas->front().code, "001") << "codes are text: leading zeros stay";
}

INSTANTIATE_TEST_SUITE_P(
    Cases, AreaLevelWord,
    testing::Values(LevelCase{"compound", AreaLevel::compound}, LevelCase{"小区", AreaLevel::compound},
                    LevelCase{"Community", AreaLevel::community}, LevelCase{"社区", AreaLevel::community},
                    LevelCase{"社区（村）", AreaLevel::community}, LevelCase{"subdistrict", AreaLevel::subdistrict},
                    LevelCase{"街道", AreaLevel::subdistrict}, LevelCase{"镇", AreaLevel::subdistrict},
                    LevelCase{"区", AreaLevel::district}, LevelCase{"县", AreaLevel::district},
                    LevelCase{"living_circle", AreaLevel::living_circle},
                    LevelCase{"living circle", AreaLevel::living_circle}, LevelCase{"circle", AreaLevel::living_circle},
                    LevelCase{"便民生活圈", AreaLevel::living_circle}));

TEST(ReadAreas, GivesIdsByLevelAndCodeElseName) {
  auto const areas = read_areas(
      table_of({"level", "code", "name", "state"}, {{{"community", "320311001001", "和平社区", ""}, square(0, 0, 9, 9)},
                                                    {{"circle", "", "彭城", "拟建"}, square(0, 0, 99, 99)}}));
  ASSERT_TRUE(areas);
  ASSERT_EQ(areas->size(), 2U);
  EXPECT_EQ((*areas)[0].id.value(), id_of("area:community:320311001001"));
  EXPECT_EQ((*areas)[0].source, "areas.gpkg!1");
  EXPECT_EQ((*areas)[1].id.value(), id_of("area:living_circle:彭城"));
  EXPECT_EQ((*areas)[1].state, "planned");
}

TEST(ReadAreas, JoinsRowsOfOneCodeAndKeepsNamesakesApart) {
  auto rows = std::vector<std::pair<std::vector<std::string>, tables::Shape>>{
      {{"community", "1", "甲"}, square(0, 0, 9, 9)},   {{"compound", "", "金色家园"}, square(0, 0, 5, 5)},
      {{"community", "1", "甲"}, square(20, 0, 29, 9)}, {{"compound", "", "金色家园"}, square(50, 0, 55, 5)},
      {{"compound", "", ""}, square(70, 0, 75, 5)},     {{"compound", "", ""}, square(80, 0, 85, 5)}};
  auto const areas = read_areas(table_of({"level", "code", "name"}, rows));
  ASSERT_TRUE(areas);
  ASSERT_EQ(areas->size(), 5U);
  EXPECT_EQ(areas->front().shape.size(), 2U);
  std::set<AreaId> ids;
  for (auto const& each : *areas) {
    ids.insert(each.id);
  }
  EXPECT_EQ(ids.size(), 5U);

  std::ranges::reverse(rows);
  auto const turned = read_areas(table_of({"level", "code", "name"}, rows));
  ASSERT_TRUE(turned);
  std::set<AreaId> same;
  for (auto const& each : *turned) {
    same.insert(each.id);
  }
  EXPECT_EQ(ids, same) << "ids do not depend on the order of rows";
}

struct AreaRefusal {
  char const* name;
  std::vector<std::string> columns;
  std::vector<std::string> cells;
  tables::Shape shape;
  char const* code;
};

geo::MultiPolygon bow_tie() {
  return {geo::Polygon{{at(0, 0), at(10, 10), at(10, 0), at(0, 10)}, {}}};
}
geo::MultiPolygon crossed_by_its_hole() {
  return {geo::Polygon{{at(0, 0), at(10, 0), at(10, 10), at(0, 10)}, {{at(5, 5), at(15, 5), at(5, 8)}}}};
}

class AreaRefused : public testing::TestWithParam<AreaRefusal> {};

TEST_P(AreaRefused, WithARowAndAReason) {
  auto const& given = GetParam();
  auto const areas = read_areas(table_of(given.columns, {{given.cells, given.shape}}));
  ASSERT_FALSE(areas);
  EXPECT_EQ(areas.error().code, given.code);
  EXPECT_EQ(areas.error().kind, ErrorKind::bad_input);
  EXPECT_EQ(areas.error().args.front(), (std::pair<std::string, std::string>{"file", "areas.gpkg"}));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, AreaRefused,
    testing::Values(AreaRefusal{"no_level_column", {"code"}, {"1"}, square(0, 0, 9, 9), "column_missing"},
                    AreaRefusal{"unknown_level", {"level", "code"}, {"galaxy", "1"}, square(0, 0, 9, 9), "area_level"},
                    AreaRefusal{"empty_level", {"level", "code"}, {"", "1"}, square(0, 0, 9, 9), "area_level"},
                    AreaRefusal{"no_shape", {"level", "code"}, {"社区", "1"}, {}, "area_shape"},
                    AreaRefusal{"a_point", {"level", "code"}, {"社区", "1"}, at(0, 0), "area_shape"},
                    AreaRefusal{"bow_tie", {"level", "code"}, {"社区", "1"}, bow_tie(), "geometry_invalid"},
                    AreaRefusal{"hole_across_the_rim", {"level"}, {"社区"}, crossed_by_its_hole(), "geometry_invalid"}),
    [](auto const& each) { return each.param.name; });

TEST(ReadWithin, GathersEveryPolygonAndLeavesOutTheRest) {
  auto const within =
      read_within(table_of({"name"}, {{{"a"}, square(0, 0, 9, 9)}, {{"b"}, at(3, 3)}, {{"c"}, square(5, 5, 20, 20)}}));
  ASSERT_TRUE(within);
  EXPECT_TRUE(geo::contains(*within, at(2, 2)));
  EXPECT_TRUE(geo::contains(*within, at(7, 7))) << "where two polygons overlap is inside";
  EXPECT_TRUE(geo::contains(*within, at(15, 15)));
  EXPECT_FALSE(geo::contains(*within, at(15, 2)));
}

TEST(ReadWithin, RefusesABoundaryThatCrossesItselfOrIsNone) {
  auto const crossed = read_within(table_of({"name"}, {{{"a"}, bow_tie()}}));
  ASSERT_FALSE(crossed);
  EXPECT_EQ(crossed.error().code, "geometry_invalid");
  auto const none = read_within(table_of({"name"}, {{{"a"}, at(0, 0)}}));
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, "within_shape");
}

Home home_at(geo::Point door) {
  Home home;
  home.door = door;
  return home;
}

TEST(AssignAreas, SetsEveryLevelOfAHome) {
  City city;
  city.areas = {area(AreaLevel::district, "1", "", square(0, 0, 1'000, 1'000)),
                area(AreaLevel::subdistrict, "2", "", square(0, 0, 500, 500)),
                area(AreaLevel::community, "3", "", square(0, 0, 300, 300)),
                area(AreaLevel::compound, "4", "", square(0, 0, 100, 100)),
                area(AreaLevel::living_circle, "5", "", square(0, 0, 400, 400))};
  city.homes = {home_at(at(50, 50)), home_at(at(700, 700)), home_at(at(2'000, 0))};
  city.homes[2].community = 2;
  assign_areas(city);
  EXPECT_EQ(city.homes[0].district, 0U);
  EXPECT_EQ(city.homes[0].subdistrict, 1U);
  EXPECT_EQ(city.homes[0].community, 2U);
  EXPECT_EQ(city.homes[0].compound, 3U);
  EXPECT_EQ(city.homes[0].living_circle, 4U);
  EXPECT_EQ(city.homes[1].district, 0U);
  EXPECT_EQ(city.homes[1].community, walk::none);
  EXPECT_EQ(city.homes[2].community, walk::none) << "what was set before counts no more";
}

struct OverlapCase {
  char const* name;
  geo::MultiPolygon first;
  std::string first_code;
  geo::MultiPolygon second;
  std::string second_code;
  std::uint32_t winner;
};

class AssignOverlap : public testing::TestWithParam<OverlapCase> {};

TEST_P(AssignOverlap, TheSmallerAreaGoesFirstAndThenTheSmallerId) {
  auto const& given = GetParam();
  City city;
  city.areas = {area(AreaLevel::community, given.first_code, "", given.first),
                area(AreaLevel::community, given.second_code, "", given.second)};
  city.homes = {home_at(at(5, 5))};
  assign_areas(city);
  EXPECT_EQ(city.homes.front().community, given.winner);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, AssignOverlap,
    testing::Values(OverlapCase{"nested", square(0, 0, 100, 100), "1", square(0, 0, 10, 10), "2", 1},
                    OverlapCase{"overlapping", square(0, 0, 10, 10), "2", square(-90, 0, 10, 10), "1", 0},
                    OverlapCase{"same_size_smaller_id_second", square(0, 0, 10, 10), "9", square(0, 0, 10, 10), "8", 1},
                    OverlapCase{"same_size_smaller_id_first", square(0, 0, 10, 10), "3", square(0, 0, 10, 10), "8", 0}),
    [](auto const& each) { return each.param.name; });

TEST(AssignAreas, AHoleIsOutsideAndMakesAnAreaSmaller) {
  auto ring = square(0, 0, 100, 100);
  ring.front().holes.push_back(square(20, 20, 90, 90).front().outer);
  City city;
  city.areas = {area(AreaLevel::community, "1", "", square(-10, -10, 85, 85)),
                area(AreaLevel::community, "2", "", ring)};
  city.homes = {home_at(at(50, 50)), home_at(at(5, 5))};
  assign_areas(city);
  EXPECT_EQ(city.homes[0].community, 0U);
  EXPECT_EQ(city.homes[1].community, 1U);
}

TEST(AssignAreas, AnOutletTakesTheCommunityOfItsFirstStandAndKeepsItsOwnWithoutOne) {
  City city;
  city.areas = {area(AreaLevel::community, "1", "", square(0, 0, 10, 10)),
                area(AreaLevel::community, "2", "", square(20, 0, 30, 10))};
  Outlet cart;
  cart.stands = {Stand{at(25, 5), {}, {}}, Stand{at(5, 5), {}, {}}};
  Outlet unplaced;
  unplaced.community = 0;
  city.outlets = {cart, unplaced};
  assign_areas(city);
  EXPECT_EQ(city.outlets[0].community, 1U);
  EXPECT_EQ(city.outlets[1].community, 0U);
}

TEST(AssignAreas, AnAreaWithoutAShapeHoldsNobody) {
  City city;
  city.areas = {area(AreaLevel::community, "1", "", {}), area(AreaLevel::community, "2", "", square(0, 0, 10, 10))};
  city.homes = {home_at(at(5, 5))};
  assign_areas(city);
  EXPECT_EQ(city.homes.front().community, 1U);
}

RC_GTEST_PROP(AssignAreasProperty, AgreesWithLookingAtEveryArea, ()) {
  City city;
  auto const count = *rc::gen::inRange(0, 20);
  for (int i = 0; i < count; ++i) {
    auto const west = *rc::gen::inRange(0, 90);
    auto const south = *rc::gen::inRange(0, 90);
    auto const side = *rc::gen::inRange(1, 50);
    auto const level = static_cast<AreaLevel>(*rc::gen::inRange(0, 2));
    city.areas.push_back(area(level, std::to_string(100 - i), "", square(west, south, west + side, south + side)));
  }
  city.homes = {home_at(at(*rc::gen::inRange(0, 140), *rc::gen::inRange(0, 140)))};
  assign_areas(city);
  auto const slow = [&](AreaLevel level) {
    auto best = walk::none;
    for (std::uint32_t i = 0; i < city.areas.size(); ++i) {
      auto const size = [&](std::uint32_t number) {
        auto const box = geo::box_of(city.areas[number].shape);
        return box.high.lat - box.low.lat;
      };
      if (city.areas[i].level != level || !geo::contains(city.areas[i].shape, city.homes.front().door)) {
        continue;
      }
      if (best == walk::none || size(i) < size(best) ||
          (size(i) == size(best) && city.areas[i].id < city.areas[best].id)) {
        best = i;
      }
    }
    return best;
  };
  RC_ASSERT(city.homes.front().compound == slow(AreaLevel::compound));
  RC_ASSERT(city.homes.front().community == slow(AreaLevel::community));
}

std::vector<FieldNames> outlet_like_fields() {
  return {{"name", {"名称", "店名", "name"}}, {"telephone", {"电话", "联系电话"}}, {"people", {"人口"}}};
}

struct HeadCase {
  char const* name;
  std::vector<std::string> heads;
  ColumnChoice chosen;
  std::map<std::string, std::size_t, std::less<>> found;
};

class FindColumns : public testing::TestWithParam<HeadCase> {};

TEST_P(FindColumns, ByTheirHeads) {
  auto const columns = find_columns(table_of(GetParam().heads, {}), outlet_like_fields(), GetParam().chosen);
  ASSERT_TRUE(columns);
  EXPECT_EQ(columns->at, GetParam().found);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, FindColumns,
    testing::Values(HeadCase{"folded", {"ＮＡＭＥ", " 电 话 "}, {}, {{"name", 0}, {"telephone", 1}}},
                    HeadCase{"unit_in_brackets", {"人口（人）", "店名"}, {}, {{"people", 0}, {"name", 1}}},
                    HeadCase{"lower_of_two_rows", {"其中 电话", "人口 合计"}, {}, {{"telephone", 0}, {"people", 1}}},
                    HeadCase{"no_english_part", {"contact name"}, {}, {}},
                    HeadCase{"the_more_telling_head", {"店名", "名称"}, {}, {{"name", 1}}},
                    HeadCase{"the_left_of_two", {"名称", "名称"}, {}, {{"name", 0}}},
                    HeadCase{"overridden", {"名称", "招牌"}, {{"name", "招牌"}}, {{"name", 1}}},
                    HeadCase{"one_field_for_a_column", {"名称"}, {{"people", "名称"}}, {{"people", 0}}},
                    HeadCase{"a_field_of_another_table", {"名称"}, {{"capacity", "床位"}}, {{"name", 0}}}),
    [](auto const& each) { return each.param.name; });

TEST(FindColumns, RefusesAnOverrideThatNamesNoColumn) {
  auto const columns = find_columns(table_of({"名称", "电话"}, {}), outlet_like_fields(), {{"name", "招牌"}});
  ASSERT_FALSE(columns);
  EXPECT_EQ(columns.error().code, "column_missing");
  EXPECT_EQ(columns.error().args, (Error::Args{{"file", "areas.gpkg"},
                                               {"field", "name"},
                                               {"column", "招牌"},
                                               {"columns", "名称, 电话"},
                                               {"found", "名称, 电话"}}));
}

TEST(FindColumns, ACellOfAMissingColumnIsEmpty) {
  auto const table = table_of({"名称"}, {{{"老王修鞋"}, {}}});
  auto const columns = find_columns(table, outlet_like_fields(), {});
  ASSERT_TRUE(columns);
  EXPECT_EQ(columns->cell(table.rows.front(), "name"), "老王修鞋");
  EXPECT_EQ(columns->cell(table.rows.front(), "telephone"), "");
  EXPECT_FALSE(columns->has("telephone"));
}

}  // namespace
}  // namespace linquan::city
