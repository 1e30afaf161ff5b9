#pragma once

#include <string>

#include "linquan/answers/evaluation.h"
#include "messages.h"

namespace linquan::cli {

using answers::Evaluated;

/// Shares with their bounds, persons side by side, headlines, the largest gaps as sentences, what is not known.
std::string text_of(Evaluated const& evaluated, Messages const& messages);

}  // namespace linquan::cli
