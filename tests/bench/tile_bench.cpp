// Every tile of a city, each layer by itself: how long drawing takes, in percentiles, and how large tiles are.
// LINQUAN_CITY names a city file.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <set>
#include <vector>

#include "linquan/city/file.h"
#include "linquan/tiles/tiles.h"

namespace linquan::tiles {
namespace {

city::City const& city() {
  static auto const loaded = [] {
    auto const* file = std::getenv("LINQUAN_CITY");
    auto city = city::load(file == nullptr ? "" : file);
    return city ? *std::move(city) : city::City{};
  }();
  return loaded;
}

Ground const& ground() {
  static Ground const made{city()};
  return made;
}

/// Differs from home to home; as much work as an evaluation that is there.
class MadeUpJudge : public Judge {
 public:
  [[nodiscard]] standard::Needs needs(std::uint32_t home) const override { return {home % 1000 + 1, home % 500, 0}; }
  [[nodiscard]] standard::Verdict verdict(standard::RuleIndex rule, std::uint32_t home) const override {
    return static_cast<standard::Verdict>((home + rule) % 3);
  }
  [[nodiscard]] standard::Needs needs_of_area(std::uint32_t area) const override { return {area + 1, 1, 0}; }
  [[nodiscard]] standard::Tally tally_of_area(standard::RuleIndex /*rule*/, std::uint32_t area) const override {
    return {{area + 1}, {1}, {0}};
  }
};

/// Tiles of a zoom in which somebody lives.
std::vector<TileId> tiles_at(std::uint32_t zoom) {
  std::set<TileId> tiles;
  for (auto const& home : city().homes) {
    auto const at = world_of(home.door);
    tiles.insert({zoom, static_cast<std::uint32_t>(std::uint64_t{at.x} >> (32U - zoom)),
                  static_cast<std::uint32_t>(std::uint64_t{at.y} >> (32U - zoom))});
  }
  return {tiles.begin(), tiles.end()};
}

void draw_all(benchmark::State& state, std::function<Tile(TileId)> const& draw) {
  auto const tiles = tiles_at(static_cast<std::uint32_t>(state.range(0)));
  std::vector<double> milliseconds;
  std::size_t bytes_most = 0;
  std::size_t features_most = 0;
  for (auto _ : state) {
    for (auto const tile : tiles) {
      auto const began = std::chrono::steady_clock::now();
      auto const made = draw(tile);
      milliseconds.push_back(
          std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
      bytes_most = std::max(bytes_most, made.bytes.size());
      features_most = std::max(features_most, made.features);
    }
  }
  std::ranges::sort(milliseconds);
  auto const at = [&](double share) {
    return milliseconds.empty()
               ? 0.0
               : milliseconds[static_cast<std::size_t>(share * static_cast<double>(milliseconds.size() - 1))];
  };
  state.counters["tiles"] = static_cast<double>(tiles.size());
  state.counters["p50_ms"] = at(0.5);
  state.counters["p99_ms"] = at(0.99);
  state.counters["max_ms"] = at(1);
  state.counters["bytes_max"] = static_cast<double>(bytes_most);
  state.counters["features_max"] = static_cast<double>(features_most);
}

void ground_from_scratch(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(Ground{city()});
  }
  state.counters["homes"] = static_cast<double>(city().homes.size());
  state.counters["edges"] = static_cast<double>(city().streets.edges.size());
}

void outlets_from_scratch(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(outlet_places(city()));
  }
}

void draw_homes(benchmark::State& state) {
  MadeUpJudge const judge;
  draw_all(state, [&](TileId tile) { return homes(ground(), city(), tile, &judge, {}); });
}
void draw_hexagons(benchmark::State& state) {
  MadeUpJudge const judge;
  draw_all(state, [&](TileId tile) { return hexagons(ground(), city(), tile, &judge); });
}
void draw_outlets(benchmark::State& state) {
  auto const places = outlet_places(city());
  draw_all(state, [&](TileId tile) { return outlets(places, city(), tile, {}); });
}
void draw_streets(benchmark::State& state) {
  draw_all(state, [&](TileId tile) { return streets(ground(), city(), tile); });
}
void draw_areas(benchmark::State& state) {
  MadeUpJudge const judge;
  draw_all(state, [&](TileId tile) { return areas(ground(), city(), tile, city::AreaLevel::community, &judge); });
}

BENCHMARK(ground_from_scratch)->Unit(benchmark::kMillisecond);
BENCHMARK(outlets_from_scratch)->Unit(benchmark::kMillisecond);
BENCHMARK(draw_homes)->Arg(14)->Arg(16)->Unit(benchmark::kMillisecond);
BENCHMARK(draw_hexagons)->Arg(8)->Arg(11)->Arg(13)->Unit(benchmark::kMillisecond);
BENCHMARK(draw_outlets)->Arg(12)->Arg(14)->Unit(benchmark::kMillisecond);
BENCHMARK(draw_streets)->Arg(13)->Arg(15)->Unit(benchmark::kMillisecond);
BENCHMARK(draw_areas)->Arg(10)->Arg(13)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace linquan::tiles
