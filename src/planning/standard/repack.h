#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "linquan/reach/nearest_times.h"

namespace linquan::standard {

/// Each number once, ascending.
template <class T>
void tidy(std::vector<T>& numbers) {
  std::ranges::sort(numbers);
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

/// Every change of a supply copies those before it: after so many all of it is packed again.
inline constexpr std::size_t changes_max = 256;
inline void repack(reach::Walked& walked) {
  if (walked.supply.changed_count() > changes_max) {
    walked.supply = walked.supply.repacked(walked.streets);
  }
}

}  // namespace linquan::standard
