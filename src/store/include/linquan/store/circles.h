#pragma once

#include <memory>

#include "linquan/circles/circles.h"

namespace linquan::store {

/// The port of the programme in SQL. It holds nothing of its own: one serves the whole program.
std::unique_ptr<circles::Circles> circles();

}  // namespace linquan::store
