#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "linquan/city/city.h"

namespace linquan::standard {

/// Kind ids as indices of the city's own table, ascending.
struct KindsHere {
  std::vector<kinds::KindIndex> kinds;
  bool all_known = true;  ///< the city's table has every one of them
};
KindsHere kinds_here(city::City const& city, std::span<std::string const> ids);

}  // namespace linquan::standard
