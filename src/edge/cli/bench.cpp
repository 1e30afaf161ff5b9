#include <fmt/format.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench_reach.h"
#include "commands.h"
#include "figures.h"
#include "linquan/base/draw.h"
#include "linquan/base/file.h"
#include "linquan/city/file.h"
#include "linquan/city/import.h"
#include "linquan/city/route.h"
#include "measure.h"

namespace linquan::cli {
namespace {

/// One thing measured: a key for scripts, a sentence code for people, seconds per run.
struct Series {
  std::string_view key;
  std::string_view label;
  std::vector<double> seconds;
};

struct Measured {
  std::vector<Series> series;
  std::size_t pairs_joined = 0;
};

Error stopped_error() {
  return {ErrorKind::interrupted, "interrupted", {}};
}

Result<city::City> import_repeatedly(BenchOptions const& options, Progress& progress, Measured& measured) {
  Series series{"import", "bench_import", {}};
  Result<city::Imported> imported;
  for (std::size_t run = 0; run < options.runs; ++run) {
    imported = {};  // Two cities at once would show in the peak of memory.
    Stopwatch const watch;
    imported = city::import(options.inputs, progress);
    if (!imported) {
      return hand_on(imported);
    }
    series.seconds.push_back(watch.seconds());
  }
  measured.series.push_back(std::move(series));
  return std::move(imported->city);
}

Result<city::City> open_repeatedly(std::filesystem::path const& file, BenchOptions const& options, Progress& progress,
                                   Measured& measured) {
  Series series{"open", "bench_open", {}};
  Result<city::City> city;
  progress.step("step_bench_open", options.runs);
  for (std::size_t run = 0; run < options.runs; ++run) {
    if (progress.stopped()) {
      return tl::unexpected<Error>{stopped_error()};
    }
    city = {};
    Stopwatch const watch;
    city = city::load(file);
    if (!city) {
      return city;
    }
    series.seconds.push_back(watch.seconds());
    progress.advance(run + 1);
  }
  measured.series.push_back(std::move(series));
  return city;
}

Result<void> route_repeatedly(city::City const& city, BenchOptions const& options, Progress& progress,
                              Measured& measured) {
  if (city.homes.empty()) {
    return {};
  }
  Series series{"route", "bench_route", {}};
  Draw draw{options.seed};
  progress.step("step_bench_route", options.pairs);
  for (std::size_t pair = 0; pair < options.pairs; ++pair) {
    if (progress.stopped()) {
      return tl::unexpected<Error>{stopped_error()};
    }
    city::RouteRequest request;
    request.from = city.homes[draw.below(city.homes.size())].door;
    request.to = city.homes[draw.below(city.homes.size())].door;
    Stopwatch const watch;
    auto const route = city::route(city, request);
    series.seconds.push_back(watch.seconds());
    if (!route && route.error().kind != ErrorKind::not_found) {
      return tl::unexpected<Error>{route.error()};
    }
    if (route) {
      ++measured.pairs_joined;
    }
    progress.advance(pair + 1);
  }
  measured.series.push_back(std::move(series));
  return {};
}

/// The city from its file, or imported, saved beside other temporary files and opened again.
Result<city::City> city_of(BenchOptions const& options, Progress& progress, Measured& measured) {
  if (options.city) {
    return open_repeatedly(*options.city, options, progress, measured);
  }
  PendingFile const temporary{std::filesystem::temp_directory_path() /
                              fmt::format("linquan-bench-{}.city", ::getpid())};
  {
    auto imported = import_repeatedly(options, progress, measured);
    if (!imported) {
      return imported;
    }
    if (auto saved = city::save(*imported, temporary.path()); !saved) {
      return hand_on(saved);
    }
  }
  return open_repeatedly(temporary.path(), options, progress, measured);
}

void print_json(Measured const& measured, ReachFigures const& reach, Console const& console) {
  nlohmann::ordered_json object{{"homes", reach.homes},
                                {"outlets", reach.outlets},
                                {"kinds", reach.kinds},
                                {"pairs_joined", measured.pairs_joined}};
  for (auto const& series : measured.series) {
    object[fmt::format("{}_runs", series.key)] = series.seconds.size();
    object[fmt::format("{}_p50_ms", series.key)] = 1000 * percentile(series.seconds, 50);
    object[fmt::format("{}_p99_ms", series.key)] = 1000 * percentile(series.seconds, 99);
  }
  for (auto const& figure : reach.figures) {
    object[figure.key] = figure.value;
  }
  object["reference_differs"] = reach.differing;
  object["simd"] = reach.simd;
  object["peak_memory_bytes"] = peak_memory_bytes();
  std::fputs((object.dump() + "\n").c_str(), console.out);
}

void print_text(Measured const& measured, ReachFigures const& reach, Console const& console) {
  for (auto const& series : measured.series) {
    auto const text =
        console.messages.say("bench_line", {{"what", console.messages.say(series.label)},
                                            {"median", fmt::format("{:.2f}", 1000 * percentile(series.seconds, 50))},
                                            {"slow", fmt::format("{:.2f}", 1000 * percentile(series.seconds, 99))},
                                            {"runs", fmt::to_string(series.seconds.size())}});
    std::fputs((text + "\n").c_str(), console.out);
  }
  auto const counts = console.messages.say("bench_reach_counts", {{"homes", grouped(reach.homes)},
                                                                  {"outlets", grouped(reach.outlets)},
                                                                  {"kinds", fmt::to_string(reach.kinds)},
                                                                  {"simd", reach.simd}});
  std::fputs((counts + "\n").c_str(), console.out);
  for (auto const& figure : reach.figures) {
    auto const line =
        console.messages.say("bench_reach_line", {{"what", console.messages.say(figure.label)},
                                                  {"value", fmt::format("{:.{}f}", figure.value, figure.decimals)},
                                                  {"key", figure.key}});
    std::fputs((line + "\n").c_str(), console.out);
  }
  auto const text = console.messages.say("bench_memory", {{"mib", fmt::to_string(peak_memory_bytes() >> 20U)}});
  std::fputs((text + "\n").c_str(), console.out);
}

}  // namespace

Result<void> run_bench(BenchOptions const& options, Console const& console, Progress& progress) {
  Measured measured;
  tell(console, "bench_begins");
  auto city = city_of(options, progress, measured);
  if (!city) {
    return tl::unexpected<Error>{city.error()};
  }
  if (auto routed = route_repeatedly(*city, options, progress, measured); !routed) {
    return routed;
  }
  auto reach = measure_reach(*city, options, progress);
  if (!reach) {
    return hand_on(reach);
  }
  console.json ? print_json(measured, *reach, console) : print_text(measured, *reach, console);
  if (reach->differing > 0) {
    return refuse(ErrorKind::machine, "bench_differs", {{"count", fmt::to_string(reach->differing)}});
  }
  return {};
}

}  // namespace linquan::cli
