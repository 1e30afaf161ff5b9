#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/orders/order.h"

/// One payment for the orders of one basket, and what the provider says of it.
namespace linquan::orders {

enum class PaymentState : std::uint8_t {
  open,    ///< waits for money
  paid,    ///< the orders have their money
  closed,  ///< the orders are paid no more: nobody paid in time, or the basket was cancelled
};

std::string_view name_of(PaymentState state);
std::optional<PaymentState> payment_state_named(std::string_view name);

/// Money that came in.
struct Receipt {
  std::string transaction;  ///< the provider's own number: the same in every repetition of a message
  Money amount;
  std::chrono::sys_seconds at;
  friend bool operator==(Receipt const&, Receipt const&) = default;
};

struct Payment {
  PaymentId id;
  Money amount;
  PaymentState state = PaymentState::open;
  std::vector<Receipt> receipts = {};
  friend bool operator==(Payment const&, Payment const&) = default;
};

/// What the provider says, its signature having been checked: that so much was paid.
struct Notice {
  PaymentId payment;
  std::string transaction;
  Money amount;
};

enum class Outcome : std::uint8_t {
  paid,      ///< the orders go on
  repeated,  ///< known already: nothing changes, and the provider hears that all is well
  returned,  ///< the money goes back whole: the orders have theirs, or need none any more
};

struct Taken {
  Payment payment;
  Outcome outcome = Outcome::repeated;
};

/// What the notice makes of the payment: however often, late or out of order notices come, the orders are paid once,
/// and every other transaction goes back once.
///
/// usage      `payment_transaction`: none is named
/// not_found  `payment_unknown`: of another payment
/// conflict   `payment_amount` {asked, paid}, in fen: not what was asked for, or another amount under a known
///            transaction; nothing is taken for paid, somebody looks
Result<Taken> take(Payment const& payment, Notice const& notice, std::chrono::sys_seconds now);

/// Nobody is asked for it any more. A payment that is paid stays so.
Payment closed(Payment payment);

}  // namespace linquan::orders
