#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "linquan/dispatch/board.h"
#include "linquan/dispatch/decide.h"

namespace linquan::dispatch {

/// A number in [low, high] that depends only on the seed and the two others: the same for every planner.
std::int64_t drawn(std::uint64_t seed, std::uint64_t what, std::uint64_t which, std::int64_t low, std::int64_t high);

/// How reality differs from what was expected, in tenths of a second and percent.
struct Reality {
  std::int64_t preparation_low = 1800;  ///< 3 to 4 minutes
  std::int64_t preparation_high = 2400;
  std::int64_t slow_one_in = 20;  ///< so many preparations go wrong
  std::int64_t slow_more = 1200;  ///< and take 2 minutes more
  std::int64_t door_low = 1200;   ///< 2 to 3 minutes
  std::int64_t door_high = 1800;
  std::int64_t ride_percent_low = 90;
  std::int64_t ride_percent_high = 115;
};

struct Outcome {
  Order order;
  std::string refused;  ///< a code; empty where it was taken
  Moment promised;
  std::optional<Moment> delivered;
  bool told_late = false;
  bool by_clerk = false;
};

struct Day {
  std::vector<Outcome> outcomes;    ///< in the order of payment
  std::vector<std::string> broken;  ///< invariants that did not hold, and when
  std::string trace;                ///< every event, as text
  std::int64_t planning_ns_max = 0;
};

/// Plays orders (by payment) against a board until all are delivered.
Day play(Board board, std::vector<Order> const& orders, Planner const& planner, Times const& times,
         Reality const& reality, std::uint64_t seed);

/// The first invariant of a board that does not hold; empty where all do.
std::string broken_in(Board const& board);

}  // namespace linquan::dispatch
