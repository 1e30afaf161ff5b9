#include "linquan/geo/crs.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "china.h"

namespace linquan::geo {
namespace {

Crs crs(std::string const& name) {
  auto parsed = Crs::parse(name);
  EXPECT_TRUE(parsed) << name;
  return *parsed;
}

std::string refusal(std::string const& name, double x, double y) {
  auto const place = crs(name).to_wgs84(x, y);
  return place ? "" : place.error().code;
}

/// Rough but strict enough: a degree is at most 111,700 m.
double metres_apart(LonLat a, LonLat b) {
  return std::hypot(a.lon - b.lon, a.lat - b.lat) * 111'700.0;
}

TEST(Crs, KnowsItsNamesHoweverTheyAreWritten) {
  EXPECT_EQ(crs("WGS-84").name(), "wgs84");
  EXPECT_EQ(crs("GCJ-02").name(), "gcj02");
  EXPECT_EQ(crs("bd09").name(), "bd09");
  EXPECT_EQ(crs("epsg:4490").name(), "EPSG:4490");
  for (std::string const name : {"", "wgs", "EPSG:", "EPSG:x", "EPSG:-1", "EPSG:999999", "EPSG:99999999999",
                                 "EPSG:4490x", "EPSG:5773", "EPSG:9807", "+proj=utm +zone=50"}) {
    auto const parsed = Crs::parse(name);
    ASSERT_FALSE(parsed) << name;
    EXPECT_EQ(parsed.error().kind, ErrorKind::bad_input);
    EXPECT_EQ(parsed.error().code, "crs_unknown");
  }
}

TEST(China, AgreesWithPublishedValues) {
  // Widely published worked examples for Tiananmen.
  LonLat const gcj = gcj02_from_wgs84({116.404, 39.915});
  EXPECT_NEAR(gcj.lon, 116.41024449916938, 1e-12);
  EXPECT_NEAR(gcj.lat, 39.91640428150164, 1e-12);
  // The example for BD-09 starts from GCJ-02.
  LonLat const bd = bd09_from_wgs84(wgs84_from_gcj02({116.404, 39.915}));
  EXPECT_NEAR(bd.lon, 116.41036949371029, 1e-12);
  EXPECT_NEAR(bd.lat, 39.92133699351021, 1e-12);
}

TEST(China, XuzhouIsShiftedByTheKnownDistances) {
  Point const xuzhou = from_degrees(117.18, 34.26);
  LonLat const gcj = gcj02_from_wgs84({117.18, 34.26});
  LonLat const bd = bd09_from_wgs84({117.18, 34.26});
  // On a sphere these are the 548 and 1241 m that are often quoted.
  EXPECT_NEAR(distance(xuzhou, from_degrees(gcj.lon, gcj.lat)).metres(), 549.26, 0.02);
  EXPECT_NEAR(distance(xuzhou, from_degrees(bd.lon, bd.lat)).metres(), 1242.59, 0.02);
}

TEST(China, RoundTripsStayUnderAMillimetreInBothDirections) {
  // Starts 0.05 degrees inside the box: at its rim no inverse can exist.
  for (int column = 0; column < 134; ++column) {
    for (int row = 0; row < 117; ++row) {
      auto const lon = 72.06 + 0.4937 * column;
      auto const lat = 0.88 + 0.4719 * row;
      LonLat const p{lon, lat};
      ASSERT_LT(metres_apart(wgs84_from_gcj02(gcj02_from_wgs84(p)), p), 1e-6) << lon << " " << lat;
      ASSERT_LT(metres_apart(gcj02_from_wgs84(wgs84_from_gcj02(p)), p), 1e-6) << lon << " " << lat;
      ASSERT_LT(metres_apart(wgs84_from_bd09(bd09_from_wgs84(p)), p), 1e-6) << lon << " " << lat;
      ASSERT_LT(metres_apart(bd09_from_wgs84(wgs84_from_bd09(p)), p), 1e-6) << lon << " " << lat;
    }
  }
}

TEST(China, TheKinkAt105DegreesDoesNotStopTheInverse) {
  for (double const off : {0.0, 1e-14, -1e-13, 1e-12, 1e-10, -1e-8, 1e-7, -1e-6}) {
    LonLat const p{105.0 + off, 35.0};
    EXPECT_LT(metres_apart(wgs84_from_gcj02(gcj02_from_wgs84(p)), p), 1e-4) << off;
    EXPECT_LT(metres_apart(gcj02_from_wgs84(wgs84_from_gcj02(p)), p), 1e-4) << off;
  }
}

TEST(China, OutsideTheBoxNothingIsShifted) {
  for (LonLat const p : {LonLat{-15.43, 28.12}, LonLat{24.94, 60.17}, LonLat{71.8, 30}, LonLat{138.0, 30},
                         LonLat{100, 0.7}, LonLat{100, 56}, LonLat{0, 0}, LonLat{-180, -90}, LonLat{180, 90}}) {
    EXPECT_EQ(metres_apart(gcj02_from_wgs84(p), p), 0.0);
    EXPECT_EQ(metres_apart(wgs84_from_gcj02(p), p), 0.0);
    EXPECT_EQ(metres_apart(bd09_from_wgs84(p), p), 0.0);
    EXPECT_EQ(metres_apart(wgs84_from_bd09(p), p), 0.0);
  }
}

TEST(China, AtTheRimEveryPlaceInsideComesBackAndOutsideOnlyWhatIsAmbiguousDoesNot) {
  for (double const edge : {72.004, 137.8347}) {
    for (int step = 0; step <= 270; ++step) {
      auto const off = 0.00037 * step - 0.05;
      LonLat const p{edge + off, 31.3};
      bool const inside = shifted_place(p);
      for (bool const baidu : {false, true}) {
        LonLat const there = baidu ? bd09_from_wgs84(p) : gcj02_from_wgs84(p);
        LonLat const back = baidu ? wgs84_from_bd09(there) : wgs84_from_gcj02(there);
        bool const same = metres_apart(back, p) < 1e-3;
        // What comes back elsewhere is a place inside with the very same coordinates.
        LonLat const again = baidu ? bd09_from_wgs84(back) : gcj02_from_wgs84(back);
        EXPECT_LT(metres_apart(again, there), 1e-3);
        EXPECT_TRUE(same || (!inside && shifted_place(back) && std::abs(off) < 0.02)) << edge << " " << off;
      }
    }
  }
}

RC_GTEST_PROP(CrsProperty, APointComesBackTheSameFromEverySystem, ()) {
  static std::vector<Crs> const systems{crs("wgs84"), crs("gcj02"), crs("bd09"), crs("EPSG:4490"), crs("EPSG:32650")};
  // Inside the zone of UTM 50 N, which is in eastern China.
  Point const p{*rc::gen::inRange(1'140'000'000, 1'200'000'000), *rc::gen::inRange(180'000'000, 530'000'000)};
  for (Crs const& system : systems) {
    auto const there = system.from_wgs84(p);
    RC_ASSERT(there.has_value());
    auto const back = system.to_wgs84(there->x, there->y);
    RC_ASSERT(back.has_value());
    RC_ASSERT(*back == p);
  }
}

TEST(Crs, ProjectsAsTheAuthorityDefinesWithEastingFirst) {
  // CGCS2000 three-degree zone around 117 E: the central meridian is at 500 km.
  auto const xy = crs("EPSG:4548").from_wgs84(from_degrees(117.0, 34.26));
  ASSERT_TRUE(xy);
  EXPECT_NEAR(xy->x, 500'000.0, 0.001);
  EXPECT_NEAR(xy->y, 3'792'600.0, 300.0);
  // EPSG:4326 lists latitude first; tables do not.
  EXPECT_EQ(*crs("EPSG:4326").to_wgs84(117.18, 34.26), from_degrees(117.18, 34.26));
}

TEST(Crs, SwappedCoordinatesAreRefusedWithThatHint) {
  EXPECT_EQ(refusal("wgs84", 34.26, 117.18), "coordinate_swapped");
  EXPECT_EQ(refusal("gcj02", 34.26, 117.18), "coordinate_swapped");
  EXPECT_EQ(refusal("EPSG:4490", 34.26, 117.18), "coordinate_swapped");
  EXPECT_EQ(refusal("EPSG:4548", 3'792'600, 516'000), "coordinate_swapped");
  EXPECT_EQ(refusal("EPSG:4548", 516'000, 3'792'600), "");
  EXPECT_EQ(refusal("wgs84", 117.18, 34.26), "");
}

TEST(Crs, WhatIsNoPlaceIsRefused) {
  double const nan = std::numeric_limits<double>::quiet_NaN();
  double const infinity = std::numeric_limits<double>::infinity();
  for (std::string const name : {"wgs84", "gcj02", "bd09", "EPSG:4490", "EPSG:4548"}) {
    EXPECT_EQ(refusal(name, nan, 1), "coordinate_range");
    EXPECT_EQ(refusal(name, 1, infinity), "coordinate_range");
    EXPECT_EQ(refusal(name, 1e300, -1e300), "coordinate_range");
  }
  EXPECT_EQ(refusal("wgs84", 180.1, 1), "coordinate_range");
  EXPECT_EQ(refusal("wgs84", 100, 90.1), "coordinate_range");
  EXPECT_EQ(refusal("wgs84", 34, 3'792'600), "coordinate_range");
  EXPECT_FALSE(crs("gcj02").from_wgs84({INT32_MAX, 0}));
}

TEST(LooksSwapped, UsesTheRestOfTheDataWhereBothOrdersAreLegal) {
  Box las_palmas;
  las_palmas.add(from_degrees(-15.5, 28.0));
  las_palmas.add(from_degrees(-15.3, 28.2));
  EXPECT_TRUE(looks_swapped(34.26, 117.18, Box{}));
  EXPECT_FALSE(looks_swapped(117.18, 34.26, Box{}));
  EXPECT_TRUE(looks_swapped(28.1, -15.4, las_palmas));
  EXPECT_FALSE(looks_swapped(-15.4, 28.1, las_palmas));
  EXPECT_FALSE(looks_swapped(28.1, -15.4, Box{}));
  EXPECT_FALSE(looks_swapped(10.0, 50.0, las_palmas));
}

TEST(Crs, CopiesServeSeveralThreads) {
  Crs const system = crs("EPSG:4548");
  std::vector<int> wrong(4);
  std::vector<std::jthread> threads;
  threads.reserve(wrong.size());
  for (int& count : wrong) {
    threads.emplace_back([&count, system] {
      for (int i = 0; i < 1000; ++i) {
        Point const p{1'171'800'000 + i, 342'600'000};
        auto const xy = system.from_wgs84(p);
        count += static_cast<int>(!xy || system.to_wgs84(xy->x, xy->y) != p);
      }
    });
  }
  threads.clear();
  EXPECT_EQ(wrong, (std::vector<int>(4)));
}

}  // namespace
}  // namespace linquan::geo
