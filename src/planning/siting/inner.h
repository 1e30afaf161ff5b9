#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "problem.h"

namespace linquan::siting {

__extension__ using Wide = __int128;

/// What the budget lets choose best, once each option has a worth of its own: the inner problem of the bound.
///
/// It may choose more than the budget does, never less: options too near one another count as free of each other, and
/// so do those of one place where their days differ; of a cost limit any price of spending gives a bound. Whole
/// numbers.
class Inner {
 public:
  explicit Inner(Problem const& problem) : problem_{&problem} {}

  /// Looks at these options only, from now on.
  void take(std::span<OptionIndex const> options);
  /// `worth` by position in what was taken. Searches the price of spending under which the answer is smallest.
  void solve(std::span<std::int64_t const> worth);

  /// An upper bound of the worth of any allowed choice.
  [[nodiscard]] Wide worth() const { return worth_; }
  /// Of each option taken: its worth less the price of its cost, rounded up.
  [[nodiscard]] std::span<std::int64_t const> reduced() const { return reduced_; }
  /// An option that was not picked brings at most its reduced worth less this.
  [[nodiscard]] std::int64_t displaced() const { return displaced_; }
  /// What was picked, by position, and how much of it: a mixture that just spends the budget.
  [[nodiscard]] std::vector<std::pair<std::uint32_t, double>> const& shares() const { return shares_; }

 private:
  struct Pick {
    std::vector<std::uint32_t> options;
    Wide worth = 0;
    std::int64_t spent = 0;
    std::int64_t displaced = 0;
  };
  using Price = std::int64_t;  ///< of one unit of cost, in 1/2^20 of the worth's unit

  Pick pick(std::span<std::int64_t const> worth, Price price);
  void gather(std::vector<std::uint32_t>& open);
  void keep_days(std::vector<std::uint32_t>& open) const;
  void mix(Pick const& cheap, Pick const& dear);

  Problem const* problem_;
  std::vector<OptionIndex> options_;
  std::vector<bool> alike_;              ///< by place: its options exclude each other in the bound too
  std::vector<std::uint32_t> of_place_;  ///< scratch: the best one, by place
  std::vector<std::int64_t> reduced_;
  std::vector<std::pair<std::uint32_t, double>> shares_;
  Price price_ = 0;
  Wide worth_ = 0;
  std::int64_t displaced_ = 0;
};

}  // namespace linquan::siting
