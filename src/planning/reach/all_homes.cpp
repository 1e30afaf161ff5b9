#include "linquan/reach/all_homes.h"
#include "linquan/base/share_out.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "from_outlets.h"
#include "groups.h"

namespace linquan::reach {
void evaluate_groups(Task const& task, std::span<std::uint32_t const> groups, Table& table, Progress& progress) {
  share_out(groups.size(), task.effort.threads, progress, [&] {
    auto worker = std::make_shared<Groups>(task.streets, task.homes, task.supply, task.keep, task.effort.simd);
    return [&, worker = std::move(worker)](std::size_t i) { worker->evaluate(groups[i], table); };
  });
}

void evaluate_seats(Task const& task, std::span<Seat const> seats, Table& table) {
  Groups worker{task.streets, task.homes, task.supply, task.keep, task.effort.simd};
  auto const values = Table::values(task.keep);
  // Seats come in order, so a group's blocks are copied once.
  std::vector<Table::Draft> blocks(task.supply.column_count());
  auto group = no_seat;
  auto const put = [&] {
    for (std::size_t column = 0; column < blocks.size() && group != no_seat; ++column) {
      table.put(column, group, std::move(blocks[column]));
    }
  };
  for (std::size_t begin = 0; begin < seats.size(); begin += lane_count) {
    auto const part = seats.subspan(begin, std::min<std::size_t>(lane_count, seats.size() - begin));
    worker.evaluate(part);
    for (std::size_t lane = 0; lane < part.size(); ++lane) {
      if (part[lane] / lane_count != group) {
        put();
        group = part[lane] / lane_count;
        std::ranges::generate(blocks, [&, column = std::size_t{0}]() mutable { return table.copy(column++, group); });
      }
      for (std::size_t column = 0; column < blocks.size(); ++column) {
        for (std::size_t which = 0; which < values; ++which) {
          blocks[column].get()[which * lane_count + part[lane] % lane_count] = worker.value(column, which, lane);
        }
      }
    }
  }
  put();
}

Table all_homes(Streets const& streets, Homes const& homes, Supply const& supply, Keep const& keep,
                Effort const& effort, Progress& progress) {
  Task const task{streets, homes, supply, keep, effort};
  if (effort.side == Side::outlets || (effort.side == Side::smaller && from_outlets_pays(task))) {
    return from_outlets(task, progress);
  }
  Table table{homes.group_count(), supply.column_count(), keep};
  progress.step("step_all_homes", homes.group_count());
  std::vector<std::uint32_t> groups(homes.group_count());
  std::iota(groups.begin(), groups.end(), 0U);
  evaluate_groups(task, groups, table, progress);
  return table;
}

}  // namespace linquan::reach
