#pragma once

#include <vector>

#include "linquan/tables/table.h"

namespace linquan::tables {

/// The median, over the cells, of the distance to the nearest other cell; 0 for fewer than two. No two share a place.
///
/// Of more than 100,000 cells every n-th is asked, which changes nothing on a grid.
double nearest_median_metres(std::vector<Grid::Cell> const& cells);

}  // namespace linquan::tables
