#pragma once

#include <memory>

#include "linquan/identity/ports.h"

namespace linquan::store {

/// The port of identity in SQL. It holds nothing of its own: one serves the whole program.
std::unique_ptr<identity::Accounts> accounts();

}  // namespace linquan::store
