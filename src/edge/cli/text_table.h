#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace linquan::cli {

/// Rows of cells as lines with even columns, two spaces in front. `sides` has a letter for each column: l or r.
std::string text_table(std::vector<std::vector<std::string>> const& rows, std::string_view sides);

}  // namespace linquan::cli
