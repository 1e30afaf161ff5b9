#pragma once

#include <pthread.h>

#include <atomic>
#include <csignal>
#include <functional>
#include <thread>

namespace linquan::cli {

/// While it lives, Ctrl-C and SIGTERM ask to stop instead of killing the program.
///
/// The first signal sets a flag and calls `asked`; long work sees the flag through Progress::stopped() and ends with
/// nothing half-written. The second removes what is half-written and leaves at once with exit code 130. The signals are
/// taken by a thread of its own, so that both may lock and write.
class Interrupt {
 public:
  explicit Interrupt(std::function<void()> asked);
  Interrupt(Interrupt const&) = delete;
  Interrupt& operator=(Interrupt const&) = delete;
  Interrupt(Interrupt&&) = delete;
  Interrupt& operator=(Interrupt&&) = delete;
  ~Interrupt();

  [[nodiscard]] bool stopped() const { return stopped_; }

 private:
  void wait_for_signals();

  std::function<void()> asked_;
  std::atomic<bool> stopped_ = false;
  std::atomic<bool> over_ = false;
  sigset_t signals_{};
  sigset_t before_{};
  std::thread waiter_;
};

}  // namespace linquan::cli
