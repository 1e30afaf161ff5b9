#pragma once

#include <string>

#include "home_needs.h"
#include "linquan/words/messages.h"

namespace linquan::report {

/// "90 % and more", "75 to 90 %", …, "not known".
std::string class_text(NeedsClass served, words::Messages const& messages);

}  // namespace linquan::report
