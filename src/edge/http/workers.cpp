#include "workers.h"

#include <utility>

namespace linquan::http {

Workers::Workers(std::size_t threads, std::size_t waiting_max, Metrics& metrics)
    : waiting_max_{waiting_max}, metrics_{metrics} {
  threads_.reserve(threads);
  for (std::size_t i = 0; i < threads; ++i) {
    threads_.emplace_back([this] { run(); });
  }
}

Workers::~Workers() {
  {
    std::scoped_lock const lock{mutex_};
    over_ = true;
  }
  changed_.notify_all();
  for (auto& thread : threads_) {
    thread.join();
  }
}

bool Workers::give(Work work) {
  {
    std::scoped_lock const lock{mutex_};
    if (waiting_.size() >= waiting_max_) {
      return false;
    }
    waiting_.push_back(std::move(work));
    ++metrics_.waiting;
  }
  changed_.notify_one();
  return true;
}

void Workers::run() {
  for (;;) {
    Work work;
    {
      std::unique_lock lock{mutex_};
      changed_.wait(lock, [this] { return over_ || !waiting_.empty(); });
      if (waiting_.empty()) {
        return;
      }
      work = std::move(waiting_.front());
      waiting_.pop_front();
    }
    --metrics_.waiting;
    ++metrics_.running;
    work();
    --metrics_.running;
  }
}

}  // namespace linquan::http
