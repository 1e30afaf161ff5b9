#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "linquan/http/metrics.h"

namespace linquan::http {

/// A few threads and a queue with an end.
class Workers {
 public:
  using Work = std::function<void()>;

  /// `metrics` hears how many wait and run, and must outlive the workers.
  Workers(std::size_t threads, std::size_t waiting_max, Metrics& metrics);
  Workers(Workers const&) = delete;
  Workers& operator=(Workers const&) = delete;
  Workers(Workers&&) = delete;
  Workers& operator=(Workers&&) = delete;
  /// Finishes what runs and what waits.
  ~Workers();

  /// False where the queue is full: nothing happens then. `work` throws nothing.
  [[nodiscard]] bool give(Work work);

 private:
  void run();

  std::size_t waiting_max_;
  Metrics& metrics_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Work> waiting_;
  bool over_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace linquan::http
