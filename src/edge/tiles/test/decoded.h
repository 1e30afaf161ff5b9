#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/tiles/layer.h"

namespace linquan::tiles {

/// A tile read again, in the plainest way.
struct DecodedFeature {
  std::optional<std::uint64_t> id;
  std::int32_t sort = 0;    ///< 1 points, 2 lines, 3 polygons
  std::vector<Line> parts;  ///< points, lines or rings
  std::map<std::string, Value> properties;
};

struct Decoded {
  std::string name;
  std::uint32_t version = 0;
  std::uint32_t extent = 0;
  std::vector<DecodedFeature> features;
};

/// The one layer of a tile; a tile of no bytes has one without features.
Decoded decoded(std::string_view bytes);

}  // namespace linquan::tiles
