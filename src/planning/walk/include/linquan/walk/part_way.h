#pragma once

#include <cmath>
#include <cstdint>

#include "linquan/geo/point.h"

namespace linquan::walk {

/// The place at a share (0…1) of the way from `a` to `b`, rounded to the nearest unit.
inline geo::Point part_way(geo::Point a, geo::Point b, double share) {
  auto const mix = [&](std::int32_t x, std::int32_t y) {
    return static_cast<std::int32_t>(std::llround(x + share * (static_cast<double>(y) - x)));
  };
  return {mix(a.lon, b.lon), mix(a.lat, b.lat)};
}

}  // namespace linquan::walk
