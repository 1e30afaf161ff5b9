#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/geo/point.h"
#include "linquan/tables/table.h"

namespace linquan::cli {

/// A table of which every row is a place.
struct Places {
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::pair<geo::Point, std::vector<tables::Value>>> rows;
};

/// As .csv, .xlsx, .gpkg or .geojson, by the name's ending.
///
/// machine   `file_unwritable`
Result<void> write_places(std::filesystem::path const& path, Places places);

/// Degrees with seven digits, the precision of our points.
double degrees(std::int32_t units);

/// Empty text is no value.
tables::Value text_or_nothing(std::string const& text);

}  // namespace linquan::cli
