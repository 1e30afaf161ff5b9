#pragma once

#include <capnp/any.h>
#include <capnp/list.h>
#include <fmt/format.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "file_format.h"
#include "linquan/geo/point.h"

/// Columns of numbers in a Cap'n Proto message, as spans and back.
namespace linquan::city {

static_assert(std::endian::native == std::endian::little, "columns are read as the bytes that Cap'n Proto stores");

/// The numbers of a list where they lie in the message. Reading them one by one through Cap'n Proto costs a bounds check
/// and a multiplication each; docs/decisions/0004-city-file-columns.md has the figures.
template <class List>
auto column(List const& list, std::string_view name) {
  using Number = std::decay_t<decltype(list[0])>;
  static_assert(std::is_integral_v<Number> && !std::is_same_v<Number, bool>);
  if (list.size() == 0) {
    return std::span<Number const>{};
  }
  auto const bytes = capnp::AnyList::Reader{list}.getRawBytes();
  // A message may hold a list of wider elements where the schema has narrow ones; ours never does.
  if (bytes.size() != std::size_t{list.size()} * sizeof(Number)) {
    throw Damaged{fmt::format("{}: element size", name)};
  }
  void const* const first = bytes.begin();
  return std::span<Number const>{static_cast<Number const*>(first), list.size()};
}

/// The same, of a table whose number of rows is known.
template <class List>
auto column(List const& list, std::string_view name, std::size_t rows) {
  auto const numbers = column(list, name);
  if (numbers.size() != rows) {
    throw Damaged{fmt::format("{}: {} ({})", name, numbers.size(), rows)};
  }
  return numbers;
}

/// Longitudes and latitudes in turn.
template <class List>
std::vector<geo::Point> points_of(List const& list, std::string_view name) {
  auto const numbers = column(list, name);
  if (numbers.size() % 2 != 0) {
    throw Damaged{fmt::format("{}: {} % 2", name, numbers.size())};
  }
  std::vector<geo::Point> points;
  points.reserve(numbers.size() / 2);
  for (std::size_t i = 0; i < numbers.size(); i += 2) {
    points.push_back({numbers[i], numbers[i + 1]});
  }
  return points;
}

template <class List>
std::vector<geo::Point> points_of(List const& list, std::string_view name, std::size_t rows) {
  auto points = points_of(list, name);
  if (points.size() != rows) {
    throw Damaged{fmt::format("{}: {} ({})", name, points.size(), rows)};
  }
  return points;
}

/// Hands out the items of row after row: row i has counts[i] of `total`. The counts are checked before the first row.
class Runs {
 public:
  struct Run {
    std::size_t first = 0;
    std::size_t count = 0;
  };
  Runs(std::span<std::uint32_t const> counts, std::size_t total, std::string_view name) : counts_{counts} {
    std::uint64_t sum = 0;
    for (auto const count : counts) {
      sum += count;
    }
    if (sum != total) {
      throw Damaged{fmt::format("{}: {} ({})", name, sum, total)};
    }
  }
  Run next() {
    Run const run{first_, counts_[row_++]};
    first_ += run.count;
    return run;
  }

 private:
  std::span<std::uint32_t const> counts_;
  std::size_t row_ = 0;
  std::size_t first_ = 0;
};

/// Runs with their items.
template <class Number>
class RunsOf {
 public:
  template <class Reader>
  RunsOf(Reader const& reader, std::string_view name, std::size_t rows)
      : items_{column(reader.getItems(), name)},
        runs_{column(reader.getCounts(), name, rows), items_.size(), name} {}
  std::span<Number const> next() {
    auto const run = runs_.next();
    return items_.subspan(run.first, run.count);
  }

 private:
  std::span<Number const> items_;
  Runs runs_;
};

/// Writes `get` of every item into a list that the message has just made.
template <class List, class Items, class Get>
void fill(List list, Items const& items, Get const& get) {
  unsigned i = 0;
  for (auto const& item : items) {
    list.set(i++, std::invoke(get, item));
  }
}

template <class List, class Items, class Get>
void fill_points(List list, Items const& items, Get const& get) {
  unsigned i = 0;
  for (auto const& item : items) {
    geo::Point const point = std::invoke(get, item);
    list.set(i++, point.lon);
    list.set(i++, point.lat);
  }
}

}  // namespace linquan::city
