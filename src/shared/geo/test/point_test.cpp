#include "linquan/geo/point.h"

#include <geodesic.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

template <>
struct rc::Arbitrary<linquan::geo::Point> {
  static rc::Gen<linquan::geo::Point> arbitrary() {
    return rc::gen::build<linquan::geo::Point>(rc::gen::set(&linquan::geo::Point::lon),
                                               rc::gen::set(&linquan::geo::Point::lat));
  }
};

namespace linquan::geo {
namespace {

constexpr std::int32_t degree = 10'000'000;

double geodesic_metres(Point a, Point b) {
  geod_geodesic earth{};
  geod_init(&earth, 6378137.0, 1.0 / 298.257223563);
  double metres = 0;
  geod_inverse(&earth, lat_degrees(a), lon_degrees(a), lat_degrees(b), lon_degrees(b), &metres, nullptr, nullptr);
  return metres;
}

/// The place `metres` away from `from` in direction `azimuth`.
Point geodesic_step(Point from, double azimuth, double metres) {
  geod_geodesic earth{};
  geod_init(&earth, 6378137.0, 1.0 / 298.257223563);
  double lat = 0;
  double lon = 0;
  geod_direct(&earth, lat_degrees(from), lon_degrees(from), azimuth, metres, &lat, &lon, nullptr);
  return from_degrees(lon, lat);
}

Ring square(std::int32_t low, std::int32_t high) {
  return {{low, low}, {high, low}, {high, high}, {low, high}};
}

TEST(FromDegrees, RoundsToTheNearestUnitAndClamps) {
  EXPECT_EQ(from_degrees(117.18, 34.26), (Point{1'171'800'000, 342'600'000}));
  EXPECT_EQ(from_degrees(0.00000006, -0.00000006), (Point{1, -1}));
  EXPECT_EQ(from_degrees(0.00000004, -0.00000004), (Point{0, 0}));
  EXPECT_EQ(from_degrees(1e9, -1e9), (Point{INT32_MAX, INT32_MIN}));
  EXPECT_EQ(from_degrees(std::numeric_limits<double>::quiet_NaN(), 1.0), (Point{0, degree}));
}

TEST(Distance, AgreesWithGeodesicsToAMillionthUpToTenKilometres) {
  for (double const lat : {-60.0, 0.0, 28.0, 34.0, 60.0, 70.0}) {
    for (int step = 0; step < 48; ++step) {
      auto const azimuth = 7.5 * step;
      for (double const metres : {1.0, 100.0, 1000.0, 5000.0, 10'000.0}) {
        Point const a = from_degrees(117.18, lat);
        Point const b = geodesic_step(a, azimuth, metres);
        double const exact = geodesic_metres(a, b);
        // Half a millimetre is the rounding of the result.
        EXPECT_NEAR(distance(a, b).metres(), exact, exact * 1e-6 + 0.00051) << lat << " " << azimuth << " " << metres;
      }
    }
  }
}

TEST(Distance, OfAPlaceToItselfIsNothing) {
  EXPECT_EQ(distance({5, 7}, {5, 7}).count, 0);
}

TEST(Distance, HasTheSameBitsEverywhere) {
  EXPECT_EQ(distance(from_degrees(117.18, 34.26), from_degrees(117.19, 34.27)).count, 1'441'759);
  EXPECT_EQ(distance(from_degrees(-15.4363, 28.1235), from_degrees(-15.4300, 28.1400)).count, 1'930'462);
}

RC_GTEST_PROP(DistanceProperty, IsSymmetricAndNeverNegative, (Point a, Point b)) {
  RC_ASSERT(distance(a, b) == distance(b, a));
  RC_ASSERT(distance(a, b).count >= 0);
}

TEST(Frame, AgreesWithDistancesNearItsOrigin) {
  Point const origin = from_degrees(117.18, 34.26);
  Frame const frame{origin};
  for (int step = 0; step < 24; ++step) {
    auto const azimuth = 15.0 * step;
    Point const p = geodesic_step(origin, azimuth, 1000.0);
    Frame::Vec const v = frame.to_plane(p);
    EXPECT_NEAR(std::hypot(v.x, v.y), 1e6, 120.0);
    EXPECT_EQ(frame.to_point(v), p);
  }
}

TEST(Box, GrowsTouchesAndStaysEmpty) {
  Box box;
  EXPECT_TRUE(box.empty());
  box.add(Box{});
  EXPECT_TRUE(box.empty());
  box.add(Point{1, 2});
  box.add(Point{-3, 5});
  EXPECT_EQ(box.low, (Point{-3, 2}));
  EXPECT_EQ(box.high, (Point{1, 5}));
  Box corner;
  corner.add(Point{1, 5});
  EXPECT_TRUE(box.touches(corner));
  corner = {};
  corner.add(Point{2, 5});
  EXPECT_FALSE(box.touches(corner));
  EXPECT_TRUE(widened(Box{}, 10).empty());
}

TEST(Widened, ReachesAtLeastSoFarOnEverySide) {
  for (double const lat : {-70.0, 0.0, 34.0, 60.0, 85.0}) {
    for (double const metres : {0.5, 60.0, 3000.0, 50'000.0}) {
      Box box;
      box.add(from_degrees(10.0, lat));
      box.add(from_degrees(10.1, lat + 0.1));
      Box const wide = widened(box, metres);
      for (Point const corner : {box.low, box.high}) {
        EXPECT_GE(geodesic_metres(corner, {wide.low.lon, corner.lat}), metres);
        EXPECT_GE(geodesic_metres(corner, {wide.high.lon, corner.lat}), metres);
      }
      EXPECT_GE(geodesic_metres(box.low, {box.low.lon, wide.low.lat}), metres);
      EXPECT_GE(geodesic_metres(box.high, {box.high.lon, wide.high.lat}), metres);
      EXPECT_LE(geodesic_metres(box.high, {box.high.lon, wide.high.lat}), metres * 1.02 + 0.05);
    }
  }
  Box pole;
  pole.add(from_degrees(179.9999, 89.9999));
  EXPECT_EQ(widened(pole, 1000).high, from_degrees(180, 90));
}

TEST(NearestOnSegment, FindsEndsAndFeet) {
  Point const a = from_degrees(117.18, 34.26);
  Point const b = from_degrees(117.20, 34.26);
  Foot const middle = nearest_on_segment(from_degrees(117.19, 34.27), a, b);
  EXPECT_NEAR(middle.along, 0.5, 1e-9);
  EXPECT_EQ(middle.at, from_degrees(117.19, 34.26));
  EXPECT_NEAR(middle.away.metres(), 1109.3, 0.5);
  Foot const before = nearest_on_segment(from_degrees(117.17, 34.27), a, b);
  EXPECT_EQ(before.along, 0.0);
  EXPECT_EQ(before.at, a);
  Foot const after = nearest_on_segment(from_degrees(117.21, 34.25), a, b);
  EXPECT_EQ(after.along, 1.0);
  EXPECT_EQ(after.at, b);
  EXPECT_EQ(nearest_on_segment(b, a, a).at, a);
}

/// A place within some kilometres of Xuzhou.
rc::Gen<Point> near_by() {
  return rc::gen::map(rc::gen::pair(rc::gen::inRange(-500'000, 500'000), rc::gen::inRange(-500'000, 500'000)),
                      [](std::pair<int, int> d) {
                        return Point{1'171'800'000 + d.first, 342'600'000 + d.second};
                      });
}

RC_GTEST_PROP(NearestOnSegmentProperty, IsNoFartherThanAnySampleAndTheSameBackwards, ()) {
  Point const p = *near_by();
  Point const a = *near_by();
  Point const b = *near_by();
  Foot const foot = nearest_on_segment(p, a, b);
  Foot const back = nearest_on_segment(p, b, a);
  RC_ASSERT(foot.at == back.at);
  RC_ASSERT(foot.away == back.away);
  RC_ASSERT(std::abs(foot.along + back.along - 1.0) < 1e-12 || a == b);
  for (int i = 0; i <= 50; ++i) {
    Point const sample = from_degrees(lon_degrees(a) + (lon_degrees(b) - lon_degrees(a)) * i / 50.0,
                                      lat_degrees(a) + (lat_degrees(b) - lat_degrees(a)) * i / 50.0);
    // The frame has one scale: over ten kilometres it may misjudge by a few parts in ten thousand.
    RC_ASSERT(static_cast<double>(foot.away.count) <= static_cast<double>(distance(p, sample).count) * 1.0005 + 20);
  }
}

TEST(Segments, MeetAndCrossAreExact) {
  struct Row {
    std::array<Point, 4> points;
    bool meet;
    bool cross;
  };
  std::int32_t const big = INT32_MAX;
  std::int32_t const small = INT32_MIN;
  std::vector<Row> const rows{
      {{{{0, 0}, {2, 2}, {0, 2}, {2, 0}}}, true, true},
      {{{{0, 0}, {2, 2}, {1, 1}, {2, 0}}}, true, false},                         // an end on the other's interior
      {{{{0, 0}, {2, 2}, {2, 2}, {3, 0}}}, true, false},                         // end to end
      {{{{0, 0}, {2, 2}, {1, 1}, {3, 3}}}, true, false},                         // along each other
      {{{{0, 0}, {2, 2}, {3, 3}, {4, 4}}}, false, false},                        // on one line, apart
      {{{{0, 0}, {2, 2}, {0, 1}, {2, 3}}}, false, false},                        // parallel
      {{{{0, 0}, {0, 0}, {0, 0}, {1, 1}}}, true, false},                         // a point on an end
      {{{{0, 0}, {0, 0}, {1, 1}, {1, 1}}}, false, false},                        // two points
      {{{{small, small}, {big, big}, {small, big}, {big, small}}}, true, true},  // products of 65 bits
      {{{{small, small}, {big, big}, {0, 0}, {big, small}}}, true, false},       // touches exactly
      {{{{small, small}, {big, big}, {0, -1}, {big, small}}}, false, false},     // misses by one unit
  };
  for (Row const& row : rows) {
    auto const& [a, b, c, d] = row.points;
    EXPECT_EQ(segments_meet(a, b, c, d), row.meet) << &row - rows.data();
    EXPECT_EQ(segments_meet(d, c, b, a), row.meet) << &row - rows.data();
    EXPECT_EQ(segments_cross(a, b, c, d), row.cross) << &row - rows.data();
    EXPECT_EQ(segments_cross(c, d, b, a), row.cross) << &row - rows.data();
  }
}

/// Draws a polygon on a grid of characters: the slow, obvious version asks every cell corner.
TEST(Contains, CountsTheRimOfEveryRingAsInside) {
  Polygon const ring{.outer = square(0, 10), .holes = {square(3, 7)}};
  EXPECT_TRUE(contains(ring, {1, 1}));
  EXPECT_TRUE(contains(ring, {0, 0}));
  EXPECT_TRUE(contains(ring, {10, 5}));
  EXPECT_TRUE(contains(ring, {3, 5}));
  EXPECT_FALSE(contains(ring, {5, 5}));
  EXPECT_FALSE(contains(ring, {11, 5}));
  EXPECT_FALSE(contains(ring, {-1, 0}));
  EXPECT_FALSE(contains(ring, {5, 11}));
  EXPECT_TRUE(contains(MultiPolygon{ring, Polygon{.outer = square(4, 6), .holes = {}}}, {5, 5}));
  EXPECT_FALSE(contains(MultiPolygon{}, {5, 5}));
}

TEST(Contains, ARayThroughACornerCountsItOnce) {
  Polygon const diamond{.outer = {{0, -5}, {5, 0}, {0, 5}, {-5, 0}}, .holes = {}};
  EXPECT_TRUE(contains(diamond, {0, 0}));
  EXPECT_FALSE(contains(diamond, {-6, 0}));
  EXPECT_FALSE(contains(diamond, {-6, 5}));
  EXPECT_FALSE(contains(diamond, {-6, -5}));
}

TEST(Contains, IsExactAtTheEdgesOfTheCoordinateRange) {
  Polygon const triangle{.outer = {{INT32_MIN, INT32_MIN}, {INT32_MAX, INT32_MAX}, {INT32_MIN, INT32_MAX}},
                         .holes = {}};
  EXPECT_TRUE(contains(triangle, {0, 0}));
  EXPECT_TRUE(contains(triangle, {-1, 0}));
  EXPECT_FALSE(contains(triangle, {1, 0}));
}

RC_GTEST_PROP(ContainsProperty, DoesNotDependOnWindingOrFirstCorner, ()) {
  auto const small = rc::gen::inRange(-6, 7);
  auto const corner = rc::gen::map(rc::gen::pair(small, small), [](std::pair<int, int> p) {
    return Point{p.first, p.second};
  });
  Ring ring = *rc::gen::container<Ring>(7, corner);
  Polygon const polygon{.outer = ring, .holes = {}};
  std::rotate(ring.begin(), ring.begin() + *rc::gen::inRange(0, 7), ring.end());
  std::reverse(ring.begin(), ring.end());
  Polygon const other{.outer = ring, .holes = {}};
  for (std::int32_t lon = -7; lon <= 7; ++lon) {
    for (std::int32_t lat = -7; lat <= 7; ++lat) {
      RC_ASSERT(contains(polygon, {lon, lat}) == contains(other, {lon, lat}));
    }
  }
}

TEST(Area, AgreesWithGeodesicPolygons) {
  for (double const lat : {0.0, 28.0, 34.0, 60.0, 70.0}) {
    for (double const size : {0.0001, 0.01, 0.3}) {
      Polygon const polygon{
          .outer = {from_degrees(117, lat), from_degrees(117 + size, lat), from_degrees(117 + size, lat + size),
                    from_degrees(117 + size / 3, lat + size / 2)},
          .holes = {}};
      geod_geodesic earth{};
      geod_init(&earth, 6378137.0, 1.0 / 298.257223563);
      std::vector<double> lats;
      std::vector<double> lons;
      for (Point const p : polygon.outer) {
        lats.push_back(lat_degrees(p));
        lons.push_back(lon_degrees(p));
      }
      double area = 0;
      geod_polygonarea(&earth, lats.data(), lons.data(), static_cast<int>(lats.size()), &area, nullptr);
      // Geodesic edges bow away from straight lines of longitude and latitude.
      EXPECT_NEAR(area_square_metres(polygon), area, area * (size > 0.1 ? 3e-3 : 1e-4)) << lat << " " << size;
    }
  }
}

TEST(Area, SubtractsHolesWhicheverWayTheyWind) {
  Polygon polygon{.outer = square(0, 30'000), .holes = {square(10'000, 20'000)}};
  double const area = area_square_metres(polygon);
  EXPECT_NEAR(area, area_square_metres(Polygon{.outer = square(0, 10'000), .holes = {}}) * 8.0, 1.0);
  std::reverse(polygon.holes[0].begin(), polygon.holes[0].end());
  EXPECT_DOUBLE_EQ(area_square_metres(polygon), area);
  EXPECT_DOUBLE_EQ(area_square_metres(MultiPolygon{polygon, polygon}), 2 * area);
  EXPECT_EQ(area_square_metres(MultiPolygon{}), 0.0);
}

TEST(InnerPoint, IsTheCentroidWhereThatLiesInside) {
  EXPECT_EQ(inner_point({{.outer = square(0, 100), .holes = {}}}), (Point{50, 50}));
  EXPECT_EQ(inner_point({{.outer = square(0, 10), .holes = {}}, {.outer = square(100, 300), .holes = {}}}),
            (Point{200, 200}));
}

TEST(InnerPoint, FindsAPlaceInsideWhereTheCentroidIsNot) {
  std::vector<Polygon> const shapes{
      {.outer = {{0, 0}, {100, 0}, {100, 10}, {10, 10}, {10, 90}, {100, 90}, {100, 100}, {0, 100}}, .holes = {}},
      {.outer = square(0, 100), .holes = {square(10, 90)}},
      {.outer = square(0, 100), .holes = {square(1, 99)}},
      {.outer = {{0, 0}, {1000, 1000}, {999, 1000}, {500, 510}}, .holes = {}},
  };
  for (Polygon const& shape : shapes) {
    Point const p = inner_point({shape});
    EXPECT_TRUE(contains(shape, p));
  }
  EXPECT_EQ(inner_point({}), Point{});
  EXPECT_EQ(inner_point({Polygon{}}), Point{});
  EXPECT_EQ(inner_point({{.outer = {{4, 5}}, .holes = {}}}), (Point{4, 5}));
}

RC_GTEST_PROP(InnerPointProperty, LiesInsideEveryPolygonWithRoom, ()) {
  auto const wide = rc::gen::inRange(-100'000, 100'000);
  auto const corner = rc::gen::map(rc::gen::pair(wide, wide), [](std::pair<int, int> p) {
    return Point{p.first, p.second};
  });
  Polygon const polygon{.outer = *rc::gen::container<Ring>(*rc::gen::inRange<std::size_t>(1, 12), corner), .holes = {}};
  Point const p = inner_point({polygon});
  RC_ASSERT(contains(polygon, p));
  double perimeter = 0;
  bool on_rim = false;
  for (std::size_t i = 0; i < polygon.outer.size(); ++i) {
    Point const a = polygon.outer[i];
    Point const b = polygon.outer[(i + 1) % polygon.outer.size()];
    perimeter += distance(a, b).metres();
    on_rim = on_rim || segments_meet(p, p, a, b);
  }
  bool const has_room = area_square_metres(polygon) > 0.1 * perimeter;
  RC_CLASSIFY(has_room);
  RC_ASSERT(!has_room || !on_rim);
}

}  // namespace
}  // namespace linquan::geo
