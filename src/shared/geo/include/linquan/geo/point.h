#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "linquan/base/units.h"

namespace linquan::geo {

/// A place in WGS-84, in units of 1e-7 degrees (about 1 cm), longitude first.
struct Point {
  std::int32_t lon = 0;
  std::int32_t lat = 0;
  friend constexpr auto operator<=>(Point, Point) = default;
};

/// The nearest unit. For parsing and display only: refusing odd values is the parsers' work. What does not fit is
/// clamped to what a Point can hold, and a NaN becomes 0.
Point from_degrees(double lon, double lat);
inline double lon_degrees(Point p) {
  return static_cast<double>(p.lon) * 1e-7;
}
inline double lat_degrees(Point p) {
  return static_cast<double>(p.lat) * 1e-7;
}

/// A closed ring without its repeated first point; either winding.
using Ring = std::vector<Point>;

struct Polygon {
  Ring outer;
  std::vector<Ring> holes;
  friend bool operator==(Polygon const&, Polygon const&) = default;
};

using MultiPolygon = std::vector<Polygon>;

struct Box {
  Point low{INT32_MAX, INT32_MAX};
  Point high{INT32_MIN, INT32_MIN};
  [[nodiscard]] bool empty() const { return low.lon > high.lon || low.lat > high.lat; }
  [[nodiscard]] bool contains(Point p) const {
    return p.lon >= low.lon && p.lon <= high.lon && p.lat >= low.lat && p.lat <= high.lat;
  }
  [[nodiscard]] bool touches(Box const& other) const {
    return low.lon <= other.high.lon && other.low.lon <= high.lon && low.lat <= other.high.lat &&
           other.low.lat <= high.lat;
  }
  void add(Point p);
  void add(Box const& other);
};

Box box_of(Ring const& ring);
Box box_of(MultiPolygon const& shape);
/// `box` widened on every side by at least `metres`, but not beyond ±180 and ±90 degrees. An empty box stays empty.
Box widened(Box box, double metres);

/// Distance between two places of one city on the WGS-84 ellipsoid (error under 1e-6 up to 10 km).
///
/// The same bits on every machine: no libm call decides it. Symmetric in its arguments.
Millimetres distance(Point a, Point b);

/// A flat frame in millimetres around an origin: x east, y north. Good for tens of kilometres.
///
/// Straight lines of longitude and latitude stay straight. One scale holds everywhere: exact along the origin's
/// parallel; 10 km north of it, x is too long by 0.1 % at 34 degrees. Lengths that count come from distance().
class Frame {
 public:
  struct Vec {
    double x = 0;
    double y = 0;
  };
  explicit Frame(Point origin);
  [[nodiscard]] Vec to_plane(Point p) const;
  [[nodiscard]] Point to_point(Vec v) const;
  [[nodiscard]] Point origin() const { return origin_; }

 private:
  Point origin_;
  double mm_per_unit_x_;
  double mm_per_unit_y_;
};

/// Where a segment comes nearest to a point: `along` in 0…1 and the place itself.
struct Foot {
  double along = 0;
  Point at;
  Millimetres away;
};
/// The same place and the mirrored `along` when `a` and `b` are exchanged; an end itself where it is nearest.
Foot nearest_on_segment(Point p, Point a, Point b);

/// True when the closed segments share a point; exact (integer arithmetic).
bool segments_meet(Point a, Point b, Point c, Point d);
/// True when they cross in the interior of both; neither touching ends nor running along each other count; exact.
bool segments_cross(Point a, Point b, Point c, Point d);

/// Inside or on the rim of any ring (even-odd rule over all rings); exact.
bool contains(Polygon const& polygon, Point p);
/// In one of the polygons.
bool contains(MultiPolygon const& shape, Point p);

/// Floor area in square metres; holes subtracted.
double area_square_metres(Polygon const& polygon);
double area_square_metres(MultiPolygon const& shape);
/// A place inside the largest polygon, or on the rim of one too thin to have a place inside: the centroid where it lies
/// inside, else the middle of the widest stretch along a parallel. Point{} for a shape without points.
Point inner_point(MultiPolygon const& shape);

}  // namespace linquan::geo
