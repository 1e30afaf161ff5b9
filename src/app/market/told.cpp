#include "told.h"

namespace linquan::market {
namespace {

using orders::Listener;

void tell_both(UnitOfWork& work, Ports const& ports, orders::Order const& order, orders::Event const& event) {
  ports.feeds.tell(work, {Listener::Sort::resident, order.resident.value()}, event);
  ports.feeds.tell(work, {Listener::Sort::outlet, order.outlet.value()}, event);
}

}  // namespace

void tell(UnitOfWork& work, Ports const& ports, orders::Order const& order) {
  tell_both(work, ports, order, {0, "order", order.id.value(), std::string{name_of(order.state)}, work.now()});
}

void tell(UnitOfWork& work, Ports const& ports, orders::KeptRefund const& kept) {
  auto const& refund = kept.refund;
  orders::Event const event{0, "refund", refund.id.value(), std::string{name_of(refund.state)}, work.now()};
  if (refund.order) {
    if (auto const order = ports.orders.find(work, *refund.order)) {
      tell_both(work, ports, order->order, event);
    }
  } else if (auto const payment = ports.payments.find(work, kept.payment)) {
    ports.feeds.tell(work, {Listener::Sort::resident, payment->resident.value()}, event);
  }
}

}  // namespace linquan::market
