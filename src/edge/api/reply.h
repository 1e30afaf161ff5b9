#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "linquan/http/answer.h"

namespace linquan::api {

/// An answer for anybody; may be kept, and is asked for again with its ETag.
http::Answer json_answer(nlohmann::ordered_json const& object);

/// An answer for the one who asked: nobody keeps it on the way.
http::Answer own_answer(nlohmann::ordered_json const& object);

/// "2026-03-01T08:00:00Z".
std::string instant_text(std::chrono::sys_seconds instant);
/// The same, or null.
nlohmann::ordered_json instant_or_null(std::optional<std::chrono::sys_seconds> instant);

}  // namespace linquan::api
