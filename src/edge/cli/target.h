#pragma once

#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "linquan/base/result.h"

namespace linquan::cli {

/// What would only come out after the work: an input that would be overwritten, a folder that is not there, an ending
/// that names another format than what is written. No endings: any will do.
///
/// usage     `out_is_input`, `out_ending`
/// machine   `out_folder_missing`
Result<void> check_target(std::filesystem::path const& input, std::optional<std::filesystem::path> const& out,
                          std::initializer_list<std::string_view> endings);

}  // namespace linquan::cli
