#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogr_spatialref.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "folder.h"
#include "gdal_door.h"
#include "linquan/base/file.h"
#include "linquan/tables/table.h"
#include "nearest.h"

namespace linquan::tables {
namespace {

std::string arg(Error const& error, std::string_view name) {
  for (auto const& [key, value] : error.args) {
    if (key == name) {
      return value;
    }
  }
  return {};
}

Result<Grid> read_text(Folder const& folder, std::string_view bytes) {
  std::ofstream{folder / "a.csv", std::ios::binary} << bytes;
  return read_grid(folder / "a.csv", geo::Crs::wgs84());
}

std::int64_t total(Grid const& grid) {
  return std::accumulate(grid.cells.begin(), grid.cells.end(), std::int64_t{0},
                         [](auto sum, auto const& cell) { return sum + cell.people.count; });
}

TEST(ReadGrid, CountsThousandthsRoundedHalfUpAndAddsUpOnePlace) {
  Folder const folder;
  auto const grid =
      read_text(folder, "lng,lat,population\n117.1,34.2,1.0005\n117.2,34.2,0\n117.1,34.2,2\n117.3,34.2,\n");
  ASSERT_TRUE(grid) << grid.error().code;
  ASSERT_EQ(grid->cells.size(), 1U);
  EXPECT_EQ(grid->cells[0].centre, geo::from_degrees(117.1, 34.2));
  EXPECT_EQ(grid->cells[0].people.count, 3001);
  EXPECT_EQ(grid->cells_empty, 2U);
  EXPECT_EQ(grid->spacing_metres, 0);
}

TEST(ReadGrid, TakesAgesWhereTheGridHasThem) {
  Folder const folder;
  auto const grid = read_text(folder,
                              "lng,lat,population,0-14岁,60岁以上,70岁以上\n117.1,34.2,10,2,3,1\n"
                              "117.1,34.2,5,1,0.5,\n117.2,34.2,4,,,\n");
  ASSERT_TRUE(grid) << grid.error().code;
  ASSERT_EQ(grid->cells.size(), 2U);
  EXPECT_EQ(grid->cells[0].people.count, 15'000);
  EXPECT_EQ(grid->cells[0].age_0_14.count, 3'000);
  EXPECT_EQ(grid->cells[0].age_60.count, 3'500);
  EXPECT_EQ(grid->cells[0].age_70.count, 1'000);
  EXPECT_EQ(grid->cells[1].age_60.count, 0);
}

TEST(ReadGrid, RefusesAgesThatDoNotFitTheirCell) {
  Folder const folder;
  std::string const head = "lng,lat,population,age_0_14,age_60,age_70\n117.1,34.2,9,1,1,0\n";
  for (auto const* const row : {"117.1,34.3,10,6,5,0\n", "117.1,34.3,10,1,2,3\n", "117.1,34.3,0,0,1,0\n"}) {
    auto const grid = read_text(folder, head + row);
    ASSERT_FALSE(grid) << row;
    EXPECT_EQ(grid.error().code, "grid_ages");
    EXPECT_EQ(arg(grid.error(), "line"), "3");
  }
  auto const negative = read_text(folder, head + "117.1,34.3,10,-1,2,1\n");
  ASSERT_FALSE(negative);
  EXPECT_EQ(negative.error().code, "people_negative");
}

TEST(ReadGrid, FindsItsColumnsInAnyOrderAndLanguage) {
  Folder const folder;
  for (auto const* const head :
       {"人口,经度,纬度", "population,longitude,latitude", "常住人口,位置 经度,位置 纬度", "POP,X,Y"}) {
    auto const grid = read_text(folder, std::string{head} + "\n5,117.1,34.2\n");
    ASSERT_TRUE(grid) << head;
    EXPECT_EQ(total(*grid), 5000) << head;
  }
}

TEST(ReadGrid, RefusesWithTheLine) {
  struct Case {
    std::string_view bytes;
    std::string_view code;
    std::string_view line;
  };
  std::array<Case, 7> const cases{{{"lng,lat,population\n117.1,34.2,1\n117.1,34.2,-0.5\n", "people_negative", "3"},
                                   {"lng,lat,population\n117.1,34.2,many\n", "people_not_number", "2"},
                                   {"lng,lat,population\n117.1,34.2,1e12\n", "people_not_number", "2"},
                                   {"lng,lat,population\n117.1,,1\n", "coordinate_missing", "2"},
                                   {"lng,lat,population\n34.2,117.1,1\n", "coordinate_swapped", "2"},
                                   {"lng,lat,population\n500000,3792000,1\n", "coordinate_range", "2"},
                                   {"lng,lat,households\n117.1,34.2,1\n", "column_missing", ""}}};
  Folder const folder;
  for (auto const& c : cases) {
    auto const outcome = read_text(folder, c.bytes);
    ASSERT_FALSE(outcome) << c.bytes;
    EXPECT_EQ(outcome.error().code, c.code);
    EXPECT_EQ(arg(outcome.error(), "line"), c.line) << c.bytes;
  }
}

struct Pixels {
  std::vector<double> values;
  int width = 0;
};

void write_raster(std::filesystem::path const& path, Pixels pixels, std::array<double, 6> corner, int epsg) {
  register_drivers();
  auto const height = static_cast<int>(pixels.values.size()) / pixels.width;
  auto* const driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  Dataset const dataset{driver->Create(path.c_str(), pixels.width, height, 1, GDT_Float64, nullptr)};
  OGRSpatialReference system;
  system.importFromEPSG(epsg);
  ASSERT_EQ(dataset->SetSpatialRef(&system), CE_None);
  ASSERT_EQ(dataset->SetGeoTransform(corner.data()), CE_None);
  ASSERT_EQ(dataset->GetRasterBand(1)->SetNoDataValue(-200), CE_None);
  ASSERT_EQ(dataset->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, pixels.width, height, pixels.values.data(),
                                                pixels.width, height, GDT_Float64, 0, 0, nullptr),
            CE_None);
}

TEST(ReadGrid, ARasterGivesThePlacesOfPixelCentres) {
  Folder const folder;
  write_raster(folder / "a.tif", {{1.5, -200, 0, 2.25}, 2}, {117.0, 0.001, 0, 34.0, 0, -0.001}, 4326);
  auto const grid = read_grid(folder / "a.tif", geo::Crs::wgs84());
  ASSERT_TRUE(grid) << grid.error().code;
  ASSERT_EQ(grid->cells.size(), 2U);
  EXPECT_EQ(grid->cells[0].centre, geo::from_degrees(117.0005, 33.9995));
  EXPECT_EQ(grid->cells[0].people.count, 1500);
  EXPECT_EQ(grid->cells[1].centre, geo::from_degrees(117.0015, 33.9985));
  EXPECT_EQ(grid->cells[1].people.count, 2250);
  EXPECT_EQ(grid->cells_empty, 1U);
}

TEST(ReadGrid, ARastersOwnSystemIsUsed) {
  Folder const folder;
  write_raster(folder / "a.tif", {std::vector<double>(100, 1.0), 10}, {500'000, 100, 0, 3'792'000, 0, -100}, 4548);
  auto const grid = read_grid(folder / "a.tif", geo::Crs::wgs84());
  ASSERT_TRUE(grid) << grid.error().code;
  EXPECT_EQ(total(*grid), 100'000);
  EXPECT_NEAR(geo::lon_degrees(grid->cells[0].centre), 117.0005, 1e-4);
  EXPECT_NEAR(grid->spacing_metres, 100, 0.2);
}

TEST(ReadGrid, ANegativePixelThatIsNotNodataIsRefusedWithItsPlace) {
  Folder const folder;
  write_raster(folder / "a.tif", {{1, 1, 1, -3}, 2}, {117.0, 0.001, 0, 34.0, 0, -0.001}, 4326);
  auto const outcome = read_grid(folder / "a.tif", geo::Crs::wgs84());
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, "people_negative_pixel");
  EXPECT_EQ(arg(outcome.error(), "line"), "2,2");
}

TEST(ReadGrid, ACutRasterIsRefused) {
  Folder const folder;
  write_raster(folder / "a.tif", {std::vector<double>(10'000, 1.0), 100}, {117.0, 0.001, 0, 34.0, 0, -0.001}, 4326);
  auto const whole = *read_file(folder / "a.tif", 10'000'000);
  for (std::size_t part = 0; part < 20; ++part) {
    std::ofstream{folder / "cut.tif", std::ios::binary} << whole.substr(0, whole.size() * part / 20);
    EXPECT_FALSE(read_grid(folder / "cut.tif", geo::Crs::wgs84())) << part;
  }
}

RC_GTEST_PROP(NearestMedian, AgreesWithAskingEveryPair, ()) {
  auto const points = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(-3000, 3000), rc::gen::inRange(-3000, 3000)));
  std::vector<Grid::Cell> cells;
  cells.reserve(points.size());
  for (auto const& [x, y] : points) {
    cells.push_back({{1'171'800'000 + x * 100, 342'600'000 + y * 100}, {1}});
  }
  std::ranges::sort(cells, {}, &Grid::Cell::centre);
  auto const same_centre = [](Grid::Cell const& a, Grid::Cell const& b) { return a.centre == b.centre; };
  cells.erase(std::unique(cells.begin(), cells.end(), same_centre), cells.end());
  std::vector<double> slow;
  for (auto const& one : cells) {
    auto best = INT64_MAX;
    for (auto const& other : cells) {
      best = other.centre == one.centre ? best : std::min(best, geo::distance(one.centre, other.centre).count);
    }
    slow.push_back(static_cast<double>(best) / 1000.0);
  }
  std::ranges::sort(slow);
  auto const wanted = cells.size() < 2 ? 0.0 : slow[slow.size() / 2];
  RC_ASSERT(std::abs(nearest_median_metres(cells) - wanted) <= 0.002 + wanted * 1e-4);
}

struct RealGrid {
  std::string file;
  std::size_t cells;
  std::int64_t millipersons;
};

class Real : public testing::TestWithParam<RealGrid> {};

TEST_P(Real, PopulationIsReadWhole) {
  auto const* const data = std::getenv("LINQUAN_REAL_DATA");
  if (data == nullptr) {
    GTEST_SKIP() << "LINQUAN_REAL_DATA is not set";
  }
  auto const grid = read_grid(std::filesystem::path{data} / GetParam().file, geo::Crs::wgs84());
  ASSERT_TRUE(grid) << grid.error().code;
  EXPECT_EQ(grid->cells.size() + grid->cells_empty, GetParam().cells);
  EXPECT_EQ(total(*grid), GetParam().millipersons);
  EXPECT_NEAR(grid->spacing_metres, 100, 10);
}

INSTANTIATE_TEST_SUITE_P(Cities, Real,
                         testing::Values(RealGrid{"las_palmas_population.csv", 5463, 371'311'983},
                                         RealGrid{"porto_population.csv", 21719, 974'152'551},
                                         RealGrid{"xuzhou_population.csv", 6214, 434'052'599}),
                         [](auto const& param) { return param.param.file.substr(0, param.param.file.find('_')); });

}  // namespace
}  // namespace linquan::tables
