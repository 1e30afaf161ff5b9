#include <algorithm>

#include "kinds_here.h"

namespace linquan::standard {

KindsHere kinds_here(city::City const& city, std::span<std::string const> ids) {
  KindsHere here;
  for (auto const& id : ids) {
    auto const found = std::ranges::find(city.kind_ids, id);
    if (found == city.kind_ids.end()) {
      here.all_known = false;
    } else {
      here.kinds.push_back(static_cast<kinds::KindIndex>(found - city.kind_ids.begin()));
    }
  }
  std::ranges::sort(here.kinds);
  return here;
}

}  // namespace linquan::standard
