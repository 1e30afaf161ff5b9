#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/reach/scenario.h"

namespace linquan::cli {

/// Makes of the city's outlets what a scenario file says, and gives back all of its edits: those of gates and streets
/// are the caller's to hand on. No file: nothing is different.
///
/// Refuses as scenario::load() does.
Result<std::vector<reach::Edit>> make_edits(std::optional<std::filesystem::path> const& scenario, city::City& city);

}  // namespace linquan::cli
