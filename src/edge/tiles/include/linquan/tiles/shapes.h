#pragma once

#include <cstdint>
#include <vector>

#include "linquan/tiles/grid.h"

/// Lines and rings on a tile's grid: made simpler and cut.
namespace linquan::tiles {

using Line = std::vector<Pixel>;
/// One polygon: its outer ring, then its holes; closed without their repeated first point.
using Rings = std::vector<Line>;

/// A square about the tile, wider by `margin` on each side; its rim belongs to it.
struct Window {
  std::int32_t margin = 0;
  [[nodiscard]] std::int32_t low() const { return -margin; }
  [[nodiscard]] std::int32_t high() const { return extent + margin; }
  [[nodiscard]] bool holds(Pixel p) const { return p.x >= low() && p.x <= high() && p.y >= low() && p.y <= high(); }
};

/// Without points that lie nearer than `tolerance` to what is left (Douglas and Peucker); ends stay. Repeated points
/// go in any case.
Line simplified(Line const& line, std::int32_t tolerance);
/// The same for a ring; empty where nothing with an area is left.
Line simplified_ring(Line const& ring, std::int32_t tolerance);

/// The pieces of a line inside of the window; each has at least two points.
std::vector<Line> cut(Line const& line, Window window);
/// The ring's part inside of the window, in one ring that may run along the window's rim; empty where there is none.
Line cut_ring(Line const& ring, Window window);

/// Twice the ring's area in square units; positive where it runs clockwise on the map (y grows southwards).
std::int64_t area_twice(Line const& ring);

}  // namespace linquan::tiles
