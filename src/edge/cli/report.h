#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "linquan/city/city.h"
#include "messages.h"
#include "summary.h"

namespace linquan::cli {

/// The figures of a city as the object that --json prints; `seconds` and `peak_memory_bytes` are added by the command.
nlohmann::ordered_json json_of(Summary const& summary);
/// The same with what only the whole city knows: its inputs, notices and farthest homes.
nlohmann::ordered_json json_of(city::City const& city, Summary const& summary, Messages const& messages);

/// Five lines for the end of an import.
std::string brief_text(Summary const& summary, Messages const& messages);
/// What is known of a city, what is not, and where it comes from.
std::string info_text(city::City const& city, Summary const& summary, Messages const& messages);

}  // namespace linquan::cli
