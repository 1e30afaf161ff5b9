#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "linquan/city/city.h"
#include "linquan/dispatch/board.h"
#include "linquan/rides/travel.h"

namespace linquan::rides {

/// What a day is drawn by; the seed draws the rest.
struct Wanted {
  std::uint32_t shops = 20;
  std::uint32_t riders = 8;
  std::uint32_t orders = 20;
  std::int64_t within = 6'000;          ///< tenths of a second in which the orders come
  std::int64_t shops_walk_max = 9'000;  ///< from the home in whose circle the shops are, on foot
  std::int64_t zone_ride_max = 3'600;   ///< from a shop to the homes it delivers to
  std::uint32_t clerk_one_in = 3;       ///< so many shops have a clerk who may leave
};

/// A quarter of a city with shops, riders at shops, and orders from homes in the shops' zones.
struct Quarter {
  dispatch::Board board;
  std::vector<dispatch::Order> orders;
  std::int64_t adding_ns_max = 0;  ///< the longest that one more home took to be searched
};

/// nullopt where the drawn home has too few shops in its circle.
std::optional<Quarter> quarter_of(city::City const& city, Travel& travel, Wanted const& wanted, std::uint64_t seed);

}  // namespace linquan::rides
