#pragma once

#include <cstdint>

#include "linquan/siting/coverage.h"
#include "linquan/siting/solve.h"

namespace linquan::siting {

/// A small problem of siting, drawn at random: options and homes in a square, each option covers what is near it.
struct Instance {
  Coverage coverage;
  Budget budget;
};

/// The same seed draws the same instance. By turns it has counts, costs, days and all of them; places with several
/// options, options too near each other, and capacities.
Instance drawn(std::uint64_t seed);

/// As drawn(), of a shape of its own.
struct Shape {
  std::uint64_t options = 12;
  std::uint64_t demands = 25;
  std::uint64_t reach = 20;  ///< of the smallest option, in a square of 100; the largest reaches twice as far
  bool count = true, cost = false, days = false;
  bool places = false, apart = false, capacity = false;
};
Instance drawn(std::uint64_t seed, Shape const& shape);

}  // namespace linquan::siting
