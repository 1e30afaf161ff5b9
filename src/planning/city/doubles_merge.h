#pragma once

#include <vector>

#include "linquan/city/city.h"

/// What becomes of outlets that are one.
namespace linquan::city::doubles {

/// One outlet of several, and a line of the report for each that went into it. Tables lead over OSM, the richer row
/// over the poorer, then the lesser source. A single one comes back as it is.
Outlet merged(std::vector<Outlet> members, Report& report);

/// Ids become unique: of two outlets with one id (two tables may hold one licence) the later source's gets another,
/// made from its source. Sorts by id.
void give_own_ids(std::vector<Outlet>& outlets);

}  // namespace linquan::city::doubles
