#include "linquan/reach/sites_within.h"

#include <algorithm>
#include <memory>

#include "groups.h"
#include "linquan/base/share_out.h"

namespace linquan::reach {

std::vector<std::vector<Table::Site>> sites_within(Streets const& streets, Homes const& homes, Supply const& supply,
                                                   std::span<Seat const> seats, Limits const& limits,
                                                   unsigned threads) {
  std::vector<std::vector<Table::Site>> found(seats.size());
  SilentProgress silent;
  auto const parts = (seats.size() + lane_count - 1) / lane_count;
  share_out(parts, threads, silent, [&] {
    auto worker = std::make_shared<Groups>(streets, homes, supply, Keep{limits, false}, available_simd().front());
    return [&, worker = std::move(worker)](std::size_t part) {
      auto const first = part * lane_count;
      auto const some = seats.subspan(first, std::min<std::size_t>(lane_count, seats.size() - first));
      worker->visit_sites(some, [&](std::size_t lane, SiteIndex site, Tenths time) {
        found[first + lane].push_back({time, site});
      });
    };
  });
  return found;
}

}  // namespace linquan::reach
