#pragma once

#include "linquan/words/messages.h"

namespace linquan::cli {

using words::Language;
using words::language_named;
using words::Messages;

}  // namespace linquan::cli
