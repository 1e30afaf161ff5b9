#pragma once

#include <string>

#include "linquan/answers/evaluation.h"
#include "messages.h"
#include "site_told.h"

namespace linquan::cli {

using answers::Evaluated;

/// Shares with their bounds, persons side by side, headlines, the largest gaps as sentences, the sites that were looked
/// for (null: none were), what is not known.
std::string text_of(Evaluated const& evaluated, Sited const* sited, Messages const& messages);

}  // namespace linquan::cli
