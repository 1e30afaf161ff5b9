#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "linquan/base/units.h"
#include "linquan/geo/point.h"

namespace linquan::siting {

/// Pairs of places less than `spacing` apart, straight: smaller number first, sorted.
std::vector<std::pair<std::uint32_t, std::uint32_t>> near_pairs(std::span<geo::Point const> places,
                                                                Millimetres spacing);

/// By place: whether any of `others` is less than `spacing` away.
std::vector<char> near_any(std::span<geo::Point const> places, std::span<geo::Point const> others, Millimetres spacing);

}  // namespace linquan::siting
