#include "interrupt.h"

#include <unistd.h>

#include <csignal>
#include <utility>

#include "linquan/base/file.h"

namespace linquan::cli {
namespace {

constexpr int exit_interrupted = 130;

}  // namespace

Interrupt::Interrupt(std::function<void()> asked) : asked_{std::move(asked)} {
  sigemptyset(&signals_);
  // A file-size limit then shows as a failed write, with the sentence for a full disk, instead of a sudden end.
  std::signal(SIGXFSZ, SIG_IGN);
  sigaddset(&signals_, SIGINT);
  sigaddset(&signals_, SIGTERM);
  // Blocked here, before any worker thread is started: workers inherit it, and only the waiter takes the signals.
  pthread_sigmask(SIG_BLOCK, &signals_, &before_);
  waiter_ = std::thread{[this] { wait_for_signals(); }};
}

Interrupt::~Interrupt() {
  over_ = true;
  // One of those that the waiter waits for; blocked everywhere, so it ends nothing but the waiting.
  pthread_kill(waiter_.native_handle(), SIGINT);
  waiter_.join();
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void Interrupt::wait_for_signals() {
  int signal = 0;
  while (sigwait(&signals_, &signal) == 0 && !over_) {
    if (stopped_.exchange(true)) {
      remove_pending_files();
      ::_exit(exit_interrupted);
    }
    asked_();
  }
}

}  // namespace linquan::cli
