#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/reach/scenario.h"

namespace linquan::cli {

/// What a scenario makes of a city.
struct Edited {
  std::string name;  ///< of the scenario, else of its file; empty: there is none
  std::string file;  ///< without its folder
  std::vector<reach::Edit> edits;
};

/// Makes of the city's outlets what a scenario file says, and gives back all of its edits: those of gates and streets
/// are the caller's to hand on. No file: nothing is different.
///
/// Refuses as scenario::load() and scenario::edits_of() do.
Result<Edited> make_edits(std::optional<std::filesystem::path> const& scenario, city::City& city);

}  // namespace linquan::cli
