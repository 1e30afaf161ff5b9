#include "contours.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <utility>

namespace linquan::reach {
namespace {

/// Sides of a square of four cells' middles.
enum Side : std::uint8_t { south, east, north, west, none };

/// By which corners are inside (south-west 1, south-east 2, north-east 4, north-west 8) and the side by which a contour
/// enters: the side by which it leaves. Corners that meet only across a square stay apart.
constexpr std::array<std::array<Side, 4>, 16> leaves{{
    {none, none, none, none},    // nothing inside
    {west, none, none, south},   // 1
    {east, south, none, none},   // 2
    {none, west, none, east},    // 1 and 2
    {none, north, east, none},   // 4
    {west, north, east, south},  // 1 and 4
    {north, none, south, none},  // 2 and 4
    {none, none, west, north},   // all but 8
    {none, none, west, north},   // 8
    {north, none, south, none},  // 8 and 1
    {east, south, west, north},  // 8 and 2
    {none, north, east, none},   // all but 4
    {none, west, none, east},    // 8 and 4
    {east, south, none, none},   // all but 2
    {west, none, none, south},   // all but 1
    {none, none, none, none},    // all inside
}};

/// Contours keep this share of a cell away from its middle, so that rounding joins no two of them.
constexpr double hair = 0.01;

}  // namespace

geo::MultiPolygon Contours::draw(std::span<Tenths const> field, std::size_t width, Tenths limit, Frame const& frame) {
  field_ = field;
  width_ = width;
  height_ = field.size() / width;
  limit_ = limit;
  frame_ = frame;
  find_inside();
  ring_at_.assign(field.size(), 0);
  polygon_of_.assign(1, 0);
  geo::MultiPolygon shape;
  for (std::size_t row = 1; row + 1 < height_; ++row) {
    visit_row(row, shape);
  }
  return shape;
}

void Contours::find_inside() {
  constexpr std::size_t block = 8;
  inside_.resize(field_.size() + block + 1);
  auto const limit = limit_;
  std::ranges::transform(field_, inside_.begin(),
                         [limit](Tenths time) { return static_cast<std::uint8_t>(time <= limit ? 1 : 0); });
}

/// Finds the row's crossings from west to east; most of a row has none.
void Contours::visit_row(std::size_t row, geo::MultiPolygon& shape) {
  constexpr std::size_t block = 8;
  last_ring_ = 0;
  auto const* const cells = inside_.data() + row * width_;
  for (std::size_t first = 0; first + 1 < width_; first += block) {
    if (std::memcmp(cells + first, cells + first + 1, block) == 0) {
      continue;
    }
    auto const end = std::min(first + block, width_ - 1);
    for (auto column = first; column < end; ++column) {
      if (cells[column] != cells[column + 1]) {
        visit_crossing(column, row, shape);
      }
    }
  }
}

/// A ring is met first in its southernmost row, at its western side: there an outer ring leads in, a hole out. What
/// lies to the west of a hole is the ring around it or another hole of the same polygon.
void Contours::visit_crossing(std::size_t column, std::size_t row, geo::MultiPolygon& shape) {
  auto const at = row * width_ + column;
  if (ring_at_[at] == 0) {
    auto const number = static_cast<std::uint32_t>(polygon_of_.size());
    auto ring = trace(column, row, number);
    if (inside_[at] == 0) {
      std::ranges::reverse(ring);
      polygon_of_.push_back(static_cast<std::uint32_t>(shape.size()));
      shape.push_back({std::move(ring), {}});
    } else {
      polygon_of_.push_back(polygon_of_[last_ring_]);
      shape[polygon_of_.back()].holes.push_back(std::move(ring));
    }
  }
  last_ring_ = ring_at_[at];
}

unsigned Contours::corners(std::size_t at) const {
  return inside_[at] | static_cast<unsigned>(inside_[at + 1]) << 1U |
         static_cast<unsigned>(inside_[at + width_ + 1]) << 2U | static_cast<unsigned>(inside_[at + width_]) << 3U;
}

/// Between cell `a` and the one `step` behind it: where the time reaches the limit.
geo::Point Contours::crossing(std::size_t a, std::size_t step) const {
  auto const from_a = inside_[a] != 0;
  auto const in = field_[from_a ? a : a + step];
  auto const out = field_[from_a ? a + step : a];
  auto share = 0.5;
  if (out == barred) {
    share = hair;
  } else if (out != nothing) {
    share = std::clamp(static_cast<double>(limit_ - in) / (out - in), hair, 1 - hair);
  }
  auto const along = from_a ? share : 1 - share;
  auto const cell_row = a / width_;
  auto const column = static_cast<double>(a - cell_row * width_) + (step == 1 ? along : 0);
  auto const row = static_cast<double>(cell_row) + (step == 1 ? 0 : along);
  return {static_cast<std::int32_t>(std::floor(frame_.lon + column * frame_.lon_cell + 0.5)),
          static_cast<std::int32_t>(std::floor(frame_.lat + row * frame_.lat_cell + 0.5))};
}

/// The ring that crosses from a cell to its eastern neighbour, walked northwards from there.
geo::Ring Contours::trace(std::size_t column, std::size_t row, std::uint32_t number) {
  geo::Ring ring;
  auto const start = row * width_ + column;
  auto at = start;
  auto side = south;
  do {
    switch (side) {
      case south:
      case north: {
        auto const cell = side == south ? at : at + width_;
        ring_at_[cell] = number;
        ring.push_back(crossing(cell, 1));
        break;
      }
      case west:
        ring.push_back(crossing(at, width_));
        break;
      case east:
        ring.push_back(crossing(at + 1, width_));
        break;
      case none:
        return ring;
    }
    side = leaves[corners(at)][side];
    switch (side) {
      case south:
        at -= width_;
        side = north;
        break;
      case north:
        at += width_;
        side = south;
        break;
      case east:
        at += 1;
        side = west;
        break;
      case west:
        at -= 1;
        side = east;
        break;
      case none:
        return ring;
    }
  } while (at != start || side != south);
  return ring;
}

}  // namespace linquan::reach
