#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include "access_options.h"
#include "directory_asked.h"
#include "linquan/base/result.h"
#include "linquan/compare/compare.h"

namespace linquan::cli {

/// What `linquan compare` asks: what is different between two states, and for whom.
struct CompareOptions {
  std::filesystem::path before;
  std::optional<std::filesystem::path> after;     ///< a city file, or
  std::optional<std::filesystem::path> scenario;  ///< edits of `before`
  DirectoryAsked directory;                       ///< of both
  std::string standard;                           ///< an id or a path
  compare::Options asked;
  std::size_t shifts = 10;  ///< told as sentences
  std::optional<std::filesystem::path> out;
  std::string title;  ///< of the report; empty: as the city's file calls it
};

/// Everything but the first city.
///
/// usage   `usage_missing`, `usage_compare_either`, `person_unknown`, `choice_unknown`, and those of parse.h
Result<CompareOptions> read_compare(ValueOf const& value);

}  // namespace linquan::cli
