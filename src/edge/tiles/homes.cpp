#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <unordered_map>

#include "linquan/base/ensure.h"
#include "linquan/tiles/layer.h"
#include "linquan/tiles/tiles.h"
#include "told.h"

namespace linquan::tiles {
namespace {

/// Hexagons that stand beside each other along a tile's side.
constexpr double hexagons_across = 24;
constexpr std::int32_t margin = 64;
constexpr double root_3 = 1.7320508075688772;
/// Room for any column of any zoom in a number that JavaScript holds exactly.
constexpr std::uint64_t columns_max = std::uint64_t{1} << 24U;

std::string_view word_of(standard::Verdict verdict) {
  switch (verdict) {
    case standard::Verdict::met:
      return "met";
    case standard::Verdict::unmet:
      return "unmet";
    case standard::Verdict::unknown:
      return "unknown";
  }
  return {};
}

/// One hexagon of a grid that stands on its corners; odd rows are half a width farther east.
struct Cell {
  std::int64_t column = 0;
  std::int64_t row = 0;
  friend bool operator==(Cell, Cell) = default;
  [[nodiscard]] std::uint64_t number() const {
    return static_cast<std::uint64_t>(row + 1) * columns_max + static_cast<std::uint64_t>(column + 1);
  }
};

struct CellHash {
  std::size_t operator()(Cell it) const { return std::hash<std::uint64_t>{}(it.number()); }
};

/// The grid of a zoom, in the world's units.
class Honeycomb {
 public:
  explicit Honeycomb(std::uint32_t zoom) : width_{std::ldexp(1.0, 32 - static_cast<int>(zoom)) / hexagons_across} {}

  [[nodiscard]] double width() const { return width_; }
  [[nodiscard]] double radius() const { return width_ / root_3; }

  /// The hexagon whose middle is nearest.
  [[nodiscard]] Cell cell_of(World at) const {
    auto const x = static_cast<double>(at.x) / width_;
    auto const y = static_cast<double>(at.y) / radius();
    // Along three axes that sum up to 0; where rounding breaks that, the one that was rounded farthest gives way.
    auto const a = x - y / 3.0;
    auto const c = y * 2.0 / 3.0;
    auto const b = -a - c;
    auto ra = std::round(a);
    auto const rb = std::round(b);
    auto rc = std::round(c);
    auto const off_a = std::abs(ra - a);
    auto const off_b = std::abs(rb - b);
    auto const off_c = std::abs(rc - c);
    if (off_a > off_b && off_a > off_c) {
      ra = -rb - rc;
    } else if (off_b <= off_c) {
      rc = -ra - rb;
    }
    auto const row = static_cast<std::int64_t>(rc);
    return {static_cast<std::int64_t>(ra) + (row - (row & 1)) / 2, row};
  }

  struct Place {
    double x = 0;
    double y = 0;
  };
  [[nodiscard]] Place middle(Cell it) const {
    auto const shift = (it.row & 1) != 0 ? 0.5 : 0.0;
    return {width_ * (static_cast<double>(it.column) + shift), radius() * 1.5 * static_cast<double>(it.row)};
  }

 private:
  double width_;
};

struct Sum {
  Millipersons people;
  std::uint64_t homes = 0;
  standard::Needs needs;
};

/// Turns the world's units into a tile's.
class Drawing {
 public:
  Drawing(Honeycomb const& honeycomb, TileId tile)
      : honeycomb_{honeycomb}, tile_{tile}, unit_{std::ldexp(1.0, 20 - static_cast<int>(tile.z))} {}

  /// The hexagon's part of the tile; empty where there is none.
  [[nodiscard]] Line ring(Cell cell) const {
    auto const middle = honeycomb_.middle(cell);
    auto const half = honeycomb_.width() / 2;
    auto const radius = honeycomb_.radius();
    Line const ring{at(middle, 0, -radius), at(middle, half, -radius / 2), at(middle, half, radius / 2),
                    at(middle, 0, radius),  at(middle, -half, radius / 2), at(middle, -half, -radius / 2)};
    return cut_ring(ring, Window{margin});
  }
  [[nodiscard]] bool may_touch(Cell cell) const {
    auto const at = this->at(honeycomb_.middle(cell), 0, 0);
    auto const room = static_cast<std::int32_t>(std::ceil(honeycomb_.radius() / unit_)) + margin + 1;
    return Window{room}.holds(at);
  }

 private:
  [[nodiscard]] Pixel at(Honeycomb::Place middle, double east, double south) const {
    auto const local = [&](double place, std::uint32_t of_tile) {
      return static_cast<std::int32_t>(std::llround(place / unit_) - static_cast<std::int64_t>(of_tile) * extent);
    };
    return {local(middle.x + east, tile_.x), local(middle.y + south, tile_.y)};
  }

  Honeycomb const& honeycomb_;
  TileId tile_;
  double unit_;
};

/// The tile and those about it that there are.
std::vector<TileId> about(TileId tile) {
  std::vector<TileId> tiles;
  auto const most = (std::uint32_t{1} << tile.z) - 1;
  for (auto y = tile.y - std::min(tile.y, 1U); y <= std::min(tile.y + 1, most); ++y) {
    for (auto x = tile.x - std::min(tile.x, 1U); x <= std::min(tile.x + 1, most); ++x) {
      tiles.push_back({tile.z, x, y});
    }
  }
  return tiles;
}

}  // namespace

Tile homes(Ground const& ground, city::City const& city, TileId tile, Judge const* judge, Rules const& rules) {
  ensure(rules.numbers.size() == rules.names.size(), "each rule has a name");
  Layer layer{"homes", features_max};
  if (tile.z < homes_zoom_min) {
    return told(layer);
  }
  Properties properties;
  for (auto const& entry : ground.homes().in(tile)) {
    auto const& home = city.homes[entry.number];
    properties.clear();
    properties.emplace_back("id", std::to_string(home.id.value()));
    properties.emplace_back("people", home.people.all.persons());
    if (judge != nullptr) {
      add_score(properties, judge->needs(entry.number));
      for (std::size_t i = 0; i < rules.numbers.size(); ++i) {
        properties.emplace_back(rules.names[i], std::string{word_of(judge->verdict(rules.numbers[i], entry.number))});
      }
    }
    layer.add_point(std::nullopt, pixel_of(entry.at, tile), properties);
  }
  return told(layer);
}

Tile hexagons(Ground const& ground, city::City const& city, TileId tile, Judge const* judge) {
  Layer layer{"hexagons", features_max};
  if (tile.z >= homes_zoom_min) {
    return told(layer);
  }
  Honeycomb const honeycomb{tile.z};
  Drawing const drawing{honeycomb, tile};
  std::unordered_map<Cell, Sum, CellHash> sums;
  for (auto const near : about(tile)) {
    for (auto const& entry : ground.homes().in(near)) {
      auto const cell = honeycomb.cell_of(entry.at);
      if (!drawing.may_touch(cell)) {
        continue;
      }
      auto& sum = sums[cell];
      sum.people += city.homes[entry.number].people.all;
      ++sum.homes;
      if (judge != nullptr) {
        auto const needs = judge->needs(entry.number);
        sum.needs.met += needs.met;
        sum.needs.unmet += needs.unmet;
        sum.needs.unknown += needs.unknown;
      }
    }
  }
  std::vector<std::pair<Cell, Sum>> ordered{sums.begin(), sums.end()};
  std::ranges::sort(ordered, {}, [](auto const& it) { return it.first.number(); });
  for (auto const& [cell, sum] : ordered) {
    auto const ring = drawing.ring(cell);
    if (ring.empty()) {
      continue;
    }
    Properties properties{{"people", sum.people.persons()}, {"homes", sum.homes}};
    if (judge != nullptr) {
      properties.emplace_back("met", static_cast<std::uint64_t>(sum.needs.met));
      properties.emplace_back("unmet", static_cast<std::uint64_t>(sum.needs.unmet));
      properties.emplace_back("unknown", static_cast<std::uint64_t>(sum.needs.unknown));
      add_score(properties, sum.needs);
    }
    std::vector<Rings> const polygons{{ring}};
    layer.add_polygons(cell.number(), polygons, properties);
  }
  return told(layer);
}

}  // namespace linquan::tiles
