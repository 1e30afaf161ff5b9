#pragma once

#include <cstdint>
#include <vector>

#include "draft.h"
#include "dual.h"
#include "linquan/base/draw.h"

namespace linquan::siting {

/// The search for the best choice: greedy and swaps, then bound and choices by turns until they meet.
class Search {
 public:
  Search(Problem const& problem, unsigned threads, Watch& watch);

  void run();

  [[nodiscard]] Found const& best() const { return best_; }
  /// Nothing serves more.
  [[nodiscard]] std::int64_t bound() const { return bound_; }

 private:
  void begin();
  void narrow();
  void repair(Dual const& dual);
  void kick(Dual const& dual);
  void keep();
  void pack(std::span<OptionIndex const> candidates);
  [[nodiscard]] bool done();

  Problem const* problem_;
  unsigned threads_;
  Watch* watch_;
  Draft draft_;
  std::vector<OptionIndex> all_;
  Found best_;
  std::int64_t bound_ = 0;
  Draw draw_{20'260'101};
};

}  // namespace linquan::siting
