#include "linquan/siting/coverage.h"

#include <algorithm>

namespace linquan::siting {

void add(Coverage& coverage, Option const& option, std::vector<DemandIndex> demands) {
  std::ranges::sort(demands);
  demands.erase(std::unique(demands.begin(), demands.end()), demands.end());
  if (coverage.first.empty()) {
    coverage.first.push_back(0);
  }
  coverage.options.push_back(option);
  coverage.covered.insert(coverage.covered.end(), demands.begin(), demands.end());
  coverage.first.push_back(static_cast<std::uint32_t>(coverage.covered.size()));
}

}  // namespace linquan::siting
