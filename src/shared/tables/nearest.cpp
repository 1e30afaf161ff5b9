#include "nearest.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

namespace linquan::tables {
namespace {

struct Place {
  double x = 0;
  double y = 0;
  geo::Point point;
};

/// Places halved by east and north in turn around the middle one: a k-d tree without pointers. It stays quick where a
/// lattice of buckets would not: a far-off cell, or all cells in one line.
class PlaceTree {
 public:
  explicit PlaceTree(std::vector<Place> places) : places_{std::move(places)} { build(places_, true); }

  /// The nearest place that is another than `from`.
  [[nodiscard]] geo::Point nearest(Place const& from) const {
    Best best;
    search(places_, true, from, best);
    return best.place;
  }
  [[nodiscard]] std::span<Place const> places() const { return places_; }

 private:
  struct Best {
    double square = std::numeric_limits<double>::infinity();
    geo::Point place;
  };

  static void build(std::span<Place> places, bool by_x) {
    if (places.size() < 2) {
      return;
    }
    auto const middle = places.size() / 2;
    std::ranges::nth_element(places, places.begin() + static_cast<std::ptrdiff_t>(middle), {},
                             by_x ? &Place::x : &Place::y);
    build(places.first(middle), !by_x);
    build(places.subspan(middle + 1), !by_x);
  }

  static void search(std::span<Place const> places, bool by_x, Place const& from, Best& best) {
    if (places.empty()) {
      return;
    }
    auto const middle = places.size() / 2;
    auto const& place = places[middle];
    auto const dx = place.x - from.x;
    auto const dy = place.y - from.y;
    auto const square = dx * dx + dy * dy;
    if (place.point != from.point && (square < best.square || (square == best.square && place.point < best.place))) {
      best = {square, place.point};
    }
    auto const off = by_x ? dx : dy;
    auto const before = places.first(middle);
    auto const behind = places.subspan(middle + 1);
    search(off >= 0 ? before : behind, !by_x, from, best);
    if (off * off <= best.square) {
      search(off >= 0 ? behind : before, !by_x, from, best);
    }
  }

  std::vector<Place> places_;
};

}  // namespace

double nearest_median_metres(std::vector<Grid::Cell> const& cells) {
  constexpr std::size_t asked_max = 100'000;
  if (cells.size() < 2) {
    return 0;
  }
  geo::Frame const frame{cells[cells.size() / 2].centre};
  std::vector<Place> places;
  places.reserve(cells.size());
  for (auto const& cell : cells) {
    auto const at = frame.to_plane(cell.centre);
    places.push_back({at.x, at.y, cell.centre});
  }
  PlaceTree const tree{places};
  auto const step = (cells.size() + asked_max - 1) / asked_max;
  std::vector<std::int64_t> distances;
  for (std::size_t i = 0; i < places.size(); i += step) {
    distances.push_back(geo::distance(places[i].point, tree.nearest(places[i])).count);
  }
  auto const middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
  std::ranges::nth_element(distances, middle);
  return Millimetres{*middle}.metres();
}

}  // namespace linquan::tables
