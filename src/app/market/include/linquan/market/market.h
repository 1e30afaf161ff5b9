#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"
#include "linquan/catalogue/offers.h"
#include "linquan/ledger/books.h"
#include "linquan/orders/decide.h"
#include "linquan/orders/feeds.h"
#include "linquan/orders/orders.h"
#include "linquan/orders/payments.h"

/// The use cases of the market: what an order, its money, its stock and its listeners go through together. Each is one
/// unit of work.
namespace linquan::market {

/// What they stand on.
struct Ports {
  catalogue::Offers& offers;
  orders::Orders& orders;
  orders::Payments& payments;
  orders::Feeds& feeds;
  ledger::Books& books;
};

/// A basket on its way to becoming orders.
struct Wanted {
  identity::AccountId resident;
  std::vector<orders::Part> parts;
  orders::Goal goal;
  std::vector<std::chrono::sys_seconds> promised;  ///< of each part
  std::chrono::seconds offset;                     ///< of the city's calendar from UTC
};

/// What a basket became: one order a part, and the one payment for all of them.
struct Placed {
  orders::KeptPayment payment;
  std::vector<orders::Kept> orders;
};

/// What the parts cost as things stand; nothing is taken.
///
/// Refuses as orders::billed() does.
Result<std::vector<orders::Bill>> priced(UnitOfWork& work, Ports const& ports, std::vector<orders::Part> const& parts);

/// Orders the basket: takes what it wants from stock and asks for one payment. All of it or nothing.
///
/// Refuses as priced() does; conflict   `offer_short` {name}
Result<Placed> place(UnitOfWork& work, Ports const& ports, Wanted const& wanted);

/// What somebody wants of an order; that they may is decided before.
struct Act {
  orders::OrderId order;
  orders::Command command = orders::Command::cancel;
  orders::Party by = orders::Party::resident;
  std::optional<identity::AccountId> account = {};  ///< nullopt: the scheduler
  std::optional<identity::AccountId> carrier = {};  ///< of `assign`: to whom
  std::string code = {};                            ///< of `check_code`: as it was typed
  std::uint64_t secret = 0;                         ///< of `show_code`: a number that nobody can foretell
  Money quote = {};                                 ///< of `quote`
};

struct Carried {
  orders::Kept order;
  std::optional<orders::Code> code = {};    ///< of `show_code`
  std::optional<orders::Guess> guess = {};  ///< of `check_code`; the order went on where it is `right`
};

/// Carries an order on, with all that belongs to it: what goes back into stock and to the resident, what the shop has
/// earned, what both parties hear. Orders of a basket that nobody pays end together.
///
/// Refuses as orders::decide() does;
/// not_found   `order_unknown`
/// usage       `order_carrier`: `assign` without saying to whom; `order_quote`: a quote not above zero or too high
/// forbidden   `order_not_yours`: another rider or worker has it
/// conflict    `order_changed`
Result<Carried> carry_on(UnitOfWork& work, Ports const& ports, Act const& act);

/// What the provider says of a payment, its signature having been checked.
///
/// Refuses as orders::take() does; conflict   `payment_elsewhere`
Result<orders::Outcome> noticed(UnitOfWork& work, Ports const& ports, orders::Notice const& notice);

/// A resident asks for money back.
///
/// Refuses as orders::ask_back() does; not_found   `order_unknown`
struct Complaint {
  orders::OrderId order;
  Money amount;
  std::string reason;
};
Result<orders::KeptRefund> ask_back(UnitOfWork& work, Ports const& ports, Complaint const& complaint);

/// Carries a refund on; once the money is with the resident the ledger says so.
///
/// Refuses as orders::decide() does; not_found   `refund_unknown`; conflict   `refund_changed`
Result<orders::KeptRefund> carry_on(UnitOfWork& work, Ports const& ports, orders::RefundId refund,
                                    orders::RefundCommand command);

/// Pays out what a shop has earned and not yet got. The amount; zero where there is nothing.
Result<Money> settle(UnitOfWork& work, Ports const& ports, directory::OutletId outlet);

}  // namespace linquan::market
