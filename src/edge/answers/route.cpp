#include "linquan/answers/route.h"

#include <nlohmann/json.hpp>

#include "geojson.h"
#include "linquan/answers/circle.h"
#include "linquan/answers/sight.h"

namespace linquan::answers {

Result<city::Route> route_in(town::Town const& town, city::RouteRequest const& asked) {
  if (town.passages().empty()) {
    return city::route(town.imported(), asked);
  }
  auto const person = person_named(asked.person);
  if (!person) {
    return tl::unexpected<Error>{person.error()};
  }
  Sight const sight{town, {*person, reach::Unit::seconds, asked.at}};
  return CircleFinder{sight}.route(sight, asked.from, asked.to);
}

nlohmann::ordered_json json_of(city::Route const& route, city::RouteRequest const& request) {
  return {
      {"metres", route.length.metres()}, {"seconds", static_cast<double>(route.time.count()) / 10},
      {"person", request.person},        {"from", position(request.from)},
      {"to", position(request.to)},      {"line", {{"type", "LineString"}, {"coordinates", positions(route.line)}}}};
}

}  // namespace linquan::answers
