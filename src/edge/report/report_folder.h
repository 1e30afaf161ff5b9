#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "linquan/base/result.h"

namespace linquan::report {

/// Whether a report may be written there: nothing stands there, or a folder with nothing but these names.
///
/// usage   `report_folder_in_use`, `report_folder_not_folder`
Result<void> check_folder(std::filesystem::path const& folder, std::span<std::string_view const> names);

}  // namespace linquan::report
