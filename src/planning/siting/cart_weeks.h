#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "linquan/geo/point.h"
#include "linquan/siting/coverage.h"

namespace linquan::siting {

/// A visit that needs a cart.
struct CartStop {
  geo::Point at;
  std::uint32_t circle = 0;  ///< any number that tells living circles apart
  std::uint32_t spot = 0;    ///< of two visits to one spot, one cart may make both, but not on one day
  Days days = every_day;     ///< on which it may be
  std::uint8_t day = 0;
  std::uint32_t cart = 0;
};

/// Gives each stop a cart, and another of its days where that keeps carts nearer to where they are on other days: pairs
/// change places as long as the sum of the distances between the stops of each cart falls. Two living circles count as
/// a kilometre more. On each day there are at most `carts` stops, before and after.
void assign(std::vector<CartStop>& stops, std::uint32_t carts);

}  // namespace linquan::siting
