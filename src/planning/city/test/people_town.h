#pragma once

#include <cstdint>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "linquan/city/people.h"

/// Small towns for the tests of people and areas, around 117.2° E 34.26° N.
namespace linquan::city::town {

/// Steps of 1e-5 degrees (about 1 m) east and north of the town's middle.
inline geo::Point at(std::int32_t east, std::int32_t north) {
  return geo::Point{1'172'000'000 + east * 100, 342'600'000 + north * 100};
}

inline geo::MultiPolygon square(std::int32_t west, std::int32_t south, std::int32_t east, std::int32_t north) {
  return {geo::Polygon{{at(west, south), at(east, south), at(east, north), at(west, north)}, {}}};
}

inline tables::Grid::Cell cell(geo::Point centre, std::int64_t millipersons) {
  return tables::Grid::Cell{centre, {millipersons}};
}

inline Area area(AreaLevel level, std::string code, std::string name, geo::MultiPolygon shape) {
  Area area;
  area.level = level;
  area.code = std::move(code);
  area.name = std::move(name);
  area.shape = std::move(shape);
  area.id = AreaId{area.code.empty() ? 7 : static_cast<std::uint64_t>(std::stoll(area.code))};
  return area;
}

/// Dwellings with their homes, numbered as the importer numbers them.
struct Town {
  std::vector<Dwelling> dwellings;
  std::vector<Home> homes;

  Dwelling& build(geo::Point place, std::int64_t floor, std::uint32_t home_count = 1) {
    Dwelling dwelling;
    dwelling.at = place;
    dwelling.floor_square_metres = floor;
    dwelling.first_home = static_cast<std::uint32_t>(homes.size());
    dwelling.home_count = home_count;
    for (std::uint32_t i = 0; i < home_count; ++i) {
      Home home;
      home.source = "building:" + std::to_string(dwellings.size()) + "#" + std::to_string(i);
      home.door = place;
      homes.push_back(home);
    }
    dwellings.push_back(dwelling);
    return dwellings.back();
  }
  Dwelling& build_named(geo::Point place, std::int64_t floor, std::string name, std::string compound = {}) {
    auto& dwelling = build(place, floor);
    dwelling.name = std::move(name);
    dwelling.compound_name = std::move(compound);
    return dwelling;
  }
  [[nodiscard]] std::int64_t people_of(std::size_t home) const { return homes.at(home).people.all.count; }
};

inline People sum_of(std::vector<Home> const& homes) {
  People sum;
  for (auto const& home : homes) {
    sum.all += home.people.all;
    sum.age_0_14 += home.people.age_0_14;
    sum.age_60 += home.people.age_60;
    sum.age_70 += home.people.age_70;
  }
  return sum;
}

}  // namespace linquan::city::town
