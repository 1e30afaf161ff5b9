#include "linquan/city/route.h"

#include <string>
#include <utility>

#include "linquan/persons/persons.h"
#include "linquan/walk/route.h"
#include "snap.h"

namespace linquan::city {
namespace {

std::string text_of(geo::Point at) {
  return std::to_string(geo::lat_degrees(at)) + "," + std::to_string(geo::lon_degrees(at));
}

}  // namespace

Result<Route> route(City const& city, RouteRequest const& request) {
  auto const* person = persons::Persons::built_in().find(request.person);
  if (person == nullptr) {
    return refuse(ErrorKind::usage, "person_unknown", {{"person", request.person}});
  }
  Snapper const snapper{city};
  auto const snap = [&](geo::Point at) { return snapper.snap(at, snapper.compound_at(at), Snapper::For::home); };
  auto const from = snap(request.from);
  auto const to = snap(request.to);
  for (auto const& [snapped, at] : {std::pair{from, request.from}, std::pair{to, request.to}}) {
    if (snapped.access.edge == walk::none) {
      return refuse(ErrorKind::not_found, "place_not_on_street", {{"place", text_of(at)}, {"reason", snapped.reason}});
    }
  }
  auto const& streets = city.streets;
  auto const goals = walk::goals_of(streets, to.access);
  auto const way = walk::quickest(streets, walk::adjacency_of(streets), from.access, goals, {person, request.at});
  if (!way) {
    return refuse(ErrorKind::not_found, "no_way", {{"from", text_of(request.from)}, {"to", text_of(request.to)}});
  }
  Route route;
  auto const doors = std::int64_t{from.access.door_millimetres} + to.access.door_millimetres;
  route.length = way->length + Millimetres{doors};
  route.time = way->time + person->time(from.access.door_millimetres) + person->time(to.access.door_millimetres);
  route.line.push_back(request.from);
  route.line.insert(route.line.end(), way->line.begin(), way->line.end());
  route.line.push_back(request.to);
  return route;
}

}  // namespace linquan::city
