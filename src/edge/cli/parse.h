#pragma once

#include "linquan/answers/parse.h"

namespace linquan::cli {

using answers::check_place;
using answers::NumberRange;
using answers::parse_columns;
using answers::parse_limits;
using answers::parse_minute;
using answers::parse_number;
using answers::parse_place;
using answers::parse_words;
using answers::place_text;

}  // namespace linquan::cli
