#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "linquan/base/draw.h"
#include "linquan/siting/solve.h"

/// Choosing sites in a city of 50,000 homes and 22,000 places, as tight as a real one: most places stand where most
/// homes do. The counter `gap_ppm` is the proven distance from the best possible, in millionths.
namespace linquan::siting {
namespace {

constexpr std::int64_t side = 20'000;    // metres
constexpr std::int64_t reach = 560;      // metres, along streets that cross at right angles
constexpr std::int64_t cell_side = 560;  // metres
constexpr std::int64_t cells = side / cell_side + 1;
constexpr std::uint64_t home_count = 50'000;
constexpr std::uint64_t option_count = 22'000;

struct Point {
  std::int64_t x = 0;
  std::int64_t y = 0;
};

/// Two in three stand about one of 60 centres, the nearer the more.
class Places {
 public:
  Places() {
    for (auto& centre : centres_) {
      centre = anywhere();
    }
  }
  Point next() {
    if (draw_.below(3) == 0) {
      return anywhere();
    }
    auto const centre = centres_[draw_.below(centres_.size())];
    auto const off = [this] { return static_cast<std::int64_t>(draw_.below(1'500) + draw_.below(1'500)) - 1'500; };
    auto const x = centre.x + off();
    return {std::clamp(x, std::int64_t{0}, side - 1), std::clamp(centre.y + off(), std::int64_t{0}, side - 1)};
  }
  std::uint64_t below(std::uint64_t limit) { return draw_.below(limit); }

 private:
  Point anywhere() {
    auto const x = static_cast<std::int64_t>(draw_.below(side));
    return {x, static_cast<std::int64_t>(draw_.below(side))};
  }

  Draw draw_{1};
  std::array<Point, 60> centres_{};
};

Coverage made_coverage() {
  Places places;
  Coverage coverage;
  std::vector<Point> homes;
  std::vector<std::vector<DemandIndex>> in_cell(cells * cells);
  for (DemandIndex j = 0; j < home_count; ++j) {
    homes.push_back(places.next());
    coverage.weights.push_back(static_cast<std::int64_t>(1 + places.below(60)) * 1'000);
    in_cell[static_cast<std::size_t>(homes[j].y / cell_side * cells + homes[j].x / cell_side)].push_back(j);
  }
  for (std::uint32_t i = 0; i < option_count; ++i) {
    auto const at = places.next();
    std::vector<DemandIndex> covered;
    for (auto y = std::max<std::int64_t>(0, at.y / cell_side - 1); y <= std::min(cells - 1, at.y / cell_side + 1);
         ++y) {
      for (auto x = std::max<std::int64_t>(0, at.x / cell_side - 1); x <= std::min(cells - 1, at.x / cell_side + 1);
           ++x) {
        for (auto const j : in_cell[static_cast<std::size_t>(y * cells + x)]) {
          if (std::abs(homes[j].x - at.x) + std::abs(homes[j].y - at.y) <= reach) {
            covered.push_back(j);
          }
        }
      }
    }
    Option option{.place = i};
    option.cost = 50 + static_cast<std::int64_t>(places.below(150));
    option.days = static_cast<Days>(1 + places.below(every_day));
    add(coverage, option, covered);
  }
  return coverage;
}

void choose(benchmark::State& state, Budget const& budget, unsigned threads) {
  auto const coverage = made_coverage();
  Solution last;
  for (auto _ : state) {
    SilentProgress silent;
    last = *solve(coverage, budget, {.threads = threads}, silent);
  }
  state.counters["gap_ppm"] = static_cast<double>(last.bound - last.served) * 1e6 / static_cast<double>(last.bound);
  state.counters["chosen"] = static_cast<double>(last.chosen.size());
  state.counters["cover"] = static_cast<double>(coverage.covered.size()) / static_cast<double>(option_count);
}

void sites(benchmark::State& state) {
  choose(state, {.count = static_cast<std::uint32_t>(state.range(0))}, 2);
}
void by_cost(benchmark::State& state) {
  choose(state, {.cost = state.range(0)}, 2);
}
void carts(benchmark::State& state) {
  choose(state, {.per_day = static_cast<std::uint32_t>(state.range(0))}, 2);
}

BENCHMARK(sites)->Arg(40)->Arg(120)->Unit(benchmark::kSecond)->Iterations(1)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK(by_cost)->Arg(4'000)->Unit(benchmark::kSecond)->Iterations(1)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK(carts)->Arg(6)->Unit(benchmark::kSecond)->Iterations(1)->MeasureProcessCPUTime()->UseRealTime();

}  // namespace
}  // namespace linquan::siting
