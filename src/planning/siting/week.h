#pragma once

#include <array>
#include <bit>
#include <cstdint>

#include "linquan/siting/coverage.h"

namespace linquan::siting {

/// Whether so many options can each be visited on one of their days, by Hall's condition: no set of days is all that
/// more options have than can be visited on it.
class Week {
 public:
  /// `per_day` 0: no days count, everything is allowed.
  explicit Week(std::uint32_t per_day) : per_day_{per_day} {}

  /// Whether one with the days `in` finds room, once the one with the days `out` (0: none) has left.
  [[nodiscard]] bool allows(Days in, Days out = 0) const {
    for (unsigned days = 1; per_day_ != 0 && days < within_.size(); ++days) {
      if ((in & ~days) != 0) {
        continue;
      }
      std::int64_t const leaves = out != 0 && (out & ~days) == 0 ? 1 : 0;
      if (within_[days] + 1 - leaves > std::int64_t{per_day_} * std::popcount(days)) {
        return false;
      }
    }
    return true;
  }

  /// One with these days comes (1) or goes (-1).
  void count(Days counted, std::int64_t change) {
    for (unsigned days = 1; per_day_ != 0 && days < within_.size(); ++days) {
      within_[days] += (counted & ~days) == 0 ? change : 0;
    }
  }

 private:
  std::uint32_t per_day_;
  std::array<std::int64_t, 128> within_{};  ///< by set of days, those that have no other days
};

}  // namespace linquan::siting
