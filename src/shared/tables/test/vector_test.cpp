#include <cpl_string.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "folder.h"
#include "gdal_door.h"
#include "linquan/base/file.h"
#include "linquan/tables/table.h"

namespace linquan::tables {
namespace {

using namespace std::string_literals;

Result<Table> read_bytes(Folder const& folder, std::string_view bytes, std::string const& name,
                         ReadOptions const& options = {}) {
  std::ofstream{folder / name, std::ios::binary} << bytes;
  testing::internal::CaptureStderr();
  auto outcome = read_table(folder / name, options);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  return outcome;
}

std::string arg(Error const& error, std::string_view name) {
  for (auto const& [key, value] : error.args) {
    if (key == name) {
      return value;
    }
  }
  return {};
}

std::string collection(std::string_view features, std::string_view more = "") {
  return R"({"type":"FeatureCollection",)" + std::string{more} + R"("features":[)" + std::string{features} + "]}";
}

std::string feature(std::string_view geometry, std::string_view name) {
  return R"({"type":"Feature","properties":{"名称":")" + std::string{name} + R"("},"geometry":)" +
         std::string{geometry} + "}";
}

geo::MultiPolygon square() {
  return {{{{0, 0}, {1'000'000, 0}, {1'000'000, 1'000'000}, {0, 1'000'000}},
           {{{100'000, 100'000}, {100'000, 200'000}, {200'000, 200'000}, {200'000, 100'000}}}}};
}

Layer sample() {
  return {"地点",
          {"名称", "人数", "面积"},
          {{geo::Point{1'171'827'731, 342'612'345}, {"老张"s, std::int64_t{7}, 1.5}},
           {geo::Point{-154'110'900, 281'627'040}, {"=1+1"s, std::monostate{}, 117.1827731}}}};
}

void expect_sample(Result<Table> const& table) {
  ASSERT_TRUE(table) << table.error().code;
  EXPECT_EQ(table->columns, (std::vector{"名称"s, "人数"s, "面积"s}));
  ASSERT_EQ(table->rows.size(), 2U);
  EXPECT_EQ(table->rows[0].cells, (std::vector{"老张"s, "7"s, "1.5"s}));
  EXPECT_EQ(table->rows[1].cells, (std::vector{"=1+1"s, ""s, "117.1827731"s}));
  EXPECT_EQ(table->rows[0].shape, Shape{(geo::Point{1'171'827'731, 342'612'345})});
  EXPECT_EQ(table->rows[1].shape, Shape{(geo::Point{-154'110'900, 281'627'040})});
  EXPECT_EQ(table->rows[1].line, 2U);
}

TEST(Vector, PointsComeBackFromGeojson) {
  Folder const folder;
  ASSERT_TRUE(write_geojson(folder / "a.geojson", sample()));
  expect_sample(read_table(folder / "a.geojson", {}));
}

TEST(Vector, PointsComeBackFromGeopackage) {
  Folder const folder;
  ASSERT_TRUE(write_geopackage(folder / "a.gpkg", {sample()}));
  expect_sample(read_table(folder / "a.gpkg", {}));
}

TEST(Vector, AGeopackageHoldsSeveralLayers) {
  Folder const folder;
  Layer const areas{"areas", {"name"}, {{square(), {"a"s}}}};
  Layer const lines{"lines", {"name"}, {{Line{{0, 0}, {10, 10}}, {"l"s}}}};
  ASSERT_TRUE(write_geopackage(folder / "a.gpkg", {sample(), areas, lines}));
  ReadOptions options;
  options.sheet = "areas";
  auto const table = read_table(folder / "a.gpkg", options);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows[0].shape, Shape{square()});
  options.sheet = "lines";
  EXPECT_EQ(read_table(folder / "a.gpkg", options)->rows[0].shape, Shape{});
  options.sheet = "nothing";
  EXPECT_EQ(read_table(folder / "a.gpkg", options).error().code, "sheet_missing");
}

TEST(Vector, PolygonsComeBackFromGeojson) {
  Folder const folder;
  ASSERT_TRUE(write_geojson(folder / "a.geojson", {"l", {"n"}, {{square(), {"a"s}}}}));
  auto const table = read_table(folder / "a.geojson", {});
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows[0].shape, Shape{square()});
}

TEST(Vector, AShapeThatCrossesItselfIsRefusedWithItsRow) {
  Folder const folder;
  auto const good = feature("null", "x");
  auto const bow = feature(R"({"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]})", "bow");
  auto const outcome = read_bytes(folder, collection(good + "," + bow), "a.geojson");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, "geometry_invalid");
  EXPECT_EQ(arg(outcome.error(), "row"), "2");
  EXPECT_NE(arg(outcome.error(), "reason").find("Self-intersection"), std::string::npos);
}

TEST(Vector, AStatedSystemIsUsedInEastNorthOrder) {
  Folder const folder;
  // 500,000 m east on the central meridian 117° of CGCS2000's 3-degree zone (EPSG:4548).
  auto const stated = R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4548"}},)";
  auto const table = read_bytes(
      folder, collection(feature(R"({"type":"Point","coordinates":[500000,3792000]})", "x"), stated), "a.geojson");
  ASSERT_TRUE(table) << table.error().code;
  auto const* const point = std::get_if<geo::Point>(&table->rows[0].shape);
  ASSERT_NE(point, nullptr);
  EXPECT_NEAR(geo::lon_degrees(*point), 117.0, 1e-6);
  EXPECT_NEAR(geo::lat_degrees(*point), 34.253, 0.01);
}

TEST(Vector, CoordinatesOutOfRangeAndSwappedAreRefusedWithTheirRow) {
  Folder const folder;
  auto const place = [&](std::string_view coordinates) {
    return read_bytes(folder,
                      collection(feature(R"({"type":"Point","coordinates":)" + std::string{coordinates} + "}", "x")),
                      "a.geojson");
  };
  auto const swapped = place("[34.26,117.18]");
  ASSERT_FALSE(swapped);
  EXPECT_EQ(swapped.error().code, "coordinate_swapped");
  EXPECT_EQ(arg(swapped.error(), "line"), "1");
  auto const far = place("[500000,3792000]");
  ASSERT_FALSE(far);
  EXPECT_EQ(far.error().code, "coordinate_range");
}

struct ShapefileSample {
  OGRSpatialReference* system = nullptr;
  double x = 0;
  double y = 0;
  std::string name;  ///< as bytes of the encoding below
  std::string encoding = "UTF-8";
};

/// A shapefile the way offices hand it over, with or without its .prj and .cpg.
void write_shapefile(std::filesystem::path const& path, ShapefileSample const& sample) {
  register_drivers();
  auto* const driver = GetGDALDriverManager()->GetDriverByName("ESRI Shapefile");
  Dataset const dataset{driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr)};
  CPLStringList options;
  options.SetNameValue("ENCODING", sample.encoding.c_str());
  auto* const layer = dataset->CreateLayer("a", sample.system, wkbPoint, options.List());
  OGRFieldDefn name{"name", OFTString};
  ASSERT_EQ(layer->CreateField(&name), OGRERR_NONE);
  OGRFeature feature{layer->GetLayerDefn()};
  feature.SetField(0, sample.name.c_str());
  OGRPoint const point{sample.x, sample.y};
  feature.SetGeometry(&point);
  ASSERT_EQ(layer->CreateFeature(&feature), OGRERR_NONE);
}

TEST(Vector, AShapefileInGbkIsRecognisedWithoutItsCpg) {
  Folder const folder;
  write_shapefile(folder / "a.shp", {nullptr, 117.18, 34.26, "邻圈", "CP936"});
  auto const told = read_table(folder / "a.shp", {});
  std::filesystem::remove(folder / "a.cpg");
  auto const recognised = read_table(folder / "a.shp", {});
  ASSERT_TRUE(told && recognised);
  EXPECT_EQ(told->rows[0].cells, std::vector{"邻圈"s});
  EXPECT_EQ(recognised->rows[0].cells, std::vector{"邻圈"s});
}

TEST(Vector, AShapefileWithoutASystemTakesTheDeclaredOne) {
  Folder const folder;
  write_shapefile(folder / "a.shp", {nullptr, 117.18, 34.26, "邻圈"});
  ReadOptions options;
  options.crs = *geo::Crs::parse("gcj02");
  auto const shifted = read_table(folder / "a.shp", options);
  ASSERT_TRUE(shifted) << shifted.error().code;
  EXPECT_EQ(shifted->rows[0].cells, std::vector{"邻圈"s});
  EXPECT_EQ(shifted->rows[0].shape, Shape{*options.crs.to_wgs84(117.18, 34.26)});
  EXPECT_NE(shifted->rows[0].shape, Shape{geo::from_degrees(117.18, 34.26)});
}

TEST(Vector, AShapefilesOwnSystemLeads) {
  Folder const folder;
  OGRSpatialReference utm;
  utm.importFromEPSG(32628);
  write_shapefile(folder / "a.shp", {&utm, 500'000, 3'100'000, "x"});
  auto const table = read_table(folder / "a.shp", {});
  ASSERT_TRUE(table) << table.error().code;
  auto const* const point = std::get_if<geo::Point>(&table->rows[0].shape);
  ASSERT_NE(point, nullptr);
  EXPECT_EQ(point->lon, -150'000'000);
}

TEST(Vector, CutFilesAreRefused) {
  Folder const folder;
  ASSERT_TRUE(write_geojson(folder / "a.geojson", sample()));
  ASSERT_TRUE(write_geopackage(folder / "a.gpkg", {sample()}));
  for (auto const* const name : {"a.geojson", "a.gpkg"}) {
    auto const whole = *read_file(folder / name, 10'000'000);
    for (std::size_t part = 1; part < 40; ++part) {
      auto const outcome = read_bytes(folder, whole.substr(0, whole.size() * part / 40), "cut_"s + name);
      EXPECT_FALSE(outcome) << name << " " << part;
    }
  }
}

TEST(Vector, WhatIsNoGeojsonIsRefused) {
  Folder const folder;
  for (auto const* const bytes : {"{}", "[]", "null", R"({"type":"FeatureCollection"})", "<html>", R"({"type":)"}) {
    EXPECT_FALSE(read_bytes(folder, bytes, "a.geojson")) << bytes;
  }
}

TEST(Vector, TheRealBoundaryIsRead) {
  auto const* const data = std::getenv("LINQUAN_REAL_DATA");
  if (data == nullptr) {
    GTEST_SKIP() << "LINQUAN_REAL_DATA is not set";
  }
  auto const table = read_table(std::filesystem::path{data} / "las_palmas_municipality.geojson", {});
  ASSERT_TRUE(table) << table.error().code;
  ASSERT_EQ(table->rows.size(), 1U);
  auto const* const shape = std::get_if<geo::MultiPolygon>(&table->rows[0].shape);
  ASSERT_NE(shape, nullptr);
  EXPECT_TRUE(geo::contains(*shape, geo::from_degrees(-15.4306, 28.1236)));
}

}  // namespace
}  // namespace linquan::tables
