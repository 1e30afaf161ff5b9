#pragma once

#include <span>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/geo/point.h"
#include "linquan/walk/graph.h"

namespace linquan::city {

/// Joins a place that somebody names to the streets, as a home's door would be.
///
/// not_found   `place_in_water`, `place_in_compound` (no inner street is mapped there), `place_not_on_street`
Result<walk::Access> join(City const& city, geo::Point at);

/// Joins candidates to the streets, as import does: a shop in a compound's rim may open to the street outside. One that
/// meets no street keeps an access without an edge.
void join_candidates(City const& city, std::span<Candidate> candidates);

}  // namespace linquan::city
