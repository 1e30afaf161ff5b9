#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/city/previous.h"
#include "linquan/tables/table.h"
#include "messages.h"

namespace linquan::cli {

/// The lists that somebody works through, as sheets: homes without a street, outlets without a place, doubles that were
/// merged, doubtful outlets, gates, and (with `matched`) what became of last year's things. Heads are in the user's
/// language.
std::vector<tables::Sheet> lists_of(city::City const& city, city::Matched const* matched, Messages const& messages);

/// Writes each sheet as DIR/<name>.csv and all of them as DIR/<workbook>.xlsx.
///
/// machine   `file_unwritable`
Result<void> write_tables(std::filesystem::path const& folder, std::string_view workbook,
                          std::vector<tables::Sheet> const& sheets);

/// Writes each list as DIR/<name>.csv and all of them as DIR/lists.xlsx.
///
/// machine   `file_unwritable`
Result<void> write_lists(std::filesystem::path const& folder, std::vector<tables::Sheet> const& sheets);

}  // namespace linquan::cli
