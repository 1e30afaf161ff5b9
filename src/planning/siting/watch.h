#pragma once

#include <chrono>

#include "linquan/base/progress.h"

namespace linquan::siting {

/// Says when to end: the time is over, or the user said stop.
class Watch {
 public:
  Watch(std::chrono::milliseconds limit, Progress& progress)
      : end_{std::chrono::steady_clock::now() + limit}, progress_{&progress} {}

  /// Once true it stays so.
  [[nodiscard]] bool over() {
    over_ = over_ || std::chrono::steady_clock::now() >= end_ || progress_->stopped();
    return over_;
  }
  /// Whether over() was ever true: something was cut short.
  [[nodiscard]] bool was_over() const { return over_; }
  [[nodiscard]] std::chrono::steady_clock::duration left() const { return end_ - std::chrono::steady_clock::now(); }
  [[nodiscard]] Progress& progress() const { return *progress_; }

 private:
  std::chrono::steady_clock::time_point end_;
  Progress* progress_;
  bool over_ = false;
};

}  // namespace linquan::siting
