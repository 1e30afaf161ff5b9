#pragma once

#include <cstdint>
#include <vector>

#include "linquan/city/city.h"

namespace linquan::standard {

/// Which outlets stand in which areas, by their first stand; areas of one level may share an outlet where they overlap.
std::vector<std::vector<std::uint32_t>> outlets_inside(city::City const& city);

/// The home's area of a level; `walk::none` where it lies in none.
std::uint32_t area_of(city::Home const& home, city::AreaLevel level);

}  // namespace linquan::standard
