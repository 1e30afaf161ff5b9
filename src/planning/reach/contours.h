#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "linquan/geo/point.h"
#include "linquan/reach/walker.h"

namespace linquan::reach {

/// No contour comes nearer to a barred cell's middle than its neighbour's, but for a hair.
inline constexpr Tenths barred = UINT16_MAX;
/// Nothing is known of the cell: the contour runs half-way to it.
inline constexpr Tenths nothing = UINT16_MAX - 1;

/// Draws where a field of times is at most a limit: marching squares, so that rings neither cross nor touch.
class Contours {
 public:
  /// How the field lies on the earth: the middle of its first cell, and a cell's size, in units of 1e-7 degrees.
  struct Frame {
    double lon = 0;
    double lat = 0;
    double lon_cell = 0;
    double lat_cell = 0;
  };

  /// `field` row by row from the south, `width` cells each; its rim must be above the limit.
  geo::MultiPolygon draw(std::span<Tenths const> field, std::size_t width, Tenths limit, Frame const& frame);

 private:
  void find_inside();
  void visit_row(std::size_t row, geo::MultiPolygon& shape);
  void visit_crossing(std::size_t column, std::size_t row, geo::MultiPolygon& shape);
  geo::Ring trace(std::size_t column, std::size_t row, std::uint32_t number);
  [[nodiscard]] unsigned corners(std::size_t at) const;
  [[nodiscard]] geo::Point crossing(std::size_t a, std::size_t step) const;

  std::span<Tenths const> field_;
  std::size_t width_ = 0;
  std::size_t height_ = 0;
  Tenths limit_ = 0;
  Frame frame_;
  std::vector<std::uint8_t> inside_;
  std::vector<std::uint32_t> ring_at_;     ///< by cell: the ring that crosses to its eastern neighbour, from 1
  std::vector<std::uint32_t> polygon_of_;  ///< by ring
  std::uint32_t last_ring_ = 0;            ///< met before in this row
};

}  // namespace linquan::reach
