#pragma once

#include <cstdint>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/store/store.h"

namespace linquan::api {

/// Stores the city's own living circles of which there is none yet. How many.
Result<std::uint64_t> seed_circles(store::Store& store, city::City const& city);

}  // namespace linquan::api
