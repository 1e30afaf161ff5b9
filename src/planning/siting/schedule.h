#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "linquan/siting/coverage.h"

namespace linquan::siting {

/// A day of its own for each, 0 Monday, as evenly as they allow: no plan has a smaller fullest day. None may be 0.
std::vector<std::uint8_t> schedule(std::span<Days const> allowed);

}  // namespace linquan::siting
