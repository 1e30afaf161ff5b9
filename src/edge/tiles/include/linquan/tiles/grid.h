#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

#include "linquan/base/result.h"
#include "linquan/geo/point.h"

/// The square world of web maps (EPSG:3857), cut into 2^z × 2^z tiles.
namespace linquan::tiles {

/// The finest tiles; maps enlarge them beyond it. A tile's unit is then 3.7 cm at the equator.
inline constexpr std::uint32_t zoom_max = 18;
/// Units of a tile's side, as its layers say.
inline constexpr std::int32_t extent = 4096;

/// A place in the square world, in 2^-32 of its side: x east from 180° W, y south from 85.05° N.
struct World {
  std::uint32_t x = 0;
  std::uint32_t y = 0;
  friend constexpr auto operator<=>(World, World) = default;
};

/// The same bits on every machine: no libm call decides it. Places nearer to a pole are put on the square's rim.
World world_of(geo::Point point);

/// One tile: column `x` from the west and row `y` from the north, of 2^z each.
struct TileId {
  std::uint32_t z = 0;
  std::uint32_t x = 0;
  std::uint32_t y = 0;
  friend constexpr auto operator<=>(TileId, TileId) = default;
};

/// A tile by the words of its address.
///
/// usage       `tile_not_understood`: no whole numbers
/// not_found   `tile_outside`: beyond zoom_max, or no such column or row
Result<TileId> parse_tile(std::string_view z, std::string_view x, std::string_view y);

/// A box around the tile, wider by `units` of it on each side; places on its rim may lie just outside of the tile.
geo::Box box_of(TileId tile, std::int32_t units);

/// The world's bits interleaved, so that the places of a tile are neighbours in this order.
std::uint64_t morton(World place);

/// The first code of the tile's places, and the last one.
struct Codes {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};
Codes codes_of(TileId tile);

/// A place in units of the tile, from its north-west corner; may lie outside of it.
struct Pixel {
  std::int32_t x = 0;
  std::int32_t y = 0;
  friend constexpr auto operator<=>(Pixel, Pixel) = default;
};
Pixel pixel_of(World place, TileId tile);

}  // namespace linquan::tiles
