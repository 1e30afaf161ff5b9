#include "plane.h"

#include <algorithm>
#include <cstddef>

#include "random.h"

namespace linquan::demo {
namespace {

/// Rounds half away from zero.
std::int64_t divided(std::int64_t value, std::int64_t by) {
  return value >= 0 ? (value + by / 2) / by : -((-value + by / 2) / by);
}

}  // namespace

std::int64_t root(std::int64_t value) {
  std::int64_t low = 0;
  std::int64_t high = 3'000'000'000;
  while (low < high) {
    auto const middle = low + (high - low + 1) / 2;
    if (middle * middle <= value) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

std::int64_t distance(At a, At b) {
  auto const dx = std::int64_t{a.x} - b.x;
  auto const dy = std::int64_t{a.y} - b.y;
  return root(dx * dx + dy * dy);
}

At between(At a, At b, std::int64_t part, std::int64_t whole) {
  return at(a.x + divided((std::int64_t{b.x} - a.x) * part, whole),
            a.y + divided((std::int64_t{b.y} - a.y) * part, whole));
}

std::int64_t along(At a, At b, At p) {
  auto const dx = std::int64_t{b.x} - a.x;
  auto const dy = std::int64_t{b.y} - a.y;
  auto const length = std::max<std::int64_t>(1, distance(a, b));
  return divided((std::int64_t{p.x} - a.x) * dx + (std::int64_t{p.y} - a.y) * dy, length);
}

std::int64_t wave(std::int64_t phase, std::int64_t length, std::int64_t height) {
  auto const half = std::max<std::int64_t>(1, length / 2);
  auto in = phase % (2 * half);
  if (in < 0) {
    in += 2 * half;
  }
  auto const sign = in < half ? 1 : -1;
  in %= half;
  return sign * divided(4 * in * (half - in) / half * height, half);
}

bool inside(std::vector<At> const& ring, At p) {
  bool in = false;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    auto const a = ring[i];
    auto const b = ring[j];
    if ((a.y > p.y) == (b.y > p.y)) {
      continue;
    }
    auto const left = (std::int64_t{p.x} - a.x) * (std::int64_t{b.y} - a.y);
    auto const right = (std::int64_t{b.x} - a.x) * (std::int64_t{p.y} - a.y);
    if ((b.y > a.y) == (left < right)) {
      in = !in;
    }
  }
  return in;
}

Earth::Earth(std::uint64_t seed) : phase_{} {
  Random random{mixed(seed, {7001})};
  for (auto& phase : phase_) {
    phase = random.below(60'000);
  }
}

At Earth::bent(At p) const {
  auto const x = std::int64_t{p.x};
  auto const y = std::int64_t{p.y};
  return {static_cast<std::int32_t>(x + wave(y + phase_[0], 31'000, 420) + wave(x + y + phase_[1], 53'000, 620)),
          static_cast<std::int32_t>(y + wave(x + phase_[2], 37'000, 420) + wave(x - y + phase_[3], 47'000, 620))};
}

geo::Point Earth::scaled(At bent) {
  // A decimetre at 34.26 N is 10.85751e-7 degrees of longitude and 9.01493e-7 degrees of latitude on WGS-84.
  constexpr std::int64_t lon = 1'171'800'000;
  constexpr std::int64_t lat = 342'600'000;
  return {static_cast<std::int32_t>(lon + divided(std::int64_t{bent.x} * 1'085'751, 100'000)),
          static_cast<std::int32_t>(lat + divided(std::int64_t{bent.y} * 901'493, 100'000))};
}

Quad::Quad(At south_west, At south_east, At north_east, At north_west)
    : a_{south_west},
      b_{south_east},
      c_{north_east},
      d_{north_west},
      width_{std::max<std::int64_t>(1, (distance(a_, b_) + distance(d_, c_)) / 2)},
      height_{std::max<std::int64_t>(1, (distance(a_, d_) + distance(b_, c_)) / 2)} {}

At Quad::at(std::int64_t x, std::int64_t y) const {
  auto const south = between(a_, b_, x, width_);
  auto const north = between(d_, c_, x, width_);
  return between(south, north, y, height_);
}

Quad Quad::part(std::int64_t x0, std::int64_t y0, std::int64_t x1, std::int64_t y1) const {
  return {at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1)};
}

}  // namespace linquan::demo
