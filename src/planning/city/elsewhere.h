#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "linquan/base/result.h"
#include "linquan/geo/point.h"

namespace linquan::city {

/// Refuses a file of which no place lies on the map or near it: another city's, or read in the wrong coordinate system.
///
/// Some places on the map are enough: a table may reach beyond the extract. No places at all are nothing to complain
/// of. bad_input   `table_elsewhere`
Result<void> check_on_map(std::filesystem::path const& file, std::string const& crs, geo::Box const& map,
                          std::span<geo::Point const> places);

}  // namespace linquan::city
