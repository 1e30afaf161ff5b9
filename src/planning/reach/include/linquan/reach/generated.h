#pragma once

#include <cstddef>
#include <cstdint>

#include "linquan/city/city.h"

namespace linquan::reach {

/// How much to make up, for measurements on a city of any size.
struct Generated {
  std::size_t homes = 0;         ///< 0: those of the city stay
  std::size_t outlets = 0;       ///< 0: those of the city stay
  std::size_t kinds = 45;        ///< of the made-up outlets; few kinds are common, most are rare
  bool homes_at_points = false;  ///< one home at each bend and junction of the map instead
  bool dense = false;            ///< more where streets are denser; else as many on each metre of street
  std::uint64_t seed = 1;
};

/// Puts made-up homes and outlets on the streets, with the same seed always in the same places. One outlet in ten is
/// of two kinds.
void generate(city::City& city, Generated const& request);

}  // namespace linquan::reach
