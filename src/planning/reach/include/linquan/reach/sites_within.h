#pragma once

#include <span>
#include <vector>

#include "linquan/reach/homes.h"
#include "linquan/reach/limits.h"
#include "linquan/reach/streets.h"
#include "linquan/reach/supply.h"
#include "linquan/reach/table.h"

namespace linquan::reach {

/// Every site of the supply within the farthest limit of each of these homes, for many homes at once. `seats` rise; the
/// sites come by rising id. The same for any number of threads.
std::vector<std::vector<Table::Site>> sites_within(Streets const& streets, Homes const& homes, Supply const& supply,
                                                   std::span<Seat const> seats, Limits const& limits, unsigned threads);

}  // namespace linquan::reach
