// One search, and one change of the index: LINQUAN_CITY names a city file.

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "linquan/city/file.h"
#include "linquan/outlets/outlets.h"
#include "linquan/search/search.h"

namespace linquan::search {
namespace {

std::vector<directory::Entry> const& entries() {
  static auto const all = [] {
    auto const* file = std::getenv("LINQUAN_CITY");
    auto const city = city::load(file == nullptr ? "" : file);
    return city ? outlets::entries_of(*city) : std::vector<directory::Entry>{};
  }();
  return all;
}

Index const& index() {
  static Index const index{entries(), kinds::Kinds::built_in()};
  return index;
}

void find_text(benchmark::State& state, char const* text) {
  Asked asked;
  asked.query = *parse_query(text);
  auto const& all = index();
  for (auto _ : state) {
    benchmark::DoNotOptimize(find(all, asked));
  }
  state.counters["hits"] = static_cast<double>(find(all, asked).all);
}

void change_one(benchmark::State& state) {
  auto current = index();
  std::uint64_t change = 0;
  for (auto _ : state) {
    auto entry = entries().at(change % entries().size());
    entry.name += "新";
    current = current.with(entry, ++change);
  }
}

void from_scratch(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(Index{entries(), kinds::Kinds::built_in()});
  }
  state.counters["outlets"] = static_cast<double>(entries().size());
}

BENCHMARK_CAPTURE(find_text, kind, "药店");
BENCHMARK_CAPTURE(find_text, service, "修鞋");
BENCHMARK_CAPTURE(find_text, initials, "xx");
BENCHMARK_CAPTURE(find_text, pinyin, "lanyuandonglu");
BENCHMARK_CAPTURE(find_text, mistyped, "万邻大约房");
BENCHMARK_CAPTURE(find_text, mistyped_pinyin, "wanlindayaofnag");
BENCHMARK(change_one);
BENCHMARK(from_scratch);

}  // namespace
}  // namespace linquan::search
