#include "map_homes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace linquan::report {
namespace {

constexpr std::size_t spots_max = 1'500;
constexpr double square = 32;

/// Squares of the map with the needs of their homes; a square stands where its homes' middle is.
std::vector<Spot> squares_of(Canvas const& canvas, city::City const& city, std::vector<HomeNeeds> const& needs,
                             std::span<std::uint32_t const> homes) {
  struct Cell {
    standard::Needs needs;
  };
  std::map<std::pair<int, int>, Cell> cells;
  for (auto const home : homes) {
    auto const at = canvas.at(city.homes[home].door);
    auto& cell = cells[{static_cast<int>(std::floor(at.y / square)), static_cast<int>(std::floor(at.x / square))}];
    cell.needs.met += needs[home].needs.met;
    cell.needs.unmet += needs[home].needs.unmet;
    cell.needs.unknown += needs[home].needs.unknown;
  }
  std::vector<Spot> spots;
  for (auto const& [place, cell] : cells) {
    if (cell.needs != standard::Needs{}) {
      spots.push_back({{(place.second + 0.5) * square, (place.first + 0.5) * square}, class_of(cell.needs)});
    }
  }
  return spots;
}

}  // namespace

std::vector<Spot> spots_of(Canvas const& canvas, city::City const& city, std::vector<HomeNeeds> const& needs,
                           std::span<std::uint32_t const> homes) {
  if (homes.size() > spots_max) {
    return squares_of(canvas, city, needs, homes);
  }
  std::vector<Spot> spots;
  for (auto const home : homes) {
    if (needs[home].needs != standard::Needs{}) {
      spots.push_back({canvas.at(city.homes[home].door), class_of(needs[home].needs)});
    }
  }
  return spots;
}

std::string mark_path(NeedsClass served, Svg::Point at) {
  auto const x = std::llround(at.x);
  auto const y = std::llround(at.y);
  switch (served) {
    case NeedsClass::passed:
      return fmt::format("M{} {}a6 6 0 1 0 12 0a6 6 0 1 0-12 0z", x - 6, y);
    case NeedsClass::near:
      return fmt::format("M{} {}h11v11h-11z", x - 5, y - 5);
    case NeedsClass::far:
      return fmt::format("M{} {}h15v15h-15z", x - 7, y - 7);
    case NeedsClass::farthest:
      return fmt::format("M{} {}l11 11l-11 11l-11-11z", x, y - 11);
    case NeedsClass::unknown:
      return fmt::format("M{} {}l10 10m0-10l-10 10", x - 5, y - 5);
  }
  return {};
}

std::string_view mark_style(NeedsClass served) {
  constexpr std::array<std::string_view, needs_classes> styles{
      R"(fill="#c9dcea" stroke="#2b6a99" stroke-width="3")", R"(fill="#f5cf9f" stroke="#9a6a2f" stroke-width="2")",
      R"(fill="#dd8534" stroke="#7a430f" stroke-width="2")", R"(fill="#8c3a08" stroke="#ffffff" stroke-width="2")",
      R"(fill="none" stroke="#8f9498" stroke-width="3")"};
  return styles.at(static_cast<std::size_t>(served));
}

void draw_spots(Svg& svg, std::span<Spot const> spots) {
  constexpr std::array order{NeedsClass::unknown, NeedsClass::passed, NeedsClass::near, NeedsClass::far,
                             NeedsClass::farthest};
  for (auto const served : order) {
    std::string data;
    for (auto const& spot : spots) {
      data += spot.served == served ? mark_path(served, spot.at) : std::string{};
    }
    if (!data.empty()) {
      svg.path(data, mark_style(served));
    }
  }
}

}  // namespace linquan::report
