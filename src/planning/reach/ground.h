#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "linquan/geo/point.h"
#include "linquan/reach/streets.h"

namespace linquan::reach {

inline constexpr double cell_millimetres = 10'000;

/// A cell of the city's raster, counted from its south-west corner.
struct Cell {
  std::uint16_t column = 0;
  std::uint16_t row = 0;
  friend bool operator==(Cell, Cell) = default;
};

/// Where a street passes through a cell, or beside it.
struct Stamp {
  enum Use : std::uint8_t {
    counts = 1,   ///< a public street runs through the cell: unless it is reached, the cell is not
    spreads = 2,  ///< one may leave the street for the cell
    opens = 4,    ///< the cell is barred to all but who stays on the street
  };
  Cell cell;
  std::uint16_t share = 0;      ///< of the way from the street's start to its end, in 65,536ths
  std::uint8_t decimetres = 0;  ///< from the street to the middle of the cell
  std::uint8_t use = 0;
};

/// A street as the ground knows it.
struct GroundStreet {
  Edge edge = 0;
  Node from = 0;
  Node to = 0;
  std::uint32_t stamps_first = 0;
  std::uint32_t stamps_end = 0;
  std::uint32_t compound = walk::none;  ///< of an inner street: drawn only for who lives in it
  Tenths along = 0;                     ///< over the whole street, without the waits
  Tenths wait_from = 0;
  Tenths wait_to = 0;
  bool forward = false;
  bool backward = false;
};

/// 64 × 64 cells.
struct Tile {
  static constexpr std::uint32_t side = 64;
  /// Nobody is in water, on rails or in another compound; a wall only stops who leaves the street.
  enum Bar : std::uint8_t { hard = 1, compound = 2, wall = 4 };
  std::array<std::uint8_t, std::size_t{side} * side> bars{};
  std::array<std::uint8_t, std::size_t{side} * side> streets{};  ///< stamps that count; 255: that many or more
};

struct GroundData {
  geo::Frame frame{geo::Point{}};
  double west = 0;  ///< of the raster, in the frame's millimetres
  double south = 0;
  std::uint32_t tile_columns = 0;
  std::uint32_t tile_rows = 0;
  std::vector<std::uint32_t> tile_number;  ///< `walk::none`: nothing there
  std::vector<Tile> tiles;
  std::vector<std::uint32_t> first;  ///< by the lower Node of a street's two: into streets
  std::vector<GroundStreet> streets;
  std::vector<std::uint32_t> street_of;  ///< by Edge; `walk::none`: not drawn
  std::vector<Stamp> stamps;
  std::vector<Cell> node_cell;
  std::vector<geo::MultiPolygon> compounds;  ///< by index into City::areas; empty where it is none

  [[nodiscard]] Tile const* tile(std::uint32_t tile_column, std::uint32_t tile_row) const {
    auto const number = tile_number[std::size_t{tile_row} * tile_columns + tile_column];
    return number == walk::none ? nullptr : &tiles[number];
  }
  [[nodiscard]] std::uint32_t columns() const { return tile_columns * Tile::side; }
  [[nodiscard]] std::uint32_t rows() const { return tile_rows * Tile::side; }
  /// In cells from the south-west corner.
  [[nodiscard]] geo::Frame::Vec in_cells(geo::Point at) const {
    auto const plane = frame.to_plane(at);
    return {(plane.x - west) / cell_millimetres, (plane.y - south) / cell_millimetres};
  }
  [[nodiscard]] geo::Point at_cells(double column, double row) const {
    return frame.to_point({west + column * cell_millimetres, south + row * cell_millimetres});
  }
};

/// Calls `visit(column, row, begin, end)` for each cell that the line from `a` to `b` (in cells) runs through, in
/// order, with the shares of the line at which it enters and leaves. Neighbours in that order share a side.
template <class Visit>
void each_cell(geo::Frame::Vec a, geo::Frame::Vec b, Visit const& visit) {
  auto column = static_cast<std::int64_t>(std::floor(a.x));
  auto row = static_cast<std::int64_t>(std::floor(a.y));
  auto const steps = std::abs(static_cast<std::int64_t>(std::floor(b.x)) - column) +
                     std::abs(static_cast<std::int64_t>(std::floor(b.y)) - row);
  auto const next_share = [](double from, double to, std::int64_t cell) {
    auto const side = static_cast<double>(to > from ? cell + 1 : cell);
    return from == to ? std::numeric_limits<double>::infinity() : (side - from) / (to - from);
  };
  double begin = 0;
  for (std::int64_t step = 0; step <= steps; ++step) {
    auto const over_x = next_share(a.x, b.x, column);
    auto const over_y = next_share(a.y, b.y, row);
    auto const end = step == steps ? 1.0 : std::clamp(std::min(over_x, over_y), begin, 1.0);
    visit(column, row, begin, end);
    begin = end;
    if (over_x < over_y) {
      column += b.x > a.x ? 1 : -1;
    } else {
      row += b.y > a.y ? 1 : -1;
    }
  }
}

/// Calls `visit(column, row)` for each cell whose middle lies in the polygon (even-odd rule), within `rows` and
/// `columns`.
template <class Visit>
void each_cell_in(GroundData const& ground, geo::Polygon const& polygon, Visit const& visit) {
  std::vector<std::vector<geo::Frame::Vec>> rings;
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  auto const add = [&](geo::Ring const& ring) {
    auto& corners = rings.emplace_back();
    for (auto const corner : ring) {
      corners.push_back(ground.in_cells(corner));
      low = std::min(low, corners.back().y);
      high = std::max(high, corners.back().y);
    }
  };
  add(polygon.outer);
  for (auto const& hole : polygon.holes) {
    add(hole);
  }
  auto const last = std::min(high, static_cast<double>(ground.rows()));
  std::vector<double> cuts;
  for (auto middle = std::floor(std::max(low, 0.0)) + 0.5; middle < last; middle += 1) {
    cuts.clear();
    for (auto const& ring : rings) {
      for (std::size_t i = 0; i < ring.size(); ++i) {
        auto const a = ring[i];
        auto const b = ring[i + 1 == ring.size() ? 0 : i + 1];
        if ((a.y > middle) != (b.y > middle)) {
          cuts.push_back(a.x + (b.x - a.x) * (middle - a.y) / (b.y - a.y));
        }
      }
    }
    std::ranges::sort(cuts);
    for (std::size_t i = 0; i + 1 < cuts.size(); i += 2) {
      auto const end = std::min(std::ceil(cuts[i + 1] - 0.5), static_cast<double>(ground.columns()));
      for (auto column = std::max(0.0, std::ceil(cuts[i] - 0.5)); column < end; column += 1) {
        visit(static_cast<std::int64_t>(column), static_cast<std::int64_t>(middle));
      }
    }
  }
}

}  // namespace linquan::reach
