#pragma once

#include <memory>

#include "linquan/needs/needs.h"

namespace linquan::store {

/// The port of residents' needs in SQL. It holds nothing of its own: one serves the whole program.
std::unique_ptr<needs::Needs> needs();

}  // namespace linquan::store
