#include "map_frame.h"

#include <fmt/format.h>

namespace linquan::report {

geo::Box box_of_area(city::City const& city, std::uint32_t area, std::span<std::uint32_t const> homes) {
  auto box = area == walk::none ? geo::Box{} : geo::box_of(city.areas[area].shape);
  if (box.empty()) {
    for (auto const home : homes) {
      box.add(city.homes[home].door);
    }
  }
  return box.empty() ? city.box : box;
}

PathData outline_of(Canvas const& canvas, geo::MultiPolygon const& shape) {
  PathData data{2};
  for (auto const& polygon : shape) {
    data.ring(canvas, polygon.outer);
    for (auto const& hole : polygon.holes) {
      data.ring(canvas, hole);
    }
  }
  return data;
}

void open_window(Svg& svg, Canvas const& canvas) {
  svg.open_window({Canvas::width, canvas.height()});
  svg.rect({0, 0}, {Canvas::width, canvas.height()}, R"(fill="#f6f6f4")");
}

void draw_boundary(Svg& svg, Canvas const& canvas, geo::MultiPolygon const& shape) {
  auto const outline = outline_of(canvas, shape);
  if (outline.text().empty()) {
    return;
  }
  svg.path(fmt::format("M0 0H{0}V{1}H0z{2}", number(Canvas::width), number(canvas.height()), outline.text()),
           R"(fill="#ffffff" fill-opacity="0.55" fill-rule="evenodd")");
  svg.path(outline.text(), R"(fill="none" stroke="#4a4f53" stroke-width="5" stroke-dasharray="22 10")");
}

}  // namespace linquan::report
