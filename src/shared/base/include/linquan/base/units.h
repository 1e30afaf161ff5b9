#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <ratio>

namespace linquan {

/// Walking time in tenths of a second. Whole seconds widen silently; narrowing needs a named rounding.
using WalkTime = std::chrono::duration<std::int32_t, std::deci>;

/// A length along streets in whole millimetres: fine enough that a running sum along a way never drifts.
struct Millimetres {
  std::int64_t count = 0;
  friend constexpr auto operator<=>(Millimetres, Millimetres) = default;
  friend constexpr Millimetres operator+(Millimetres a, Millimetres b) { return {a.count + b.count}; }
  friend constexpr Millimetres operator-(Millimetres a, Millimetres b) { return {a.count - b.count}; }
  /// For display and statistics only.
  [[nodiscard]] constexpr double metres() const { return static_cast<double>(count) / 1000.0; }
};

/// A length in whole centimetres, as tables and rules give it.
struct Centimetres {
  std::int32_t count = 0;
  friend constexpr auto operator<=>(Centimetres, Centimetres) = default;
};

/// People in thousandths, so that shares of a grid cell add up to the cell exactly.
struct Millipersons {
  std::int64_t count = 0;
  friend constexpr auto operator<=>(Millipersons, Millipersons) = default;
  friend constexpr Millipersons operator+(Millipersons a, Millipersons b) { return {a.count + b.count}; }
  friend constexpr Millipersons operator-(Millipersons a, Millipersons b) { return {a.count - b.count}; }
  constexpr Millipersons& operator+=(Millipersons other) { return count += other.count, *this; }
  /// For display and statistics only.
  [[nodiscard]] constexpr double persons() const { return static_cast<double>(count) / 1000.0; }
};

}  // namespace linquan
