#pragma once

#include <filesystem>

#include "books.h"
#include "linquan/base/result.h"
#include "linquan/tables/table.h"
#include "outlets.h"
#include "town.h"

namespace linquan::demo {

/// Everything that the files beside the map are written from.
struct Told {
  Town const& town;
  Offered const& offered;
  Books const& books;
};

Result<void> write_outlet_tables(Told const& told, std::filesystem::path const& folder);
Result<void> write_people_tables(Town const& town, std::filesystem::path const& folder);
Result<void> write_area_files(Town const& town, std::filesystem::path const& folder);
Result<void> write_candidates(Town const& town, std::filesystem::path const& folder);
Result<void> write_readme(Town const& town, std::filesystem::path const& folder);
/// truth.json: everything that was planted, so that a test can ask whether an import finds it.
Result<void> write_truth(Told const& told, std::filesystem::path const& folder);

/// Degrees with seven digits, as text: the same on every machine.
std::string degrees(std::int32_t units);

}  // namespace linquan::demo
