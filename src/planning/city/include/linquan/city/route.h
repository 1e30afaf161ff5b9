#pragma once

#include <optional>
#include <string>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/base/units.h"
#include "linquan/city/city.h"
#include "linquan/geo/point.h"
#include "linquan/hours/hours.h"

namespace linquan::city {

/// The shortest walk between two places: its time decides, its length and line are those of that walk.
struct Route {
  Millimetres length;
  WalkTime time{};
  std::vector<geo::Point> line;  ///< from the first place to the second, both included
};

struct RouteRequest {
  geo::Point from;
  geo::Point to;
  std::string person = "standard";
  std::optional<hours::MinuteOfWeek> at;  ///< nullopt: gates count as open if they ever are
};

/// Exact on edges: the places are joined to the streets where they meet them, never rounded to a node.
///
/// usage       no such person
/// not_found   a place has no street near it, or no walk joins the two
Result<Route> route(City const& city, RouteRequest const& request);

}  // namespace linquan::city
