#pragma once

#include <string>

#include "linquan/standard/standard.h"
#include "linquan/words/messages.h"

namespace linquan::words {

/// A clause as its standard writes it; in English what it says in short before it, where standards/clauses.yaml has
/// every part of it: "annexes B.0.1 and C.0.1 · 附录 B.0.1、C.0.1".
std::string source_text(standard::Source const& source, Messages const& messages);

}  // namespace linquan::words
