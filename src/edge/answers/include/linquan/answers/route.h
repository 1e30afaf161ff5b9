#pragma once

#include <nlohmann/json_fwd.hpp>

#include "linquan/base/result.h"
#include "linquan/city/route.h"
#include "linquan/town/town.h"

namespace linquan::answers {

/// The walk through a town's gates and streets; an hour long at most once any of them is corrected.
///
/// Refuses as city::route() does.
Result<city::Route> route_in(town::Town const& town, city::RouteRequest const& asked);

/// Length, time, both ends and the line.
nlohmann::ordered_json json_of(city::Route const& route, city::RouteRequest const& request);

}  // namespace linquan::answers
