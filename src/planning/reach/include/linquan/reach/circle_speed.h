#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "linquan/city/city.h"
#include "linquan/reach/streets.h"

namespace linquan::reach {

/// Seconds for each of `count` circles of 5, 10 and 15 minutes with their outlines, from homes drawn by `seed`, on one
/// thread. The ground is made beforehand and not counted; empty where no home is joined to a street.
std::vector<double> circle_seconds(city::City const& city, Streets const& streets, std::size_t count,
                                   std::uint64_t seed);

}  // namespace linquan::reach
