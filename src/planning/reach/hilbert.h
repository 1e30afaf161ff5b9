#pragma once

#include <cstdint>
#include <utility>

namespace linquan::reach {

/// The number of a cell of a 65,536 × 65,536 square along Hilbert's curve: near numbers are near places.
inline std::uint64_t hilbert(std::uint32_t x, std::uint32_t y) {
  std::uint64_t number = 0;
  for (std::uint32_t side = 1U << 15U; side != 0; side >>= 1U) {
    std::uint32_t const right = (x & side) != 0 ? 1 : 0;
    std::uint32_t const upper = (y & side) != 0 ? 1 : 0;
    number += std::uint64_t{side} * side * ((3 * right) ^ upper);
    if (upper == 0) {
      if (right != 0) {
        x = 65'535 - x;
        y = 65'535 - y;
      }
      std::swap(x, y);
    }
  }
  return number;
}

}  // namespace linquan::reach
