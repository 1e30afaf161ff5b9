#include "homes.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "linquan/geo/box_index.h"

namespace linquan::city {
namespace {

/// A vague building (building=yes) is lived in if it is neither a shed nor a hall.
constexpr double vague_square_metres_min = 25;
constexpr double vague_square_metres_max = 8'000;
/// Storeys assumed where the map says nothing; only shares within a grid cell depend on it.
constexpr double levels_unknown = 2;
constexpr double levels_max = 120;

bool is_lived_in(osm::Building const& building) {
  if (!building.dwelling) {
    return false;
  }
  if (!building.vague) {
    return true;
  }
  auto const footprint = geo::area_square_metres(building.shape);
  return footprint >= vague_square_metres_min && footprint <= vague_square_metres_max;
}

std::int64_t floor_square_metres(osm::Building const& building) {
  auto const levels = building.levels > 0 ? std::min(building.levels, levels_max) : levels_unknown;
  return std::max<std::int64_t>(1, std::llround(geo::area_square_metres(building.shape) * levels));
}

SourceRef source_of(osm::Ref ref) {
  return "osm:" + osm::to_string(ref);
}

/// The place on the outline nearest to where the building meets its street: a door is likeliest there.
geo::Point door_on_outline(osm::Building const& building, geo::Point street) {
  auto best = geo::inner_point(building.shape);
  auto best_away = Millimetres{INT64_MAX};
  for (auto const& polygon : building.shape) {
    for (std::size_t i = 0; i < polygon.outer.size(); ++i) {
      auto const next = polygon.outer[(i + 1) % polygon.outer.size()];
      auto const foot = geo::nearest_on_segment(street, polygon.outer[i], next);
      if (foot.away < best_away) {
        best_away = foot.away;
        best = foot.at;
      }
    }
  }
  return best;
}

Home home_at(geo::Point door, HomeSource kind, SourceRef source, std::uint32_t compound) {
  Home home;
  home.id = HomeId{id_of(source)};
  home.source = std::move(source);
  home.kind = kind;
  home.door = door;
  home.compound = compound;
  return home;
}

void add_homes(osm::Building const& building, Snapper const& snapper, std::uint32_t compound, Housing& housing) {
  for (auto const& entrance : building.entrances) {
    auto const source = source_of(building.ref) + "#" + std::to_string(entrance.node);
    housing.homes.push_back(home_at(entrance.at, HomeSource::entrance, source, compound));
  }
  if (building.entrances.empty()) {
    auto const middle = geo::inner_point(building.shape);
    auto const snapped = snapper.snap(middle, compound, Snapper::For::home);
    auto const door = snapped.access.edge == walk::none ? middle : door_on_outline(building, snapped.foot);
    housing.homes.push_back(home_at(door, HomeSource::building, source_of(building.ref), compound));
  }
}

}  // namespace

std::vector<std::uint32_t> dwellings_of(std::span<osm::Building const> buildings, geo::MultiPolygon const& within) {
  std::vector<std::uint32_t> dwellings;
  auto const box = geo::box_of(within);
  for (std::uint32_t b = 0; b < buildings.size(); ++b) {
    if (!is_lived_in(buildings[b])) {
      continue;
    }
    auto const middle = geo::inner_point(buildings[b].shape);
    if (within.empty() || (box.contains(middle) && geo::contains(within, middle))) {
      dwellings.push_back(b);
    }
  }
  return dwellings;
}

std::vector<walk::PlanDoor> doors_of(std::span<osm::Building const> buildings, std::span<std::uint32_t const> dwellings,
                                     std::span<walk::PlanCompound const> compounds) {
  std::vector<std::uint32_t> candidates;
  std::vector<geo::Box> boxes;
  std::vector<double> area;
  for (std::uint32_t c = 0; c < compounds.size(); ++c) {
    if (compounds[c].given || compounds[c].walled) {
      candidates.push_back(c);
      boxes.push_back(geo::box_of(compounds[c].shape));
      area.push_back(geo::area_square_metres(compounds[c].shape));
    }
  }
  geo::BoxIndex const index{boxes};
  std::vector<walk::PlanDoor> doors;
  auto const add = [&](geo::Point at) {
    geo::Box box;
    box.add(at);
    std::vector<std::uint32_t> holding;
    index.visit(box, [&](std::uint32_t i) {
      if (geo::contains(compounds[candidates[i]].shape, at)) {
        holding.push_back(i);
      }
    });
    // The smallest compound is the one the building belongs to, as in Snapper::compound_at.
    auto const smallest = std::ranges::min_element(holding, {}, [&](auto i) { return std::pair{area[i], i}; });
    if (smallest != holding.end()) {
      doors.push_back({candidates[*smallest], at});
    }
  };
  for (auto const b : dwellings) {
    for (auto const& entrance : buildings[b].entrances) {
      add(entrance.at);
    }
    if (buildings[b].entrances.empty()) {
      add(geo::inner_point(buildings[b].shape));
    }
  }
  return doors;
}

Housing house(std::span<osm::Building const> buildings, std::span<std::uint32_t const> dwellings,
              Snapper const& snapper, City const& city) {
  Housing housing;
  for (auto const b : dwellings) {
    auto const& building = buildings[b];
    Dwelling dwelling;
    dwelling.at = geo::inner_point(building.shape);
    dwelling.floor_square_metres = floor_square_metres(building);
    dwelling.flats = building.flats;
    dwelling.name = building.name;
    dwelling.first_home = static_cast<std::uint32_t>(housing.homes.size());
    auto const compound = snapper.compound_at(dwelling.at);
    if (compound != walk::none) {
      dwelling.compound_name = city.areas[compound].name;
    }
    add_homes(building, snapper, compound, housing);
    dwelling.home_count = static_cast<std::uint32_t>(housing.homes.size()) - dwelling.first_home;
    housing.dwellings.push_back(std::move(dwelling));
  }
  return housing;
}

void snap_homes(City& city, Snapper const& snapper, StraightAccess const& straight) {
  std::map<geo::Point, walk::Access> straight_at;
  for (std::size_t d = 0; d < straight.doors.size(); ++d) {
    if (straight.accesses[d].edge != walk::none) {
      straight_at.emplace(straight.doors[d].at, straight.accesses[d]);
    }
  }
  for (auto& home : city.homes) {
    auto const served = straight_at.find(home.door);
    if (served != straight_at.end()) {
      home.access = served->second;
      continue;
    }
    auto const snapped = snapper.snap(home.door, home.compound, Snapper::For::home);
    home.access = snapped.access;
    home.unsnapped_reason = snapped.reason;
    if (snapped.access.edge == walk::none) {
      city.report.unsnapped.push_back({home.id, home.source, home.door, snapped.reason, snapped.metres});
    }
  }
  std::ranges::sort(city.report.unsnapped, [](auto const& a, auto const& b) {
    return std::pair{b.metres, a.home} < std::pair{a.metres, b.home};
  });
}

}  // namespace linquan::city
