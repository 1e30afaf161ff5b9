#pragma once

#include <memory>

#include "linquan/directory/passages.h"

namespace linquan::store {

/// The port of the directory's passages in SQL. It holds nothing of its own: one serves the whole program.
std::unique_ptr<directory::Passages> passages();

}  // namespace linquan::store
