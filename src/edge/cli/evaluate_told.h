#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "evaluate_options.h"
#include "linquan/city/city.h"
#include "linquan/standard/evaluation.h"
#include "messages.h"
#include "site_told.h"

namespace linquan::cli {

/// A city under a standard, before it is told.
struct Evaluated {
  city::City const& city;
  EvaluateOptions const& options;
  standard::Evaluation const& evaluation;
  Sited const* sited = nullptr;  ///< nullptr: no sites were asked for, or nothing was to look for
};

/// The figures of `linquan evaluate`, for scripts.
nlohmann::ordered_json json_of(Evaluated const& evaluated, Messages const& messages);
/// Shares with their bounds, persons side by side, headlines, the largest gaps as sentences, what is not known.
std::string text_of(Evaluated const& evaluated, Messages const& messages);

}  // namespace linquan::cli
