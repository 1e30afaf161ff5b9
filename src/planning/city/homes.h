#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "linquan/city/city.h"
#include "linquan/city/people.h"
#include "linquan/osm/extract.h"
#include "snap.h"

namespace linquan::city {

/// Buildings taken for dwellings, in the extract's order: certain ones, and vague ones of a size people live in.
std::vector<std::uint32_t> dwellings_of(std::span<osm::Building const> buildings, geo::MultiPolygon const& within);

/// Doors of dwellings in compounds that may turn out to have no inner street; see walk::PlanDoor.
std::vector<walk::PlanDoor> doors_of(std::span<osm::Building const> buildings, std::span<std::uint32_t const> dwellings,
                                     std::span<walk::PlanCompound const> compounds);

struct Housing {
  std::vector<Dwelling> dwellings;
  std::vector<Home> homes;
};

/// A home at each entrance of a dwelling, or one at the place of its outline nearest to the street; not yet snapped.
Housing house(std::span<osm::Building const> buildings, std::span<std::uint32_t const> dwellings,
              Snapper const& snapper, City const& city);

/// What the street builder gave for the doors of compounds without inner streets.
struct StraightAccess {
  std::span<walk::PlanDoor const> doors;
  std::span<walk::Access const> accesses;
};

/// Gives every home its access or the reason why it has none; lists the latter in the city's report, worst first.
void snap_homes(City& city, Snapper const& snapper, StraightAccess const& straight);

}  // namespace linquan::city
