#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"

namespace linquan::basemap {

/// What tiles hold: shapes that a map styles itself, or pictures.
enum class Format : std::uint8_t { vector, png, jpeg, webp };

/// "application/vnd.mapbox-vector-tile"
std::string_view media_type(Format format);

/// One layer of vector tiles.
struct LayerAbout {
  std::string id;
  std::optional<std::uint32_t> zoom_min;
  std::optional<std::uint32_t> zoom_max;
};

/// What a basemap says of itself.
struct About {
  std::string name;
  std::string attribution;  ///< as its source wants to be named; may hold links
  Format format = Format::vector;
  std::uint32_t zoom_min = 0;
  std::uint32_t zoom_max = 0;
  std::optional<std::array<double, 4>> bounds;  ///< west, south, east, north in degrees
  std::vector<LayerAbout> layers;
};

inline constexpr std::uint32_t zoom_limit = 24;
inline constexpr std::size_t layers_max = 256;

/// Reads the rows of the table `metadata` (MBTiles 1.3). What may be missing and is not understood is left out. `path`
/// is the file's, for refusals.
///
/// bad_input   `basemap_format`: no format, or one that we do not serve; `basemap_zooms`: no whole numbers, or too high
Result<About> read_about(std::map<std::string, std::string> const& metadata, std::string const& path);

}  // namespace linquan::basemap
