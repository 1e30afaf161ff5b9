#include "cities.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <utility>

#include "linquan/base/progress.h"
#include "linquan/city/import.h"
#include "linquan/demo/demo.h"

namespace linquan::reach {

std::optional<std::filesystem::path> real_data() {
  auto const* folder = std::getenv("LINQUAN_REAL_DATA");
  return folder == nullptr ? std::nullopt : std::optional<std::filesystem::path>{folder};
}

namespace {

city::City imported(city::ImportRequest const& request) {
  SilentProgress progress;
  auto result = city::import(request, progress);
  EXPECT_TRUE(result) << (result ? "" : result.error().code);
  return result ? std::move(result->city) : city::City{};
}

city::City real_city(std::string const& name) {
  city::ImportRequest request;
  if (name == "las_palmas") {
    request.osm = {*real_data() / "las_palmas.osm.pbf"};
    request.population = *real_data() / "las_palmas_population.csv";
    request.within = *real_data() / "las_palmas_municipality.geojson";
  } else if (name == "helsinki") {
    request.osm = {*real_data() / "helsinki_centre.osm.pbf"};
  } else if (name == "rome") {
    request.osm = {*real_data() / "rome_esquilino.osm.pbf"};
  } else {
    request.osm = {*real_data() / "porto_streets.osm.pbf"};
    request.population = *real_data() / "porto_population.csv";
  }
  return imported(request);
}

city::City demo_city() {
  auto const folder = std::filesystem::path{testing::TempDir()} / ("linquan_cities_" + std::to_string(::getpid()));
  SilentProgress progress;
  demo::Request demo;
  demo.people = 120'000;
  demo.folder = folder;
  EXPECT_TRUE(demo::write(demo, progress));
  city::ImportRequest request;
  request.osm = {folder / "city.osm.pbf"};
  request.population = folder / "population.csv";
  request.outlets = {folder / "outlets.xlsx", folder / "outlets_gcj02.csv", folder / "register.xlsx"};
  request.areas = {folder / "areas.geojson"};
  auto city = imported(request);
  std::filesystem::remove_all(folder);
  return city;
}

}  // namespace

city::City const& city_named(std::string const& name) {
  static std::pair<std::string, std::unique_ptr<city::City>> last;
  if (last.first != name) {
    last = {name, std::make_unique<city::City>(name == "demo" ? demo_city() : real_city(name))};
  }
  return *last.second;
}

}  // namespace linquan::reach
