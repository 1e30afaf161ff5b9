#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

#include "faulty.h"
#include "invariants.h"
#include "linquan/base/clock.h"
#include "linquan/market/market.h"
#include "linquan/provider/simulated.h"
#include "linquan/store/accounts.h"
#include "linquan/store/idempotency.h"
#include "linquan/store/market.h"
#include "linquan/store/store.h"
#include "week.h"
#include "work.h"

namespace linquan::stories {

using market::Act;
using orders::Command;
using orders::Kept;
using orders::Order;
using orders::OrderId;
using orders::Party;
using orders::RefundCommand;
using orders::State;
using orders::Way;

/// What is known of an order without asking the database: the rules alone have said so.
struct Believed {
  Order order;
  std::optional<identity::AccountId> carrier;
};

class Week {
 public:
  explicit Week(Quarter const& quarter);
  Told told();

 private:
  template <class Deed>
  bool tried(Deed const& deed, bool again);
  template <class Deed>
  void once_or_twice(Deed const& deed);
  void settle_in();
  void place();
  void work_on_an_order();
  void ask_back();
  void decide_refund();
  void pay();
  void hear();
  void sweep();
  void ask_provider();
  void send_money_back();
  void pay_out();
  void let_time_pass();
  void look();
  void look_at(OrderId id);
  void believe(std::vector<Kept> const& orders);
  void come_to_rest();
  void broke(std::string what) { told_.broken.push_back(fmt::format("step {}: {}", step_, what)); }
  std::optional<Believed> some_order();
  Act act_on(Believed const& believed);
  template <class T>
  T const& any(std::vector<T> const& all) {
    return all[draw_.below(all.size())];
  }

  Quarter quarter_;
  Draw draw_;
  FixedClock clock_{std::chrono::sys_seconds{std::chrono::seconds{1'790'000'000}}, std::chrono::hours{8}};
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<identity::Accounts> accounts_ = store::accounts();
  std::unique_ptr<catalogue::Offers> offers_ = store::offers();
  std::unique_ptr<orders::Orders> orders_ = store::orders();
  std::unique_ptr<orders::Payments> payments_ = store::payments();
  std::unique_ptr<orders::Feeds> feeds_ = store::feeds();
  std::unique_ptr<ledger::Books> books_ = store::books();
  Ground ground_;
  FaultyFeeds faulty_feeds_{*feeds_, ground_};
  FaultyBooks faulty_books_{*books_, ground_};
  market::Ports ports_{*offers_, *orders_, *payments_, faulty_feeds_, faulty_books_};
  provider::Simulated provider_;
  std::vector<identity::AccountId> residents_;
  std::vector<identity::AccountId> hands_;  ///< riders and workers
  std::vector<catalogue::KeptOffer> goods_;
  std::vector<Believed> orders_known_;
  std::map<OrderId, std::size_t> place_of_;
  std::vector<orders::PaymentId> payments_known_;
  std::vector<orders::RefundId> refunds_known_;
  std::map<OrderId, std::string> codes_;
  Money paid_out_;
  std::uint64_t step_ = 0;
  std::uint64_t key_ = 0;
  Told told_;
};

/// One keyed write, as a client sends it. True where it was carried out, or had been before.
///
/// `deed` gives what it found as a text, and changes nothing but the database: what we believe is brought up to date
/// from the database afterwards, and held against the rules.
template <class Deed>
bool Week::tried(Deed const& deed, bool again) {
  auto const key = std::to_string(key_);
  try {
    auto const answered = store_->write([&](UnitOfWork& work) {
      return store::once(work, {1, key, key}, [&]() -> Result<std::string> {
        auto done = deed(work);
        if (done) {
          ground_.step();
        }
        return done;
      });
    });
    if (!answered) {
      ++told_.refused;
      ++told_.refusals[answered.error().code];
      return false;
    }
    told_.replayed += answered->replayed ? 1U : 0U;
    told_.written += answered->replayed ? 0U : 1U;
    if (again && !answered->replayed) {
      broke("an answer that was given is not there any more");
    }
    return true;
  } catch (GaveWay const&) {
    ++told_.failed;
    return false;
  }
}

/// Now and then the answer is lost on its way, and the same is sent again.
template <class Deed>
void Week::once_or_twice(Deed const& deed) {
  ++key_;
  if (tried(deed, false) && ground_.happens()) {
    tried(deed, true);
  }
}

}  // namespace linquan::stories
