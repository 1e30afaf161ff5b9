#pragma once

#include <cstdint>

namespace linquan {

/// Every next number of a seed (splitmix64): the same choices on every machine. Not for secrets.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_{seed} {}
  /// Below `limit`, which is above 0.
  std::uint64_t below(std::uint64_t limit) {
    state_ += 0x9E3779B97F4A7C15U;
    auto mixed = (state_ ^ (state_ >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return (mixed ^ (mixed >> 31U)) % limit;
  }

 private:
  std::uint64_t state_;
};

}  // namespace linquan
