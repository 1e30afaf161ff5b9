#pragma once

#include "linquan/answers/kind_names.h"

namespace linquan::cli {

using answers::parse_kinds;

}  // namespace linquan::cli
