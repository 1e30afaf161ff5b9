#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "problem.h"
#include "week.h"

namespace linquan::siting {

/// What is chosen, kept within the budget: number, cost, days, one option a place, none too near another.
class Choice {
 public:
  explicit Choice(Problem const& problem);

  [[nodiscard]] std::span<OptionIndex const> chosen() const { return chosen_; }
  [[nodiscard]] bool holds(OptionIndex option) const { return position_[option] != none; }
  /// Once false it stays so until something is removed.
  [[nodiscard]] bool may_add(OptionIndex option) const;
  /// `out` is chosen, `in` is not.
  [[nodiscard]] bool may_swap(OptionIndex out, OptionIndex in) const;
  void add(OptionIndex option);
  void remove(OptionIndex option);

 private:
  static constexpr std::uint32_t none = UINT32_MAX;

  void count(OptionIndex option, std::int32_t change);

  Problem const* problem_;
  std::vector<OptionIndex> chosen_;
  std::vector<std::uint32_t> position_;  ///< by option, in `chosen_`
  std::vector<OptionIndex> at_place_;    ///< by place, what is chosen there
  std::vector<std::int32_t> too_near_;   ///< by option, chosen ones that exclude it
  Week week_;
  std::int64_t cost_ = 0;
};

}  // namespace linquan::siting
