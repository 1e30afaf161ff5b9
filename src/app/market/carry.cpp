#include <algorithm>
#include <string>
#include <utility>

#include "linquan/base/ensure.h"
#include "linquan/market/market.h"
#include "money.h"
#include "told.h"

namespace linquan::market {
namespace {

using orders::Command;
using orders::Effect;
using orders::Guess;
using orders::Kept;
using orders::Party;
using orders::State;

/// Whether it ended without the shop having sold anything: what it took goes back into stock.
bool unsold(State state) {
  return state == State::unpaid || state == State::refused || state == State::cancelled;
}

Result<Kept> stepped(UnitOfWork& work, Ports const& ports, Kept kept, Act const& act) {
  auto const version = ports.orders.step(work, kept, {act.command, act.by, act.account, kept.order.state, work.now()});
  if (!version) {
    return tl::unexpected<Error>{version.error()};
  }
  kept.version = *version;
  if (unsold(kept.order.state)) {
    for (auto const& line : kept.bill.lines) {
      ports.offers.put_back(work, {line.offer, line.count, kept.day});
    }
  }
  tell(work, ports, kept.order);
  return kept;
}

/// Who carries it does so: no other rider, no other worker.
Result<void> theirs(Kept const& kept, Act const& act) {
  auto const carries = act.by == Party::carrier || act.by == Party::worker;
  return carries && kept.carrier != act.account ? refuse(ErrorKind::forbidden, "order_not_yours") : Result<void>{};
}

/// What the command says beside the state: to whom, how much.
Result<void> note(Kept& kept, Act const& act) {
  if (act.command == Command::assign) {
    if (!act.carrier) {
      return refuse(ErrorKind::usage, "order_carrier");
    }
    kept.carrier = act.carrier;
  } else if (act.command == Command::give_back) {
    kept.carrier.reset();
  } else if (act.command == Command::quote) {
    if (act.quote <= Money{} || act.quote > catalogue::price_max) {
      return refuse(ErrorKind::usage, "order_quote", {{"max", std::to_string(catalogue::price_max.fen)}});
    }
    kept.quoted = act.quote;
  } else if (act.command == Command::decline_quote) {
    kept.quoted = {};
  }
  return {};
}

/// The other orders of a basket that nobody pays any more end as this one did.
Result<void> end_basket(UnitOfWork& work, Ports const& ports, Kept const& ended, Act const& act) {
  ports.payments.close(work, ended.order.payment);
  for (auto& other : ports.orders.of_payment(work, ended.order.payment)) {
    if (other.order.id == ended.order.id) {
      continue;
    }
    auto decided = orders::decide(other.order, {act.command, act.by, work.now()});
    if (!decided) {
      return hand_on(decided);
    }
    other.order = decided->order;
    if (auto done = stepped(work, ports, std::move(other), act); !done) {
      return hand_on(done);
    }
  }
  return {};
}

Result<void> take_effect(UnitOfWork& work, Ports const& ports, Effect effect, Act const& act, Carried& carried) {
  switch (effect) {
    case Effect::none:
      return {};
    case Effect::close_payment:
      return end_basket(work, ports, carried.order, act);
    case Effect::return_payment:
      return give_all_back(work, ports, carried.order.order);
    case Effect::return_this:
      return refuse(ErrorKind::conflict, "order_step",
                    {{"state", std::string{name_of(carried.order.order.state)}}, {"command", "pay"}});
    case Effect::new_code:
      carried.code = orders::code_of(act.secret);
      ports.orders.put_code(work, carried.order.order.id, *carried.code);
      return {};
    case Effect::earn:
      return note_earned(work, ports, carried.order);
  }
  return {};
}

/// Weighs the code that was typed; a wrong guess is counted.
Guess guess(UnitOfWork& work, Ports const& ports, Act const& act) {
  auto const code = ports.orders.code_of(work, act.order);
  ensure(code.has_value(), "an order that shows a code has one");
  auto const guessed = orders::guessed(*code, act.code);
  ports.orders.put_code(work, act.order, guessed.code);
  return guessed.guess;
}

}  // namespace

Result<Carried> carry_on(UnitOfWork& work, Ports const& ports, Act const& act) {
  ensure(act.command != Command::pay, "money comes in by a notice");
  auto kept = ports.orders.find(work, act.order);
  if (!kept) {
    return hand_on(kept);
  }
  auto const decided = orders::decide(kept->order, {act.command, act.by, work.now()});
  if (!decided) {
    return tl::unexpected<Error>{decided.error()};
  }
  if (auto own = theirs(*kept, act); !own) {
    return hand_on(own);
  }
  Carried carried{*kept};
  if (act.command == Command::check_code) {
    carried.guess = guess(work, ports, act);
    if (*carried.guess != Guess::right) {
      return carried;
    }
  }
  kept->order = decided->order;
  if (auto noted = note(*kept, act); !noted) {
    return hand_on(noted);
  }
  auto next = stepped(work, ports, std::move(*kept), act);
  if (!next) {
    return hand_on(next);
  }
  carried.order = std::move(*next);
  auto done = take_effect(work, ports, decided->effect, act, carried);
  return done ? Result<Carried>{std::move(carried)} : hand_on(done);
}

Result<orders::Outcome> noticed(UnitOfWork& work, Ports const& ports, orders::Notice const& notice) {
  auto const kept = ports.payments.find(work, notice.payment);
  if (!kept) {
    return tl::unexpected<Error>{kept.error()};
  }
  auto const taken = orders::take(kept->payment, notice, work.now());
  if (!taken) {
    return tl::unexpected<Error>{taken.error()};
  }
  if (taken->outcome == orders::Outcome::repeated) {
    return taken->outcome;
  }
  if (auto stored = ports.payments.received(work, *taken); !stored) {
    return hand_on(stored);
  }
  if (taken->outcome == orders::Outcome::returned) {
    auto done = send_back(work, ports, *kept, taken->payment.receipts.back());
    return done ? Result<orders::Outcome>{taken->outcome} : hand_on(done);
  }
  for (auto& order : ports.orders.of_payment(work, notice.payment)) {
    auto const decided = orders::decide(order.order, {Command::pay, Party::provider, work.now()});
    ensure(decided && decided->effect == Effect::none, "an open payment has orders that wait for it");
    order.order = decided->order;
    Act const act{order.order.id, Command::pay, Party::provider};
    auto const next = stepped(work, ports, std::move(order), act);
    if (!next) {
      return tl::unexpected<Error>{next.error()};
    }
    if (auto posted = note_received(work, ports, next->order); !posted) {
      return hand_on(posted);
    }
  }
  return taken->outcome;
}

}  // namespace linquan::market
