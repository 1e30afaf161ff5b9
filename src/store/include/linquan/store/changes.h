#pragma once

#include <cstdint>

#include "linquan/base/unit_of_work.h"

namespace linquan::store {

/// The number of the change that this unit makes: 1, 2, 3 … in the order of commits, without gaps.
///
/// The same for the whole unit, however often it is asked for. Who follows the log by number misses nothing.
std::uint64_t change_number(UnitOfWork& work);

/// The newest change that is stored; 0 before the first.
std::uint64_t newest_change(UnitOfWork& work);

}  // namespace linquan::store
