#include "linquan/reach/all_homes.h"

#include <memory>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "from_outlets.h"
#include "groups.h"
#include "share.h"

namespace linquan::reach {
void evaluate_groups(Task const& task, std::span<std::uint32_t const> groups, Table& table, Progress& progress) {
  share(static_cast<std::uint32_t>(groups.size()), task.effort.threads, progress, [&] {
    auto worker = std::make_shared<Groups>(task.streets, task.homes, task.supply, task.keep, task.effort.simd);
    return [&, worker = std::move(worker)](std::uint32_t i) { worker->evaluate(groups[i], table); };
  });
}

Table all_homes(Streets const& streets, Homes const& homes, Supply const& supply, Keep const& keep,
                Effort const& effort, Progress& progress) {
  Task const task{streets, homes, supply, keep, effort};
  // One search back serves the homes of a whole circle, but plainly; by homes 128 go at once.
  constexpr std::size_t plain_costs = 24;
  auto const few = supply.site_count() * plain_costs < homes.seat_count();
  if (effort.side == Side::outlets || (effort.side == Side::smaller && few)) {
    return from_outlets(task, progress);
  }
  Table table{homes.group_count(), supply.column_count(), keep};
  progress.step("step_reach", homes.group_count());
  std::vector<std::uint32_t> groups(homes.group_count());
  std::iota(groups.begin(), groups.end(), 0U);
  evaluate_groups(task, groups, table, progress);
  return table;
}

}  // namespace linquan::reach
