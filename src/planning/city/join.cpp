#include "linquan/city/join.h"

#include <algorithm>
#include <span>
#include <string>
#include <variant>

#include "elsewhere.h"
#include "linquan/city/outlets.h"
#include "linquan/geo/crs.h"
#include "linquan/kinds/kinds.h"
#include "linquan/tables/table.h"
#include "snap.h"

namespace linquan::city {
namespace {

bool in_water(City const& city, geo::Point at) {
  return std::ranges::any_of(city.obstacles, [at](walk::Obstacle const& obstacle) {
    auto const& line = obstacle.line;
    return obstacle.kind == walk::Obstacle::Kind::water && line.size() > 3 && line.front() == line.back() &&
           geo::contains(geo::Polygon{{line.begin(), line.end() - 1}, {}}, at);
  });
}

Result<walk::Access> join_with(City const& city, Snapper const& snapper, geo::Point at, Snapper::For purpose) {
  auto const compound = snapper.compound_at(at);
  auto const snapped = snapper.snap(at, compound, purpose);
  if (snapped.access.edge != walk::none) {
    return snapped.access;
  }
  auto const text = std::to_string(geo::lat_degrees(at)) + "," + std::to_string(geo::lon_degrees(at));
  if (in_water(city, at)) {
    return refuse(ErrorKind::not_found, "place_in_water", {{"place", text}});
  }
  if (compound != walk::none) {
    return refuse(ErrorKind::not_found, "place_in_compound",
                  {{"place", text}, {"compound", city.areas[compound].name}});
  }
  return refuse(ErrorKind::not_found, "place_not_on_street", {{"place", text}, {"reason", snapped.reason}});
}

}  // namespace

Joiner::Joiner(City const& city) : city_{city}, snapper_{std::make_unique<Snapper>(city)} {}
Joiner::~Joiner() = default;
Joiner::Joiner(Joiner&&) noexcept = default;

Result<walk::Access> Joiner::door(geo::Point at) const {
  return join_with(city_, *snapper_, at, Snapper::For::home);
}

Result<walk::Access> Joiner::stand(geo::Point at) const {
  return join_with(city_, *snapper_, at, Snapper::For::outlet);
}

Result<walk::Access> join(City const& city, geo::Point at) {
  return Joiner{city}.door(at);
}

namespace {

/// As import does. One that meets no street keeps an access without an edge.
void join_candidates(City const& city, std::span<Candidate> candidates) {
  Joiner const joiner{city};
  for (auto& candidate : candidates) {
    candidate.access = joiner.stand(candidate.at).value_or(walk::Access{});
  }
}

}  // namespace

Result<std::vector<Candidate>> candidates_from(City const& city, std::filesystem::path const& file,
                                               std::string const& crs) {
  auto const system = geo::Crs::parse(crs);
  if (!system) {
    return tl::unexpected<Error>{system.error()};
  }
  tables::ReadOptions options;
  options.crs = *system;
  auto const table = tables::read_table(file, options);
  if (!table) {
    return tl::unexpected<Error>{table.error()};
  }
  auto candidates = read_candidates(*table, *system, kinds::Kinds::built_in());
  if (!candidates) {
    return candidates;
  }
  std::vector<geo::Point> places(candidates->size());
  std::ranges::transform(*candidates, places.begin(), &Candidate::at);
  if (auto near = check_on_map(file, system->name(), city.box, places); !near) {
    return hand_on(near);
  }
  join_candidates(city, *candidates);
  return candidates;
}

Result<geo::MultiPolygon> polygons_from(std::filesystem::path const& file, std::string const& crs) {
  auto const system = geo::Crs::parse(crs);
  if (!system) {
    return tl::unexpected<Error>{system.error()};
  }
  tables::ReadOptions options;
  options.crs = *system;
  auto const table = tables::read_table(file, options);
  if (!table) {
    return tl::unexpected<Error>{table.error()};
  }
  geo::MultiPolygon polygons;
  for (auto const& row : table->rows) {
    if (auto const* const shape = std::get_if<geo::MultiPolygon>(&row.shape); shape != nullptr) {
      polygons.insert(polygons.end(), shape->begin(), shape->end());
    }
  }
  if (polygons.empty()) {
    return refuse(ErrorKind::bad_input, "polygons_none", {{"file", file.string()}});
  }
  return polygons;
}

}  // namespace linquan::city
