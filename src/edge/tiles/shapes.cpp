#include "linquan/tiles/shapes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>

namespace linquan::tiles {
namespace {

struct Reach {
  std::size_t first = 0;
  std::size_t last = 0;
};

/// The square of a point's distance from a segment.
double distance_squared(Pixel p, Pixel a, Pixel b) {
  auto const dx = static_cast<double>(b.x) - a.x;
  auto const dy = static_cast<double>(b.y) - a.y;
  auto const px = static_cast<double>(p.x) - a.x;
  auto const py = static_cast<double>(p.y) - a.y;
  auto const length = dx * dx + dy * dy;
  auto const along = length > 0 ? std::clamp((px * dx + py * dy) / length, 0.0, 1.0) : 0.0;
  auto const away_x = px - along * dx;
  auto const away_y = py - along * dy;
  return away_x * away_x + away_y * away_y;
}

/// The point of a stretch that lies farthest from its chord; nullopt where none is farther than the tolerance.
std::optional<std::size_t> farthest(Line const& line, Reach reach, std::int32_t tolerance) {
  auto most = static_cast<double>(tolerance) * tolerance;
  std::optional<std::size_t> found;
  for (auto i = reach.first + 1; i < reach.last; ++i) {
    auto const away = distance_squared(line[i], line[reach.first], line[reach.last]);
    if (away > most) {
      most = away;
      found = i;
    }
  }
  return found;
}

Line without_repeats(Line const& line) {
  Line result;
  result.reserve(line.size());
  std::unique_copy(line.begin(), line.end(), std::back_inserter(result));
  return result;
}

Pixel between(Pixel a, Pixel b, double share) {
  auto const at = [&](std::int32_t from, std::int32_t to) {
    return static_cast<std::int32_t>(std::lround(from + share * (static_cast<double>(to) - from)));
  };
  return {at(a.x, b.x), at(a.y, b.y)};
}

/// The part of a segment inside of the window, as shares of its length; nullopt where there is none.
std::optional<std::pair<double, double>> inside_shares(Pixel a, Pixel b, Window window) {
  auto const dx = static_cast<double>(b.x) - a.x;
  auto const dy = static_cast<double>(b.y) - a.y;
  auto enters = 0.0;
  auto leaves = 1.0;
  // Against each side: where the segment runs out through it, or in.
  std::array<std::pair<double, double>, 4> const sides{{{-dx, static_cast<double>(a.x) - window.low()},
                                                        {dx, static_cast<double>(window.high()) - a.x},
                                                        {-dy, static_cast<double>(a.y) - window.low()},
                                                        {dy, static_cast<double>(window.high()) - a.y}}};
  for (auto const& [outward, room] : sides) {
    if (outward == 0 && room < 0) {
      return std::nullopt;
    }
    if (outward < 0) {
      enters = std::max(enters, room / outward);
    } else if (outward > 0) {
      leaves = std::min(leaves, room / outward);
    }
  }
  return enters <= leaves ? std::optional{std::pair{enters, leaves}} : std::nullopt;
}

/// One side of the window, which a ring is cut at.
struct Side {
  bool vertical = false;  ///< a line of one x
  std::int32_t at = 0;
  bool keeps_lower = false;

  [[nodiscard]] std::int32_t across(Pixel p) const { return vertical ? p.x : p.y; }
  [[nodiscard]] bool holds(Pixel p) const { return keeps_lower ? across(p) <= at : across(p) >= at; }
  [[nodiscard]] Pixel crossing(Pixel a, Pixel b) const {
    auto const share = (static_cast<double>(at) - across(a)) / (static_cast<double>(across(b)) - across(a));
    auto p = between(a, b, share);
    (vertical ? p.x : p.y) = at;
    return p;
  }
};

Line cut_at(Line const& ring, Side const& side) {
  Line result;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    auto const here = ring[i];
    auto const before = ring[i == 0 ? ring.size() - 1 : i - 1];
    if (side.holds(here) != side.holds(before)) {
      result.push_back(side.crossing(before, here));
    }
    if (side.holds(here)) {
      result.push_back(here);
    }
  }
  return result;
}

/// Without repeats, also across the ring's beginning; empty where it encloses nothing.
Line tidy_ring(Line const& ring) {
  auto result = without_repeats(ring);
  while (result.size() > 1 && result.front() == result.back()) {
    result.pop_back();
  }
  return result.size() < 3 || area_twice(result) == 0 ? Line{} : result;
}

}  // namespace

Line simplified(Line const& line, std::int32_t tolerance) {
  auto const whole = without_repeats(line);
  if (whole.size() < 3) {
    return whole;
  }
  std::vector<bool> stays(whole.size());
  stays.front() = true;
  stays.back() = true;
  std::vector<Reach> open{{0, whole.size() - 1}};
  while (!open.empty()) {
    auto const reach = open.back();
    open.pop_back();
    if (auto const middle = farthest(whole, reach, tolerance)) {
      stays[*middle] = true;
      open.push_back({reach.first, *middle});
      open.push_back({*middle, reach.last});
    }
  }
  Line result;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (stays[i]) {
      result.push_back(whole[i]);
    }
  }
  return result;
}

Line simplified_ring(Line const& ring, std::int32_t tolerance) {
  auto open = tidy_ring(ring);
  if (open.empty()) {
    return open;
  }
  open.push_back(open.front());
  return tidy_ring(simplified(open, tolerance));
}

std::vector<Line> cut(Line const& line, Window window) {
  std::vector<Line> pieces;
  auto joined = false;
  for (std::size_t i = 1; i < line.size(); ++i) {
    auto const shares = inside_shares(line[i - 1], line[i], window);
    if (!shares) {
      joined = false;
      continue;
    }
    auto const from = shares->first > 0 ? between(line[i - 1], line[i], shares->first) : line[i - 1];
    auto const to = shares->second < 1 ? between(line[i - 1], line[i], shares->second) : line[i];
    if (!joined) {
      pieces.push_back({from});
    }
    pieces.back().push_back(to);
    joined = shares->second >= 1;
  }
  for (auto& piece : pieces) {
    piece = without_repeats(piece);
  }
  std::erase_if(pieces, [](Line const& piece) { return piece.size() < 2; });
  return pieces;
}

Line cut_ring(Line const& ring, Window window) {
  if (std::ranges::all_of(ring, [&](Pixel p) { return window.holds(p); })) {
    return tidy_ring(ring);
  }
  auto result = ring;
  for (auto const& side : {Side{true, window.low(), false}, Side{true, window.high(), true},
                           Side{false, window.low(), false}, Side{false, window.high(), true}}) {
    result = cut_at(result, side);
  }
  return tidy_ring(result);
}

std::int64_t area_twice(Line const& ring) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    auto const& a = ring[i];
    auto const& b = ring[i + 1 == ring.size() ? 0 : i + 1];
    sum += static_cast<std::int64_t>(a.x) * b.y - static_cast<std::int64_t>(b.x) * a.y;
  }
  return sum;
}

}  // namespace linquan::tiles
