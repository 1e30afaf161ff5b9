#include "linquan/answers/route.h"

#include <nlohmann/json.hpp>

#include "geojson.h"

namespace linquan::answers {

nlohmann::ordered_json json_of(city::Route const& route, city::RouteRequest const& request) {
  return {
      {"metres", route.length.metres()}, {"seconds", static_cast<double>(route.time.count()) / 10},
      {"person", request.person},        {"from", position(request.from)},
      {"to", position(request.to)},      {"line", {{"type", "LineString"}, {"coordinates", positions(route.line)}}}};
}

}  // namespace linquan::answers
