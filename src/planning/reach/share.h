#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

#include "linquan/base/progress.h"

namespace linquan::reach {

/// Hands out the numbers below `count` to so many threads. `make_worker` makes each thread's own worker, with its own
/// scratch; a worker is called with a number. Stops early when `progress` says so.
template <class MakeWorker>
void share(std::uint32_t count, unsigned threads, Progress& progress, MakeWorker const& make_worker) {
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

}  // namespace linquan::reach
