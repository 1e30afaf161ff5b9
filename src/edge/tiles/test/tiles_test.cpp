#include "linquan/tiles/tiles.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "decoded.h"

namespace linquan::tiles {
namespace {

/// Homes here and there in a town of 8 km, an outlet with two stands, areas with a common border.
city::City scattered_town(std::size_t homes) {
  city::City city;
  city.kind_ids = {"market", "pharmacy"};
  std::mt19937 random{7};
  std::uniform_int_distribution<std::int32_t> lon{1'171'000'000, 1'171'900'000};
  std::uniform_int_distribution<std::int32_t> lat{342'000'000, 342'700'000};
  for (std::size_t i = 0; i < homes; ++i) {
    auto& home = city.homes.emplace_back();
    home.id = city::HomeId{i + 1};
    home.door = {lon(random), lat(random)};
    home.people.all = {static_cast<std::int64_t>(random() % 90'000)};
  }
  auto& cart = city.outlets.emplace_back();
  cart.id = city::OutletId{70};
  cart.name = "修鞋";
  cart.kinds = {0, 1};
  cart.stands = {{{1'171'100'000, 342'100'000}, {}, {}}, {{1'171'800'000, 342'600'000}, {}, {}}};
  for (int i = 0; i < 2; ++i) {
    auto& area = city.areas.emplace_back();
    area.id = city::AreaId{static_cast<std::uint64_t>(i) + 1};
    area.level = city::AreaLevel::district;
    area.code = std::to_string(320'302 + i);
    area.name = i == 0 ? "鼓楼区" : "云龙区";
    auto const west = 1'171'000'000 + i * 450'000;
    area.shape = {
        {{{west, 342'000'000}, {west + 450'000, 342'000'000}, {west + 450'000, 342'700'000}, {west, 342'700'000}}, {}}};
  }
  return city;
}

/// Made up, and different at every home.
class MadeUpJudge : public Judge {
 public:
  [[nodiscard]] standard::Needs needs(std::uint32_t home) const override {
    return {home * 7 % 1000 + 1, home * 3 % 500, home % 11};
  }
  [[nodiscard]] standard::Verdict verdict(standard::RuleIndex rule, std::uint32_t home) const override {
    return static_cast<standard::Verdict>((home + rule) % 3);
  }
  [[nodiscard]] standard::Needs needs_of_area(std::uint32_t area) const override { return {area + 1, 1, 0}; }
  [[nodiscard]] standard::Tally tally_of_area(standard::RuleIndex /*rule*/, std::uint32_t area) const override {
    return {{area + 1}, {1}, {0}};
  }
};

/// Every tile of a zoom that the town touches.
std::vector<TileId> tiles_of(std::uint32_t zoom) {
  auto const north_west = world_of({1'171'000'000, 342'700'000});
  auto const south_east = world_of({1'171'900'000, 342'000'000});
  std::vector<TileId> tiles;
  auto const bits = 32U - zoom;
  for (auto y = std::uint64_t{north_west.y} >> bits; y <= std::uint64_t{south_east.y} >> bits; ++y) {
    for (auto x = std::uint64_t{north_west.x} >> bits; x <= std::uint64_t{south_east.x} >> bits; ++x) {
      tiles.push_back({zoom, static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y)});
    }
  }
  return tiles;
}

std::int64_t thousandths(Value const& value) {
  return std::llround(std::get<double>(value) * 1000);
}

TEST(Tiles, HoldEveryHomeOnceWithItsPeopleAndScore) {
  auto const city = scattered_town(3000);
  Ground const ground{city};
  MadeUpJudge const judge;
  for (auto const zoom : {homes_zoom_min, 16U, zoom_max}) {
    std::set<std::string> seen;
    std::int64_t people = 0;
    std::map<TileId, int> by_tile;
    for (auto const& home : city.homes) {
      auto const at = world_of(home.door);
      ++by_tile[{zoom, at.x >> (32U - zoom), at.y >> (32U - zoom)}];
    }
    for (auto const& [tile, count] : by_tile) {
      auto const made = homes(ground, city, tile, &judge, {{0, 2}, {"a", "b"}});
      auto const layer = decoded(made.bytes);
      ASSERT_EQ(layer.features.size(), static_cast<std::size_t>(count));
      EXPECT_EQ(layer.name, "homes");
      EXPECT_EQ(layer.version, 2U);
      EXPECT_EQ(layer.extent, 4096U);
      for (auto const& feature : layer.features) {
        auto const& id = std::get<std::string>(feature.properties.at("id"));
        auto const index = static_cast<std::uint32_t>(std::stoul(id) - 1);
        EXPECT_TRUE(seen.insert(id).second);
        EXPECT_EQ(thousandths(feature.properties.at("people")), city.homes[index].people.all.count);
        people += thousandths(feature.properties.at("people"));
        EXPECT_NEAR(std::get<double>(feature.properties.at("score")), *judge.needs(index).share(), 0.0005001);
        auto const words = std::array{"met", "unmet", "unknown"};
        EXPECT_EQ(std::get<std::string>(feature.properties.at("a")), words.at(index % 3));
        EXPECT_EQ(std::get<std::string>(feature.properties.at("b")), words.at((index + 2) % 3));
        EXPECT_EQ(feature.parts.at(0).at(0), pixel_of(world_of(city.homes[index].door), tile));
        EXPECT_TRUE((Window{0}.holds(feature.parts[0][0])));
      }
    }
    EXPECT_EQ(seen.size(), city.homes.size());
    std::int64_t all = 0;
    for (auto const& home : city.homes) {
      all += home.people.all.count;
    }
    EXPECT_EQ(people, all);
  }
}

TEST(Tiles, SumHomesUpInHexagonsWithoutAJump) {
  auto const city = scattered_town(3000);
  Ground const ground{city};
  MadeUpJudge const judge;
  Millipersons all;
  standard::Needs needs;
  for (std::uint32_t i = 0; i < city.homes.size(); ++i) {
    all += city.homes[i].people.all;
    needs.met += judge.needs(i).met;
    needs.unmet += judge.needs(i).unmet;
    needs.unknown += judge.needs(i).unknown;
  }
  for (std::uint32_t zoom = 0; zoom < homes_zoom_min; ++zoom) {
    std::map<std::uint64_t, std::map<std::string, Value>> cells;
    for (auto const tile : tiles_of(zoom)) {
      for (auto const& feature : decoded(hexagons(ground, city, tile, &judge).bytes).features) {
        auto const [at, is_new] = cells.try_emplace(*feature.id, feature.properties);
        EXPECT_EQ(at->second, feature.properties) << "the same in each tile";
        EXPECT_EQ(feature.sort, 3);
        EXPECT_GT(area_twice(feature.parts.at(0)), 0);
      }
    }
    std::int64_t people = 0;
    std::uint64_t homes = 0;
    standard::Needs sum;
    for (auto const& [id, properties] : cells) {
      people += thousandths(properties.at("people"));
      homes += std::get<std::uint64_t>(properties.at("homes"));
      standard::Needs const cell{static_cast<std::int64_t>(std::get<std::uint64_t>(properties.at("met"))),
                                 static_cast<std::int64_t>(std::get<std::uint64_t>(properties.at("unmet"))),
                                 static_cast<std::int64_t>(std::get<std::uint64_t>(properties.at("unknown")))};
      EXPECT_NEAR(std::get<double>(properties.at("score")), *cell.share(), 0.0005001);
      sum = {sum.met + cell.met, sum.unmet + cell.unmet, sum.unknown + cell.unknown};
    }
    EXPECT_EQ(people, all.count) << zoom;
    EXPECT_EQ(homes, city.homes.size()) << zoom;
    EXPECT_EQ(sum, needs) << zoom;
  }
  EXPECT_EQ(hexagons(ground, city, tiles_of(homes_zoom_min).front(), nullptr).bytes, "");
}

TEST(Tiles, CoverEveryHomeWithItsHexagon) {
  auto const city = scattered_town(1);
  Ground const ground{city};
  for (std::uint32_t zoom = 0; zoom < homes_zoom_min; ++zoom) {
    auto const at = world_of(city.homes.front().door);
    TileId const tile{zoom, static_cast<std::uint32_t>(std::uint64_t{at.x} >> (32U - zoom)),
                      static_cast<std::uint32_t>(std::uint64_t{at.y} >> (32U - zoom))};
    auto const layer = decoded(hexagons(ground, city, tile, nullptr).bytes);
    ASSERT_EQ(layer.features.size(), 1U) << zoom;
    auto const p = pixel_of(at, tile);
    auto low = p;
    auto high = p;
    for (auto const corner : layer.features[0].parts.at(0)) {
      low = {std::min(low.x, corner.x), std::min(low.y, corner.y)};
      high = {std::max(high.x, corner.x), std::max(high.y, corner.y)};
      EXPECT_LT(std::hypot(corner.x - p.x, corner.y - p.y), 2 * 4096 / 24.0 / std::sqrt(3.0) + 2) << zoom;
    }
    EXPECT_LT(low.x, high.x);
  }
}

TEST(Tiles, ShowOutletsOfOneKindFartherOut) {
  auto const city = scattered_town(1);
  auto const places = outlet_places(city);
  std::size_t stands = 0;
  for (auto const tile : tiles_of(14)) {
    for (auto const& feature : decoded(outlets(places, city, tile, {}).bytes).features) {
      ++stands;
      EXPECT_EQ(std::get<std::string>(feature.properties.at("name")), "修鞋");
      EXPECT_EQ(std::get<std::string>(feature.properties.at("kinds")), "market,pharmacy");
      EXPECT_EQ(std::get<std::string>(feature.properties.at("id")), "70");
    }
  }
  EXPECT_EQ(stands, 2U) << "a place each";
  auto const far = tiles_of(kinds_zoom_min).front();
  EXPECT_EQ(outlets(places, city, far, {}).features, 0U);
  EXPECT_EQ(outlets(places, city, far, std::array{kinds::KindIndex{1}}).features, 2U);
  EXPECT_EQ(outlets(places, city, far, std::array{kinds::KindIndex{2}}).features, 0U);
}

TEST(Tiles, CutAreasAtTheirRimAndKeepTheirScore) {
  auto const city = scattered_town(1);
  Ground const ground{city};
  MadeUpJudge const judge;
  for (auto const zoom : {8U, 12U, 15U, zoom_max}) {
    std::set<std::string> codes;
    std::int64_t area = 0;
    auto const tiles = tiles_of(std::min(zoom, 15U));
    for (auto const tile : tiles) {
      for (auto const& feature : decoded(areas(ground, city, tile, city::AreaLevel::district, &judge).bytes).features) {
        codes.insert(std::get<std::string>(feature.properties.at("code")));
        auto const index = std::get<std::string>(feature.properties.at("code")) == "320302" ? 0U : 1U;
        EXPECT_NEAR(std::get<double>(feature.properties.at("score")), (index + 1.0) / (index + 2.0), 0.0005001);
        for (auto const corner : feature.parts.at(0)) {
          EXPECT_TRUE(Window{64}.holds(corner));
        }
        area += area_twice(cut_ring(feature.parts[0], Window{0}));
      }
    }
    EXPECT_EQ(codes.size(), 2U);
    auto const a = pixel_of(world_of({1'171'000'000, 342'700'000}), {std::min(zoom, 15U), 0, 0});
    auto const b = pixel_of(world_of({1'171'900'000, 342'000'000}), {std::min(zoom, 15U), 0, 0});
    auto const whole = 2.0 * (b.x - a.x) * (b.y - a.y);
    EXPECT_NEAR(static_cast<double>(area) / whole, 1, 1e-9) << "the tiles' pieces make up the whole";
  }
}

TEST(Tiles, AreTheSameBytesEachTime) {
  auto const city = scattered_town(500);
  MadeUpJudge const judge;
  Ground const one{city};
  Ground const other{city};
  for (auto const tile : {TileId{10, 844, 408}, tiles_of(14).front()}) {
    EXPECT_EQ(hexagons(one, city, tile, &judge).bytes, hexagons(other, city, tile, &judge).bytes);
    EXPECT_EQ(homes(one, city, tile, &judge, {}).bytes, homes(other, city, tile, &judge, {}).bytes);
  }
}

TEST(Tiles, CountWhatIsLeftOut) {
  auto const city = scattered_town(1);
  Layer layer{"x", 2};
  for (int i = 0; i < 5; ++i) {
    layer.add_point(std::nullopt, {i, i}, {{"n", std::uint64_t{1}}});
  }
  EXPECT_EQ(layer.features(), 2U);
  EXPECT_EQ(layer.left_out(), 3U);
  EXPECT_EQ(decoded(layer.tile()).features.size(), 2U);
}

}  // namespace
}  // namespace linquan::tiles
