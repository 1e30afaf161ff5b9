#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/geo/crs.h"
#include "linquan/tables/table.h"
#include "table_columns.h"

/// What every table reader here says of its rows in the same way.
namespace linquan::city::rows {

/// "outlets.xlsx:Sheet1", or the bare file name where there is no sheet; never a folder.
std::string place_of(tables::Table const& table);
/// "outlets.xlsx:Sheet1!17".
SourceRef source_of(tables::Table const& table, std::uint32_t line);

/// The place in a row's columns `lng` and `lat`; nullopt where one of them holds no number.
///
/// A column `crs` (坐标系) speaks for its row, else `crs` for all of them.
/// `expected` is the box of the rest of the data; empty where nothing is known of it.
/// bad_input   `coordinate_swapped`, `coordinate_range`, both with file and line
Result<std::optional<geo::Point>> point_of(tables::Table const& table, tables::Table::Row const& row,
                                           Columns const& columns, geo::Crs const& crs, geo::Box const& expected);

}  // namespace linquan::city::rows
