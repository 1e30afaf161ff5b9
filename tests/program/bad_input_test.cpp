#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "child.h"

namespace linquan::program {
namespace {

/// One bad file beside a good map, and what the refusal must say of it.
struct Bad {
  std::string name;  ///< of the case
  std::string option;
  std::string file;
  std::string bytes;
  std::vector<std::string> said;
  std::vector<std::string> more = {};  ///< further arguments
};

std::ostream& operator<<(std::ostream& out, Bad const& bad) {
  return out << bad.name;
}

class BadInput : public testing::TestWithParam<Bad> {};

TEST_P(BadInput, IsRefusedWithItsFileAndLeavesNothing) {
  auto const& bad = GetParam();
  Folder const folder;
  std::vector<std::string> arguments{"import", "--out", folder / "a.city"};
  if (bad.option != "--osm") {
    arguments.insert(arguments.end(), {"--osm", folder.write("map.osm", small_map())});
  }
  arguments.insert(arguments.end(), {bad.option, folder.write(bad.file, bad.bytes)});
  arguments.insert(arguments.end(), bad.more.begin(), bad.more.end());
  auto const before = folder.files();
  auto const outcome = run(arguments);
  EXPECT_EQ(outcome.code, 3) << outcome.err;
  EXPECT_EQ(outcome.out, "");
  for (auto const& part : bad.said) {
    EXPECT_NE(outcome.err.find(part), std::string::npos) << part << " is not in:\n" << outcome.err;
  }
  EXPECT_EQ(outcome.err.find('{'), std::string::npos) << "a place was left unfilled:\n" << outcome.err;
  EXPECT_EQ(folder.files(), before) << "nothing is left behind";
}

std::string polygon(std::string const& ring) {
  return R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"level":"community","code":"1"},)"
         R"("geometry":{"type":"Polygon","coordinates":[[)" +
         ring + "]]}}]}";
}

std::string const bow_tie = "[117.17,34.25],[117.19,34.27],[117.19,34.25],[117.17,34.27],[117.17,34.25]";
std::string const in_metres = "[39516000,3790000],[39518000,3790000],[39518000,3793000],[39516000,3790000]";
/// 名称,业态,地址 and a shop, in GBK.
std::string const gbk =
    "\xc3\xfb\xb3\xc6,\xd2\xb5\xcc\xac,\xb5\xd8\xd6\xb7\n\xba\xc3\xc1\xda\xbe\xd3,\xb1\xe3\xc0\xfb\xb5\xea,"
    "\xbd\xe2\xb7\xc5\xc2\xb7"
    "1\n";

INSTANTIATE_TEST_SUITE_P(
    Outlets, BadInput,
    testing::Values(
        Bad{"metres_declared_as_degrees",
            "--outlets",
            "shops.csv",
            "名称,业态,经度,纬度\n甲,便利店,39516583.2,3792345.1\n",
            {"shops.csv", "line 2", "39516583.2", "system"}},
        Bad{"degrees_declared_as_metres",
            "--outlets",
            "shops.csv",
            "名称,业态,经度,纬度\n甲,便利店,117.181,34.261\n",
            {"shops.csv", "EPSG:4548"},
            {"--crs", "EPSG:4548"}},
        Bad{"a_system_that_is_none",
            "--outlets",
            "shops.csv",
            "名称,业态,经度,纬度\n甲,便利店,117.181,34.261\n",
            {"EPSG:99999"},
            {"--crs", "EPSG:99999"}},
        Bad{"another_citys_table",
            "--outlets",
            "shops.csv",
            "名称,业态,经度,纬度\n甲,便利店,121.47,31.23\n",
            {"shops.csv", "wgs84"}},
        Bad{"gbk_behind_a_mark_of_utf8", "--outlets", "shops.csv", "\xef\xbb\xbf" + gbk, {"shops.csv", "UTF-8"}},
        Bad{"no_place_at_all", "--outlets", "shops.csv", "编号,业态\n1,便利店\n", {"shops.csv", "address"}},
        Bad{"beyond_the_earth",
            "--outlets",
            "shops.csv",
            "名称,业态,经度,纬度\n甲,便利店,117.181,34.261\n乙,便利店,517.181,34.261\n",
            {"shops.csv", "line 3", "517.181"}},
        Bad{"exchanged",
            "--outlets",
            "shops.csv",
            "名称,业态,经度,纬度\n甲,便利店,34.261,117.181\n",
            {"shops.csv", "line 2", "exchanged"}},
        Bad{"empty", "--outlets", "shops.csv", "", {"shops.csv"}}),
    [](auto const& about) { return about.param.name; });

INSTANTIATE_TEST_SUITE_P(
    People, BadInput,
    testing::Values(
        Bad{"negative_in_a_grid",
            "--population",
            "people.csv",
            "lng,lat,population\n117.181,34.261,-3\n",
            {"people.csv", "line 2", "-3", "below 0"}},
        Bad{"grid_beyond_the_earth",
            "--population",
            "people.csv",
            "lng,lat,population\n117.181,134.261,3\n",
            {"people.csv", "line 2", "134.261"}},
        Bad{"grid_of_another_city",
            "--population",
            "people.csv",
            "lng,lat,population\n121.470,31.230,3\n121.471,31.230,3\n",
            {"people.csv", "wgs84"}},
        Bad{"grid_without_place", "--population", "people.csv", "code,population\n1,3\n", {"people.csv"}},
        Bad{"negative_in_a_table", "--homes", "homes.csv", "小区,人口\n翠园,-3\n", {"homes.csv", "line 2", "-3"}},
        Bad{"table_without_place", "--homes", "homes.csv", "备注,人口\n好,3\n", {"homes.csv", "coordinates"}},
        Bad{"table_beyond_the_earth",
            "--homes",
            "homes.csv",
            "lng,lat,人口\n1117.1,34.26,3\n",
            {"homes.csv", "line 2"}}),
    [](auto const& about) { return about.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Shapes, BadInput,
    testing::Values(
        Bad{"boundary_crosses_itself", "--within", "rim.geojson", polygon(bow_tie), {"rim.geojson", "34.26"}},
        Bad{"area_crosses_itself", "--areas", "areas.geojson", polygon(bow_tie), {"areas.geojson", "34.26"}},
        Bad{"boundary_in_metres", "--within", "rim.geojson", polygon(in_metres), {"rim.geojson"}},
        Bad{"area_in_metres", "--areas", "areas.geojson", polygon(in_metres), {"areas.geojson"}},
        Bad{"boundary_elsewhere",
            "--within",
            "rim.geojson",
            polygon("[121.4,31.2],[121.5,31.2],[121.5,31.3],[121.4,31.2]"),
            {"rim.geojson", "do not meet"}},
        Bad{"areas_elsewhere",
            "--areas",
            "areas.geojson",
            polygon("[121.4,31.2],[121.5,31.2],[121.5,31.3],[121.4,31.2]"),
            {"areas.geojson", "wgs84"}}),
    [](auto const& about) { return about.param.name; });

INSTANTIATE_TEST_SUITE_P(Maps, BadInput,
                         testing::Values(Bad{"cut", "--osm", "map.osm", small_map().substr(0, 300), {"map.osm", "cut"}},
                                         Bad{"empty", "--osm", "map.osm.pbf", "", {"map.osm.pbf"}},
                                         Bad{"another_format", "--osm", "map.osm.pbf", "hello", {"map.osm.pbf"}}),
                         [](auto const& about) { return about.param.name; });

TEST(GoodInput, HasItsColumnsChosenForHomesAndAreasToo) {
  Folder const folder;
  auto const outcome =
      run({"import", "--osm", folder.write("map.osm", small_map()), "--homes",
           folder.write("homes.csv", "楼盘编号,住着多少\n1,30\n"), "--areas",
           folder.write("areas.geojson", polygon("[117.17,34.25],[117.19,34.25],[117.19,34.27],[117.17,34.25]")),
           "--columns", "people=住着多少,code:homes.csv=楼盘编号", "--out", folder / "a.city", "--json"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_NE(outcome.out.find(R"("people_given":30)"), std::string::npos) << outcome.out;
}

TEST(GoodInput, InGbkWithoutAMarkIsRead) {
  Folder const folder;
  auto const outcome = run({"import", "--osm", folder.write("map.osm", small_map()), "--outlets",
                            folder.write("shops.csv", gbk), "--out", folder / "a.city", "--json"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_NE(outcome.out.find(R"("convenience":1)"), std::string::npos) << outcome.out;
}

}  // namespace
}  // namespace linquan::program
