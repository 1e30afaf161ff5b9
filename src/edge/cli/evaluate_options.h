#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "access_options.h"
#include "directory_asked.h"
#include "linquan/base/result.h"
#include "linquan/standard/evaluation.h"

namespace linquan::cli {

/// What `linquan evaluate` asks: how a city stands to a standard.
struct EvaluateOptions {
  std::filesystem::path city;
  DirectoryAsked directory;
  std::string standard;  ///< an id or a path
  standard::EvaluateOptions asked;
  std::size_t gaps = 10;    ///< told as sentences
  std::uint32_t sites = 0;  ///< so many are proposed for the musts that are not met
  std::optional<std::filesystem::path> scenario;
  std::optional<std::filesystem::path> out;
  std::string title;  ///< of the report; empty: as the city's file calls it
};

/// Everything but the city. `command` is named where an option is missing.
///
/// usage   `usage_missing`, `person_unknown`, `choice_unknown`, and those of parse.h
Result<EvaluateOptions> read_evaluate(ValueOf const& value, std::string_view command = "evaluate");

}  // namespace linquan::cli
