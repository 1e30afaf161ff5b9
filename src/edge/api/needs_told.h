#pragma once

#include <vector>

#include "linquan/api/routes.h"
#include "linquan/needs/needs.h"
#include "told.h"

/// Residents' needs beside the planner's gaps.
namespace linquan::api {

Json need_json(needs::Need const& need);

/// All open needs; the newest are left out beyond a hundred thousand.
std::vector<needs::Demand> open_needs(Context const& context);

/// Puts `needs` into each gap of an evaluation's answer: how many open needs it would answer, or null where too few
/// people live in its area to tell. `gaps`: those that `evaluation["gaps"]` tells first, in its order.
void add_needs(Json& evaluation, Snapshot::Judged const& judged, std::vector<needs::Demand> const& open);

}  // namespace linquan::api
