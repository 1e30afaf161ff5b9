#pragma once

#include <chrono>

#include "linquan/identity/ports.h"
#include "linquan/store/store.h"

namespace linquan::cli {

/// Forgets what is past while the service runs: keys of writes after their day, sessions a week after their end,
/// telephones that were sent a code and never came in, messages a week after they were delivered.
class Housekeeping {
 public:
  /// Both outlive it.
  Housekeeping(store::Store& store, identity::Accounts& accounts) : store_{store}, accounts_{accounts} {}

  /// Called again and again; does something every ten minutes, a little each time. A database that is busy or away is
  /// left alone until the next time.
  void look(std::chrono::steady_clock::time_point now);

 private:
  store::Store& store_;
  identity::Accounts& accounts_;
  std::chrono::steady_clock::time_point next_{};
};

}  // namespace linquan::cli
