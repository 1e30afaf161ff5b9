#pragma once

#include <string_view>

#include "linquan/city/city.h"

namespace linquan::answers {

/// How an outlet got its place, as a word of figures.
std::string_view placing_word(city::Placing placing);

}  // namespace linquan::answers
