#pragma once

#include "linquan/words/figures.h"

namespace linquan::cli {

using text::columns_of;
using words::grouped;
using words::kind_name;
using words::padded;
using words::people_text;
using words::share_text;
using words::signed_text;

}  // namespace linquan::cli
