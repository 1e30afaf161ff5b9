#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "ellipsoid.h"
#include "linquan/geo/point.h"

namespace linquan::geo {
namespace {

// Differences of coordinates take 33 bits, their products 65: one machine word is too small.
__extension__ using Wide = __int128;

/// Sign of the turn from a over b to c: 1 to the left, -1 to the right, 0 straight.
int turn(Point a, Point b, Point c) {
  Wide const cross = Wide{std::int64_t{b.lon} - a.lon} * (std::int64_t{c.lat} - a.lat) -
                     Wide{std::int64_t{b.lat} - a.lat} * (std::int64_t{c.lon} - a.lon);
  return static_cast<int>(cross > 0) - static_cast<int>(cross < 0);
}

bool in_box_of(Point a, Point b, Point p) {
  return p.lon >= std::min(a.lon, b.lon) && p.lon <= std::max(a.lon, b.lon) && p.lat >= std::min(a.lat, b.lat) &&
         p.lat <= std::max(a.lat, b.lat);
}

enum class Place : std::uint8_t { outside, rim, inside };

/// Calls `edge(a, b)` for each edge of each ring until one call says false.
template <class Edge>
bool each_edge(Polygon const& polygon, Edge const& edge) {
  auto const walk = [&edge](Ring const& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      if (!edge(i == 0 ? ring.back() : ring[i - 1], ring[i])) {
        return false;
      }
    }
    return true;
  };
  return walk(polygon.outer) && std::all_of(polygon.holes.begin(), polygon.holes.end(), walk);
}

/// Counts how often the ray from `p` to the east crosses the rings; exact.
Place place_of(Polygon const& polygon, Point p) {
  bool inside = false;
  bool const off_the_rim = each_edge(polygon, [p, &inside](Point a, Point b) {
    if ((a.lat < p.lat && b.lat < p.lat) || (a.lat > p.lat && b.lat > p.lat)) {
      return true;
    }
    int const side = turn(a, b, p);
    if (side == 0 && in_box_of(a, b, p)) {
      return false;
    }
    // Half-open in latitude: a corner that two edges share counts once.
    bool const upward = b.lat > a.lat;
    if ((a.lat > p.lat) != (b.lat > p.lat) && (side > 0) == upward) {
      inside = !inside;
    }
    return true;
  });
  if (!off_the_rim) {
    return Place::rim;
  }
  return inside ? Place::inside : Place::outside;
}

double ring_square_metres(Ring const& ring) {
  // Green's theorem on the ellipsoid. The ring is closed, so its first longitude may be the zero.
  double sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    Point const a = i == 0 ? ring.back() : ring[i - 1];
    Point const b = ring[i];
    double const d_lon = static_cast<double>(std::int64_t{b.lon} - a.lon) * radians_per_unit;
    double const zone_a = zone_square_metres(sin_cos_of_latitude(static_cast<double>(a.lat)).sin);
    double const zone_b = zone_square_metres(sin_cos_of_latitude(static_cast<double>(b.lat)).sin);
    sum += d_lon * (zone_a + zone_b) / 2.0;
  }
  return std::abs(sum);
}

/// Centre of gravity of outer minus holes in the plane of longitude and latitude; none where there is no area.
std::optional<Point> centroid(Polygon const& polygon) {
  Point const origin = polygon.outer.front();
  double area2 = 0;
  double x6 = 0;
  double y6 = 0;
  auto const add = [&](Ring const& ring, double sign) {
    double ring_area2 = 0;
    double ring_x6 = 0;
    double ring_y6 = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      Point const a = i == 0 ? ring.back() : ring[i - 1];
      auto const ax = static_cast<double>(std::int64_t{a.lon} - origin.lon);
      auto const ay = static_cast<double>(std::int64_t{a.lat} - origin.lat);
      auto const bx = static_cast<double>(std::int64_t{ring[i].lon} - origin.lon);
      auto const by = static_cast<double>(std::int64_t{ring[i].lat} - origin.lat);
      double const cross = ax * by - bx * ay;
      ring_area2 += cross;
      ring_x6 += (ax + bx) * cross;
      ring_y6 += (ay + by) * cross;
    }
    // Rings may wind either way: the sign of the area turns them all the same way.
    double const turned = ring_area2 < 0 ? -sign : sign;
    area2 += turned * ring_area2;
    x6 += turned * ring_x6;
    y6 += turned * ring_y6;
  };
  add(polygon.outer, 1.0);
  for (Ring const& hole : polygon.holes) {
    add(hole, -1.0);
  }
  if (!(area2 > 0)) {
    return std::nullopt;
  }
  double const lon = static_cast<double>(origin.lon) + x6 / (3.0 * area2);
  double const lat = static_cast<double>(origin.lat) + y6 / (3.0 * area2);
  return from_degrees(lon * 1e-7, lat * 1e-7);
}

/// The middle of the widest stretch inside along one parallel, where that middle is truly inside.
std::optional<Point> widest_on_parallel(Polygon const& polygon, std::int32_t lat) {
  std::vector<double> crossings;
  each_edge(polygon, [lat, &crossings](Point a, Point b) {
    if ((a.lat > lat) != (b.lat > lat)) {
      double const share =
          static_cast<double>(std::int64_t{lat} - a.lat) / static_cast<double>(std::int64_t{b.lat} - a.lat);
      crossings.push_back(static_cast<double>(a.lon) + share * static_cast<double>(std::int64_t{b.lon} - a.lon));
    }
    return true;
  });
  std::sort(crossings.begin(), crossings.end());
  double widest = 0;
  std::optional<Point> best;
  for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
    double const width = crossings[i + 1] - crossings[i];
    auto const middle = static_cast<std::int32_t>(std::floor((crossings[i] + crossings[i + 1]) / 2.0));
    if (width > widest && place_of(polygon, {.lon = middle, .lat = lat}) == Place::inside) {
      widest = width;
      best = Point{.lon = middle, .lat = lat};
    }
  }
  return best;
}

/// Parallels worth trying: the middle of each band between neighbouring corners, the broadest band first, then the
/// corners' own. Bounded, because every one of them costs a pass over the rings.
std::vector<std::int32_t> parallels(Polygon const& polygon) {
  constexpr std::size_t tries_max = 256;
  std::vector<std::int32_t> corners;
  each_edge(polygon, [&corners](Point /*a*/, Point b) {
    corners.push_back(b.lat);
    return true;
  });
  std::sort(corners.begin(), corners.end());
  corners.erase(std::unique(corners.begin(), corners.end()), corners.end());
  struct Band {
    std::int64_t negative_height;
    std::int32_t middle;
  };
  std::vector<Band> bands;
  for (std::size_t i = 1; i < corners.size(); ++i) {
    std::int64_t const height = std::int64_t{corners[i]} - corners[i - 1];
    if (height > 1) {
      bands.push_back({.negative_height = -height, .middle = static_cast<std::int32_t>(corners[i - 1] + height / 2)});
    }
  }
  std::stable_sort(bands.begin(), bands.end(),
                   [](Band const& a, Band const& b) { return a.negative_height < b.negative_height; });
  std::vector<std::int32_t> tries;
  tries.reserve(bands.size() + corners.size());
  for (Band const& band : bands) {
    tries.push_back(band.middle);
  }
  tries.insert(tries.end(), corners.begin(), corners.end());
  tries.resize(std::min(tries.size(), tries_max));
  return tries;
}

Point inner_point_of(Polygon const& polygon) {
  if (auto const centre = centroid(polygon); centre && place_of(polygon, *centre) == Place::inside) {
    return *centre;
  }
  for (std::int32_t const lat : parallels(polygon)) {
    if (auto const place = widest_on_parallel(polygon, lat)) {
      return *place;
    }
  }
  return polygon.outer.front();
}

}  // namespace

bool segments_meet(Point a, Point b, Point c, Point d) {
  int const abc = turn(a, b, c);
  int const abd = turn(a, b, d);
  int const cda = turn(c, d, a);
  int const cdb = turn(c, d, b);
  if (abc * abd < 0 && cda * cdb < 0) {
    return true;
  }
  return (abc == 0 && in_box_of(a, b, c)) || (abd == 0 && in_box_of(a, b, d)) || (cda == 0 && in_box_of(c, d, a)) ||
         (cdb == 0 && in_box_of(c, d, b));
}

bool segments_cross(Point a, Point b, Point c, Point d) {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

bool contains(Polygon const& polygon, Point p) {
  return place_of(polygon, p) != Place::outside;
}

bool contains(MultiPolygon const& shape, Point p) {
  return std::any_of(shape.begin(), shape.end(), [p](Polygon const& polygon) { return contains(polygon, p); });
}

double area_square_metres(Polygon const& polygon) {
  double area = ring_square_metres(polygon.outer);
  for (Ring const& hole : polygon.holes) {
    area -= ring_square_metres(hole);
  }
  return std::max(area, 0.0);
}

double area_square_metres(MultiPolygon const& shape) {
  double area = 0;
  for (Polygon const& polygon : shape) {
    area += area_square_metres(polygon);
  }
  return area;
}

Point inner_point(MultiPolygon const& shape) {
  Polygon const* largest = nullptr;
  double area_max = 0;
  for (Polygon const& polygon : shape) {
    if (polygon.outer.empty()) {
      continue;
    }
    double const area = area_square_metres(polygon);
    if (largest == nullptr || area > area_max) {
      largest = &polygon;
      area_max = area;
    }
  }
  return largest == nullptr ? Point{} : inner_point_of(*largest);
}

}  // namespace linquan::geo
