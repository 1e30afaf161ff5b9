#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "compare_options.h"
#include "linquan/base/result.h"
#include "linquan/reach/scenario.h"
#include "linquan/words/shift_text.h"
#include "messages.h"

namespace linquan::cli {

/// Two states under a standard, before they are told.
struct ComparedStates {
  CompareOptions const& options;
  words::Compared compared;
  std::vector<reach::Edit> const& edits;  ///< of a scenario; empty where two files are compared
};

/// The figures of `linquan compare`, for scripts.
nlohmann::ordered_json json_of(ComparedStates const& states, Messages const& messages);
/// What differs, then who gained and who lost: by rule, by area, and as sentences; with the effects of each factor.
std::string text_of(ComparedStates const& states, Messages const& messages);

}  // namespace linquan::cli
