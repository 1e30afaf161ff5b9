#include "linquan/reach/all_homes.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <numeric>
#include <span>
#include <thread>
#include <utility>
#include <vector>

#include "groups.h"

namespace linquan::reach {
namespace {

/// Hands out numbers below `count` to so many threads; each makes its own scratch. Stops early when `progress` says so.
void share(std::uint32_t count, unsigned threads, Progress& progress,
           std::function<std::function<void(std::uint32_t)>()> const& make_worker) {
  std::atomic<std::uint32_t> next{0};
  std::atomic<bool> stop{false};
  auto const work = [&](bool tells) {
    auto const one = make_worker();
    for (auto i = next.fetch_add(1); i < count && !stop; i = next.fetch_add(1)) {
      one(i);
      if (tells) {
        progress.advance(i + 1);
        stop = progress.stopped();
      }
    }
  };
  std::vector<std::jthread> others;
  for (unsigned t = 1; t < std::clamp(threads, 1U, std::max(1U, count)); ++t) {
    others.emplace_back(work, false);
  }
  work(true);
}

}  // namespace

void evaluate_groups(Task const& task, std::span<std::uint32_t const> groups, Table& table, Progress& progress) {
  share(static_cast<std::uint32_t>(groups.size()), task.effort.threads, progress, [&] {
    auto worker = std::make_shared<Groups>(task.streets, task.homes, task.supply, task.keep, task.effort.simd);
    return [&, worker = std::move(worker)](std::uint32_t i) { worker->evaluate(groups[i], table); };
  });
}

Table all_homes(Streets const& streets, Homes const& homes, Supply const& supply, Keep const& keep,
                Effort const& effort, Progress& progress) {
  Table table{homes.group_count(), supply.column_count(), keep};
  progress.step("step_reach", homes.group_count());
  std::vector<std::uint32_t> groups(homes.group_count());
  std::iota(groups.begin(), groups.end(), 0U);
  evaluate_groups({streets, homes, supply, keep, effort}, groups, table, progress);
  return table;
}

}  // namespace linquan::reach
