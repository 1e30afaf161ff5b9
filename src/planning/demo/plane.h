#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "linquan/geo/point.h"

namespace linquan::demo {

/// A place on the drawing board: decimetres east and north of the town's centre, whole numbers only.
struct At {
  std::int32_t x = 0;
  std::int32_t y = 0;
  friend constexpr auto operator<=>(At, At) = default;
};

constexpr At at(std::int64_t x, std::int64_t y) {
  return {static_cast<std::int32_t>(x), static_cast<std::int32_t>(y)};
}

/// The whole part of the square root; `value` ≥ 0.
std::int64_t root(std::int64_t value);
std::int64_t distance(At a, At b);
/// The place `part` of `whole` on the way from `a` to `b`.
At between(At a, At b, std::int64_t part, std::int64_t whole);
/// How far along a→b the foot of `p` lies, in decimetres, not clamped.
std::int64_t along(At a, At b, At p);
/// A smooth wave of parabolas: 0 at 0, `height` at a quarter of `length`.
std::int64_t wave(std::int64_t phase, std::int64_t length, std::int64_t height);
/// Inside the ring (even-odd); a place on the rim may count as either.
bool inside(std::vector<At> const& ring, At p);

/// From the drawing board to the earth: bends the straight lines a little, then scales to degrees around 117.18 E 34.26
/// N.
class Earth {
 public:
  explicit Earth(std::uint64_t seed);
  [[nodiscard]] At bent(At p) const;
  [[nodiscard]] geo::Point to_point(At p) const { return scaled(bent(p)); }
  /// Of a place that is bent already.
  [[nodiscard]] static geo::Point scaled(At bent);

 private:
  std::int64_t phase_[4];
};

/// A four-sided piece of ground with places in it named by distances along its sides.
class Quad {
 public:
  Quad() = default;
  /// Corners in the order south-west, south-east, north-east, north-west.
  Quad(At south_west, At south_east, At north_east, At north_west);
  /// `x` in 0 … width(), `y` in 0 … height().
  [[nodiscard]] At at(std::int64_t x, std::int64_t y) const;
  [[nodiscard]] Quad part(std::int64_t x0, std::int64_t y0, std::int64_t x1, std::int64_t y1) const;
  [[nodiscard]] std::int64_t width() const { return width_; }
  [[nodiscard]] std::int64_t height() const { return height_; }
  [[nodiscard]] At centre() const { return at(width_ / 2, height_ / 2); }
  [[nodiscard]] std::vector<At> ring() const { return {a_, b_, c_, d_}; }

 private:
  At a_, b_, c_, d_;
  std::int64_t width_ = 1;
  std::int64_t height_ = 1;
};

}  // namespace linquan::demo
