#pragma once

#include <span>

#include "linquan/city/city.h"
#include "linquan/osm/extract.h"
#include "snap.h"

namespace linquan::city {

/// Gives every stand the places where it meets the streets: one for a shop; for a mapped site larger than 2,000 m²
/// (a park, a school, a market hall) one at each street that reaches its rim.
void snap_stands(City& city, Snapper const& snapper, std::span<osm::Place const> places);

}  // namespace linquan::city
