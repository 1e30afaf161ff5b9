#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cities.h"
#include "linquan/base/draw.h"
#include "linquan/persons/persons.h"
#include "linquan/reach/circle.h"
#include "linquan/reach/circle_speed.h"
#include "linquan/reach/homes.h"
#include "linquan/reach/outline.h"
#include "linquan/reach/reference.h"
#include "linquan/reach/serves.h"
#include "linquan/reach/supply.h"

namespace linquan::reach {
namespace {

constexpr Tenths quarter_hour = 9000;
constexpr Tenths sixty_metres = 540;  ///< as the standard walker takes them

/// A share, 0 to 1.
double share_of(Draw& draw) {
  return static_cast<double>(draw.below(1U << 30U)) / static_cast<double>(1U << 30U);
}

double metres_between(geo::Point a, geo::Point b) {
  return geo::distance(a, b).metres();
}

double metres_to(geo::MultiPolygon const& shape, geo::Point at) {
  auto best = 1e9;
  auto const to_ring = [&](geo::Ring const& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      auto const next = ring[(i + 1) % ring.size()];
      if (std::abs(ring[i].lat - at.lat) < 20'000) {
        best = std::min(best, geo::nearest_on_segment(at, ring[i], next).away.metres());
      }
    }
  };
  for (auto const& polygon : shape) {
    to_ring(polygon.outer);
    std::ranges::for_each(polygon.holes, to_ring);
  }
  return best;
}

/// Quick where most polygons are elsewhere.
bool inside(geo::MultiPolygon const& shape, geo::Point at) {
  return std::ranges::any_of(shape, [&](geo::Polygon const& polygon) {
    return geo::box_of(polygon.outer).contains(at) && geo::contains(polygon, at);
  });
}

struct Found {
  std::size_t points = 0;
  std::size_t inside = 0;
  std::size_t reached = 0;  ///< within a quarter of an hour
  std::size_t reached_inside = 0;
  std::size_t wrong_inside = 0;
  std::size_t wrong_outside = 0;
  std::size_t barred_points = 0;
  std::size_t barred_inside = 0;
};

/// Places that nobody stands on: in water, on rails, in closed compounds.
struct Barred {
  std::vector<geo::Point> places;
  std::vector<std::uint32_t> compound;
};

void add_inside(Barred& barred, geo::Polygon const& polygon, std::uint32_t compound, Draw& draw) {
  auto const box = geo::box_of(polygon.outer);
  auto const count = std::clamp(geo::area_square_metres(polygon) / 400, 1.0, 2000.0);
  for (int i = 0; i < static_cast<int>(count); ++i) {
    geo::Point const at{static_cast<std::int32_t>(box.low.lon + share_of(draw) * (box.high.lon - box.low.lon)),
                        static_cast<std::int32_t>(box.low.lat + share_of(draw) * (box.high.lat - box.low.lat))};
    if (geo::contains(polygon, at)) {
      barred.places.push_back(at);
      barred.compound.push_back(compound);
    }
  }
}

Barred barred_places(city::City const& city, Draw& draw) {
  Barred barred;
  for (auto const& obstacle : city.obstacles) {
    auto const& line = obstacle.line;
    if (obstacle.kind == walk::Obstacle::Kind::water && line.size() > 3 && line.front() == line.back()) {
      add_inside(barred, {{line.begin(), line.end() - 1}, {}}, walk::none, draw);
    }
    if (obstacle.kind != walk::Obstacle::Kind::rail) {
      continue;
    }
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      auto const count = std::ceil(metres_between(line[i], line[i + 1]) / 20);
      for (int k = 0; k < static_cast<int>(count); ++k) {
        auto const share = share_of(draw);
        barred.places.push_back({static_cast<std::int32_t>(line[i].lon + share * (line[i + 1].lon - line[i].lon)),
                                 static_cast<std::int32_t>(line[i].lat + share * (line[i + 1].lat - line[i].lat))});
        barred.compound.push_back(walk::none);
      }
    }
  }
  for (std::uint32_t c = 0; c < city.areas.size(); ++c) {
    auto const& area = city.areas[c];
    if (area.level == city::AreaLevel::compound && area.closed) {
      for (auto const& polygon : area.shape) {
        add_inside(barred, polygon, c, draw);
      }
    }
  }
  return barred;
}

class OutlineTruth : public testing::TestWithParam<char const*> {
 protected:
  void SetUp() override {
    if (std::string{GetParam()} != "demo" && !real_data()) {
      GTEST_SKIP() << "no real extracts here: set LINQUAN_REAL_DATA to their folder";
    }
  }
};

std::vector<Edge> public_streets(Streets const& streets) {
  std::vector<Edge> edges;
  for (Edge e = 0; e < streets.graph().edges.size(); ++e) {
    auto const& traits = streets.graph().traits_of(e);
    if (traits.zone == walk::Zone::open && traits.kind != walk::StreetKind::gate &&
        traits.kind != walk::StreetKind::straight && (streets.ends(e).forward || streets.ends(e).backward)) {
      edges.push_back(e);
    }
  }
  return edges;
}

/// Holds the outlines of one city's circles against the truth.
class Trial {
 public:
  explicit Trial(city::City const& city)
      : city_{city},
        streets_{city.streets, {*persons::Persons::built_in().find("standard"), Unit::seconds, std::nullopt}},
        ground_{city, streets_},
        edges_{public_streets(streets_)},
        barred_{barred_places(city, draw_)} {}

  Found run(std::size_t points) {
    while (found_.points < points) {
      auto const& home = city_.homes[draw_.below(city_.homes.size())];
      if (home.access.edge != walk::none) {
        try_home(home);
      }
    }
    return found_;
  }

 private:
  void try_home(city::Home const& home) {
    auto const origin = streets_.place(home.access);
    circle_.search(origin, Limits{}, Outline::beyond(streets_));
    far_.search(origin, *Limits::of(std::vector{30.0}, Unit::seconds));
    auto const shape = outline_.draw(circle_).back();
    for (int tries = 0, taken = 0; tries < 1'000'000 && taken < 100; ++tries) {
      auto const edge = edges_[draw_.below(edges_.size())];
      if (metres_between(home.door, streets_.at(streets_.ends(edge).from)) < 1300) {
        ++taken;
        try_street(edge, shape);
      }
    }
    for (std::size_t i = 0; i < barred_.places.size(); ++i) {
      if (metres_between(home.door, barred_.places[i]) < 1000 && !lives_in(home, barred_.compound[i])) {
        ++found_.barred_points;
        found_.barred_inside += inside(shape, barred_.places[i]) ? 1U : 0U;
      }
    }
  }

  void try_street(Edge edge, geo::MultiPolygon const& shape) {
    auto const length = std::uint64_t{streets_.length_millimetres(edge)};
    auto const offset = static_cast<std::uint32_t>(draw_.below(length + 1));
    auto const at = streets_.line(edge, offset, offset).front();
    auto const time = far_.time_to(streets_.place({edge, offset, 0}));
    auto const in = inside(shape, at);
    auto const reached = time <= quarter_hour;
    auto const wrong_inside = in && time > quarter_hour + sixty_metres;
    auto const wrong_outside = !in && time < quarter_hour && metres_to(shape, at) > 60;
    ++found_.points;
    found_.inside += in ? 1U : 0U;
    found_.reached += reached ? 1U : 0U;
    found_.reached_inside += in && reached ? 1U : 0U;
    found_.wrong_inside += wrong_inside ? 1U : 0U;
    found_.wrong_outside += wrong_outside ? 1U : 0U;
    if (wrong_inside || wrong_outside) {
      fmt::print("{} {:.6f},{:.6f} on edge {} takes {}\n", in ? "inside" : "outside", geo::lat_degrees(at),
                 geo::lon_degrees(at), edge, time);
    }
  }

  [[nodiscard]] bool lives_in(city::Home const& home, std::uint32_t compound) const {
    return compound != walk::none &&
           (compound == home.compound || geo::contains(city_.areas[compound].shape, home.door));
  }

  city::City const& city_;
  Streets streets_;
  Ground ground_;
  Outline outline_{ground_};
  Circle circle_{streets_};
  Circle far_{streets_};
  Draw draw_{7};
  std::vector<Edge> edges_;
  Barred barred_;
  Found found_;
};

TEST_P(OutlineTruth, HoldsStreetsOfAQuarterOfAnHourAndNoWaterRailsOrOtherCompounds) {
  auto const found = Trial{city_named(GetParam())}.run(10'000);
  fmt::print(
      "{}: {} points on streets, {} inside; {} of {} reached inside; {} inside too far, {} outside too near; {} of {} "
      "barred inside\n",
      GetParam(), found.points, found.inside, found.reached_inside, found.reached, found.wrong_inside,
      found.wrong_outside, found.barred_inside, found.barred_points);
  EXPECT_EQ(found.wrong_inside, 0U);
  EXPECT_EQ(found.wrong_outside, 0U);
  EXPECT_LE(found.barred_inside * 100, found.barred_points);
}

TEST_P(OutlineTruth, GivesTheReferencesAnswersFromTwoThousandHomes) {
  auto const& city = city_named(GetParam());
  if (city.outlets.empty()) {
    GTEST_SKIP() << "no outlets in this extract";
  }
  Streets const streets{city.streets, {*persons::Persons::built_in().find("standard"), Unit::seconds, std::nullopt}};
  Question question;
  question.columns = each_kind(city);
  auto const supply = supply_of(city, streets, question);
  Reference reference{streets};
  Circle circle{streets};
  Draw draw{11};
  std::size_t different = 0;
  for (int i = 0; i < 2000; ++i) {
    auto const origin = streets.place(city.homes[draw.below(city.homes.size())].access);
    circle.search(origin, Limits{});
    different += circle.answer(supply) == reference.answer(supply, origin, Limits{}) ? 0U : 1U;
  }
  fmt::print("{}: 2000 homes, {} different from the reference\n", GetParam(), different);
  EXPECT_EQ(different, 0U);
}

TEST_P(OutlineTruth, SaysHowLongACircleWithItsOutlineTakes) {
  auto const& city = city_named(GetParam());
  Streets const streets{city.streets, {*persons::Persons::built_in().find("standard"), Unit::seconds, std::nullopt}};
  auto seconds = circle_seconds(city, streets, 2000, 3);
  ASSERT_EQ(seconds.size(), 2000U);
  std::ranges::sort(seconds);
  fmt::print("{}: one circle with its outline: p50 {:.3f} ms, p99 {:.3f} ms\n", GetParam(), 1000 * seconds[1000],
             1000 * seconds[1980]);
}

INSTANTIATE_TEST_SUITE_P(Cities, OutlineTruth, testing::Values("demo", "las_palmas", "porto", "helsinki", "rome"),
                         [](auto const& it) { return std::string{it.param}; });

}  // namespace
}  // namespace linquan::reach
