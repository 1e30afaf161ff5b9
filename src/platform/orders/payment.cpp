#include "linquan/orders/payment.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace linquan::orders {
namespace {

constexpr std::array<std::pair<PaymentState, std::string_view>, 3> payment_states{
    {{PaymentState::open, "open"}, {PaymentState::paid, "paid"}, {PaymentState::closed, "closed"}}};
using Named = std::pair<PaymentState, std::string_view>;

}  // namespace

std::string_view name_of(PaymentState state) {
  return std::ranges::find(payment_states, state, &Named::first)->second;
}

std::optional<PaymentState> payment_state_named(std::string_view name) {
  auto const found = std::ranges::find(payment_states, name, &Named::second);
  return found == payment_states.end() ? std::nullopt : std::optional{found->first};
}

Result<Taken> take(Payment const& payment, Notice const& notice, std::chrono::sys_seconds now) {
  if (notice.payment != payment.id) {
    return refuse(ErrorKind::not_found, "payment_unknown");
  }
  if (notice.transaction.empty()) {
    return refuse(ErrorKind::usage, "payment_transaction");
  }
  // Every receipt is of the payment's amount, so this holds for repetitions too.
  if (notice.amount != payment.amount) {
    return refuse(ErrorKind::conflict, "payment_amount",
                  {{"asked", std::to_string(payment.amount.fen)}, {"paid", std::to_string(notice.amount.fen)}});
  }
  if (std::ranges::find(payment.receipts, notice.transaction, &Receipt::transaction) != payment.receipts.end()) {
    return Taken{payment, Outcome::repeated};
  }
  Taken taken{payment, payment.state == PaymentState::open ? Outcome::paid : Outcome::returned};
  taken.payment.receipts.push_back({notice.transaction, notice.amount, now});
  if (taken.outcome == Outcome::paid) {
    taken.payment.state = PaymentState::paid;
  }
  return taken;
}

Payment closed(Payment payment) {
  if (payment.state == PaymentState::open) {
    payment.state = PaymentState::closed;
  }
  return payment;
}

}  // namespace linquan::orders
