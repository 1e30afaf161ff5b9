#include "linquan/reach/outline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "contours.h"
#include "drawn_town.h"
#include "linquan/persons/persons.h"

namespace linquan::reach {
namespace {

Walker standard() {
  return {*persons::Persons::built_in().find("standard"), Unit::seconds, std::nullopt};
}

/// A field drawn with digits; what is no digit has no time, '#' is barred. The rim is added.
struct Drawn {
  std::vector<Tenths> field;
  std::size_t width = 0;
  explicit Drawn(std::vector<std::string> const& rows) : width{rows.front().size() + 2} {
    field.assign(width * (rows.size() + 2), nothing);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      for (std::size_t column = 0; column + 2 < width; ++column) {
        auto const c = rows[row][column];
        auto const time = c == '#' ? barred : c >= '0' && c <= '9' ? static_cast<Tenths>(c - '0') : nothing;
        field[(row + 1) * width + column + 1] = time;
      }
    }
  }
  [[nodiscard]] geo::MultiPolygon within(Tenths limit) const {
    return Contours{}.draw(field, width, limit, {0, 0, 1000, 1000});
  }
};

std::vector<geo::Ring> rings_of(geo::MultiPolygon const& shape) {
  std::vector<geo::Ring> rings;
  for (auto const& polygon : shape) {
    rings.push_back(polygon.outer);
    rings.insert(rings.end(), polygon.holes.begin(), polygon.holes.end());
  }
  return rings;
}

struct Side {
  geo::Point a;
  geo::Point b;
  friend bool operator==(Side const&, Side const&) = default;
};

/// Sides meet only where one follows the other.
bool is_simple(geo::MultiPolygon const& shape) {
  std::vector<Side> sides;
  for (auto const& ring : rings_of(shape)) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      sides.push_back({ring[i], ring[(i + 1) % ring.size()]});
    }
  }
  for (std::size_t i = 0; i < sides.size(); ++i) {
    for (std::size_t j = i + 1; j < sides.size(); ++j) {
      auto const joined = sides[i].b == sides[j].a || sides[j].b == sides[i].a;
      if (sides[i].a == sides[j].a || (!joined && geo::segments_meet(sides[i].a, sides[i].b, sides[j].a, sides[j].b))) {
        return false;
      }
    }
  }
  return true;
}

TEST(Contours, CutBetweenCellsWhereTheTimeReachesTheLimit) {
  auto const shape = Drawn{{"2.", ".."}}.within(4);
  ASSERT_EQ(shape.size(), 1U);
  EXPECT_TRUE(geo::contains(shape, {1400, 1000})) << "nothing is known of the next cell: half-way";
  EXPECT_FALSE(geo::contains(shape, {1600, 1000}));
  auto const later = Drawn{{"26"}}.within(5);
  EXPECT_TRUE(geo::contains(later, {1740, 1000})) << "three of the four tenths between the two";
  EXPECT_FALSE(geo::contains(later, {1760, 1000}));
}

TEST(Contours, StopShortOfWhatIsBarred) {
  auto const shape = Drawn{{"111", "1#1", "111"}}.within(5);
  ASSERT_EQ(shape.size(), 1U);
  ASSERT_EQ(shape[0].holes.size(), 1U);
  EXPECT_FALSE(geo::contains(shape, {2000, 2000}));
  EXPECT_FALSE(geo::contains(shape, {1550, 2000}));
  EXPECT_FALSE(geo::contains(shape, {2450, 1520}));
}

TEST(Contours, PutEachHoleIntoItsOwnPolygon) {
  auto const shape = Drawn{{"11111.111", "1...1.1.1", "1.1.1.111", "1...1....", "11111.1.1"}}.within(5);
  ASSERT_TRUE(is_simple(shape));
  ASSERT_EQ(shape.size(), 5U);
  std::size_t holes = 0;
  for (auto const& polygon : shape) {
    holes += polygon.holes.size();
    for (auto const& hole : polygon.holes) {
      EXPECT_TRUE(geo::contains(geo::Polygon{polygon.outer, {}}, hole.front()));
    }
  }
  EXPECT_EQ(holes, 2U);
}

TEST(Contours, NeverTouchThemselvesOnRandomFields) {
  std::uint32_t state = 1;
  for (int field = 0; field < 200; ++field) {
    std::vector<std::string> rows(12, std::string(12, '.'));
    for (auto& row : rows) {
      for (auto& c : row) {
        state = state * 1'664'525 + 1'013'904'223;
        c = ".#0123456789"[(state >> 16U) % 12];
      }
    }
    Drawn const drawn{rows};
    auto const shape = drawn.within(5);
    EXPECT_TRUE(is_simple(shape));
    for (std::size_t i = 0; i < drawn.field.size(); ++i) {
      geo::Point const at{static_cast<std::int32_t>(i % drawn.width * 1000),
                          static_cast<std::int32_t>(i / drawn.width * 1000)};
      EXPECT_EQ(geo::contains(shape, at), drawn.field[i] <= 5) << i;
    }
  }
}

/// A street from west to east with a parallel one north of it, joined far in the east.
constexpr char const* ladder = R"(
a-----------------b
                  |
c-----------------d
)";

struct Map {
  drawn::DrawnTown town;
  city::City city;
  explicit Map(double metres) : town{ladder, metres} { city.streets = town.graph(); }

  /// The middle between two letters, so many parts of the way.
  [[nodiscard]] geo::Point between(char a, char b, double share) const {
    auto const from = town.at(a);
    auto const to = town.at(b);
    return {static_cast<std::int32_t>(from.lon + share * (to.lon - from.lon)),
            static_cast<std::int32_t>(from.lat + share * (to.lat - from.lat))};
  }
  [[nodiscard]] geo::MultiPolygon circle(Place const& origin, Streets const& streets) const {
    Ground const ground{city, streets};
    Circle circle{streets};
    circle.search(origin, Limits{}, Outline::beyond(streets));
    return Outline{ground}.draw(circle).back();
  }
};

geo::Point beside(geo::Point at, double north_metres) {
  geo::Frame const frame{at};
  return frame.to_point({0, north_metres * 1000});
}

TEST(Outline, HoldsTheStreetAndFortyMetresBesideIt) {
  Map const map{50};
  Streets const streets{map.city.streets, standard()};
  auto const shape = map.circle(streets.place({0, 0, 0}), streets);
  auto const on = map.between('a', 'b', 0.5);
  EXPECT_TRUE(geo::contains(shape, on));
  EXPECT_TRUE(geo::contains(shape, beside(on, 35)));
  EXPECT_FALSE(geo::contains(shape, beside(on, 70)));
  EXPECT_TRUE(is_simple(shape));
}

TEST(Outline, LeavesOutAStreetThatIsNearButLongToWalkTo) {
  Map const map{17};
  Streets const streets{map.city.streets, standard()};
  Ground const ground{map.city, streets};
  Circle circle{streets};
  circle.search(streets.place({0, 0, 0}), *Limits::of(std::vector{4.0}, Unit::seconds), Outline::beyond(streets));
  auto const shape = Outline{ground}.draw(circle).back();
  EXPECT_TRUE(geo::contains(shape, map.between('a', 'b', 0.5)));
  EXPECT_TRUE(geo::contains(shape, beside(map.between('a', 'b', 0.5), -17)));
  EXPECT_FALSE(geo::contains(shape, map.between('c', 'd', 0.5))) << "34 m away, ten minutes on foot";
}

TEST(Outline, KeepsOutOfWaterThoughABridgeCrossesIt) {
  Map map{50};
  auto const middle = map.between('a', 'b', 0.5);
  geo::Frame const frame{middle};
  auto const corner = [&](double x, double y) { return frame.to_point({x * 1000, y * 1000}); };
  map.city.obstacles.push_back(
      {walk::Obstacle::Kind::water,
       {corner(-60, -300), corner(60, -300), corner(60, 300), corner(-60, 300), corner(-60, -300)},
       {}});
  Streets const streets{map.city.streets, standard()};
  auto const shape = map.circle(streets.place({0, 0, 0}), streets);
  EXPECT_TRUE(geo::contains(shape, corner(-80, 15)));
  EXPECT_TRUE(geo::contains(shape, corner(80, 15))) << "beyond the bridge";
  EXPECT_FALSE(geo::contains(shape, corner(-50, 15)));
  EXPECT_FALSE(geo::contains(shape, corner(0, 15)));
  EXPECT_FALSE(geo::contains(shape, corner(50, -15)));
  EXPECT_TRUE(is_simple(shape));
}

TEST(Outline, EndsAtAWallBesideTheStreet) {
  Map map{50};
  auto const middle = map.between('a', 'b', 0.5);
  geo::Frame const frame{middle};
  auto const corner = [&](double x, double y) { return frame.to_point({x * 1000, y * 1000}); };
  map.city.obstacles.push_back({walk::Obstacle::Kind::wall, {corner(-200, 12), corner(200, 12)}, {}});
  Streets const streets{map.city.streets, standard()};
  auto const shape = map.circle(streets.place({0, 0, 0}), streets);
  EXPECT_TRUE(geo::contains(shape, corner(0, 0)));
  EXPECT_TRUE(geo::contains(shape, corner(0, -30)));
  EXPECT_FALSE(geo::contains(shape, corner(0, 30)));
}

TEST(Outline, IsEmptyForWhoIsJoinedToNoStreet) {
  Map const map{50};
  Streets const streets{map.city.streets, standard()};
  EXPECT_TRUE(map.circle({}, streets).empty());
}

}  // namespace
}  // namespace linquan::reach
