#include "linquan/city/route.h"

#include <string>

#include "linquan/city/join.h"
#include "linquan/persons/persons.h"
#include "linquan/walk/route.h"

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
  Joiner const joiner{city};
  auto const from = joiner.door(request.from);
  auto const to = joiner.door(request.to);
  for (auto const* const end : {&from, &to}) {
    if (!*end) {
      return tl::unexpected<Error>{end->error()};
    }
  }
  auto const& streets = city.streets;
  auto const goals = walk::goals_of(streets, *to);
  auto const way = walk::quickest(streets, walk::adjacency_of(streets), *from, goals, {person, request.at});
  if (!way) {
    return refuse(ErrorKind::not_found, "no_way", {{"from", text_of(request.from)}, {"to", text_of(request.to)}});
  }
  Route route;
  auto const doors = std::int64_t{from->door_millimetres} + to->door_millimetres;
  route.length = way->length + Millimetres{doors};
  route.time = way->time + person->time(from->door_millimetres) + person->time(to->door_millimetres);
  route.line.push_back(request.from);
  route.line.insert(route.line.end(), way->line.begin(), way->line.end());
  route.line.push_back(request.to);
  return route;
}

}  // namespace linquan::city
