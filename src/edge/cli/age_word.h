#pragma once

#include "linquan/answers/age_word.h"

namespace linquan::cli {

using answers::age_word;

}  // namespace linquan::cli
