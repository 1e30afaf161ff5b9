#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>

#include "linquan/base/result.h"
#include "linquan/reach/walker.h"

namespace linquan::reach {

inline constexpr std::size_t limits_max = 4;
inline constexpr std::size_t nearest_max = 3;

/// One to four limits, ascending; the last one ends the search. *Within* means ≤.
class Limits {
 public:
  /// 5, 10 and 15 minutes.
  Limits() : Limits{{3000, 6000, 9000}, 3} {}
  /// usage   `limits_many` (none or more than four), `limit_range` (0, or more than 60 minutes or 6 km)
  static Result<Limits> of(std::span<double const> values, Unit unit);

  /// Twice as far; nothing where that is farther than anybody may ask.
  [[nodiscard]] std::optional<Limits> doubled(Unit unit) const;

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] Tenths operator[](std::size_t i) const { return values_[i]; }
  [[nodiscard]] Tenths farthest() const { return values_[size_ - 1]; }
  [[nodiscard]] Tenths const* begin() const { return values_.data(); }
  [[nodiscard]] Tenths const* end() const { return values_.data() + size_; }

 private:
  Limits(std::array<Tenths, limits_max> values, std::size_t size) : values_{values}, size_{size} {}

  std::array<Tenths, limits_max> values_;
  std::size_t size_;
};

}  // namespace linquan::reach
