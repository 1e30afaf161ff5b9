#pragma once

#include "linquan/words/gap_text.h"

namespace linquan::cli {

using words::area_text;
using words::clause_text;
using words::gap_sentence;
using words::limit_words;
using words::name_text;

}  // namespace linquan::cli
