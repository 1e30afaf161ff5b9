#pragma once

#include <filesystem>

#include "linquan/base/result.h"
#include "linquan/city/city.h"

namespace linquan::city {

/// Writes the city file: a header (magic, format version, length, checksum) and one Cap'n Proto message.
///
/// The same city gives the same bytes. machine `file_unwritable`.
Result<void> save(City const& city, std::filesystem::path const& path);

/// Opens a city file by memory mapping and reads it whole; every index in it is checked.
///
/// bad_input   `city_not_one` (no city file), `city_newer` (made by a newer version), `city_cut`, `city_damaged`
Result<City> load(std::filesystem::path const& path);

}  // namespace linquan::city
