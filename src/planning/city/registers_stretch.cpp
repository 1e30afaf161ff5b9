#include "registers_stretch.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "linquan/text/text.h"

namespace linquan::city::registers {
namespace {

constexpr std::int32_t sure_between = 620;  ///< more than what the other side's numbers say
constexpr std::int32_t sure_beyond = 610;
constexpr std::int32_t sure_other_side = 400;
constexpr std::int32_t sure_somewhere = 300;
constexpr std::int64_t step_millimetres = 15'000;
constexpr std::int64_t rim_metres = 40;
constexpr std::int64_t doubt_millimetres = 500'000;

std::int64_t millimetres(geo::Point a, geo::Point b) {
  return geo::distance(a, b).count;
}

/// A street that is a community's rim runs beside the shape as often as in it.
bool touches(geo::MultiPolygon const& shape, geo::Point p) {
  auto const box = geo::widened({p, p}, rim_metres);
  std::array<geo::Point, 5> const around{
      {p, {box.low.lon, p.lat}, {box.high.lon, p.lat}, {p.lon, box.low.lat}, {p.lon, box.high.lat}}};
  return std::ranges::any_of(around, [&](geo::Point q) { return geo::contains(shape, q); });
}

void add_steps(geo::Point from, geo::Point to, std::vector<geo::Point>& places) {
  auto const steps = 1 + millimetres(from, to) / step_millimetres;
  for (std::int64_t i = 0; i <= steps; ++i) {
    places.push_back(part_way(from, to, i, steps));
  }
}

/// The place from which the farthest other one is nearest, and how far that is.
Middle middle_of(std::span<geo::Point const> places) {
  Middle best;
  for (auto const place : places) {
    std::int64_t farthest = 0;
    for (auto const other : places) {
      farthest = std::max(farthest, millimetres(place, other));
    }
    if (farthest < best.radius) {
      best = {place, farthest};
    }
  }
  return best;
}

/// Whether the farthest place is too far from every one: radius of middle_of() above the bound, mostly found from one
/// place alone. What lies within the bound of one place has no wider middle; what lies beyond twice of it has no
/// narrower one, rounding apart.
bool doubtful(std::span<geo::Point const> places) {
  constexpr std::int64_t rounding = 1'000;
  std::int64_t farthest = 0;
  for (auto const place : places) {
    farthest = std::max(farthest, millimetres(places.front(), place));
  }
  if (farthest <= doubt_millimetres || farthest > 2 * doubt_millimetres + rounding) {
    return farthest > doubt_millimetres;
  }
  return middle_of(places).radius > doubt_millimetres;
}

/// The numbers of one side around the wanted one, nearest first; those of one place count once.
struct Around {
  std::vector<House> below;
  std::vector<House> above;
};

Around around(std::span<House const> houses, std::int32_t main, bool same_side) {
  Around found;
  auto const add = [](std::vector<House>& to, House const& house) {
    if (to.empty() || (to.back().at != house.at && to.back().number.main != house.number.main)) {
      to.push_back(house);
    }
  };
  for (auto const& house : houses) {
    if ((!same_side || (house.number.main - main) % 2 == 0) && house.number.main > main) {
      add(found.above, house);
    }
  }
  for (auto i = houses.size(); i-- > 0;) {
    if ((!same_side || (houses[i].number.main - main) % 2 == 0) && houses[i].number.main < main) {
      add(found.below, houses[i]);
    }
  }
  return found;
}

std::optional<Guess> between(std::span<geo::Point const> stretch, House const& low, House const& high,
                             std::int32_t main) {
  auto const wanted =
      part_way(low.at, high.at, main - low.number.main, std::max(1, high.number.main - low.number.main));
  auto const apart = millimetres(low.at, high.at);
  std::vector<geo::Point> places;
  for (auto const place : stretch) {
    if (millimetres(place, low.at) <= apart && millimetres(place, high.at) <= apart) {
      places.push_back(place);
    }
  }
  if (places.empty() || doubtful(places)) {
    return std::nullopt;
  }
  auto const nearest = std::ranges::min_element(places, {}, [&](geo::Point p) { return millimetres(p, wanted); });
  return Guess{*nearest, Placing::address, sure_between};
}

/// Beyond the last number, away from the one before it.
std::optional<Guess> beyond(std::span<geo::Point const> stretch, House const& last, House const& before,
                            std::int32_t main) {
  std::vector<geo::Point> places;
  std::int64_t reach = 0;
  for (auto const place : stretch) {
    if (millimetres(place, last.at) < millimetres(place, before.at)) {
      places.push_back(place);
      reach = std::max(reach, millimetres(place, last.at));
    }
  }
  if (places.empty() || reach > 2 * doubt_millimetres) {
    return std::nullopt;
  }
  auto const numbers = std::max(1, std::abs(last.number.main - before.number.main));
  auto const usual = millimetres(last.at, before.at) / numbers * std::abs(main - last.number.main);
  auto const wanted = std::min(usual, reach / 2);
  auto const nearest =
      std::ranges::min_element(places, {}, [&](geo::Point p) { return std::abs(millimetres(p, last.at) - wanted); });
  return Guess{*nearest, Placing::address, sure_beyond};
}

std::optional<Guess> by_numbers(std::span<geo::Point const> stretch, Around const& known, std::int32_t main) {
  if (!known.below.empty() && !known.above.empty()) {
    return between(stretch, known.below.front(), known.above.front(), main);
  }
  for (auto const* side : {&known.below, &known.above}) {
    if (side->size() > 1) {
      return beyond(stretch, side->front(), (*side)[1], main);
    }
  }
  return std::nullopt;
}

}  // namespace

StreetLines::StreetLines(walk::Graph const* graph) : graph_{graph} {
  for (walk::EdgeIndex edge = 0; graph != nullptr && edge < graph->edges.size(); ++edge) {
    auto const street = graph->edges[edge].street;
    auto const name = street == walk::none ? walk::none : graph->streets[street].name;
    if (name != walk::none && graph->traits_of(edge).zone != walk::Zone::in) {
      edges_[text::folded(graph->names[name])].push_back(edge);
    }
  }
}

Stretch const& StreetLines::inside(std::string_view street, Area const& area) {
  auto name = text::folded(street);
  auto const known = edges_.find(name);
  if (known == edges_.end()) {
    static Stretch const none;
    return none;
  }
  auto const [there, fresh] = stretches_.try_emplace({std::move(name), &area});
  if (fresh) {
    there->second.places = places_inside(known->second, area);
    there->second.middle = middle_of(there->second.places);
  }
  return there->second;
}

std::vector<geo::Point> StreetLines::places_inside(std::span<walk::EdgeIndex const> edges, Area const& area) const {
  std::vector<geo::Point> places;
  auto const box = geo::widened(geo::box_of(area.shape), rim_metres);
  for (auto const edge : edges) {
    auto const line = graph_->line(edge);
    for (std::size_t i = 1; i < line.size(); ++i) {
      geo::Box piece;
      piece.add(line[i - 1]);
      piece.add(line[i]);
      if (box.touches(piece)) {
        add_steps(line[i - 1], line[i], places);
      }
    }
  }
  std::erase_if(places, [&](geo::Point place) { return !touches(area.shape, place); });
  std::ranges::sort(places);
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

std::optional<Guess> on_stretch(Stretch const& stretch, std::span<House const> houses, std::int32_t main) {
  if (stretch.places.empty()) {
    return std::nullopt;
  }
  if (main > 0) {
    for (auto const same_side : {true, false}) {
      if (auto guess = by_numbers(stretch.places, around(houses, main, same_side), main); guess) {
        guess->permille = same_side ? guess->permille : sure_other_side;
        return guess;
      }
    }
  }
  return stretch.middle.radius <= doubt_millimetres
             ? std::optional{Guess{stretch.middle.at, Placing::address, sure_somewhere}}
             : std::nullopt;
}

}  // namespace linquan::city::registers
