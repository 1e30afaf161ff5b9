#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "areas.h"
#include "files.h"
#include "linquan/base/file.h"
#include "people.h"
#include "random.h"

namespace linquan::demo {
namespace {

geo::MultiPolygon polygon_of(Town const& town, std::vector<At> const& ring) {
  geo::Polygon polygon;
  for (auto const corner : ring) {
    polygon.outer.push_back(town.map.earth().to_point(corner));
  }
  return {polygon};
}

geo::Point middle_of(Town const& town, Group const& group) {
  return town.map.earth().to_point(between(group.ring[0], group.ring[2], 1, 2));
}

std::string_view word_of(Level level) {
  switch (level) {
    case Level::community:
      return "community";
    case Level::subdistrict:
      return "subdistrict";
    case Level::district:
      return "district";
    case Level::living_circle:
      break;
  }
  return "living_circle";
}

}  // namespace

std::string degrees(std::int32_t units) {
  auto const size = units < 0 ? -std::int64_t{units} : std::int64_t{units};
  return fmt::format("{}{}.{:07}", units < 0 ? "-" : "", size / 10'000'000, size % 10'000'000);
}

Result<void> write_people_tables(Town const& town, std::filesystem::path const& folder) {
  tables::Sheet grid{"population", {"lng", "lat", "population", "age_0_14", "age_60", "age_70"}, {}};
  for (auto const& cell : population_grid(town)) {
    grid.rows.push_back(
        {degrees(cell.centre.lon), degrees(cell.centre.lat), cell.people, cell.age_0_14, cell.age_60, cell.age_70});
  }
  if (auto done = tables::write_csv(folder / "population.csv", grid); !done) {
    return done;
  }
  tables::Sheet compounds{
      "compounds", {"小区名称", "小区代码", "户数", "人口", "0-14岁", "60岁以上", "70岁以上", "经度", "纬度"}, {}};
  for (auto const& group : town.groups) {
    if (group.code.empty()) {
      continue;
    }
    auto const middle = middle_of(town, group);
    compounds.rows.push_back({group.name, group.code, group.households, group.people, group.age_0_14, group.age_60,
                              group.age_70, degrees(middle.lon), degrees(middle.lat)});
  }
  return tables::write_csv(folder / "compounds.csv", compounds);
}

Result<void> write_area_files(Town const& town, std::filesystem::path const& folder) {
  tables::Layer areas{"areas", {"level", "code", "name", "state"}, {}};
  tables::Layer circles = areas;
  circles.name = "circles";
  for (auto const level : {Level::district, Level::subdistrict, Level::community, Level::living_circle}) {
    for (auto const& area : town.areas) {
      if (area.level == level) {
        auto& layer = level == Level::living_circle ? circles : areas;
        layer.features.push_back(
            {polygon_of(town, area.ring), {std::string{word_of(level)}, area.code, area.name, area.state}});
      }
    }
  }
  for (auto const& group : town.groups) {
    if (!group.code.empty()) {
      areas.features.push_back(
          {polygon_of(town, group.ring), {std::string{"compound"}, group.code, group.name, std::string{}}});
    }
  }
  if (auto done = tables::write_geojson(folder / "areas.geojson", areas); !done) {
    return done;
  }
  return tables::write_geojson(folder / "circles.geojson", circles);
}

Result<void> write_candidates(Town const& town, std::filesystem::path const& folder) {
  tables::Sheet sheet{"candidates", {"name", "type", "lng", "lat", "kinds", "cost", "capacity"}, {}};
  constexpr std::array<std::string_view, 5> uses{"", "", "canteen;daycare_elder", "convenience;fresh",
                                                 "repair_small;tailor"};
  auto const add = [&](std::string name, bool stall, At at, Random& random) {
    auto const point = town.map.earth().to_point(at);
    auto const kinds = stall ? std::string_view{"repair_small;repair_bike;tailor;food_cart"} : random.pick(uses);
    auto const cost = stall ? random.between(2, 9) * 1000 : random.between(20, 260) * 1000;
    sheet.rows.push_back({std::move(name), std::string{stall ? "stall" : "vacant"}, degrees(point.lon),
                          degrees(point.lat), std::string{kinds}, cost,
                          stall ? random.between(1, 3) : random.between(1, 40)});
  };
  for (std::size_t i = 0; i < town.premises.size(); ++i) {
    auto const& premise = town.premises[i];
    Random random{mixed(town.seed, {7031, static_cast<std::int64_t>(i)})};
    if (!premise.taken && random.chance(25)) {
      add(fmt::format("{}{}号空置商铺", town.names[premise.street], premise.number), false, premise.at, random);
    }
  }
  for (auto const& group : town.groups) {
    Random random{mixed(town.seed, {7032, group.block, group.people})};
    auto const open = std::ranges::find_if(group.gates, [](Gate const& gate) { return !gate.closed; });
    if (open != group.gates.end() && random.chance(250)) {
      add(group.name + "门口摊位点", true, open->at, random);
    }
  }
  return tables::write_csv(folder / "candidates.csv", sheet);
}

Result<void> write_readme(Town const& town, std::filesystem::path const& folder) {
  auto const text = fmt::format(
      "合成数据 / SYNTHETIC DATA\n\n"
      "本目录由 linquan demo-city --people {0} --seed {1} 生成。地名、小区、网点、电话、执照、人口全部为虚构，\n"
      "只是形状仿照徐州中心城区；电话区号 0500 未分配，信用代码含 DEM。\n\n"
      "Made by linquan demo-city --people {0} --seed {1}. Streets, compounds, outlets, telephones, licences and "
      "people\n"
      "are all made up; only the town's shape follows central Xuzhou. Nobody can be called: the area code 0500 is not\n"
      "allotted, and every licence code has DEM in it.\n\n"
      "city.osm.pbf       streets, buildings, about half of the outlets (OpenStreetMap tags)\n"
      "outlets.xlsx       网点表, WGS-84\n"
      "outlets_gcj02.csv  a bureau's export, GCJ-02\n"
      "register.xlsx      网点台账: name, address, telephone and kind, no coordinates\n"
      "compounds.csv      compounds with households, people and ages\n"
      "population.csv     people and ages in 100 m cells; they add up to {0}\n"
      "areas.geojson      districts, subdistricts, communities, compounds\n"
      "circles.geojson    living circles, built and planned\n"
      "candidates.csv     vacant premises and stall points\n"
      "truth.json         what was planted, for tests; not an input\n\n"
      "To import it, in this folder (the table in GCJ-02 says so in its column 坐标系):\n\n"
      "linquan import --osm city.osm.pbf --population population.csv \\\n"
      "  --outlets outlets.xlsx outlets_gcj02.csv register.xlsx \\\n"
      "  --areas areas.geojson circles.geojson --candidates candidates.csv --out demo.city\n",
      town.people, town.seed);
  return write_file(folder / "README.txt", text);
}

}  // namespace linquan::demo
