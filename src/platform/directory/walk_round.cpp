#include "linquan/directory/walk_round.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "linquan/base/units.h"
#include "linquan/geo/point.h"
#include "linquan/text/text.h"

namespace linquan::directory {

StreetOrder street_order(std::string_view address) {
  auto const parts = text::parse_address(address);
  StreetOrder order{parts.street, 0};
  auto const& number = parts.number;
  std::from_chars(number.data(), number.data() + number.size(), order.number);
  return order;
}

namespace {

/// Outlets one after the other, as one passes them.
using Row = std::vector<Entry>;

std::optional<geo::Point> place_of(Entry const& entry) {
  return entry.stands.empty() ? std::nullopt : std::optional{entry.stands.front().at};
}

/// By entry: its street order, or that of the nearest outlet with a street where it has none but a place.
std::vector<StreetOrder> orders_of(std::vector<Entry> const& entries) {
  std::vector<StreetOrder> own;
  for (auto const& entry : entries) {
    own.push_back(street_order(entry.address));
  }
  auto orders = own;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    auto const here = place_of(entries[i]);
    auto nearest = Millimetres{INT64_MAX};
    for (std::size_t j = 0; own[i].street.empty() && here && j < entries.size(); ++j) {
      auto const there = place_of(entries[j]);
      if (!there || own[j].street.empty()) {
        continue;
      }
      if (auto const far = geo::distance(*here, *there); far < nearest) {
        nearest = far;
        orders[i] = own[j];
      }
    }
  }
  return orders;
}

/// Rows by street, each by house number.
std::vector<Row> rows_of(std::vector<Entry> const& entries) {
  auto const orders = orders_of(entries);
  std::map<std::string, std::vector<std::pair<std::pair<std::uint32_t, OutletId>, Entry>>> streets;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    streets[orders[i].street].push_back({{orders[i].number, entries[i].id}, entries[i]});
  }
  std::vector<Row> rows;
  for (auto& [street, numbered] : streets) {
    std::ranges::sort(numbered, {}, [](auto const& one) { return one.first; });
    auto& row = rows.emplace_back();
    for (auto& [number, entry] : numbered) {
      row.push_back(std::move(entry));
    }
  }
  return rows;
}

/// How far a row's first outlet is; those without a place are as far as can be.
Millimetres way_to(std::optional<geo::Point> const& from, Entry const& to) {
  auto const there = place_of(to);
  return from && there ? geo::distance(*from, *there) : Millimetres{INT64_MAX};
}

/// Row after row, each time on to the one that begins or ends nearest.
std::vector<Entry> in_turn(std::vector<Row> rows) {
  std::vector<Entry> round;
  while (!rows.empty()) {
    std::optional<geo::Point> here;
    if (!round.empty()) {
      here = place_of(round.back());
    }
    auto const next = std::ranges::min_element(
        rows, {}, [&](Row const& row) { return std::min(way_to(here, row.front()), way_to(here, row.back())); });
    if (way_to(here, next->back()) < way_to(here, next->front())) {
      std::ranges::reverse(*next);
    }
    std::ranges::move(*next, std::back_inserter(round));
    rows.erase(next);
  }
  return round;
}

}  // namespace

std::vector<Entry> walk_round(std::vector<Entry> entries, std::chrono::sys_days today) {
  std::erase_if(entries, [](Entry const& entry) { return entry.state == EntryState::closed; });
  std::vector<Entry> round;
  for (auto const confirmed : {false, true}) {
    std::vector<Entry> some;
    std::vector<Entry> nowhere;
    for (auto const& entry : entries) {
      if (unconfirmed(entry, today) != confirmed) {
        (entry.stands.empty() ? nowhere : some).push_back(entry);
      }
    }
    std::ranges::sort(some, {}, &Entry::id);
    std::ranges::sort(nowhere, {}, &Entry::id);
    std::ranges::move(in_turn(rows_of(some)), std::back_inserter(round));
    std::ranges::move(nowhere, std::back_inserter(round));
  }
  return round;
}

}  // namespace linquan::directory
