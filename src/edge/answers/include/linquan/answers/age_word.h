#pragma once

#include <string_view>

#include "linquan/reach/catchment.h"

namespace linquan::answers {

/// The age group's word on the command line and in figures.
std::string_view age_word(reach::AgeGroup group);

}  // namespace linquan::answers
