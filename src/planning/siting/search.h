#pragma once

#include <cstdint>
#include <vector>

#include "draft.h"
#include "dual.h"
#include "linquan/base/draw.h"

namespace linquan::siting {

/// Lazy greedy, by gain and, where costs count, by gain for each cost; then swaps.
Found greedy_and_swaps(Problem const& problem, Watch& watch);

/// The search for the best choice: greedy and swaps, then bound and choices by turns until they meet.
class Search {
 public:
  Search(Problem const& problem, unsigned threads, Watch& watch);

  void run();

  [[nodiscard]] Found const& best() const { return best_; }
  /// Nothing serves more.
  [[nodiscard]] std::int64_t bound() const { return bound_; }

 private:
  void narrow();
  void lower(Dual const& dual);
  void repair(Dual const& dual);
  void kick();
  void keep();
  [[nodiscard]] bool done();

  Problem const* problem_;
  unsigned threads_;
  Watch* watch_;
  Draft draft_;
  std::vector<bool> likely_;  ///< by option: the bound's prices ever favoured it
  Found best_;
  std::int64_t bound_ = 0;
  Draw draw_{1};
};

}  // namespace linquan::siting
