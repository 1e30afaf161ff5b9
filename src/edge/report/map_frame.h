#pragma once

#include <cstdint>
#include <span>

#include "canvas.h"
#include "linquan/city/city.h"
#include "linquan/report/svg.h"

namespace linquan::report {

/// Where an area's people are: its shape; of areas without a shape their homes.
geo::Box box_of_area(city::City const& city, std::uint32_t area, std::span<std::uint32_t const> homes);

PathData outline_of(Canvas const& canvas, geo::MultiPolygon const& shape);

/// The window of the map: what is drawn in it never stands over its rim.
void open_window(Svg& svg, Canvas const& canvas);

/// What lies outside the area steps back.
void draw_boundary(Svg& svg, Canvas const& canvas, geo::MultiPolygon const& shape);

}  // namespace linquan::report
