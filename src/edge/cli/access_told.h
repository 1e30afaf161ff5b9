#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "access.h"
#include "messages.h"

namespace linquan::cli {

/// The figures of `linquan access`, for scripts.
nlohmann::ordered_json json_of(Access const& access, Messages const& messages);
/// One or two sentences and a small table by kind.
std::string text_of(Access const& access, Messages const& messages);

}  // namespace linquan::cli
