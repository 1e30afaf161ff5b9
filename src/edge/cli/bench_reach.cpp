#include "bench_reach.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

#include "linquan/reach/all_homes.h"
#include "linquan/reach/changes.h"
#include "linquan/reach/circle_speed.h"
#include "linquan/reach/generated.h"
#include "linquan/reach/reference.h"
#include "measure.h"

namespace linquan::cli {
namespace {

constexpr std::size_t reference_homes = 500;
constexpr std::size_t circle_count = 1000;
constexpr std::size_t outlet_changes = 500;
constexpr std::size_t gate_changes = 100;
/// The plain path is many times slower: it is measured where that takes seconds, not minutes.
constexpr std::size_t plain_homes_max = 120'000;

/// A city with its streets as one person walks them, ready to be searched.
struct Prepared {
  reach::Streets streets;
  reach::Homes homes;
  reach::Supply supply;

  Prepared(city::City const& city, reach::Walker const& walker)
      : streets{city.streets, walker},
        homes{city.homes, streets},
        supply{reach::supply_of(city, streets, {.columns = reach::each_kind(city)})} {}
};

std::string label_of(reach::Simd simd) {
  switch (simd) {
    case reach::Simd::avx512:
      return "bench_reach_avx512";
    case reach::Simd::avx2:
      return "bench_reach_avx2";
    case reach::Simd::plain:
      break;
  }
  return "bench_reach_plain";
}

class Bench {
 public:
  Bench(city::City& city, BenchOptions const& options, Progress& progress)
      : city_{city}, options_{options}, progress_{progress} {}

  Result<ReachFigures> run() {
    auto const* const person = persons::Persons::built_in().find(options_.person);
    if (person == nullptr) {
      return refuse(ErrorKind::usage, "person_unknown", {{"person", options_.person}});
    }
    walker_ = {*person, options_.unit, std::nullopt};
    generate(options_.homes, options_.homes_at_points);
    Stopwatch const watch;
    Prepared const prepared{city_, walker_};
    add("reach_prepare_seconds", "bench_reach_prepare", watch.seconds(), 3);
    all_.homes = prepared.homes.size();
    all_.outlets = city_.outlets.size();
    all_.kinds = prepared.supply.column_count();
    all_.simd = reach::name_of(reach::available_simd().front());
    if (prepared.homes.seat_count() == 0) {
      return std::move(all_);
    }
    lanes(prepared);
    circles(prepared);
    changes(prepared);
    series();
    if (progress_.stopped()) {
      return refuse(ErrorKind::interrupted, "interrupted");
    }
    return std::move(all_);
  }

 private:
  void add(std::string key, std::string label, double value, int decimals = 2) {
    all_.figures.push_back({std::move(key), std::move(label), value, decimals});
  }

  void generate(std::size_t homes, bool at_points) {
    reach::generate(city_, {homes, options_.outlets, options_.kinds, at_points, options_.dense, options_.seed});
  }

  struct Run {
    double microseconds_each = 0;  ///< of the processor: other work on the machine does not count
    double seconds = 0;            ///< on the clock
    reach::Table table;
  };
  Run measured(Prepared const& it, reach::Keep const& keep, reach::Effort const& effort) {
    Stopwatch const watch;
    ProcessorWatch const busy;
    auto table = reach::all_homes(it.streets, it.homes, it.supply, keep, effort, progress_);
    return {busy.seconds() * 1e6 / it.homes.seat_count(), watch.seconds(), std::move(table)};
  }

  void lanes(Prepared const& it) {
    reach::Keep const keep{options_.limits, options_.three};
    reach::Effort lanes_only;
    lanes_only.side = reach::Side::homes;
    auto const one = measured(it, keep, lanes_only);
    auto const lanes_each = one.microseconds_each;
    auto const reference_each = reference(it, one.table);
    add("reference_us_per_home", "bench_reach_reference", reference_each);
    add("lanes_us_per_home", "bench_reach_lanes", lanes_each);
    add("ratio", "bench_reach_ratio", reference_each / lanes_each, 1);
    add("lanes_seconds", "bench_reach_seconds", one.seconds);
    auto two = lanes_only;
    two.threads = 2;
    auto const both = measured(it, keep, two).seconds;
    add("threads2_seconds", "bench_reach_seconds2", both);
    add("threads2_speedup", "bench_reach_speedup2", one.seconds / both);
    for (auto const simd : reach::available_simd()) {
      if (simd == reach::Simd::plain && it.homes.seat_count() > plain_homes_max) {
        continue;
      }
      auto const each = measured(it, keep, {1, simd, reach::Side::homes}).microseconds_each;
      add(fmt::format("lanes_us_per_home_{}", reach::name_of(simd)), label_of(simd), each);
    }
    if (auto const twice = options_.limits.doubled(options_.unit)) {
      add("lanes_us_per_home_twice_as_far", "bench_reach_twice",
          measured(it, {*twice, options_.three}, lanes_only).microseconds_each);
    }
  }

  /// Microseconds a home of a sample, whose answers are compared with the lanes'.
  double reference(Prepared const& it, reach::Table const& table) {
    reach::Reference search{it.streets};
    auto const step = std::max<std::size_t>(1, it.homes.seat_count() / reference_homes);
    progress_.step("step_bench_reference", it.homes.seat_count() / step);
    double seconds = 0;
    std::size_t count = 0;
    for (std::size_t seat = 0; seat < it.homes.seat_count() && !progress_.stopped(); seat += step) {
      auto const at = static_cast<reach::Seat>(seat);
      ProcessorWatch const watch;
      auto answer = search.answer(it.supply, it.homes.place(at), table.keep().limits);
      seconds += watch.seconds();
      for (std::size_t column = 0; column < answer.size(); ++column) {
        auto const nearest = answer[column].nearest.empty() ? reach::absent : answer[column].nearest.front().time;
        if (!table.keep().three) {
          answer[column].nearest.clear();
        }
        if (nearest != table.nearest(at, column) || answer[column] != table.reached(at, column, it.supply)) {
          ++all_.differing;
          break;
        }
      }
      progress_.advance(++count);
    }
    return seconds * 1e6 / static_cast<double>(std::max<std::size_t>(1, count));
  }

  void circles(Prepared const& it) {
    if (!progress_.stopped() && options_.unit == reach::Unit::seconds) {
      add_percentiles("circle", "bench_reach_circle_p50", "bench_reach_circle_p99",
                      reach::circle_seconds(city_, it.streets, circle_count, options_.seed));
    }
  }

  /// Outlets moved one by one, and gates (streets, where there are none) closed and opened again.
  void changes(Prepared const& it) {
    reach::Keep const keep{options_.limits, options_.three};
    reach::State state{it.streets, it.homes, it.supply,
                       reach::all_homes(it.streets, it.homes, it.supply, keep, {}, progress_)};
    reach::Updater updater;
    std::vector<double> seconds;
    auto const time = [&](reach::Change const& change) {
      Stopwatch const watch;
      updater.apply(state, change);
      seconds.push_back(watch.seconds());
    };
    auto const sites = it.supply.site_count();
    progress_.step("step_bench_changes", outlet_changes);
    for (std::size_t i = 0; i < outlet_changes && sites > 0 && !progress_.stopped(); ++i) {
      auto site = it.supply.site(static_cast<reach::SiteIndex>(i * 7919 % sites));
      time(reach::RemoveSite{site.id});
      time(reach::PutSite{std::move(site)});
      progress_.advance(i + 1);
    }
    add_percentiles("change", "bench_reach_change_p50", "bench_reach_change_p99", seconds);
    seconds.clear();
    for (auto const& edges : edges_to_close()) {
      if (!progress_.stopped()) {
        time(reach::SetOpen{edges, false});
        time(reach::SetOpen{edges, true});
      }
    }
    add_percentiles("gate_change", "bench_reach_gate_change_p50", "bench_reach_gate_change_p99", seconds);
  }

  void add_percentiles(std::string const& key, std::string_view median, std::string_view slow,
                       std::vector<double> const& seconds) {
    add(key + "_p50_ms", std::string{median}, 1000 * percentile(seconds, 50), 3);
    add(key + "_p99_ms", std::string{slow}, 1000 * percentile(seconds, 99), 3);
  }

  [[nodiscard]] std::vector<std::vector<reach::Edge>> edges_to_close() const {
    std::vector<std::vector<reach::Edge>> all;
    auto const& graph = city_.streets;
    for (std::size_t i = 0; i < gate_changes && !graph.gates.empty(); ++i) {
      auto const& gate = graph.gates[i * 7919 % graph.gates.size()];
      if (!gate.edges.empty()) {
        all.push_back(gate.edges);
      }
    }
    for (std::size_t i = 0; i < gate_changes && all.size() < gate_changes; ++i) {
      all.push_back({static_cast<reach::Edge>(i * 7919 % graph.edges.size())});
    }
    return all;
  }

  /// The same city with ever more homes.
  void series() {
    for (auto const homes : options_.series) {
      if (progress_.stopped()) {
        return;
      }
      generate(homes, false);
      Prepared const prepared{city_, walker_};
      auto const each = measured(prepared, {options_.limits, options_.three}, {}).microseconds_each;
      add(fmt::format("lanes_us_per_home_of_{}", homes), "bench_reach_series", each);
    }
  }

  city::City& city_;
  BenchOptions const& options_;
  Progress& progress_;
  reach::Walker walker_;
  ReachFigures all_;
};

}  // namespace

Result<ReachFigures> measure_reach(city::City& city, BenchOptions const& options, Progress& progress) {
  return Bench{city, options, progress}.run();
}

}  // namespace linquan::cli
