#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string_view>

#include "linquan/base/clock.h"
#include "linquan/provider/simulated.h"
#include "linquan/store/store.h"

namespace linquan::api {

struct MarketRunnerOptions {
  std::chrono::milliseconds look_every{1000};
  std::function<void(std::string_view)> fault;  ///< hears what broke; may be empty
};

/// One thread that does what is due: orders whose time is over, refunds on their way, payments of which nothing was
/// heard. Everything due stands in the database, so that it survives any end of this process; several servers may look
/// at once, and each thing is done once.
class MarketRunner {
 public:
  /// Borrows all for its whole life. `simulated` is null but in demo towns, where its messages are heard here.
  MarketRunner(store::Store& store, Clock const& clock, provider::Provider& provider, provider::Simulated* simulated,
               MarketRunnerOptions options = {});
  MarketRunner(MarketRunner const&) = delete;
  MarketRunner& operator=(MarketRunner const&) = delete;
  MarketRunner(MarketRunner&&) = delete;
  MarketRunner& operator=(MarketRunner&&) = delete;
  /// stop().
  ~MarketRunner();

  void stop();

 private:
  class Thread;
  std::unique_ptr<Thread> thread_;
};

/// One look, as the thread takes it. So many things were done; what is refused because somebody else was first is not
/// counted.
std::size_t do_what_is_due(store::Store& store, Clock const& clock, provider::Provider& provider,
                           provider::Simulated* simulated);

}  // namespace linquan::api
