#include "money.h"

#include <string>
#include <utility>

#include "linquan/base/ensure.h"
#include "told.h"

namespace linquan::market {
namespace {

using orders::KeptRefund;
using orders::RefundState;

ledger::Parties parties_of(orders::Order const& order) {
  return {order.resident.value(), order.outlet.value()};
}

ledger::Act act_of(std::string sort, std::uint64_t subject) {
  return {std::move(sort), std::to_string(subject)};
}

std::vector<orders::Refund> plain(std::vector<KeptRefund> const& kept) {
  std::vector<orders::Refund> refunds;
  refunds.reserve(kept.size());
  for (auto const& one : kept) {
    refunds.push_back(one.refund);
  }
  return refunds;
}

/// What went back to the resident already.
Money refunded_of(std::vector<KeptRefund> const& refunds) {
  Money sum;
  for (auto const& one : refunds) {
    sum = sum + (one.refund.state == RefundState::refunded ? one.refund.amount : Money{});
  }
  return sum;
}

ledger::Shares shares_of(orders::Kept const& kept) {
  return {kept.order.paid, kept.fee, {}};
}

/// The money of a refund is with the resident. `before`: what went back of the same order already.
Result<void> note_returned(UnitOfWork& work, Ports const& ports, KeptRefund const& kept, Money before) {
  auto const act = act_of("returned", kept.refund.id.value());
  if (!kept.refund.order) {
    auto const payment = ports.payments.find(work, kept.payment);
    ensure(payment.has_value(), "a refund of a payment");
    return ports.books.post(work, act, ledger::returned({payment->resident.value(), 0}, kept.refund.amount));
  }
  auto const order = ports.orders.find(work, *kept.refund.order);
  ensure(order.has_value(), "a refund of an order");
  auto const earned = ports.books.has(work, act_of("earned", order->order.id.value()));
  return ports.books.post(
      work, act,
      earned ? ledger::taken_back(parties_of(order->order), shares_of(*order), before, kept.refund.amount)
             : ledger::returned(parties_of(order->order), kept.refund.amount));
}

}  // namespace

Result<void> note_received(UnitOfWork& work, Ports const& ports, orders::Order const& order) {
  return ports.books.post(work, act_of("received", order.id.value()), ledger::received(parties_of(order), order.total));
}

Result<void> note_earned(UnitOfWork& work, Ports const& ports, orders::Kept const& kept) {
  auto const refunded = refunded_of(ports.payments.of_order(work, kept.order.id));
  return ports.books.post(work, act_of("earned", kept.order.id.value()),
                          ledger::earned(parties_of(kept.order), shares_of(kept), refunded));
}

Result<void> give_all_back(UnitOfWork& work, Ports const& ports, orders::Order const& order) {
  // Whatever was asked for and not yet decided goes back too: nobody may decline it any more.
  for (auto& open : ports.payments.of_order(work, order.id)) {
    auto const asked = open.refund.state == RefundState::asked;
    if (!asked && open.refund.state != RefundState::arbitration) {
      continue;
    }
    auto const command = asked ? orders::RefundCommand::agree : orders::RefundCommand::grant;
    if (auto done = carry_on(work, ports, open.refund.id, command); !done) {
      return hand_on(done);
    }
  }
  auto const refunds = plain(ports.payments.of_order(work, order.id));
  auto refund = orders::give_back(work.new_id<orders::RefundId>(), order, refunds, work.now());
  if (refund) {
    KeptRefund const kept{std::move(*refund), order.payment};
    ports.payments.add(work, kept);
    tell(work, ports, kept);
  }
  return {};
}

Result<void> send_back(UnitOfWork& work, Ports const& ports, orders::KeptPayment const& payment,
                       orders::Receipt const& receipt) {
  auto posted = ports.books.post(work, {"received", receipt.transaction},
                                 ledger::received({payment.resident.value(), 0}, receipt.amount));
  if (!posted) {
    return posted;
  }
  KeptRefund const kept{orders::give_back(work.new_id<orders::RefundId>(), receipt, work.now()), payment.payment.id};
  ports.payments.add(work, kept);
  tell(work, ports, kept);
  return {};
}

Result<KeptRefund> ask_back(UnitOfWork& work, Ports const& ports, Complaint const& complaint) {
  auto const order = ports.orders.find(work, complaint.order);
  if (!order) {
    return tl::unexpected<Error>{order.error()};
  }
  auto const refunds = plain(ports.payments.of_order(work, complaint.order));
  auto refund = orders::ask_back(work.new_id<orders::RefundId>(), order->order, refunds, complaint.amount, work.now());
  if (!refund) {
    return hand_on(refund);
  }
  KeptRefund kept{std::move(*refund), order->order.payment, complaint.reason};
  ports.payments.add(work, kept);
  tell(work, ports, kept);
  return kept;
}

Result<KeptRefund> carry_on(UnitOfWork& work, Ports const& ports, orders::RefundId refund,
                            orders::RefundCommand command) {
  auto kept = ports.payments.find(work, refund);
  if (!kept) {
    return hand_on(kept);
  }
  auto const before = kept->refund.order ? refunded_of(ports.payments.of_order(work, *kept->refund.order)) : Money{};
  auto const next = orders::decide(kept->refund, command, work.now());
  if (!next) {
    return tl::unexpected<Error>{next.error()};
  }
  if (*next == kept->refund) {
    return kept;  // Reported again.
  }
  kept->refund = *next;
  if (auto stored = ports.payments.change(work, *kept); !stored) {
    return hand_on(stored);
  }
  ++kept->version;
  if (kept->refund.state == RefundState::refunded) {
    if (auto posted = note_returned(work, ports, *kept, before); !posted) {
      return hand_on(posted);
    }
  }
  tell(work, ports, *kept);
  return kept;
}

Result<Money> settle(UnitOfWork& work, Ports const& ports, directory::OutletId outlet) {
  auto const owed = Money{} - ports.books.balance(work, {ledger::Book::merchant, outlet.value()});
  if (owed <= Money{}) {
    return Money{};
  }
  auto posted = ports.books.post(work, act_of("settled", work.new_number()), ledger::settled(outlet.value(), owed));
  return posted ? Result<Money>{owed} : hand_on(posted);
}

}  // namespace linquan::market
