#include "linquan/geo/point.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "ellipsoid.h"

namespace linquan::geo {
namespace {

constexpr double half_turn_units = 180e7;
constexpr double quarter_turn_units = 90e7;

std::int32_t nearest_unit(double units) {
  if (std::isnan(units)) {
    return 0;
  }
  return static_cast<std::int32_t>(
      std::clamp(std::round(units), static_cast<double>(INT32_MIN), static_cast<double>(INT32_MAX)));
}

}  // namespace

Point from_degrees(double lon, double lat) {
  return {.lon = nearest_unit(lon * 1e7), .lat = nearest_unit(lat * 1e7)};
}

void Box::add(Point p) {
  low = {.lon = std::min(low.lon, p.lon), .lat = std::min(low.lat, p.lat)};
  high = {.lon = std::max(high.lon, p.lon), .lat = std::max(high.lat, p.lat)};
}

void Box::add(Box const& other) {
  if (!other.empty()) {
    add(other.low);
    add(other.high);
  }
}

Box box_of(Ring const& ring) {
  Box box;
  for (Point const p : ring) {
    box.add(p);
  }
  return box;
}

Box box_of(MultiPolygon const& shape) {
  Box box;
  for (Polygon const& polygon : shape) {
    box.add(box_of(polygon.outer));
  }
  return box;
}

Box widened(Box box, double metres) {
  if (box.empty() || !(metres > 0)) {
    return box;
  }
  // The margin covers the rounding and that a geodesic may be shorter than the arc of a parallel.
  double const mm = metres * 1000.0 * 1.00001;
  // A unit northwards is shortest at the equator, a unit eastwards at the latitude that is farthest from it.
  double const up = mm / unit_millimetres({}).y + 1.0;
  double const south = std::max(static_cast<double>(box.low.lat) - up, -quarter_turn_units);
  double const north = std::min(static_cast<double>(box.high.lat) + up, quarter_turn_units);
  double const unit_x = unit_millimetres(sin_cos_of_latitude(std::max(std::abs(south), std::abs(north)))).x;
  double const side = unit_x > 0 ? mm / unit_x + 1.0 : 2 * half_turn_units;
  double const west = std::max(static_cast<double>(box.low.lon) - side, -half_turn_units);
  double const east = std::min(static_cast<double>(box.high.lon) + side, half_turn_units);
  return {.low = {.lon = nearest_unit(std::floor(west)), .lat = nearest_unit(std::floor(south))},
          .high = {.lon = nearest_unit(std::ceil(east)), .lat = nearest_unit(std::ceil(north))}};
}

Millimetres distance(Point a, Point b) {
  // Integers until here, and only sums and absolute differences: exchanging the points changes no bit.
  auto const lat_sum = static_cast<double>(std::int64_t{a.lat} + b.lat);
  auto const d_lon = static_cast<double>(std::abs(std::int64_t{a.lon} - b.lon));
  auto const d_lat = static_cast<double>(std::abs(std::int64_t{a.lat} - b.lat));
  SinCos const middle = sin_cos_of_latitude(lat_sum / 2.0);
  UnitMillimetres const unit = unit_millimetres(middle);
  // Second-order terms of the sphere's mid-latitude formulas: without them 10 km at 70 degrees are off by 1e-6.
  double const lon2 = d_lon * radians_per_unit * d_lon * radians_per_unit;
  double const lat2 = d_lat * radians_per_unit * d_lat * radians_per_unit;
  double const arc2 = lon2 * middle.cos * middle.cos + lat2;
  double const x = d_lon * unit.x * (1.0 + (arc2 - lon2) / 24.0);
  double const y = d_lat * unit.y * (1.0 + (arc2 - lat2) / 24.0 - lon2 / 8.0);
  return {static_cast<std::int64_t>(std::round(std::sqrt(x * x + y * y)))};
}

Frame::Frame(Point origin) : origin_{origin} {
  UnitMillimetres const unit = unit_millimetres(sin_cos_of_latitude(static_cast<double>(origin.lat)));
  mm_per_unit_x_ = unit.x;
  mm_per_unit_y_ = unit.y;
}

Frame::Vec Frame::to_plane(Point p) const {
  return {.x = static_cast<double>(std::int64_t{p.lon} - origin_.lon) * mm_per_unit_x_,
          .y = static_cast<double>(std::int64_t{p.lat} - origin_.lat) * mm_per_unit_y_};
}

Point Frame::to_point(Vec v) const {
  return {.lon = nearest_unit(static_cast<double>(origin_.lon) + v.x / mm_per_unit_x_),
          .lat = nearest_unit(static_cast<double>(origin_.lat) + v.y / mm_per_unit_y_)};
}

Foot nearest_on_segment(Point p, Point a, Point b) {
  if (b < a) {
    // One order decides the rounding, so that a street and its reverse are met at the same place.
    Foot foot = nearest_on_segment(p, b, a);
    foot.along = 1.0 - foot.along;
    return foot;
  }
  Frame const frame{p};
  Frame::Vec const from = frame.to_plane(a);
  Frame::Vec const to = frame.to_plane(b);
  double const dx = to.x - from.x;
  double const dy = to.y - from.y;
  double const length2 = dx * dx + dy * dy;
  double const along = length2 > 0 ? std::clamp(-(from.x * dx + from.y * dy) / length2, 0.0, 1.0) : 0.0;
  Point at = a;
  if (along >= 1.0) {
    at = b;
  } else if (along > 0.0) {
    at = {.lon = nearest_unit(static_cast<double>(a.lon) + along * static_cast<double>(std::int64_t{b.lon} - a.lon)),
          .lat = nearest_unit(static_cast<double>(a.lat) + along * static_cast<double>(std::int64_t{b.lat} - a.lat))};
  }
  return {.along = along, .at = at, .away = distance(p, at)};
}

}  // namespace linquan::geo
