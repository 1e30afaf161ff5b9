#pragma once

#include <optional>
#include <string>

#include "linquan/city/city.h"

namespace linquan::city {

/// The first index, offset, enumerator or place of `city` that leads outside of what it points into, as
/// "edges[17].to = 99 (nodes: 50)"; nullopt where all of them hold.
std::optional<std::string> fault_in(City const& city);

}  // namespace linquan::city
