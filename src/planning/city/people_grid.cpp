#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <tuple>
#include <utility>

#include "linquan/base/ensure.h"
#include "linquan/city/people.h"
#include "people_share.h"

#include <fmt/format.h>

namespace linquan::city {
namespace {

__extension__ using Wide = __int128;

/// A grid of a single cell does not say how large its cells are; the common grids of people have cells of 100 m.
constexpr std::int64_t lone_cell_millimetres = 100'000;
/// How many cells tell the shape of all of them: enough for a median, few enough for the grid of a whole country.
constexpr std::size_t shape_samples = 4096;

struct Cells {
  std::vector<tables::Grid::Cell> sorted;  ///< ascending centre, each centre once
  geo::BoxIndex index;
};

Cells index_cells(std::vector<tables::Grid::Cell> cells) {
  std::ranges::sort(cells, {}, [](auto const& cell) { return cell.centre; });
  Cells result;
  std::vector<geo::Box> boxes;
  for (auto const& cell : cells) {
    if (!result.sorted.empty() && result.sorted.back().centre == cell.centre) {
      tables::add(result.sorted.back(), cell);
      continue;
    }
    result.sorted.push_back(cell);
    boxes.emplace_back();
    boxes.back().add(cell.centre);
  }
  result.index = geo::BoxIndex{boxes};
  return result;
}

geo::Box box_around(geo::Point centre, Millimetres reach) {
  geo::Box box;
  box.add(centre);
  return geo::widened(box, reach.metres());
}

/// Whether the directions to a and b differ by at least 30° (and at most 150°), told from the three sides alone:
/// sin² = (4a²b² − (a² + b² − c²)²) / 4a²b².
bool apart(Millimetres to_a, Millimetres to_b, Millimetres a_to_b) {
  auto const aa = Wide{to_a.count} * to_a.count;
  auto const bb = Wide{to_b.count} * to_b.count;
  auto const cosine = aa + bb - Wide{a_to_b.count} * a_to_b.count;
  return cosine * cosine <= 3 * aa * bb;
}

/// Distance to the nearest cell that lies in another direction than the nearest of all; 0 where there is none.
Millimetres second_neighbour(Cells const& cells, geo::Point centre, Millimetres spacing) {
  struct Near {
    Millimetres away;
    geo::Point at;
  };
  std::vector<Near> found;
  cells.index.visit(box_around(centre, Millimetres{spacing.count * 4}), [&](std::uint32_t number) {
    auto const at = cells.sorted[number].centre;
    if (at != centre) {
      found.push_back({geo::distance(centre, at), at});
    }
  });
  std::ranges::sort(found,
                    [](Near const& a, Near const& b) { return std::tie(a.away, a.at) < std::tie(b.away, b.at); });
  for (auto const& other : found) {
    if (apart(found.front().away, other.away, geo::distance(found.front().at, other.at))) {
      return other.away;
    }
  }
  return {};
}

/// How far a cell reaches from its centre: 0.75 × √(a² + b²), where a and b are the distances to the nearest cell and
/// to the nearest one in another direction. For square cells that is 0.75 × √2 × spacing, as a and b are equal.
///
/// Why it holds every dwelling of a cell, of a grid sheared by a projection (Mollweide) or stretched by a latitude too:
/// a and b are then the two shortest steps of the lattice, and 2|a·b| ≤ a². No place is farther from its nearest centre
/// than half of √(a² + b²), and no corner of the cell farther from its own centre than ½√(2a² + b²), which is less than
/// 0.75 × √(a² + b²). The rest is for buildings that stand across a cell's rim, next to cells without people.
Millimetres cell_reach(tables::Grid const& grid) {
  Millimetres first{static_cast<std::int64_t>(grid.spacing_metres * 1000.0)};
  if (first.count <= 0) {
    first.count = lone_cell_millimetres;
  }
  auto const cells = index_cells(grid.cells);
  auto const stride = cells.sorted.size() / shape_samples + 1;
  std::vector<std::int64_t> seconds;
  for (std::size_t i = 0; i < cells.sorted.size(); i += stride) {
    if (auto const second = second_neighbour(cells, cells.sorted[i].centre, first); second.count > 0) {
      seconds.push_back(second.count);
    }
  }
  auto second = first.count;
  if (!seconds.empty()) {
    auto const middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
    std::ranges::nth_element(seconds, middle);
    second = std::max(second, *middle);
  }
  auto const square = static_cast<double>(first.count * first.count + second * second);
  return Millimetres{static_cast<std::int64_t>(std::sqrt(square) * 0.75)};
}

/// The cell nearest to a place within reach; of two at the same distance the one farther west, then south.
std::optional<std::uint32_t> nearest_cell(Cells const& cells, geo::Point at, Millimetres reach) {
  std::optional<std::uint32_t> best;
  Millimetres best_away;
  cells.index.visit(box_around(at, reach), [&](std::uint32_t number) {
    auto const away = geo::distance(at, cells.sorted[number].centre);
    if (away > reach) {
      return;
    }
    if (!best || std::tie(away, number) < std::tie(best_away, *best)) {
      best = number;
      best_away = away;
    }
  });
  return best;
}

std::string degrees(std::int32_t units) {
  auto const size = std::abs(std::int64_t{units});
  return fmt::format("{}{}.{:07}", units < 0 ? "-" : "", size / 10'000'000, size % 10'000'000);
}

SourceRef source_of(geo::Point centre) {
  return fmt::format("grid:{},{}", degrees(centre.lon), degrees(centre.lat));
}

/// The boundary; an empty one has everything inside.
class Boundary {
 public:
  explicit Boundary(geo::MultiPolygon const& shape) : shape_{shape}, box_{geo::box_of(shape)} {}
  [[nodiscard]] bool holds(geo::Point p) const {
    return shape_.empty() || (box_.contains(p) && geo::contains(shape_, p));
  }

 private:
  geo::MultiPolygon const& shape_;
  geo::Box box_;
};

}  // namespace

Spread spread_grid(tables::Grid const& grid, geo::MultiPolygon const& within, std::span<Dwelling const> dwellings,
                   StreetFinder const& street, std::vector<Home>& homes) {
  Boundary const boundary{within};
  Spread spread;
  std::vector<tables::Grid::Cell> counted;
  for (auto const& cell : grid.cells) {
    ensure(cell.people.count >= 0, "spread_grid: a cell has negative people");
    if (cell.people.count > 0 && boundary.holds(cell.centre)) {
      counted.push_back(cell);
      spread.given += cell.people;
    }
  }
  auto const reach = cell_reach(grid);
  auto const cells = index_cells(std::move(counted));

  DwellingOrder const order{dwellings, homes};
  std::vector<std::vector<std::uint32_t>> takers(cells.sorted.size());
  for (std::uint32_t rank = 0; rank < order.size(); ++rank) {
    auto const at = order.at(rank).at;
    if (!boundary.holds(at)) {
      continue;
    }
    if (auto const cell = nearest_cell(cells, at, reach)) {
      takers[*cell].push_back(rank);
    }
  }

  for (std::size_t i = 0; i < takers.size(); ++i) {
    auto const& cell = cells.sorted[i];
    People const people{cell.people, cell.age_0_14, cell.age_60, cell.age_70};
    if (!takers[i].empty()) {
      share(people, takers[i], order, homes);
      ++spread.cells_on_dwellings;
      continue;
    }
    auto const place = street ? street(cell.centre, reach.metres()) : std::nullopt;
    if (place && boundary.holds(*place)) {
      homes.push_back(lone_home(source_of(cell.centre), HomeSource::street, *place, people));
      ++spread.cells_on_streets;
    } else {
      spread.unplaced += cell.people;
      ++spread.cells_unplaced;
    }
  }
  return spread;
}

}  // namespace linquan::city
