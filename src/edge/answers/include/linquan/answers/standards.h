#pragma once

#include <array>
#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "linquan/standard/standard.h"

namespace linquan::answers {

/// By demand, or by mark.
using ByThree = std::array<std::size_t, 3>;
inline constexpr std::array<std::string_view, 3> demand_words{"must", "should", "upgrade"};
inline constexpr std::array<std::string_view, 3> mark_words{"seen", "known", "proposed"};

ByThree rules_by_demand(standard::Standard const& standard);
ByThree rules_by_mark(standard::Standard const& standard);

/// What a standard is, without its rules.
nlohmann::ordered_json about_json(standard::Standard const& standard);

}  // namespace linquan::answers
