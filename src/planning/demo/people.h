#pragma once

#include <cstdint>
#include <vector>

#include "town.h"

namespace linquan::demo {

/// Gives every one of town.people a dwelling; sums of groups and blocks follow, ages too.
void settle_people(Town& town);

/// A cell of the 100 m grid with people in it, by its centre.
struct GridCell {
  geo::Point centre;
  std::int64_t people = 0;
  std::int64_t age_0_14 = 0;
  std::int64_t age_60 = 0;
  std::int64_t age_70 = 0;
};
/// The grid of all dwellings, south to north and west to east; its people and ages add up to those of the town's
/// groups.
std::vector<GridCell> population_grid(Town const& town);

}  // namespace linquan::demo
