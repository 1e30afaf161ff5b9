#include "linquan/compare/compare.h"

namespace linquan::compare {

Split split_of(Mixed const& values) {
  Split split;
  for (std::size_t factor = 0; factor < factor_count; ++factor) {
    auto const bit = std::size_t{1} << factor;
    for (std::size_t others = 0; others < values.size(); ++others) {
      if ((others & bit) != 0) {
        continue;
      }
      // Of the six orders this factor comes first in two, last in two, and between the others in one each.
      auto const weight = others == 0 || (others | bit) == values.size() - 1 ? 2 : 1;
      split.six_times.at(factor) += weight * (values.at(others | bit) - values.at(others));
    }
  }
  return split;
}

}  // namespace linquan::compare
