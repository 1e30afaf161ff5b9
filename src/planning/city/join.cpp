#include "linquan/city/join.h"

#include <algorithm>
#include <string>

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

void join_candidates(City const& city, std::span<Candidate> candidates) {
  Joiner const joiner{city};
  for (auto& candidate : candidates) {
    candidate.access = joiner.stand(candidate.at).value_or(walk::Access{});
  }
}

}  // namespace linquan::city
