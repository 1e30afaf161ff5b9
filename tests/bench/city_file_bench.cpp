#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "linquan/city/file.h"

/// Opening and writing the file of a large city: a million edges, 100,000 homes, 20,000 outlets.
namespace linquan::city {
namespace {

constexpr std::uint32_t node_count = 400'000;
constexpr std::uint32_t edge_count = 1'000'000;
constexpr std::uint32_t point_count = 1'000'000;
constexpr std::uint32_t street_count = 120'000;
constexpr std::uint32_t home_count = 100'000;
constexpr std::uint32_t outlet_count = 20'000;

geo::Point place(std::uint32_t i) {
  return {1'171'000'000 + static_cast<std::int32_t>(i % 1'000 * 400),
          342'000'000 + static_cast<std::int32_t>(i / 1'000 * 300)};
}

walk::Graph made_streets() {
  walk::Graph graph;
  for (std::uint32_t i = 0; i < node_count; ++i) {
    graph.nodes.push_back(place(i));
    graph.node_compound.push_back(walk::none);
    graph.node_component.push_back(0);
  }
  for (std::uint32_t i = 0; i < point_count; ++i) {
    graph.points.push_back(place(i % node_count));
  }
  for (std::uint32_t i = 0; i < 200; ++i) {
    walk::Traits traits;
    traits.incline_permille = static_cast<std::int16_t>(i);
    graph.traits.push_back(traits);
  }
  for (std::uint32_t i = 0; i < street_count; ++i) {
    graph.streets.push_back({1'000'000'000 + i, i % 5'000});
  }
  for (std::uint32_t i = 0; i < 5'000; ++i) {
    graph.names.push_back("解放南路" + std::to_string(i));
  }
  for (std::uint32_t i = 0; i < edge_count; ++i) {
    walk::Edge edge;
    edge.from = i % node_count;
    edge.to = (i * 7 + 1) % node_count;
    edge.length_millimetres = 20'000 + i % 50'000;
    edge.street = i % street_count;
    edge.first_point = i;
    edge.point_count = i + 1 < edge_count ? 1 : 0;
    edge.traits = static_cast<std::uint16_t>(i % 200);
    graph.edges.push_back(edge);
  }
  graph.component_millimetres = {45'000'000'000};
  return graph;
}

Home made_home(std::uint32_t i) {
  Home home;
  home.id = HomeId{std::uint64_t{i} << 32U | 1U};
  home.source = "osm:way/" + std::to_string(100'000'000 + i) + "#1";
  home.door = place(i * 4);
  home.access = {i * 10, 5'000, 12'000};
  home.people = {{15'500}, {2'000}, {3'000}, {1'000}};
  return home;
}

Outlet made_outlet(std::uint32_t i) {
  auto const hours = "Mo-Sa 0" + std::to_string(6 + i % 4) + ":" + std::to_string(10 + i % 50) + "-20:00";
  Outlet outlet;
  outlet.id = OutletId{std::uint64_t{i} << 32U | 1U};
  outlet.sources = {"outlets.xlsx:Sheet1!" + std::to_string(i), "osm:node/" + std::to_string(i)};
  outlet.name = "便民小店" + std::to_string(i);
  outlet.kinds = {static_cast<kinds::KindIndex>(i % 75)};
  outlet.stands = {{place(i * 20), {{i, 100, 3'000}}, hours::Hours::parse(hours).value()}};
  outlet.address = "云龙区解放南路" + std::to_string(i) + "号";
  outlet.telephone = "0516-" + std::to_string(80'000'000 + i);
  outlet.licence = "91320300MA" + std::to_string(10'000'000 + i);
  return outlet;
}

City made_city() {
  City city;
  city.name = "made";
  city.streets = made_streets();
  for (std::uint32_t i = 0; i < 75; ++i) {
    city.kind_ids.push_back("kind" + std::to_string(i));
  }
  for (std::uint32_t i = 0; i < home_count; ++i) {
    city.homes.push_back(made_home(i));
  }
  for (std::uint32_t i = 0; i < outlet_count; ++i) {
    city.outlets.push_back(made_outlet(i));
  }
  return city;
}

std::filesystem::path file_path() {
  return std::filesystem::temp_directory_path() / "linquan_bench.city";
}

void save_large_city(benchmark::State& state) {
  auto const city = made_city();
  while (state.KeepRunning()) {
    if (!save(city, file_path())) {
      state.SkipWithError("cannot write");
      return;
    }
  }
  state.counters["bytes"] = static_cast<double>(std::filesystem::file_size(file_path()));
}
BENCHMARK(save_large_city)->Unit(benchmark::kMillisecond)->UseRealTime();

/// With the file in the system's cache; destroying the city is not timed.
void load_file(benchmark::State& state, std::filesystem::path const& path) {
  while (state.KeepRunning()) {
    auto city = load(path);
    if (!city) {
      state.SkipWithError("cannot read");
      return;
    }
    state.PauseTiming();
    city = City{};
    state.ResumeTiming();
  }
}

void load_large_city(benchmark::State& state) {
  if (save(made_city(), file_path())) {
    load_file(state, file_path());
  } else {
    state.SkipWithError("cannot write");
  }
  std::filesystem::remove(file_path());
}
BENCHMARK(load_large_city)->Unit(benchmark::kMillisecond)->UseRealTime();

/// The file that LINQUAN_BENCH_CITY names, so that a real city can be measured.
void load_given_city(benchmark::State& state) {
  auto const* const path = std::getenv("LINQUAN_BENCH_CITY");
  if (path == nullptr) {
    state.SkipWithError("LINQUAN_BENCH_CITY names no city file");
    return;
  }
  load_file(state, path);
}
BENCHMARK(load_given_city)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace linquan::city

BENCHMARK_MAIN();
