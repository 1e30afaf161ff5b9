#include "linquan/orders/decide.h"

#include <algorithm>
#include <string>

namespace linquan::orders {
namespace {

template <class Value>
bool holds(std::initializer_list<Value> values, Value value) {
  return std::ranges::find(values, value) != values.end();
}

/// Which of the row's conditions an order and a command meet, one after the other.
struct Fit {
  bool way = false;    ///< orders of this kind know the command
  bool state = false;  ///< from where it stands, for somebody
  bool party = false;  ///< and for who asks
};

Fit fit_of(Transition const& row, Order const& order, Asked const& asked) {
  auto const way = row.command == asked.command && holds(row.ways, order.way);
  auto const state = way && holds(row.from, order.state);
  return {way, state, state && row.by == asked.by};
}

bool is_the_schedulers(Command command) {
  return command == Command::let_payment_go || command == Command::let_offer_go || command == Command::let_complete;
}

tl::unexpected<Error> refusal(Order const& order, Asked const& asked) {
  std::string const command{name_of(asked.command)};
  std::string const state{name_of(order.state)};
  auto const any = [&](bool Fit::*condition) {
    return std::ranges::any_of(transitions(), [&](auto const& row) { return fit_of(row, order, asked).*condition; });
  };
  if (!any(&Fit::way)) {
    return refuse(ErrorKind::usage, "order_way", {{"command", command}, {"way", std::string{name_of(order.way)}}});
  }
  if (any(&Fit::state)) {
    return refuse(ErrorKind::forbidden, "order_party", {{"command", command}, {"by", std::string{name_of(asked.by)}}});
  }
  if (is_final(order.state)) {
    return refuse(ErrorKind::conflict, "order_ended", {{"state", state}});
  }
  return refuse(ErrorKind::conflict, "order_step", {{"state", state}, {"command", command}});
}

/// The scheduler is never early, and the shop never takes an order after its time to answer: whether the scheduler was
/// there already makes no difference to the resident.
Result<void> in_time(Order const& order, Asked const& asked) {
  auto const deadline = deadline_of(order);
  if (is_the_schedulers(asked.command) && (!deadline || asked.now < deadline->at)) {
    return refuse(ErrorKind::conflict, "order_early", {{"command", std::string{name_of(asked.command)}}});
  }
  if (asked.command == Command::accept && deadline && asked.now >= deadline->at) {
    return refuse(ErrorKind::conflict, "order_late", {{"command", std::string{name_of(asked.command)}}});
  }
  return {};
}

}  // namespace

Result<Decided> decide(Order const& order, Asked const& asked) {
  auto const row = std::ranges::find_if(transitions(), [&](auto const& it) { return fit_of(it, order, asked).party; });
  if (row == transitions().end()) {
    return refusal(order, asked);
  }
  if (auto timely = in_time(order, asked); !timely) {
    return hand_on(timely);
  }
  Decided decided{order, row->effect};
  if (row->to) {
    decided.order.state = *row->to;
    decided.order.since = asked.now;
    decided.order.paid = asked.command == Command::pay ? order.total : order.paid;
  }
  return decided;
}

std::optional<Deadline> deadline_of(Order const& order) {
  switch (order.state) {
    case State::awaiting_payment:
      return Deadline{order.since + payment_time, Command::let_payment_go};
    case State::awaiting_acceptance:
      return Deadline{order.since + acceptance_time, Command::let_offer_go};
    case State::delivered:
    case State::collected:
    case State::done:
      return Deadline{order.since + complaint_time, Command::let_complete};
    case State::preparing:
    case State::ready:
    case State::assigned:
    case State::at_shop:
    case State::picked_up:
    case State::code_shown:
    case State::confirmed:
    case State::worker_assigned:
    case State::arrived:
    case State::in_service:
    case State::quote_asked:
    case State::completed:
    case State::rated:
    case State::unpaid:
    case State::refused:
    case State::cancelled:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace linquan::orders
