#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "linquan/city/city.h"
#include "linquan/standard/standard.h"
#include "linquan/tiles/grid.h"
#include "linquan/tiles/judge.h"
#include "linquan/tiles/places.h"

/// A city as vector tiles; docs/tiles.md tells every layer and property. Functions from values to bytes: the same
/// values give the same bytes.
namespace linquan::tiles {

/// From this zoom on homes are points of their own; farther out hexagons stand for them.
inline constexpr std::uint32_t homes_zoom_min = 14;
inline constexpr std::uint32_t outlets_zoom_min = 12;
/// Of some kinds only.
inline constexpr std::uint32_t kinds_zoom_min = 9;
inline constexpr std::uint32_t names_zoom_min = 14;
inline constexpr std::uint32_t streets_zoom_min = 13;
inline constexpr std::uint32_t gates_zoom_min = 14;
/// Features of one tile; what is more is left out and counted.
inline constexpr std::size_t features_max = 20'000;

struct Tile {
  std::string bytes;  ///< empty: nothing is there
  std::size_t features = 0;
  std::size_t left_out = 0;
};

/// Homes as points: id, people, and with a judge the score and the verdicts of `rules`. None below homes_zoom_min.
struct Rules {
  std::vector<standard::RuleIndex> numbers;
  std::vector<std::string> names;  ///< of the properties, one for each
};
Tile homes(Ground const& ground, city::City const& city, TileId tile, Judge const* judge, Rules const& rules);

/// Homes summed up in hexagons of about 1/24 of a tile's side: people, homes, and with a judge their weighted needs and
/// the score. None from homes_zoom_min on. A hexagon is in every tile that it touches, with the same numbers.
Tile hexagons(Ground const& ground, city::City const& city, TileId tile, Judge const* judge);

/// Outlets as points, one for each stand: id, name, kinds; those of any of `kinds`, or all where it is empty. `places`:
/// outlet_places().
Tile outlets(Points const& places, city::City const& city, TileId tile, std::span<kinds::KindIndex const> kinds);

/// Streets as lines: name, what one walks on, stairs.
Tile streets(Ground const& ground, city::City const& city, TileId tile);

/// Gates as points: id, compound, whether one passes. `open` says it of City::gates by number.
Tile gates(Ground const& ground, city::City const& city, TileId tile, std::function<bool(std::uint32_t)> const& open);

/// States by an area's code.
using States = std::map<std::string, std::string>;

/// Areas of a level as polygons: id, level, code, name, state, and with a judge the score. The state is that of
/// `states` where its code is there, else the city's.
Tile areas(Ground const& ground, city::City const& city, TileId tile, city::AreaLevel level, Judge const* judge,
           States const* states = nullptr);

/// The level that fits a zoom, of those that the city has areas of.
city::AreaLevel level_at(city::City const& city, std::uint32_t zoom);

}  // namespace linquan::tiles
