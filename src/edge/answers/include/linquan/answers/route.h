#pragma once

#include <nlohmann/json_fwd.hpp>

#include "linquan/city/route.h"

namespace linquan::answers {

/// Length, time, both ends and the line.
nlohmann::ordered_json json_of(city::Route const& route, city::RouteRequest const& request);

}  // namespace linquan::answers
