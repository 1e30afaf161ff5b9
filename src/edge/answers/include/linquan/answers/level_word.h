#pragma once

#include <string_view>

#include "linquan/city/city.h"

namespace linquan::answers {

/// The level's word on the command line, in figures, and behind `area_level_` in sentences.
std::string_view level_word(city::AreaLevel level);

}  // namespace linquan::answers
