#pragma once

#include <memory>

#include "linquan/directory/registers.h"

namespace linquan::store {

/// The port of registers in SQL. It holds nothing of its own: one serves the whole program.
std::unique_ptr<directory::Registers> registers();

}  // namespace linquan::store
