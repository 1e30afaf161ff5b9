#include "linquan/tiles/grid.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace linquan::tiles {
namespace {

TEST(Grid, PutsPlacesWhereWebMapsHaveThem) {
  EXPECT_EQ(world_of({0, 0}), (World{0x80000000U, 0x80000000U}));
  EXPECT_EQ(world_of({-1'800'000'000, 0}).x, 0U);
  EXPECT_EQ(world_of({0, 900'000'000}).y, 0U) << "beyond the rim";
  EXPECT_EQ(world_of({0, -900'000'000}).y, UINT32_MAX);
  std::mt19937 random{3};
  std::uniform_int_distribution<std::int32_t> lon{-1'800'000'000, 1'800'000'000};
  std::uniform_int_distribution<std::int32_t> lat{-850'000'000, 850'000'000};
  constexpr double pi = 3.14159265358979323846;
  for (int i = 0; i < 10'000; ++i) {
    geo::Point const p{lon(random), lat(random)};
    auto const at = world_of(p);
    auto const phi = geo::lat_degrees(p) * pi / 180;
    auto const x = (geo::lon_degrees(p) + 180) / 360 * 4294967296.0;
    auto const y = (0.5 - std::asinh(std::tan(phi)) / (2 * pi)) * 4294967296.0;
    EXPECT_NEAR(at.x, x - 0.5, 0.51);
    EXPECT_NEAR(at.y, y - 0.5, 0.51);
  }
}

TEST(Grid, KeepsTheCodesOfATileTogether) {
  std::mt19937 random{5};
  for (int i = 0; i < 10'000; ++i) {
    World const at{static_cast<std::uint32_t>(random()), static_cast<std::uint32_t>(random())};
    auto const zoom = static_cast<std::uint32_t>(random() % (zoom_max + 1));
    auto const column = static_cast<std::uint32_t>(std::uint64_t{at.x} >> (32U - zoom));
    auto const row = static_cast<std::uint32_t>(std::uint64_t{at.y} >> (32U - zoom));
    auto const codes = codes_of({zoom, column, row});
    EXPECT_TRUE(codes.first <= morton(at) && morton(at) <= codes.last);
    auto const p = pixel_of(at, {zoom, column, row});
    EXPECT_TRUE(p.x >= 0 && p.x < extent && p.y >= 0 && p.y < extent);
    if (zoom > 0) {
      auto const other = codes_of({zoom, column ^ 1U, row});
      EXPECT_FALSE(other.first <= morton(at) && morton(at) <= other.last);
      EXPECT_FALSE(pixel_of(at, {zoom, column ^ 1U, row}).x >= 0 && pixel_of(at, {zoom, column ^ 1U, row}).x < extent);
    }
  }
}

TEST(Grid, ReadsAddressesOfTiles) {
  auto const code = [](auto const& result) { return result ? std::string{"fine"} : result.error().code; };
  EXPECT_EQ(code(parse_tile("0", "0", "0")), "fine");
  EXPECT_EQ(code(parse_tile("18", "262143", "262143")), "fine");
  for (auto const* const word : {"", "-1", "1.5", "x", "01", "99999999999999999999", "1e1", " 1", "+1"}) {
    EXPECT_EQ(code(parse_tile(word, "0", "0")), "tile_not_understood") << word;
    EXPECT_EQ(code(parse_tile("3", word, "0")), "tile_not_understood") << word;
    EXPECT_EQ(code(parse_tile("3", "0", word)), "tile_not_understood") << word;
  }
  EXPECT_EQ(code(parse_tile("19", "0", "0")), "tile_outside");
  EXPECT_EQ(code(parse_tile("4294967295", "0", "0")), "tile_outside");
  EXPECT_EQ(code(parse_tile("2", "4", "0")), "tile_outside");
  EXPECT_EQ(code(parse_tile("0", "0", "1")), "tile_outside");
}

TEST(Grid, DrawsABoxAboutEveryPlaceOfATile) {
  std::mt19937 random{9};
  std::uniform_int_distribution<std::int32_t> lon{-1'799'000'000, 1'799'000'000};
  std::uniform_int_distribution<std::int32_t> lat{-849'000'000, 849'000'000};
  for (int i = 0; i < 3'000; ++i) {
    geo::Point const p{lon(random), lat(random)};
    auto const at = world_of(p);
    for (std::uint32_t zoom = 1; zoom <= zoom_max; ++zoom) {
      TileId const tile{zoom, at.x >> (32U - zoom), at.y >> (32U - zoom)};
      EXPECT_TRUE(box_of(tile, 0).contains(p)) << zoom;
    }
  }
}

}  // namespace
}  // namespace linquan::tiles
