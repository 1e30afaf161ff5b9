#include "linquan/market/market.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "database.h"
#include "linquan/store/accounts.h"
#include "linquan/store/maintenance.h"
#include "linquan/store/market.h"

namespace linquan::store {
namespace {

using market::Act;
using orders::Command;
using orders::Kept;
using orders::OrderId;
using orders::Party;
using orders::RefundCommand;
using orders::RefundState;
using orders::State;
using orders::Way;

/// How often each race is run.
std::size_t rounds() {
  auto const* const asked = std::getenv("LINQUAN_RACE_ROUNDS");
  return asked == nullptr ? 5 : std::stoul(asked);
}

constexpr std::size_t clients = 64;
constexpr directory::OutletId shop_1{1};
constexpr directory::OutletId shop_2{2};

class MarketContract : public Contract {
 protected:
  void SetUp() override {
    Contract::SetUp();
    if (IsSkipped()) {
      return;
    }
    options.queue_max = 4096;
    options.wait_max = std::chrono::seconds{60};
    people = accounts();
    resident = account("resident");
    rider = account("rider");
    shop(shop_1, 50);
    shop(shop_2, 0);
    rice = offer(shop_1, "米饭", 2'000, {std::nullopt, 30});
    stool = offer(shop_1, "凳子", 4'550, {5, std::nullopt});
    repair = offer(shop_2, "修水管", 8'000, {});
  }
  void TearDown() override {
    if (database != nullptr) {
      close();
      auto const checked = check(database->url());
      ASSERT_TRUE(checked) << checked.error().code;
      for (auto const& finding : checked->findings) {
        ADD_FAILURE() << finding.code;
      }
    }
    Contract::TearDown();
  }

  identity::AccountId account(std::string const& login) {
    return store()
        .write([&](UnitOfWork& work) {
          return people->add(work, {"王芳", std::nullopt, login, "hash"});
        })
        .value()
        .id;
  }
  void shop(directory::OutletId outlet, std::int64_t permille) {
    orders::Terms terms{outlet, Money{1'000}, Money{300}};
    terms.fee_permille = permille;
    ASSERT_TRUE(store().write([&](UnitOfWork& work) -> Result<void> {
      orders_->put_terms(work, terms);
      return {};
    }));
  }
  catalogue::OfferId offer(directory::OutletId outlet, std::string const& name, std::int64_t fen,
                           catalogue::Supply supply) {
    return store()
        .write([&](UnitOfWork& work) -> Result<catalogue::OfferId> {
          auto const id = work.new_id<catalogue::OfferId>();
          offers_->add(work, {{id, outlet, name, Money{fen}, {{"加蛋", Money{100}}}}, supply});
          return id;
        })
        .value();
  }
  static orders::Part part(directory::OutletId outlet, Way way, catalogue::OfferId offer, std::int64_t fen,
                           std::int64_t count = 1) {
    return {outlet, way, {{offer, {}, count, Money{fen}}}};
  }
  Result<market::Placed> place(std::vector<orders::Part> const& parts) {
    std::vector<std::chrono::sys_seconds> const promised(parts.size(), clock.now() + std::chrono::minutes{30});
    return store().write([&](UnitOfWork& work) {
      return market::place(work, ports,
                           {resident, parts, {"云龙区解放路1号", "13800000000", "门口"}, promised, clock.offset()});
    });
  }
  Result<market::Carried> carry(Act const& act) {
    return store().write([&](UnitOfWork& work) { return market::carry_on(work, ports, act); });
  }
  Result<orders::Outcome> notice(market::Placed const& placed, std::string const& transaction) {
    auto const& payment = placed.payment.payment;
    return store().write([&](UnitOfWork& work) {
      return market::noticed(work, ports, {payment.id, transaction, payment.amount});
    });
  }
  Result<orders::KeptRefund> refund(orders::RefundId id, RefundCommand command) {
    return store().write([&](UnitOfWork& work) { return market::carry_on(work, ports, id, command); });
  }
  Result<orders::KeptRefund> ask_back(OrderId order, std::int64_t fen) {
    return store().write([&](UnitOfWork& work) {
      return market::ask_back(work, ports, {order, Money{fen}, "少了一份"});
    });
  }
  template <class Ask>
  auto told(Ask ask) {
    using Answer = decltype(ask(std::declval<UnitOfWork&>()));
    return *store().read([&](UnitOfWork& work) -> Result<Answer> { return ask(work); });
  }
  Kept kept(OrderId id) {
    return told([&](UnitOfWork& work) { return *orders_->find(work, id); });
  }
  Money balance(ledger::Book book, std::uint64_t of) {
    return told([&](UnitOfWork& work) { return books_->balance(work, {book, of}); });
  }
  /// A paid order of one shop.
  Kept paid(Way way, catalogue::OfferId offer, std::int64_t fen, std::string const& transaction) {
    auto const placed = place({part(directory::OutletId{offer == repair ? 2U : 1U}, way, offer, fen)});
    EXPECT_TRUE(placed) << placed.error().code;
    EXPECT_EQ(notice(*placed, transaction), Result<orders::Outcome>{orders::Outcome::paid});
    return kept(placed->orders.front().order.id);
  }
  void deliver(OrderId id) {
    for (auto const command : {Command::accept, Command::make_ready}) {
      ASSERT_TRUE(carry({id, command, Party::shop}));
    }
    Act assign{id, Command::assign, Party::shop};
    assign.carrier = rider;
    ASSERT_TRUE(carry(assign));
    for (auto const command : {Command::reach_shop, Command::pick_up, Command::deliver}) {
      ASSERT_TRUE(carry({id, command, Party::carrier, rider}));
    }
  }

  std::unique_ptr<catalogue::Offers> offers_ = offers();
  std::unique_ptr<orders::Orders> orders_ = orders();
  std::unique_ptr<orders::Payments> payments_ = payments();
  std::unique_ptr<orders::Feeds> feeds_ = feeds();
  std::unique_ptr<ledger::Books> books_ = books();
  std::unique_ptr<identity::Accounts> people;
  market::Ports ports{*offers_, *orders_, *payments_, *feeds_, *books_};
  identity::AccountId resident;
  identity::AccountId rider;
  catalogue::OfferId rice;
  catalogue::OfferId stool;
  catalogue::OfferId repair;
};

TEST_P(MarketContract, GivesBackWhatItHolds) {
  auto const placed = place({part(shop_1, Way::delivery, rice, 2'000, 3), part(shop_2, Way::on_site, repair, 8'000)});
  ASSERT_TRUE(placed) << placed.error().code;
  ASSERT_EQ(placed->orders.size(), 2U);
  EXPECT_EQ(placed->payment.payment.amount, Money{14'300});
  for (auto const& order : placed->orders) {
    EXPECT_EQ(kept(order.order.id), order);
  }
  EXPECT_EQ(placed->orders[0].fee, Money{315});
  EXPECT_EQ(told([&](UnitOfWork& work) { return *payments_->find(work, placed->payment.payment.id); }),
            placed->payment);
  EXPECT_EQ(told([&](UnitOfWork& work) { return offers_->of_outlet(work, shop_1, catalogue::OfferId{0}, 10); }).size(),
            2U);
  auto const terms = told([&](UnitOfWork& work) { return *orders_->terms_of(work, shop_1); });
  EXPECT_EQ(terms.fee_permille, 50);
  EXPECT_EQ(terms.ways.size(), 3U);
  EXPECT_FALSE(told([&](UnitOfWork& work) { return orders_->terms_of(work, directory::OutletId{3}); }));
  auto const all = OrderId{INT64_MAX};
  EXPECT_EQ(told([&](UnitOfWork& work) { return orders_->of_resident(work, resident, all, 10); }).size(), 2U);
  EXPECT_EQ(told([&](UnitOfWork& work) { return orders_->of_outlet(work, shop_2, true, all, 10); }).front(),
            placed->orders[1]);
}

TEST_P(MarketContract, ChangesAnOfferOnlyWhereNobodyWasFaster) {
  auto changed = told([&](UnitOfWork& work) { return *offers_->find(work, stool); });
  changed.offer.price = Money{5'000};
  auto const change = [&] { return store().write([&](UnitOfWork& work) { return offers_->change(work, changed); }); };
  EXPECT_EQ(change()->version, 2U);
  EXPECT_EQ(change().error().code, "offer_changed");
  auto const dear = place({part(shop_1, Way::collection, stool, 4'550)});
  EXPECT_EQ(dear.error().code, "basket_price") << "the price changed in flight";
}

TEST_P(MarketContract, CarriesADeliveryToItsEndAndTheMoneyWithIt) {
  auto const order = paid(Way::delivery, rice, 2'000, "t1");
  EXPECT_EQ(order.order.state, State::awaiting_acceptance);
  EXPECT_EQ(balance(ledger::Book::resident, resident.value()), Money{-2'300});
  deliver(order.order.id);
  ASSERT_TRUE(carry({order.order.id, Command::complete, Party::resident, resident}));
  EXPECT_EQ(balance(ledger::Book::merchant, 1), Money{-2'185});
  EXPECT_EQ(balance(ledger::Book::fee, 0), Money{-115});
  EXPECT_EQ(store().write([&](UnitOfWork& work) { return market::settle(work, ports, shop_1); }),
            Result<Money>{Money{2'185}});
  EXPECT_EQ(balance(ledger::Book::provider, 0), Money{115});
  auto const steps = told([&](UnitOfWork& work) { return orders_->steps(work, order.order.id); });
  ASSERT_EQ(steps.size(), 8U);
  EXPECT_EQ(steps.front(),
            (orders::Step{Command::pay, Party::provider, std::nullopt, State::awaiting_acceptance, clock.now()}));
  EXPECT_EQ(steps[4].account, rider);
  auto const heard = told([&](UnitOfWork& work) {
    return feeds_->after(work, {orders::Listener::Sort::outlet, 1}, 0, 100);
  });
  ASSERT_EQ(heard.size(), 9U);
  EXPECT_EQ(heard.front().state, "awaiting_payment");
  EXPECT_EQ(heard.back(), (orders::Event{9, "order", order.order.id.value(), "completed", clock.now()}));
}

TEST_P(MarketContract, LetsOnlyWhoHasAnOrderCarryIt) {
  auto const id = paid(Way::delivery, rice, 2'000, "t1").order.id;
  ASSERT_TRUE(carry({id, Command::accept, Party::shop}));
  ASSERT_TRUE(carry({id, Command::make_ready, Party::shop}));
  EXPECT_EQ(carry({id, Command::assign, Party::shop}).error().code, "order_carrier");
  Act assign{id, Command::assign, Party::shop};
  assign.carrier = rider;
  ASSERT_TRUE(carry(assign));
  EXPECT_EQ(carry({id, Command::reach_shop, Party::carrier, resident}).error().code, "order_not_yours");
  ASSERT_TRUE(carry({id, Command::give_back, Party::carrier, rider}));
  EXPECT_EQ(kept(id).carrier, std::nullopt);
}

TEST_P(MarketContract, EndsABasketThatNobodyPaysAndSendsLateMoneyBack) {
  auto const placed =
      place({part(shop_1, Way::collection, stool, 4'550, 5), part(shop_2, Way::on_site, repair, 8'000)});
  ASSERT_TRUE(placed);
  EXPECT_EQ(place({part(shop_1, Way::collection, stool, 4'550)}).error().code, "offer_short");
  clock.move_by(orders::payment_time);
  auto const due = told([&](UnitOfWork& work) { return orders_->due(work, 10); });
  ASSERT_EQ(due.size(), 2U);
  ASSERT_TRUE(carry({due[0].order, due[0].command, Party::scheduler}));
  for (auto const& order : placed->orders) {
    EXPECT_EQ(kept(order.order.id).order.state, State::unpaid);
  }
  EXPECT_TRUE(told([&](UnitOfWork& work) { return orders_->due(work, 10); }).empty());
  EXPECT_TRUE(place({part(shop_1, Way::collection, stool, 4'550, 5)})) << "the stools are there again";
  EXPECT_EQ(notice(*placed, "late"), Result<orders::Outcome>{orders::Outcome::returned});
  EXPECT_EQ(notice(*placed, "late"), Result<orders::Outcome>{orders::Outcome::repeated});
  auto const back = store().write(
      [&](UnitOfWork& work) -> Result<std::vector<orders::KeptRefund>> { return payments_->due(work, 10); });
  ASSERT_EQ(back->size(), 1U);
  EXPECT_EQ(back->front().refund.transaction, "late");
  EXPECT_EQ(back->front().refund.amount, placed->payment.payment.amount);
}

TEST_P(MarketContract, AsksTheProviderUntilAllIsKnown) {
  auto const placed = place({part(shop_2, Way::on_site, repair, 8'000)});
  auto const ask = [&] {
    return *store().write(
        [&](UnitOfWork& work) -> Result<std::vector<orders::PaymentId>> { return payments_->to_ask(work, 10); });
  };
  EXPECT_TRUE(ask().empty());
  clock.move_by(std::chrono::seconds{30});
  EXPECT_EQ(ask(), std::vector{placed->payment.payment.id});
  EXPECT_TRUE(ask().empty()) << "not twice at once";
  clock.move_by(std::chrono::minutes{1});
  EXPECT_EQ(ask().size(), 1U);
  ASSERT_EQ(notice(*placed, "t1"), Result<orders::Outcome>{orders::Outcome::paid});
  EXPECT_EQ(ask().size(), 1U) << "that it takes no second payment";
  clock.move_by(std::chrono::hours{2});
  EXPECT_EQ(ask().size(), 1U) << "it was away";
  ASSERT_TRUE(store().write([&](UnitOfWork& work) -> Result<void> {
    payments_->all_told(work, placed->payment.payment.id);
    return {};
  }));
  clock.move_by(std::chrono::hours{2});
  EXPECT_TRUE(ask().empty()) << "all is told";
  ASSERT_TRUE(carry({placed->orders.front().order.id, Command::let_offer_go, Party::scheduler}));
  auto const due = [&] {
    return *store().write(
        [&](UnitOfWork& work) -> Result<std::vector<orders::KeptRefund>> { return payments_->due(work, 10); });
  };
  auto const refunds = due();
  ASSERT_EQ(refunds.size(), 1U);
  EXPECT_EQ(refunds.front().refund.state, RefundState::refunding);
  EXPECT_TRUE(due().empty());
  auto const id = refunds.front().refund.id;
  ASSERT_TRUE(refund(id, RefundCommand::report_failed));
  clock.move_by(std::chrono::hours{1});
  ASSERT_EQ(due().size(), 1U);
  ASSERT_TRUE(refund(id, RefundCommand::retry));
  ASSERT_TRUE(refund(id, RefundCommand::report_refunded));
  ASSERT_TRUE(refund(id, RefundCommand::report_refunded)) << "reported again";
  EXPECT_EQ(balance(ledger::Book::provider, 0), Money{});
  clock.move_by(std::chrono::hours{48});
  EXPECT_TRUE(due().empty());
}

TEST_P(MarketContract, TakesRefundsOfCompleteOrdersFromTheShop) {
  auto const id = paid(Way::delivery, rice, 2'000, "t1").order.id;
  deliver(id);
  ASSERT_TRUE(carry({id, Command::complete, Party::resident, resident}));
  std::vector<orders::RefundId> asked;
  for (auto const fen : {100, 700, 1'500}) {
    auto const one = ask_back(id, fen);
    ASSERT_TRUE(one) << one.error().code;
    asked.push_back(one->refund.id);
  }
  EXPECT_EQ(ask_back(id, 1).error().code, "refund_amount");
  for (auto const one : asked) {
    ASSERT_TRUE(refund(one, RefundCommand::agree));
    ASSERT_TRUE(refund(one, RefundCommand::report_refunded));
  }
  for (auto const book : {ledger::Book::provider, ledger::Book::fee}) {
    EXPECT_EQ(balance(book, 0), Money{});
  }
  EXPECT_EQ(balance(ledger::Book::merchant, 1), Money{});
}

TEST_P(MarketContract, HandsOverForTheRightCodeOnce) {
  auto const id = paid(Way::collection, rice, 2'000, "t1").order.id;
  ASSERT_TRUE(carry({id, Command::accept, Party::shop}));
  ASSERT_TRUE(carry({id, Command::make_ready, Party::shop}));
  Act show{id, Command::show_code, Party::resident, resident};
  show.secret = 42;
  auto const shown = carry(show);
  ASSERT_EQ(shown->code->digits, "000042");
  Act tell{id, Command::check_code, Party::shop};
  tell.code = "000041";
  for (auto i = 0; i < 5; ++i) {
    EXPECT_EQ(carry(tell)->guess, orders::Guess::wrong);
  }
  tell.code = "000042";
  EXPECT_EQ(carry(tell)->guess, orders::Guess::locked) << "guesses were counted though they were wrong";
  show.secret = 7;
  ASSERT_TRUE(carry(show));
  tell.code = "０００００７";
  EXPECT_EQ(carry(tell)->guess, orders::Guess::right);
  EXPECT_EQ(kept(id).order.state, State::collected);
  EXPECT_EQ(carry(tell).error().code, "order_step");
}

TEST_P(MarketContract, SellsTheLastFiveToFiveOfManyWhoRace) {
  for (std::size_t round = 0; round < rounds(); ++round) {
    auto const last =
        offer(shop_1, "最后五份", 2'000, round % 2 == 0 ? catalogue::Supply{5, {}} : catalogue::Supply{{}, 5});
    std::atomic<int> sold = 0;
    std::atomic<int> refused = 0;
    together(clients, [&](std::size_t) {
      auto const placed = place({part(shop_1, Way::collection, last, 2'000)});
      ++(placed ? sold : refused);
      EXPECT_TRUE(placed || placed.error().code == "offer_short") << placed.error().code;
    });
    ASSERT_EQ(sold.load(), 5);
    ASSERT_EQ(refused.load(), static_cast<int>(clients) - 5);
  }
}

TEST_P(MarketContract, TakesOneOfManyPaymentsThatRace) {
  for (std::size_t round = 0; round < rounds(); ++round) {
    auto const placed = place({part(shop_2, Way::on_site, repair, 8'000)});
    ASSERT_TRUE(placed);
    std::atomic<int> paid_ones = 0;
    std::atomic<int> returned = 0;
    together(clients, [&](std::size_t i) {
      // Every message comes twice: by two channels, each of which repeats itself.
      auto const outcome = notice(*placed, std::to_string(round) + "/" + std::to_string(i / 2));
      ASSERT_TRUE(outcome) << outcome.error().code;
      paid_ones += *outcome == orders::Outcome::paid ? 1 : 0;
      returned += *outcome == orders::Outcome::returned ? 1 : 0;
    });
    ASSERT_EQ(paid_ones.load(), 1);
    ASSERT_EQ(returned.load(), static_cast<int>(clients) / 2 - 1);
  }
}

TEST_P(MarketContract, GrantsOneOfManyRefundsThatRace) {
  for (std::size_t round = 0; round < rounds(); ++round) {
    auto const id = paid(Way::on_site, repair, 8'000, "r" + std::to_string(round)).order.id;
    std::atomic<int> granted = 0;
    together(clients, [&](std::size_t) { granted += ask_back(id, 8'000) ? 1 : 0; });
    ASSERT_EQ(granted.load(), 1);
  }
}

TEST_P(MarketContract, OpensForOneOfManyRightCodesThatRace) {
  for (std::size_t round = 0; round < rounds(); ++round) {
    auto const id = paid(Way::collection, repair, 8'000, "c" + std::to_string(round)).order.id;
    ASSERT_TRUE(carry({id, Command::accept, Party::shop}));
    ASSERT_TRUE(carry({id, Command::make_ready, Party::shop}));
    Act show{id, Command::show_code, Party::resident, resident};
    show.secret = 123'456;
    ASSERT_TRUE(carry(show));
    Act tell{id, Command::check_code, Party::shop};
    tell.code = "123456";
    std::atomic<int> opened = 0;
    together(clients, [&](std::size_t) {
      auto const carried = carry(tell);
      opened += carried && carried->guess == orders::Guess::right ? 1 : 0;
    });
    ASSERT_EQ(opened.load(), 1);
  }
}

TEST_P(MarketContract, KeepsAPersonWhoseOrderIsOpenAndForgetsWhereItWent) {
  auto const placed = place({part(shop_2, Way::on_site, repair, 8'000)});
  auto const forget = [&] { return store().write([&](UnitOfWork& work) { return people->forget(work, resident); }); };
  EXPECT_EQ(forget().error().code, "account_orders_open");
  ASSERT_TRUE(carry({placed->orders.front().order.id, Command::cancel, Party::resident, resident}));
  ASSERT_TRUE(forget());
  EXPECT_EQ(kept(placed->orders.front().order.id).goal, orders::Goal{});
}

LINQUAN_BOTH_ENGINES(MarketContract);

}  // namespace
}  // namespace linquan::store
