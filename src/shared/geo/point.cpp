#include "linquan/geo/point.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace linquan::geo {
namespace {

__extension__ using Wide = __int128;

constexpr double pi = 3.14159265358979323846;
constexpr double semi_major_metres = 6378137.0;
constexpr double eccentricity_squared = 0.00669437999014131699614;
constexpr double radians_per_unit = pi / 180.0 * 1e-7;

/// sin² of a latitude by its own series: the same bits on every machine, error under 1e-15 up to a right angle.
double sine_squared(double radians) {
  // sin²(x) = (1 − cos 2x) / 2; the series for 1 − cos converges well after halving the angle twice.
  auto const y = radians / 2;  // 2x / 4
  auto const square = y * y;
  auto term = square / 2;
  auto one_minus_cos = term;
  for (int k = 2; k <= 12; ++k) {
    term *= -square / ((2.0 * k - 1) * (2.0 * k));
    one_minus_cos += term;
  }
  // 1 − cos 2a = 2 sin² a = 2 (1 − cos a)(1 + cos a)
  for (int doubling = 0; doubling < 2; ++doubling) {
    one_minus_cos = 2 * one_minus_cos * (2 - one_minus_cos);
  }
  return one_minus_cos / 2;
}

/// Metres for one unit of latitude and of longitude at a latitude given in units.
struct Scale {
  double x = 0;
  double y = 0;
};

Scale scale_at(double lat_units) {
  auto const sine2 = sine_squared(std::abs(lat_units) * radians_per_unit);
  auto const root = std::sqrt(1 - eccentricity_squared * sine2);
  auto const across = semi_major_metres / root;
  auto const along = semi_major_metres * (1 - eccentricity_squared) / (root * root * root);
  return {across * std::sqrt(std::max(0.0, 1 - sine2)) * radians_per_unit, along * radians_per_unit};
}

/// Twice the signed area of the triangle a, b, c; exact.
Wide cross(Point a, Point b, Point c) {
  auto const dx1 = std::int64_t{b.lon} - a.lon;
  auto const dy1 = std::int64_t{b.lat} - a.lat;
  auto const dx2 = std::int64_t{c.lon} - a.lon;
  auto const dy2 = std::int64_t{c.lat} - a.lat;
  return Wide{dx1} * dy2 - Wide{dy1} * dx2;
}

int sign(Wide value) { return value > 0 ? 1 : value < 0 ? -1 : 0; }

bool within_box(Point a, Point b, Point p) {
  return std::min(a.lon, b.lon) <= p.lon && p.lon <= std::max(a.lon, b.lon) && std::min(a.lat, b.lat) <= p.lat &&
         p.lat <= std::max(a.lat, b.lat);
}

enum class Side : std::uint8_t { outside, rim, inside };

Side side_of(Ring const& ring, Point p) {
  auto inside = false;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    auto const a = ring[i];
    auto const b = ring[(i + 1) % ring.size()];
    auto const turn = sign(cross(a, b, p));
    if (turn == 0 && within_box(a, b, p)) {
      return Side::rim;
    }
    auto const upward = a.lat <= p.lat && b.lat > p.lat;
    auto const downward = b.lat <= p.lat && a.lat > p.lat;
    if ((upward && turn > 0) || (downward && turn < 0)) {
      inside = !inside;
    }
  }
  return inside ? Side::inside : Side::outside;
}

double ring_area(Ring const& ring) {
  if (ring.size() < 3) {
    return 0;
  }
  Frame const frame{ring.front()};
  auto twice = 0.0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    auto const a = frame.to_plane(ring[i]);
    auto const b = frame.to_plane(ring[(i + 1) % ring.size()]);
    twice += a.x * b.y - a.y * b.x;
  }
  return std::abs(twice) / 2 * 1e-6;
}

Point centroid(Ring const& ring) {
  Frame const frame{ring.front()};
  auto twice = 0.0;
  Frame::Vec sum;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    auto const a = frame.to_plane(ring[i]);
    auto const b = frame.to_plane(ring[(i + 1) % ring.size()]);
    auto const weight = a.x * b.y - a.y * b.x;
    twice += weight;
    sum.x += (a.x + b.x) * weight;
    sum.y += (a.y + b.y) * weight;
  }
  return twice == 0 ? ring.front() : frame.to_point({sum.x / (3 * twice), sum.y / (3 * twice)});
}

/// The middle of the widest stretch inside the polygon on the line at `lat`; the first corner where there is none.
Point widest_on_line(Polygon const& polygon, std::int32_t lat) {
  std::vector<double> cuts;
  auto const add = [&](Ring const& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      auto const a = ring[i];
      auto const b = ring[(i + 1) % ring.size()];
      if ((a.lat <= lat) != (b.lat <= lat)) {
        auto const share = (static_cast<double>(lat) - a.lat) / (static_cast<double>(b.lat) - a.lat);
        cuts.push_back(a.lon + share * (static_cast<double>(b.lon) - a.lon));
      }
    }
  };
  add(polygon.outer);
  std::ranges::for_each(polygon.holes, add);
  std::ranges::sort(cuts);
  auto widest = -1.0;
  auto middle = polygon.outer.front();
  for (std::size_t i = 0; i + 1 < cuts.size(); i += 2) {
    if (cuts[i + 1] - cuts[i] > widest) {
      widest = cuts[i + 1] - cuts[i];
      middle = {static_cast<std::int32_t>(std::llround((cuts[i] + cuts[i + 1]) / 2)), lat};
    }
  }
  return middle;
}

std::int32_t to_units(double degrees) { return static_cast<std::int32_t>(std::llround(degrees * 1e7)); }

std::int32_t clamped(double units) {
  return static_cast<std::int32_t>(std::llround(std::clamp(units, -1.8e9, 1.8e9)));
}

}  // namespace

Point from_degrees(double lon, double lat) { return {to_units(lon), to_units(lat)}; }

void Box::add(Point p) {
  low = {std::min(low.lon, p.lon), std::min(low.lat, p.lat)};
  high = {std::max(high.lon, p.lon), std::max(high.lat, p.lat)};
}

void Box::add(Box const& other) {
  if (!other.empty()) {
    add(other.low);
    add(other.high);
  }
}

Box box_of(Ring const& ring) {
  Box box;
  std::ranges::for_each(ring, [&](Point p) { box.add(p); });
  return box;
}

Box box_of(MultiPolygon const& shape) {
  Box box;
  std::ranges::for_each(shape, [&](Polygon const& polygon) { box.add(box_of(polygon.outer)); });
  return box;
}

Box widened(Box box, double metres) {
  if (box.empty()) {
    return box;
  }
  // The side nearer to a pole has the shorter degrees of longitude.
  auto const reach = metres * 1.001;
  auto const lat_far = std::max(std::abs(static_cast<double>(box.low.lat)), std::abs(static_cast<double>(box.high.lat)));
  auto const scale = scale_at(std::min(lat_far + reach / 0.011, 8.99e8));
  auto const dx = reach / scale.x + 1;
  auto const dy = reach / scale_at(0).y + 1;
  return {{clamped(box.low.lon - dx), clamped(box.low.lat - dy)}, {clamped(box.high.lon + dx), clamped(box.high.lat + dy)}};
}

Millimetres distance(Point a, Point b) {
  auto const scale = scale_at((static_cast<double>(a.lat) + b.lat) / 2);
  auto const dx = (static_cast<double>(a.lon) - b.lon) * scale.x;
  auto const dy = (static_cast<double>(a.lat) - b.lat) * scale.y;
  return {std::llround(std::sqrt(dx * dx + dy * dy) * 1000)};
}

Frame::Frame(Point origin) : origin_{origin} {
  auto const scale = scale_at(origin.lat);
  mm_per_unit_x_ = std::max(scale.x * 1000, 1e-9);
  mm_per_unit_y_ = scale.y * 1000;
}

Frame::Vec Frame::to_plane(Point p) const {
  return {(static_cast<double>(p.lon) - origin_.lon) * mm_per_unit_x_,
          (static_cast<double>(p.lat) - origin_.lat) * mm_per_unit_y_};
}

Point Frame::to_point(Vec v) const {
  return {clamped(origin_.lon + v.x / mm_per_unit_x_), clamped(origin_.lat + v.y / mm_per_unit_y_)};
}

Foot nearest_on_segment(Point p, Point a, Point b) {
  Frame const frame{p};
  auto const va = frame.to_plane(a);
  auto const vb = frame.to_plane(b);
  auto const dx = vb.x - va.x;
  auto const dy = vb.y - va.y;
  auto const square = dx * dx + dy * dy;
  auto const along = square == 0 ? 0.0 : std::clamp(-(va.x * dx + va.y * dy) / square, 0.0, 1.0);
  auto const mix = [&](std::int32_t from, std::int32_t to) {
    return static_cast<std::int32_t>(std::llround(from + along * (static_cast<double>(to) - from)));
  };
  Point const at{mix(a.lon, b.lon), mix(a.lat, b.lat)};
  return {along, at, distance(p, at)};
}

bool segments_meet(Point a, Point b, Point c, Point d) {
  auto const abc = sign(cross(a, b, c));
  auto const abd = sign(cross(a, b, d));
  auto const cda = sign(cross(c, d, a));
  auto const cdb = sign(cross(c, d, b));
  if (abc * abd < 0 && cda * cdb < 0) {
    return true;
  }
  return (abc == 0 && within_box(a, b, c)) || (abd == 0 && within_box(a, b, d)) || (cda == 0 && within_box(c, d, a)) ||
         (cdb == 0 && within_box(c, d, b));
}

bool segments_cross(Point a, Point b, Point c, Point d) {
  return sign(cross(a, b, c)) * sign(cross(a, b, d)) < 0 && sign(cross(c, d, a)) * sign(cross(c, d, b)) < 0;
}

bool contains(Polygon const& polygon, Point p) {
  auto const outer = side_of(polygon.outer, p);
  if (outer != Side::inside) {
    return outer == Side::rim;
  }
  for (auto const& hole : polygon.holes) {
    auto const side = side_of(hole, p);
    if (side != Side::outside) {
      return side == Side::rim;
    }
  }
  return true;
}

bool contains(MultiPolygon const& shape, Point p) {
  return std::ranges::any_of(shape, [&](Polygon const& polygon) { return contains(polygon, p); });
}

double area_square_metres(Polygon const& polygon) {
  auto area = ring_area(polygon.outer);
  for (auto const& hole : polygon.holes) {
    area -= ring_area(hole);
  }
  return std::max(0.0, area);
}

double area_square_metres(MultiPolygon const& shape) {
  auto area = 0.0;
  for (auto const& polygon : shape) {
    area += area_square_metres(polygon);
  }
  return area;
}

Point inner_point(MultiPolygon const& shape) {
  auto const largest = std::ranges::max_element(
      shape, {}, [](Polygon const& polygon) { return area_square_metres(polygon); });
  if (largest == shape.end() || largest->outer.empty()) {
    return {};
  }
  auto const middle = centroid(largest->outer);
  if (contains(*largest, middle)) {
    return middle;
  }
  auto const box = box_of(largest->outer);
  for (auto const share : {0.5, 0.25, 0.75, 0.1, 0.9}) {
    auto const lat = static_cast<std::int32_t>(
        std::llround(box.low.lat + share * (static_cast<double>(box.high.lat) - box.low.lat)));
    if (auto const point = widest_on_line(*largest, lat); contains(*largest, point)) {
      return point;
    }
  }
  return largest->outer.front();
}

}  // namespace linquan::geo
