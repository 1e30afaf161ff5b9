#include "stands.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace linquan::city {
namespace {

constexpr double large_site_square_metres = 2000;
/// A street this near to the rim is taken for an entrance to a large site.
constexpr std::uint32_t rim_millimetres_max = 15'000;
constexpr double rim_step_metres = 40;
constexpr std::size_t accesses_max = 24;

void add_access(std::vector<walk::Access>& accesses, walk::Access access) {
  auto const known = std::ranges::any_of(accesses, [&](auto const& other) { return other.edge == access.edge; });
  if (!known && accesses.size() < accesses_max) {
    accesses.push_back(access);
  }
}

/// Walks round the rim and takes the nearest street at every step.
void add_rim_accesses(geo::MultiPolygon const& shape, Snapper const& snapper, std::vector<walk::Access>& accesses) {
  for (auto const& polygon : shape) {
    for (std::size_t i = 0; i < polygon.outer.size(); ++i) {
      auto const a = polygon.outer[i];
      auto const b = polygon.outer[(i + 1) % polygon.outer.size()];
      auto const steps = 1 + static_cast<int>(geo::distance(a, b).metres() / rim_step_metres);
      geo::Frame const frame{a};
      auto const end = frame.to_plane(b);
      for (int step = 0; step < steps; ++step) {
        auto const share = static_cast<double>(step) / steps;
        auto const at = frame.to_point({end.x * share, end.y * share});
        auto const snapped = snapper.snap(at, snapper.compound_at(at), Snapper::For::outlet);
        if (snapped.access.edge != walk::none && snapped.access.door_millimetres <= rim_millimetres_max) {
          add_access(accesses, snapped.access);
        }
      }
    }
  }
}

}  // namespace

void snap_stands(City& city, Snapper const& snapper, std::span<osm::Place const> places) {
  std::unordered_map<std::string, osm::Place const*> large;
  for (auto const& place : places) {
    if (!place.shape.empty() && geo::area_square_metres(place.shape) >= large_site_square_metres) {
      large.emplace("osm:" + osm::to_string(place.ref), &place);
    }
  }
  for (auto& outlet : city.outlets) {
    for (auto& stand : outlet.stands) {
      auto const snapped = snapper.snap(stand.at, snapper.compound_at(stand.at), Snapper::For::outlet);
      std::vector<walk::Access> accesses;
      auto const site = std::ranges::find_if(outlet.sources, [&](auto const& ref) { return large.contains(ref); });
      if (site != outlet.sources.end()) {
        add_rim_accesses(large.at(*site)->shape, snapper, accesses);
      }
      if (accesses.empty() && snapped.access.edge != walk::none) {
        accesses.push_back(snapped.access);
      }
      std::ranges::sort(accesses, {}, [](auto const& access) {
        return std::tuple{access.edge, access.offset_millimetres};
      });
      stand.accesses = std::move(accesses);
    }
  }
}

}  // namespace linquan::city
