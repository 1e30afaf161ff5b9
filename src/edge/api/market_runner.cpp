#include "linquan/api/market_runner.h"

#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "linquan/market/market.h"
#include "linquan/store/market.h"

namespace linquan::api {
namespace {

/// Of each sort, in one look: the next one comes soon.
constexpr std::uint64_t at_once = 200;

struct Ground {
  store::Store& store;
  provider::Provider& provider;
  std::unique_ptr<catalogue::Offers> offers = store::offers();
  std::unique_ptr<orders::Orders> orders = store::orders();
  std::unique_ptr<orders::Payments> payments = store::payments();
  std::unique_ptr<orders::Feeds> feeds = store::feeds();
  std::unique_ptr<ledger::Books> books = store::books();
  market::Ports ports{*offers, *orders, *payments, *feeds, *books};
};

Result<void> hear(Ground const& ground, provider::Said const& said) {
  return ground.store.write([&](UnitOfWork& work) -> Result<void> {
    if (auto const* const notice = std::get_if<orders::Notice>(&said)) {
      auto const done = market::noticed(work, ground.ports, *notice);
      return done ? Result<void>{} : tl::unexpected<Error>{done.error()};
    }
    auto const& report = std::get<provider::Report>(said);
    auto const done = market::carry_on(work, ground.ports, report.refund, report.command);
    return done ? Result<void>{} : tl::unexpected<Error>{done.error()};
  });
}

std::size_t hear_all(Ground const& ground, provider::Simulated& simulated, std::chrono::sys_seconds now) {
  std::size_t done = 0;
  for (auto const& message : simulated.arrived(now)) {
    auto const said = simulated.read(message);
    done += said && hear(ground, *said) ? 1U : 0U;
  }
  return done;
}

std::size_t end_what_is_over(Ground const& ground) {
  auto const due = ground.store.read(
      [&](UnitOfWork& work) -> Result<std::vector<orders::Due>> { return ground.orders->due(work, at_once); });
  std::size_t done = 0;
  for (auto const& one : due ? *due : std::vector<orders::Due>{}) {
    auto const carried = ground.store.write([&](UnitOfWork& work) {
      return market::carry_on(work, ground.ports, {one.order, one.command, orders::Party::scheduler});
    });
    done += carried ? 1U : 0U;
  }
  return done;
}

/// Asks of one payment; one that has ended is closed first, so that what is told then is all.
bool ask_about(Ground const& ground, orders::PaymentId payment) {
  auto const kept = ground.store.read([&](UnitOfWork& work) { return ground.payments->find(work, payment); });
  if (!kept) {
    return false;
  }
  auto const closed = kept->payment.state != orders::PaymentState::open && ground.provider.close(payment);
  auto const taken = ground.provider.taken_for(payment);
  if (!taken) {
    return false;
  }
  auto const noted = ground.store.write([&](UnitOfWork& work) -> Result<void> {
    for (auto const& notice : *taken) {
      if (auto const done = market::noticed(work, ground.ports, notice); !done) {
        return tl::unexpected<Error>{done.error()};
      }
    }
    if (closed) {
      ground.payments->all_told(work, payment);
    }
    return {};
  });
  return noted.has_value();
}

std::size_t ask_about_payments(Ground const& ground) {
  auto const asked =
      ground.store.read([&](UnitOfWork& work) -> Result<bool> { return ground.payments->any_to_ask(work); });
  if (!asked || !*asked) {
    return 0;
  }
  auto const due = ground.store.write([&](UnitOfWork& work) -> Result<std::vector<orders::PaymentId>> {
    return ground.payments->to_ask(work, at_once);
  });
  std::size_t done = 0;
  for (auto const payment : due ? *due : std::vector<orders::PaymentId>{}) {
    done += ask_about(ground, payment) ? 1U : 0U;
  }
  return done;
}

/// What is to be done with a refund now; the provider may have to be asked for it.
std::optional<orders::RefundCommand> command_for(Ground const& ground, orders::KeptRefund const& kept) {
  using orders::RefundCommand;
  using orders::RefundState;
  switch (kept.refund.state) {
    case RefundState::asked:
      return RefundCommand::let_answer_go;
    case RefundState::failed:
      return RefundCommand::retry;
    case RefundState::refunding: {
      auto const report = ground.provider.send_back(kept);
      return report && *report ? std::optional{(*report)->command} : std::nullopt;
    }
    case RefundState::arbitration:
    case RefundState::refunded:
    case RefundState::declined:
      return std::nullopt;
  }
  return std::nullopt;
}

std::size_t send_money_back(Ground const& ground) {
  auto const any = ground.store.read([&](UnitOfWork& work) -> Result<bool> { return ground.payments->any_due(work); });
  if (!any || !*any) {
    return 0;
  }
  auto const due = ground.store.write(
      [&](UnitOfWork& work) -> Result<std::vector<orders::KeptRefund>> { return ground.payments->due(work, at_once); });
  std::size_t done = 0;
  for (auto const& kept : due ? *due : std::vector<orders::KeptRefund>{}) {
    auto const command = command_for(ground, kept);
    auto const carried = command && ground.store.write([&](UnitOfWork& work) {
      return market::carry_on(work, ground.ports, kept.refund.id, *command);
    });
    done += carried ? 1U : 0U;
  }
  return done;
}

}  // namespace

std::size_t do_what_is_due(store::Store& store, Clock const& clock, provider::Provider& provider,
                           provider::Simulated* simulated) {
  Ground const ground{store, provider};
  auto done = simulated == nullptr ? 0 : hear_all(ground, *simulated, clock.now());
  done += end_what_is_over(ground);
  done += ask_about_payments(ground);
  return done + send_money_back(ground);
}

class MarketRunner::Thread {
 public:
  Thread(store::Store& store, Clock const& clock, provider::Provider& provider, provider::Simulated* simulated,
         MarketRunnerOptions options)
      : options_{std::move(options)}, running_{[this, &store, &clock, &provider, simulated] {
          while (wait()) {
            try {
              static_cast<void>(do_what_is_due(store, clock, provider, simulated));
            } catch (std::exception const& broke) {
              // The database may be away; it is asked again at the next look.
              if (options_.fault) {
                options_.fault(broke.what());
              }
            }
          }
        }} {}
  Thread(Thread const&) = delete;
  Thread& operator=(Thread const&) = delete;
  Thread(Thread&&) = delete;
  Thread& operator=(Thread&&) = delete;
  ~Thread() {
    {
      std::scoped_lock const lock{mutex_};
      stopping_ = true;
    }
    stop_.notify_all();
    running_.join();
  }

 private:
  bool wait() {
    std::unique_lock lock{mutex_};
    return !stop_.wait_for(lock, options_.look_every, [this] { return stopping_; });
  }

  MarketRunnerOptions options_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread running_;  // Last, so that all else is there when it begins.
};

MarketRunner::MarketRunner(store::Store& store, Clock const& clock, provider::Provider& provider,
                           provider::Simulated* simulated, MarketRunnerOptions options)
    : thread_{std::make_unique<Thread>(store, clock, provider, simulated, std::move(options))} {}

MarketRunner::~MarketRunner() = default;

void MarketRunner::stop() {
  thread_.reset();
}

}  // namespace linquan::api
