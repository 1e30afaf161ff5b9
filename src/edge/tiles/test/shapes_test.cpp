#include "linquan/tiles/shapes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <random>

namespace linquan::tiles {
namespace {

double away(Pixel p, Pixel a, Pixel b) {
  auto const dx = static_cast<double>(b.x) - a.x;
  auto const dy = static_cast<double>(b.y) - a.y;
  auto const length = dx * dx + dy * dy;
  auto const t = length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0, 1.0) : 0.0;
  return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

double away(Pixel p, Line const& line) {
  auto least = 1e18;
  for (std::size_t i = 1; i < line.size(); ++i) {
    least = std::min(least, away(p, line[i - 1], line[i]));
  }
  return least;
}

Line wandering(std::mt19937& random, std::size_t count) {
  Line line{{static_cast<std::int32_t>(random() % 6000) - 1000, static_cast<std::int32_t>(random() % 6000) - 1000}};
  while (line.size() < count) {
    line.push_back({line.back().x + static_cast<std::int32_t>(random() % 401) - 200,
                    line.back().y + static_cast<std::int32_t>(random() % 401) - 200});
  }
  return line;
}

TEST(Shapes, StayNearWhatTheyWere) {
  std::mt19937 random{1};
  for (int i = 0; i < 200; ++i) {
    auto const line = wandering(random, 40);
    for (auto const tolerance : {0, 2, 50}) {
      auto const simple = simplified(line, tolerance);
      EXPECT_EQ(simple.front(), line.front());
      EXPECT_EQ(simple.back(), line.back());
      for (auto const p : line) {
        EXPECT_LE(away(p, simple), tolerance + 1e-6);
      }
    }
  }
  EXPECT_EQ(simplified({{0, 0}, {5, 0}, {5, 0}, {9, 0}}, 0), (Line{{0, 0}, {9, 0}})) << "what lies on the way goes";
  EXPECT_EQ(simplified({{3, 3}, {3, 3}}, 0), (Line{{3, 3}}));
}

TEST(Shapes, AreCutToPiecesInsideTheWindow) {
  Window const window{64};
  std::mt19937 random{2};
  for (int i = 0; i < 300; ++i) {
    auto const line = wandering(random, 30);
    auto const pieces = cut(line, window);
    for (auto const& piece : pieces) {
      ASSERT_GE(piece.size(), 2U);
      for (auto const p : piece) {
        EXPECT_TRUE(window.holds(p));
        EXPECT_LE(away(p, line), 0.75) << "a place on the line, to the nearest unit";
      }
    }
    for (auto const p : line) {
      if (window.holds(p)) {
        EXPECT_TRUE(std::ranges::any_of(pieces, [&](Line const& piece) { return away(p, piece) < 0.5; }));
      }
    }
  }
  EXPECT_EQ(cut({{-500, 100}, {5000, 100}}, window), (std::vector<Line>{{{-64, 100}, {4160, 100}}}));
  EXPECT_EQ(cut({{100, 100}, {9000, 100}, {9000, 200}, {100, 200}}, window).size(), 2U);
  EXPECT_TRUE(cut({{-500, -500}, {-500, 9000}}, window).empty());
}

TEST(Shapes, KeepTheirAreaInsideTheWindow) {
  Window const window{0};
  Line const square{{-1000, -1000}, {1000, -1000}, {1000, 1000}, {-1000, 1000}};
  EXPECT_EQ(area_twice(square), 8'000'000) << "clockwise on the map";
  EXPECT_EQ(area_twice(cut_ring(square, window)), 2'000'000);
  EXPECT_TRUE(cut_ring({{-9, -9}, {-5, -9}, {-5, -5}}, window).empty());
  Line const about{{-9000, -9000}, {9000, -9000}, {9000, 9000}, {-9000, 9000}};
  EXPECT_EQ(area_twice(cut_ring(about, window)), 2 * std::int64_t{4096} * 4096) << "all of it";
  EXPECT_TRUE(simplified_ring({{0, 0}, {9, 0}, {9, 1}}, 4).empty()) << "too thin to be seen";
}

}  // namespace
}  // namespace linquan::tiles
