#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

#include "linquan/base/progress.h"

namespace linquan {

/// Hands out the numbers below `count` to so many threads, this one among them. `make_worker` makes each thread's own
/// worker, with its own scratch; a worker is called with a number. Stops early when `progress` says so.
template <class MakeWorker>
void share_out(std::size_t count, unsigned threads, Progress& progress, MakeWorker const& make_worker) {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> stop{false};
  auto const work = [&](bool tells) {
    auto one = make_worker();
    for (auto i = next.fetch_add(1); i < count && !stop; i = next.fetch_add(1)) {
      one(i);
      if (tells) {
        progress.advance(i + 1);
        stop = progress.stopped();
      }
    }
  };
  std::vector<std::jthread> others;
  for (std::size_t t = 1; t < std::min<std::size_t>(threads, count); ++t) {
    others.emplace_back(work, false);
  }
  work(true);
}

/// The same for work that is short, needs no scratch and is done to its end.
template <class Work>
void share_out(std::size_t count, unsigned threads, Work const& work) {
  SilentProgress silent;
  share_out(count, threads, silent, [&] { return [&](std::size_t i) { work(i); }; });
}

}  // namespace linquan
