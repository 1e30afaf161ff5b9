#pragma once

#include "linquan/answers/level_word.h"

namespace linquan::cli {

using answers::level_word;

}  // namespace linquan::cli
