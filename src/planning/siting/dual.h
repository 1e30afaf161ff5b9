#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "inner.h"
#include "problem.h"

namespace linquan::siting {

/// The Lagrangian bound: every demand names a price up to its weight, which each option that covers it gets; what is
/// left of the weights, and the best that the budget lets choose of the options' sums, is never less than what any
/// choice serves. Better prices make it smaller.
///
/// Prices and sums are whole numbers, so that the bound is proven; only the way from prices to better ones is not.
class Dual {
 public:
  Dual(Problem const& problem, unsigned threads);

  /// The bound under the prices now; keeps the best.
  void look();
  /// The next prices, by what the last look found; `served` is the best known choice.
  void move(std::int64_t served);
  /// Forgets options that no choice serving more than `served` can hold. Where it says true, look again before moving.
  bool shrink(std::int64_t served);

  /// No choice that holds none but active options serves more, and no other serves more than shrink() was told.
  [[nodiscard]] std::int64_t bound() const { return bound_; }
  /// Whether more steps promise little.
  [[nodiscard]] bool settled() const;
  [[nodiscard]] std::span<OptionIndex const> active() const { return active_; }
  /// Active options that were picked of late, the most often picked first.
  [[nodiscard]] std::vector<OptionIndex> likely() const;

 private:
  void sum_up();
  void sum_with_capacity();
  void collect();
  [[nodiscard]] Wide total() const;
  void follow(std::uint32_t position, double share);

  Problem const* problem_;
  unsigned threads_;
  unsigned shift_ = 0;                                        ///< a price of 1 is 2^shift / 1024 of a unit of weight
  std::vector<std::int32_t> price_, best_price_, price_max_;  ///< by demand
  std::vector<OptionIndex> active_;
  Lists covered_;                    ///< demands, by position in `active_`
  Lists covering_;                   ///< positions, by demand; only with capacities
  std::vector<std::int64_t> worth_;  ///< by position in `active_`
  std::vector<double> picked_;       ///< by option, a running mean of its share
  Inner inner_;
  std::vector<double> slope_, path_;  ///< by demand: how the bound changes with its price now, and of late
  std::int64_t bound_ = INT64_MAX;
  Wide best_total_ = 0;
  double stride_ = 0.1;
  int idle_ = 0;
};

}  // namespace linquan::siting
