#include <benchmark/benchmark.h>
#include <malloc.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "linquan/base/draw.h"
#include "linquan/base/progress.h"
#include "linquan/city/file.h"
#include "linquan/kinds/kinds.h"
#include "linquan/standard/evaluation.h"
#include "linquan/standard/live.h"

/// Bringing an evaluation forward under local-xuzhou, in the city that LINQUAN_BENCH_CITY names: milliseconds for each
/// call of after(), on the clock and of all processors, and how many times as long evaluate() takes of the same city in
/// the same run, by processors.
namespace linquan::standard {
namespace {

/// Milliseconds; by processors on a machine that does other things meanwhile.
struct Cost {
  double clock = 0;
  double processors = 0;
};

double processor_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

template <class Work>
Cost cost_of(Work const& work) {
  auto const processors = processor_milliseconds();
  auto const began = std::chrono::steady_clock::now();
  work();
  return {std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count(),
          processor_milliseconds() - processors};
}

struct Setting {
  std::shared_ptr<city::City const> city;
  std::unique_ptr<Live> live;
  Cost evaluate;
  Cost of;
  double mebibytes = 0;  ///< that the first state takes beside the city
};

/// Made once; null where no city is named, or it cannot be read.
Setting const* setting() {
  static auto const made = []() -> std::unique_ptr<Setting> {
    auto const* const path = std::getenv("LINQUAN_BENCH_CITY");
    auto city = city::load(path == nullptr ? "" : path);
    auto standard = load("local-xuzhou", kinds::Kinds::built_in());
    if (!city || !standard) {
      return nullptr;
    }
    auto all = std::make_unique<Setting>();
    all->city = std::make_shared<city::City const>(std::move(*city));
    auto const person = *persons::Persons::built_in().find("standard");
    SilentProgress progress;
    EvaluateOptions options;
    options.persons = {person};
    options.threads = 2;
    all->evaluate = cost_of([&] { benchmark::DoNotOptimize(evaluate(*all->city, *standard, options, progress)); });
    auto const before = mallinfo2().uordblks;
    all->of = cost_of([&] {
      auto live = Live::of(all->city, *standard, {person, Strictness::seen, 2}, progress);
      all->live = live ? std::make_unique<Live>(std::move(*live)) : nullptr;
    });
    all->mebibytes = static_cast<double>(mallinfo2().uordblks - before) / (1024.0 * 1024.0);
    return all;
  }();
  return made && made->live ? made.get() : nullptr;
}

/// Edits as a directory makes them: outlets close and open again, come, move, and take kinds on.
class Directory {
 public:
  explicit Directory(city::City const& city) : city_{city} {}

  reach::Edit next() {
    auto const& outlets = city_.outlets;
    auto outlet = outlets[draw_.below(outlets.size())];
    auto const& other = outlets[draw_.below(outlets.size())];
    switch (draw_.below(5)) {
      case 0:
      case 1:
        if (auto& gone = gone_[outlet.id]; !gone) {
          gone = true;
          return reach::RemoveOutlet{outlet.id};
        }
        break;
      case 2:
        outlet.stands = other.stands;
        break;
      case 3:
        outlet.kinds = other.kinds;
        break;
      default:
        outlet.id = city::OutletId{++last_};
    }
    gone_[outlet.id] = false;
    return reach::PutOutlet{std::move(outlet)};
  }

 private:
  city::City const& city_;
  Draw draw_{1};
  std::map<city::OutletId, bool> gone_;
  std::uint64_t last_ = 0;
};

void tell(benchmark::State& state, std::vector<Cost> costs) {
  auto const tell_sorted = [&](double Cost::*which, char const* const* names) {
    std::ranges::sort(costs, {}, which);
    for (auto const share : {0.5, 0.99, 1.0}) {
      state.counters[*names++] = costs[static_cast<std::size_t>(share * static_cast<double>(costs.size() - 1))].*which;
    }
  };
  std::array const clock{"p50_ms", "p99_ms", "most_ms"};
  std::array const processors{"cpu_p50_ms", "cpu_p99_ms", "cpu_most_ms"};
  tell_sorted(&Cost::clock, clock.data());
  tell_sorted(&Cost::processors, processors.data());
  state.counters["evaluate_ratio"] = setting()->evaluate.processors / state.counters["cpu_p50_ms"];
}

void anew(benchmark::State& state) {
  auto const* const it = setting();
  if (it == nullptr) {
    state.SkipWithError("LINQUAN_BENCH_CITY names no city file");
    return;
  }
  for (auto _ : state) {
  }
  state.counters["evaluate_ms"] = it->evaluate.clock;
  state.counters["evaluate_cpu_ms"] = it->evaluate.processors;
  state.counters["of_ms"] = it->of.clock;
  state.counters["of_cpu_ms"] = it->of.processors;
  state.counters["MiB"] = it->mebibytes;
  state.counters["homes"] = static_cast<double>(it->city->homes.size());
  state.counters["outlets"] = static_cast<double>(it->city->outlets.size());
}
BENCHMARK(anew)->Iterations(1);

/// state.range(0) edits of outlets at once, each time on what the last ones left.
void outlets(benchmark::State& state) {
  auto const* const it = setting();
  if (it == nullptr) {
    state.SkipWithError("LINQUAN_BENCH_CITY names no city file");
    return;
  }
  for (auto _ : state) {
    Directory directory{*it->city};
    auto live = *it->live;
    std::vector<Cost> costs;
    for (auto calls = std::max<std::int64_t>(30, 1000 / state.range(0)); calls > 0; --calls) {
      std::vector<reach::Edit> edits;
      for (std::int64_t i = 0; i < state.range(0); ++i) {
        edits.push_back(directory.next());
      }
      costs.push_back(cost_of([&] { live = *live.after(edits); }));
    }
    tell(state, std::move(costs));
  }
}
BENCHMARK(outlets)->Arg(1)->Arg(5)->Arg(20)->Arg(100)->Iterations(1)->Unit(benchmark::kSecond);

template <class EditOf>
void alone(benchmark::State& state, EditOf const& edits_of) {
  auto const* const it = setting();
  if (it == nullptr) {
    state.SkipWithError("LINQUAN_BENCH_CITY names no city file");
    return;
  }
  for (auto _ : state) {
    Draw draw{2};
    std::vector<Cost> costs;
    for (int i = 0; i < 60; ++i) {
      std::vector<reach::Edit> const edits = edits_of(*it->city, draw);
      costs.push_back(cost_of([&] { benchmark::DoNotOptimize(it->live->after(edits)); }));
    }
    tell(state, std::move(costs));
  }
}

reach::Edit gate_closed(city::City const& city, Draw& draw) {
  return reach::SetGate{city.gates[draw.below(city.gates.size())].id, false};
}

/// Between two homes some hundred metres apart.
reach::Edit footbridge(city::City const& city, Draw& draw) {
  for (;;) {
    auto const& from = city.homes[draw.below(city.homes.size())];
    auto const& to = city.homes[draw.below(city.homes.size())];
    auto const length = geo::distance(from.door, to.door);
    if (from.access.edge != walk::none && to.access.edge != walk::none && length.count > 50'000 &&
        length.count < 400'000) {
      return reach::BuildStreet{from.access, to.access, length, true};
    }
  }
}

void gate(benchmark::State& state) {
  alone(state, [](city::City const& city, Draw& draw) { return std::vector{gate_closed(city, draw)}; });
}
BENCHMARK(gate)->Iterations(1)->Unit(benchmark::kSecond);

void bridge(benchmark::State& state) {
  alone(state, [](city::City const& city, Draw& draw) { return std::vector{footbridge(city, draw)}; });
}
BENCHMARK(bridge)->Iterations(1)->Unit(benchmark::kSecond);

/// A gate, a footbridge and three outlets.
void scenario(benchmark::State& state) {
  alone(state, [](city::City const& city, Draw& draw) {
    std::vector edits{gate_closed(city, draw), footbridge(city, draw)};
    for (int i = 0; i < 3; ++i) {
      edits.emplace_back(reach::RemoveOutlet{city.outlets[draw.below(city.outlets.size())].id});
    }
    return edits;
  });
}
BENCHMARK(scenario)->Iterations(1)->Unit(benchmark::kSecond);

}  // namespace
}  // namespace linquan::standard
