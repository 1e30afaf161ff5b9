#pragma once

#include <memory>

#include "linquan/directory/outlets.h"

namespace linquan::store {

/// The port of the directory in SQL. It holds nothing of its own: one serves the whole program.
std::unique_ptr<directory::Outlets> outlets();

}  // namespace linquan::store
