#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "linquan/base/progress.h"
#include "linquan/base/result.h"
#include "linquan/siting/coverage.h"

namespace linquan::siting {

/// What may be spent. At least one of them is given.
struct Budget {
  std::optional<std::uint32_t> count = std::nullopt;  ///< so many options
  std::optional<std::int64_t> cost = std::nullopt;    ///< Σ Option::cost at most
  std::optional<std::uint32_t> per_day =
      std::nullopt;  ///< carts: a chosen option is visited on one of its days, so many a day
};

struct SolveOptions {
  std::chrono::milliseconds time_limit{30'000};
  bool exact = false;  ///< CBC proves the optimum, where it does within the time limit
  unsigned threads = 1;
};

/// What was found, and what is proven of it.
struct Solution {
  std::vector<OptionIndex> chosen;   ///< in the order in which to build: each next one gains most
  std::vector<std::int64_t> gained;  ///< weight newly served by each
  std::vector<std::uint8_t> day;     ///< with Budget::per_day: the day of each, 0 Monday
  std::int64_t served = 0;           ///< Σ gained
  std::int64_t bound = 0;            ///< no choice within the budget serves more: whole numbers all the way
  bool optimal = false;              ///< served == bound
  bool out_of_time = false;          ///< the best so far
};

/// Chooses what serves most: lazy greedy, swaps, then a Lagrangian bound whose certificate is of whole numbers.
///
/// Deterministic, except for what the time limit cuts off. With Option::capacity a demand may be served in part.
/// bad_input   `budget_empty` (nothing may be chosen), `site_weight_large` (limits::site_weight), and, where the exact
///             optimum is asked for, `site_exact_large` (limits::site_exact_entries)
/// interrupted `interrupted`
Result<Solution> solve(Coverage const& coverage, Budget const& budget, SolveOptions const& options, Progress& progress);

/// Every choice tried: the oracle of small instances. At most 24 options.
Solution solve_by_trying(Coverage const& coverage, Budget const& budget);

}  // namespace linquan::siting
