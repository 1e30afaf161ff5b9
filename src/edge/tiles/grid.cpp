#include "linquan/tiles/grid.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <system_error>

#include "linquan/base/ensure.h"

namespace linquan::tiles {
namespace {

constexpr double pi = 3.14159265358979323846;
/// Where the square world ends: its height equals its width.
constexpr double latitude_max = 85.051128779806592;
constexpr double side = 4294967296.0;

/// sin x for |x| ≤ π/2 by its series, with the operations that every machine rounds alike.
double sine(double x) {
  auto term = x;
  auto sum = x;
  for (int n = 1; n <= 13; ++n) {
    term *= -x * x / (2.0 * n * (2.0 * n + 1.0));
    sum += term;
  }
  return sum;
}

/// ln x for x > 0: taken apart into a power of two and a factor near 1, whose series ends quickly.
double logarithm(double x) {
  constexpr double ln2 = 0.69314718055994530942;
  int power = 0;
  auto factor = std::frexp(x, &power);
  if (factor < 0.70710678118654752) {
    factor *= 2.0;
    --power;
  }
  auto const t = (factor - 1.0) / (factor + 1.0);
  auto odd = t;
  auto sum = t;
  for (int n = 3; n <= 27; n += 2) {
    odd *= t * t;
    sum += odd / n;
  }
  return 2.0 * sum + power * ln2;
}

std::uint32_t unit(double share) {
  auto const units = std::floor(share * side);
  return static_cast<std::uint32_t>(std::clamp(units, 0.0, side - 1.0));
}

double latitude_of(double y_share) {
  // For a box that is searched in: a hair more or less does not matter there.
  return std::atan(std::sinh(pi * (1.0 - 2.0 * y_share))) * 180.0 / pi;
}

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  auto const* const end = text.data() + text.size();
  auto const [read, fault] = std::from_chars(text.data(), end, value);
  // One spelling for each tile: no leading zeros.
  auto const plain = text.size() == 1 || !text.starts_with('0');
  return fault == std::errc{} && read == end && plain ? std::optional{value} : std::nullopt;
}

/// The lower bits spread to every second place.
std::uint64_t spread(std::uint32_t bits) {
  std::uint64_t x = bits;
  x = (x | (x << 16U)) & 0x0000FFFF0000FFFFU;
  x = (x | (x << 8U)) & 0x00FF00FF00FF00FFU;
  x = (x | (x << 4U)) & 0x0F0F0F0F0F0F0F0FU;
  x = (x | (x << 2U)) & 0x3333333333333333U;
  return (x | (x << 1U)) & 0x5555555555555555U;
}

/// World units of a tile's side, and of its own unit, in powers of two.
std::uint32_t side_bits(TileId tile) {
  return 32U - tile.z;
}

}  // namespace

World world_of(geo::Point point) {
  auto const latitude = std::clamp(geo::lat_degrees(point), -latitude_max, latitude_max);
  auto const s = sine(latitude * pi / 180.0);
  auto const y = 0.5 - logarithm((1.0 + s) / (1.0 - s)) / (4.0 * pi);
  return {unit((geo::lon_degrees(point) + 180.0) / 360.0), unit(y)};
}

Result<TileId> parse_tile(std::string_view z, std::string_view x, std::string_view y) {
  auto const zoom = number(z);
  auto const column = number(x);
  auto const row = number(y);
  Error::Args const args{
      {"z", std::string{z}}, {"x", std::string{x}}, {"y", std::string{y}}, {"most", std::to_string(zoom_max)}};
  if (!zoom || !column || !row) {
    return refuse(ErrorKind::usage, "tile_not_understood", args);
  }
  if (*zoom > zoom_max || (*column >> *zoom) != 0 || (*row >> *zoom) != 0) {
    return refuse(ErrorKind::not_found, "tile_outside", args);
  }
  return TileId{*zoom, *column, *row};
}

geo::Box box_of(TileId tile, std::int32_t units) {
  auto const tiles = static_cast<double>(std::uint32_t{1} << tile.z);
  auto const more = static_cast<double>(units) / extent;
  auto const west = (tile.x - more) / tiles;
  auto const east = (tile.x + 1.0 + more) / tiles;
  auto const north = std::max(0.0, (tile.y - more) / tiles);
  auto const south = std::min(1.0, (tile.y + 1.0 + more) / tiles);
  auto low = geo::from_degrees(west * 360.0 - 180.0, latitude_of(south));
  auto high = geo::from_degrees(east * 360.0 - 180.0, latitude_of(north));
  // A unit more on each side makes good what rounding took.
  return {{low.lon - 1, low.lat - 1}, {high.lon + 1, high.lat + 1}};
}

std::uint64_t morton(World place) {
  return spread(place.x) | (spread(place.y) << 1U);
}

Codes codes_of(TileId tile) {
  ensure(tile.z <= zoom_max, "a tile is no finer than zoom_max");
  if (tile.z == 0) {
    return {0, UINT64_MAX};
  }
  auto const bits = side_bits(tile);
  auto const first = morton({tile.x << bits, tile.y << bits});
  return {first, first | ((std::uint64_t{1} << (2 * bits)) - 1)};
}

Pixel pixel_of(World place, TileId tile) {
  constexpr std::uint32_t extent_bits = 12;
  static_assert(std::int32_t{1} << extent_bits == extent);
  auto const unit_bits = side_bits(tile) - extent_bits;
  auto const local = [&](std::uint32_t at, std::uint32_t of_tile) {
    return static_cast<std::int32_t>(static_cast<std::int64_t>(at >> unit_bits) -
                                     static_cast<std::int64_t>(of_tile) * extent);
  };
  return {local(place.x, tile.x), local(place.y, tile.y)};
}

}  // namespace linquan::tiles
