#include "week.h"

#include "quarter.h"

namespace linquan::stories {

Week::Week(Quarter const& quarter)
    : quarter_{quarter},
      draw_{quarter.seed},
      ground_{quarter.seed ^ 0x5EEDU, quarter.faults},
      provider_{"secret", quarter.seed ^ 0xFA17U, {100, 100, 150, 50, 100, 150}} {
  auto opened = store::open(quarter.url, clock_);
  if (!opened) {
    throw std::runtime_error{opened.error().code};
  }
  store_ = std::move(*opened);
  settle_in();
}

void Week::settle_in() {
  ground_.hold(true);
  auto const done = store_->write([&](UnitOfWork& work) -> Result<void> {
    auto const people = [&](std::size_t count, std::string const& name) {
      std::vector<identity::AccountId> made;
      for (std::size_t i = 0; i < count; ++i) {
        auto const account = accounts_->add(work, {name, std::nullopt, fmt::format("{}{}", name, i), "hash"});
        if (account) {
          made.push_back(account->id);
        }
      }
      return made;
    };
    residents_ = people(quarter_.residents, "resident");
    hands_ = people(quarter_.riders + quarter_.workers, "hand");
    for (std::uint64_t shop = 1; shop <= quarter_.shops; ++shop) {
      orders::Terms terms{directory::OutletId{shop}, Money{500}, Money{300}};
      terms.fee_permille = static_cast<std::int64_t>(draw_.below(80));
      orders_->put_terms(work, terms);
      for (auto i = 0; i < 4; ++i) {
        catalogue::Supply supply;
        if (i == 0) {
          supply.stock = static_cast<std::int64_t>(draw_.below(20));
        } else if (i == 1) {
          supply.a_day = static_cast<std::int64_t>(draw_.below(4));
        }
        catalogue::KeptOffer const offer{
            {work.new_id<catalogue::OfferId>(), directory::OutletId{shop}, fmt::format("{}-{}", shop, i),
             Money{static_cast<std::int64_t>(500 + draw_.below(5'000))}},
            supply};
        offers_->add(work, offer);
        goods_.push_back(offer);
      }
    }
    return {};
  });
  if (!done) {
    throw std::runtime_error{done.error().code};
  }
  ground_.hold(false);
}

void Week::believe(std::vector<Kept> const& kept) {
  for (auto const& one : kept) {
    auto const [place, fresh] = place_of_.try_emplace(one.order.id, orders_known_.size());
    if (fresh) {
      orders_known_.push_back({one.order, one.carrier});
    }
  }
}

void Week::place() {
  std::vector<orders::Part> parts;
  std::set<std::uint64_t> shops;
  auto const wanted = 1 + draw_.below(3);
  for (std::uint64_t i = 0; i < wanted; ++i) {
    auto const& good = any(goods_);
    if (shops.insert(good.offer.outlet.value()).second) {
      auto const way = static_cast<Way>(draw_.below(3));
      auto const seen = good.offer.price + Money{draw_.below(50) == 0 ? 1 : 0};
      parts.push_back(
          {good.offer.outlet, way, {{good.offer.id, {}, static_cast<std::int64_t>(1 + draw_.below(3)), seen}}});
    }
  }
  market::Wanted const all{any(residents_),
                           parts,
                           {"a", "b", "c"},
                           std::vector<std::chrono::sys_seconds>(parts.size(), clock_.now() + std::chrono::minutes{30}),
                           clock_.offset()};
  std::optional<market::Placed> placed;
  once_or_twice([&](UnitOfWork& work) -> Result<std::string> {
    auto done = market::place(work, ports_, all);
    if (!done) {
      return hand_on(done);
    }
    placed = std::move(*done);
    return std::to_string(placed->payment.payment.id.value());
  });
  if (!placed) {
    return;
  }
  auto const there = store_->read([&](UnitOfWork& work) -> Result<std::vector<Kept>> {
    return orders_->of_payment(work, placed->payment.payment.id);
  });
  if (there->empty()) {
    return;  // The ground gave way after it was placed.
  }
  if (*there != placed->orders) {
    broke("orders are not stored as they were answered");
  }
  believe(*there);
  payments_known_.push_back(placed->payment.payment.id);
  static_cast<void>(provider_.ask_for({placed->payment.payment.id, placed->payment.payment.amount, {}}));
}

std::optional<Believed> Week::some_order() {
  if (orders_known_.empty()) {
    return std::nullopt;
  }
  // Mostly one of the last ones that still waits for somebody.
  for (auto tries = 0; tries < 12; ++tries) {
    auto const back = draw_.below(std::min<std::uint64_t>(orders_known_.size(), 25));
    auto const& one = orders_known_[orders_known_.size() - 1 - back];
    if (!orders::is_final(one.order.state) && one.order.state != State::awaiting_payment) {
      return one;
    }
  }
  return any(orders_known_);
}

/// Mostly something that the table has for the order as it stands, now and then anything.
Act Week::act_on(Believed const& believed) {
  std::vector<std::pair<Command, Party>> fitting;
  for (auto const& row : orders::transitions()) {
    auto const fits = std::ranges::find(row.from, believed.order.state) != row.from.end() &&
                      std::ranges::find(row.ways, believed.order.way) != row.ways.end();
    auto const ends =
        row.command == Command::cancel || row.command == Command::refuse || row.command == Command::call_off;
    if (fits && row.by != Party::provider && row.by != Party::scheduler && (!ends || draw_.below(12) == 0)) {
      fitting.emplace_back(row.command, row.by);
    }
  }
  Act act{believed.order.id};
  if (fitting.empty() || draw_.below(12) == 0) {
    do {
      act.command = static_cast<Command>(draw_.below(orders::all_commands().size()));
    } while (act.command == Command::pay);
    act.by = static_cast<Party>(draw_.below(orders::all_parties().size()));
  } else {
    std::tie(act.command, act.by) = any(fitting);
  }
  act.account = believed.carrier && draw_.below(10) > 0 ? believed.carrier : std::optional{any(hands_)};
  act.carrier = any(hands_);
  act.secret = draw_.below(1'000'000);
  act.quote = Money{static_cast<std::int64_t>(draw_.below(10'000))};
  auto const code = codes_.find(believed.order.id);
  act.code = code != codes_.end() && draw_.below(3) > 0 ? code->second : "000000";
  return act;
}

void Week::work_on_an_order() {
  auto const believed = some_order();
  if (!believed || orders::is_final(believed->order.state)) {
    place();
    pay();
    hear();
  }
  if (!believed) {
    return;
  }
  auto const act = act_on(*believed);
  std::optional<market::Carried> carried;
  once_or_twice([&](UnitOfWork& work) -> Result<std::string> {
    auto done = market::carry_on(work, ports_, act);
    if (!done) {
      return hand_on(done);
    }
    carried = std::move(*done);
    return std::string{"done"};
  });
  look_at(act.order);
  if (carried && carried->code) {
    codes_[act.order] = carried->code->digits;
  }
}

void Week::sweep() {
  auto const due =
      store_->read([&](UnitOfWork& work) -> Result<std::vector<orders::Due>> { return orders_->due(work, 100); });
  for (auto const& one : *due) {
    once_or_twice([&](UnitOfWork& work) -> Result<std::string> {
      auto done = market::carry_on(work, ports_, Act{one.order, one.command, Party::scheduler});
      return done ? Result<std::string>{"done"} : hand_on(done);
    });
    look_at(one.order);
  }
}

/// A few minutes, a night, and now and then a clock that is set back.
void Week::let_time_pass() {
  auto const sort = draw_.below(120);
  auto const seconds = sort == 0   ? static_cast<std::int64_t>(draw_.below(48'000))
                       : sort == 1 ? -static_cast<std::int64_t>(draw_.below(600))
                                   : static_cast<std::int64_t>(draw_.below(20));
  clock_.move_by(std::chrono::seconds{seconds});
}

/// The order as it is stored can only have come from what we believed by rows of the table; then we believe it.
void Week::look_at(OrderId id) {
  auto const now = store_->read([&](UnitOfWork& work) { return orders_->find(work, id); });
  auto const steps =
      store_->read([&](UnitOfWork& work) -> Result<std::vector<orders::Step>> { return orders_->steps(work, id); });
  if (!now) {
    broke(fmt::format("order {} is gone", id.value()));
    return;
  }
  auto& believed = orders_known_[place_of_.at(id)];
  auto replayed = now->order;
  replayed.state = State::awaiting_payment;
  replayed.since = now->made_at;
  replayed.paid = {};
  for (auto const& step : *steps) {
    auto const next = orders::decide(replayed, {step.command, step.by, step.at});
    if (!next || next->order.state != step.state) {
      broke(fmt::format("order {}: a step that no row has", id.value()));
      return;
    }
    replayed = next->order;
  }
  if (replayed != now->order) {
    broke(fmt::format("order {}: its steps lead elsewhere", id.value()));
  }
  if (orders::is_final(believed.order.state) && believed.order != now->order) {
    broke(fmt::format("order {}: it had ended", id.value()));
  }
  if (believed.order.promised != now->order.promised || believed.order.total != now->order.total) {
    broke(fmt::format("order {}: what was promised has changed", id.value()));
  }
  if (!orders::is_final(believed.order.state) && now->order.state == State::completed &&
      believed.order.state != State::completed) {
    ++told_.completed;
  }
  believed = {now->order, now->carrier};
}

/// All that must hold, over the whole database.
void Week::look() {
  auto const looked = store_->read([&](UnitOfWork& work) -> Result<void> {
    auto& sql = store::work_of(work).sql();
    for (auto const& invariant : store::invariants()) {
      auto const found = sql.one({invariant.sql, "t"}, {std::int64_t{1}});
      if (found) {
        broke(fmt::format("{} {}", invariant.code, found->text(0)));
      }
    }
    // A day's portions are a bound for as long as nobody changes it, and stock is never below nothing by itself.
    if (auto const found = sql.one({"SELECT CAST(o.id AS TEXT) FROM offers AS o JOIN offer_days AS d ON d.offer_id = "
                                    "o.id WHERE d.sold > o.a_day LIMIT 1",
                                    "t"})) {
      broke("oversold: " + found->text(0));
    }
    return {};
  });
  if (!looked) {
    broke("the database did not answer");
  }
}

/// Everybody stops; the provider behaves; what is due is done. Then no money may be on its way any more.
void Week::come_to_rest() {
  ground_.hold(true);
  provider_.behave();
  for (auto day = 0; day < 4; ++day) {
    for (auto hour = 0; hour < 24; ++hour) {
      clock_.move_by(std::chrono::hours{1});
      hear();
      sweep();
      ask_provider();
      send_money_back();
    }
  }
  hear();
  look();
  auto const held = store_->read([&](UnitOfWork& work) -> Result<Money> {
    auto& sql = store::work_of(work).sql();
    auto const out =
        sql.one({"SELECT CAST(COALESCE(sum(amount), 0) AS BIGINT) FROM ledger_postings WHERE sort = "
                 "'settled' AND book = 'merchant'",
                 "n"});
    return books_->balance(work, {ledger::Book::provider, 0}) + Money{out->number(0)};
  });
  for (auto const payment : payments_known_) {
    auto const taken = provider_.taken_for(payment);
    auto const kept = store_->read([&](UnitOfWork& work) { return payments_->find(work, payment); });
    if (taken->size() != kept->payment.receipts.size()) {
      broke(fmt::format("payment {} ({}): the provider took {}, we know of {}", payment.value(),
                        name_of(kept->payment.state), taken->size(), kept->payment.receipts.size()));
    }
  }
  if (*held != provider_.held()) {
    broke(fmt::format("the provider holds {} fen, the ledger says {}", provider_.held().fen, held->fen));
  }
}

Told Week::told() {
  using Deed = void (Week::*)();
  struct Weighed {
    std::uint64_t weight;
    Deed deed;
  };
  std::vector<Weighed> const deeds{{8, &Week::place},
                                   {70, &Week::work_on_an_order},
                                   {10, &Week::pay},
                                   {12, &Week::hear},
                                   {6, &Week::sweep},
                                   {4, &Week::ask_provider},
                                   {6, &Week::send_money_back},
                                   {3, &Week::ask_back},
                                   {3, &Week::decide_refund},
                                   {1, &Week::pay_out}};
  std::uint64_t all = 0;
  for (auto const& one : deeds) {
    all += one.weight;
  }
  for (step_ = 1; step_ <= quarter_.steps && told_.broken.size() < 5; ++step_) {
    auto at = draw_.below(all);
    auto const* chosen = deeds.data();
    while (at >= chosen->weight) {
      at -= chosen->weight;
      ++chosen;
    }
    (this->*chosen->deed)();
    let_time_pass();
    if (step_ % quarter_.look_every == 0) {
      look();
    }
  }
  come_to_rest();
  return told_;
}

Told week_of(Quarter const& quarter) {
  return Week{quarter}.told();
}

}  // namespace linquan::stories
