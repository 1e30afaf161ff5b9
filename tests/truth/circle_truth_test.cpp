#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "linquan/base/progress.h"
#include "linquan/city/import.h"
#include "linquan/demo/demo.h"
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

/// Every next number of a seed (splitmix64).
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_{seed} {}
  std::uint64_t below(std::uint64_t limit) {
    state_ += 0x9E3779B97F4A7C15U;
    auto mixed = (state_ ^ (state_ >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return (mixed ^ (mixed >> 31U)) % limit;
  }
  double share() { return static_cast<double>(below(1U << 30U)) / static_cast<double>(1U << 30U); }

 private:
  std::uint64_t state_;
};

std::optional<std::filesystem::path> real_data() {
  auto const* folder = std::getenv("LINQUAN_REAL_DATA");
  return folder == nullptr ? std::nullopt : std::optional<std::filesystem::path>{folder};
}

city::City imported(city::ImportRequest const& request) {
  SilentProgress progress;
  auto result = city::import(request, progress);
  EXPECT_TRUE(result) << (result ? "" : result.error().code);
  return result ? std::move(result->city) : city::City{};
}

city::City real_city(std::string const& name) {
  city::ImportRequest request;
  if (name == "las_palmas") {
    request.osm = {*real_data() / "las_palmas.osm.pbf"};
    request.population = *real_data() / "las_palmas_population.csv";
    request.within = *real_data() / "las_palmas_municipality.geojson";
  } else {
    request.osm = {*real_data() / "porto_streets.osm.pbf"};
    request.population = *real_data() / "porto_population.csv";
  }
  return imported(request);
}

city::City demo_city() {
  auto const folder =
      std::filesystem::path{testing::TempDir()} / ("linquan_circle_truth_" + std::to_string(::getpid()));
  SilentProgress progress;
  demo::Request demo;
  demo.people = 120'000;
  demo.folder = folder;
  EXPECT_TRUE(demo::write(demo, progress));
  city::ImportRequest request;
  request.osm = {folder / "city.osm.pbf"};
  request.population = folder / "population.csv";
  request.outlets = {folder / "outlets.xlsx", folder / "outlets_gcj02.csv", folder / "register.xlsx"};
  request.areas = {folder / "areas.geojson"};
  auto city = imported(request);
  std::filesystem::remove_all(folder);
  return city;
}

/// A city once for all tests that ask for it.
city::City const& city_named(std::string const& name) {
  static std::pair<std::string, std::unique_ptr<city::City>> last;
  if (last.first != name) {
    last = {name, std::make_unique<city::City>(name == "demo" ? demo_city() : real_city(name))};
  }
  return *last.second;
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
    geo::Point const at{static_cast<std::int32_t>(box.low.lon + draw.share() * (box.high.lon - box.low.lon)),
                        static_cast<std::int32_t>(box.low.lat + draw.share() * (box.high.lat - box.low.lat))};
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
        auto const share = draw.share();
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

TEST_P(OutlineTruth, HoldsStreetsOfAQuarterOfAnHourAndNoWaterRailsOrOtherCompounds) {
  auto const& city = city_named(GetParam());
  Streets const streets{city.streets, {*persons::Persons::built_in().find("standard"), Unit::seconds, std::nullopt}};
  Ground const ground{city, streets};
  Outline outline{ground};
  Circle circle{streets};
  Circle far{streets};
  Draw draw{7};
  auto const edges = public_streets(streets);
  auto const barred = barred_places(city, draw);
  Found found;
  while (found.points < 10'000) {
    auto const& home = city.homes[draw.below(city.homes.size())];
    if (home.access.edge == walk::none) {
      continue;
    }
    auto const origin = streets.place(home.access);
    circle.search(origin, Limits{}, Outline::beyond(streets));
    far.search(origin, *Limits::of(std::vector{30.0}, Unit::seconds));
    auto const shape = outline.draw(circle).back();
    auto const near = [&](geo::Point at) { return metres_between(home.door, at) < 1300; };
    for (int tries = 0, taken = 0; tries < 1'000'000 && taken < 100; ++tries) {
      auto const edge = edges[draw.below(edges.size())];
      if (!near(streets.at(streets.ends(edge).from))) {
        continue;
      }
      auto const offset = static_cast<std::uint32_t>(draw.below(streets.length_millimetres(edge) + std::uint64_t{1}));
      auto const at = streets.line(edge, offset, offset).front();
      auto const time = far.time_to(streets.place({edge, offset, 0}));
      auto const in = inside(shape, at);
      ++taken;
      ++found.points;
      found.inside += in ? 1U : 0U;
      found.reached += time <= quarter_hour ? 1U : 0U;
      found.reached_inside += in && time <= quarter_hour ? 1U : 0U;
      if (in && time > quarter_hour + sixty_metres) {
        ++found.wrong_inside;
        fmt::print("inside  {:.6f},{:.6f} from {:.6f},{:.6f} edge {} takes {}\n", geo::lat_degrees(at),
                   geo::lon_degrees(at), geo::lat_degrees(home.door), geo::lon_degrees(home.door), edge, time);
      }
      if (!in && time < quarter_hour && metres_to(shape, at) > 60) {
        ++found.wrong_outside;
        fmt::print("outside {:.6f},{:.6f} from {:.6f},{:.6f} edge {} takes {}, {:.0f} m off\n", geo::lat_degrees(at),
                   geo::lon_degrees(at), geo::lat_degrees(home.door), geo::lon_degrees(home.door), edge, time,
                   metres_to(shape, at));
      }
    }
    for (std::size_t i = 0; i < barred.places.size(); ++i) {
      auto const own =
          barred.compound[i] != walk::none &&
          (barred.compound[i] == home.compound || geo::contains(city.areas[barred.compound[i]].shape, home.door));
      if (metres_between(home.door, barred.places[i]) < 1000 && !own) {
        ++found.barred_points;
        found.barred_inside += inside(shape, barred.places[i]) ? 1U : 0U;
      }
    }
  }
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

INSTANTIATE_TEST_SUITE_P(Cities, OutlineTruth, testing::Values("demo", "las_palmas", "porto"),
                         [](auto const& it) { return std::string{it.param}; });

}  // namespace
}  // namespace linquan::reach
