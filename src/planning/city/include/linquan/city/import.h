#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "linquan/base/progress.h"
#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/city/outlets.h"
#include "linquan/city/previous.h"

namespace linquan::city {

/// `linquan import` as a value.
struct ImportRequest {
  std::vector<std::filesystem::path> osm;
  std::optional<std::filesystem::path> population;
  std::optional<std::filesystem::path> homes;
  std::vector<std::filesystem::path> outlets;
  std::vector<std::filesystem::path> areas;
  std::optional<std::filesystem::path> candidates;
  std::optional<std::filesystem::path> within;
  std::optional<std::filesystem::path> previous;
  std::string crs = "wgs84";  ///< of tables that state none
  ColumnChoice columns;
  std::string name;
  std::string tool_version;
};

struct Imported {
  City city;
  Matched matched;  ///< empty without `previous`
};

/// Runs every step in memory; nothing is written.
Result<Imported> import(ImportRequest const& request, Progress& progress);

}  // namespace linquan::city
