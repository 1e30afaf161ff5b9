#include "canvas.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>

namespace linquan::report {
namespace {

/// Of the window, on each side.
constexpr double margin = 50;

geo::Point middle(geo::Box const& box) {
  return {box.low.lon + (box.high.lon - box.low.lon) / 2, box.low.lat + (box.high.lat - box.low.lat) / 2};
}

}  // namespace

Canvas::Canvas(geo::Box const& box, double height_min, double height_max) : frame_{middle(box)} {
  auto const low = frame_.to_plane(box.low);
  auto const high = frame_.to_plane(box.high);
  // A single home is a box of no size; nothing is drawn larger than a street corner.
  auto const wide = std::max(high.x - low.x, 50'000.0);
  auto const tall = std::max(high.y - low.y, 50'000.0);
  height_ = std::clamp((width - 2 * margin) * tall / wide + 2 * margin, height_min, height_max);
  scale_ = std::min((width - 2 * margin) / wide, (height_ - 2 * margin) / tall);
  shown_.add(place({0, 0}));
  shown_.add(place({width, height_}));
}

Svg::Point Canvas::at(geo::Point place) const {
  auto const plane = frame_.to_plane(place);
  return {width / 2 + plane.x * scale_, height_ / 2 - plane.y * scale_};
}

geo::Point Canvas::place(Svg::Point at) const {
  return frame_.to_point({(at.x - width / 2) / scale_, (height_ / 2 - at.y) / scale_});
}

void PathData::move_to(Svg::Point at) {
  x_ = std::llround(at.x);
  y_ = std::llround(at.y);
  fmt::format_to(std::back_inserter(text_), "M{} {}", x_, y_);
}

void PathData::line_to(Svg::Point at, bool keep) {
  auto const x = std::llround(at.x);
  auto const y = std::llround(at.y);
  auto const near = std::abs(at.x - static_cast<double>(x_)) + std::abs(at.y - static_cast<double>(y_)) < spacing_;
  if ((x == x_ && y == y_) || (near && !keep)) {
    return;
  }
  fmt::format_to(std::back_inserter(text_), "l{}{}{}", x - x_, y < y_ ? "" : " ", y - y_);
  x_ = x;
  y_ = y;
}

void PathData::ring(Canvas const& canvas, geo::Ring const& ring) {
  if (ring.empty()) {
    return;
  }
  move_to(canvas.at(ring.front()));
  for (std::size_t i = 1; i < ring.size(); ++i) {
    line_to(canvas.at(ring[i]));
  }
  close();
}

bool Taken::take(Rect const& wanted) {
  auto const clashes = std::ranges::any_of(rects_, [&](Rect const& other) {
    return wanted.left < other.right && other.left < wanted.right && wanted.top < other.bottom &&
           other.top < wanted.bottom;
  });
  if (!clashes) {
    rects_.push_back(wanted);
  }
  return !clashes;
}

}  // namespace linquan::report
