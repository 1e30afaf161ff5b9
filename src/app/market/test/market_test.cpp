#include "linquan/market/market.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

/// What is decided before anything is stored; all else is tested with a database, in tests/contract.
namespace linquan::market {
namespace {

using catalogue::OfferId;
using orders::Way;

[[noreturn]] void unasked() {
  throw std::logic_error{"nobody asked for that"};
}

class OneUnit final : public UnitOfWork {
 public:
  [[nodiscard]] std::chrono::sys_seconds now() const override { return {}; }
  std::uint64_t new_number() override { unasked(); }
};

class Shelf final : public catalogue::Offers {
 public:
  void add(UnitOfWork& /*work*/, catalogue::KeptOffer const& /*offer*/) override { unasked(); }
  Result<catalogue::KeptOffer> find(UnitOfWork& /*work*/, OfferId id) override {
    ++asked;
    return id == OfferId{7} ? Result<catalogue::KeptOffer>{catalogue::KeptOffer{
                                  {id, directory::OutletId{1}, "rice", Money{500}}, {}}}
                            : refuse(ErrorKind::not_found, "offer_unknown");
  }
  std::vector<catalogue::KeptOffer> of_outlet(UnitOfWork& /*work*/, directory::OutletId /*outlet*/, OfferId /*after*/,
                                              std::uint64_t /*count*/) override {
    unasked();
  }
  Result<catalogue::KeptOffer> change(UnitOfWork& /*work*/, catalogue::KeptOffer const& /*offer*/) override {
    unasked();
  }
  Result<void> take(UnitOfWork& /*work*/, catalogue::Portion const& /*portion*/) override { unasked(); }
  void put_back(UnitOfWork& /*work*/, catalogue::Portion const& /*portion*/) override { unasked(); }

  int asked = 0;
};

class Shops final : public orders::Orders {
 public:
  void add(UnitOfWork& /*work*/, orders::Kept const& /*kept*/) override { unasked(); }
  Result<orders::Kept> find(UnitOfWork& /*work*/, orders::OrderId id) override {
    return refuse(ErrorKind::not_found, "order_unknown", {{"id", std::to_string(id.value())}});
  }
  Result<std::uint64_t> step(UnitOfWork& /*work*/, orders::Kept const& /*kept*/,
                             orders::Step const& /*step*/) override {
    unasked();
  }
  std::vector<orders::Step> steps(UnitOfWork& /*work*/, orders::OrderId /*id*/) override { unasked(); }
  std::vector<orders::Kept> of_payment(UnitOfWork& /*work*/, orders::PaymentId /*payment*/) override { unasked(); }
  std::vector<orders::Kept> of_resident(UnitOfWork& /*work*/, identity::AccountId /*resident*/,
                                        orders::OrderId /*before*/, std::uint64_t /*count*/) override {
    unasked();
  }
  std::vector<orders::Kept> of_outlet(UnitOfWork& /*work*/, directory::OutletId /*outlet*/, bool /*open*/,
                                      orders::OrderId /*before*/, std::uint64_t /*count*/) override {
    unasked();
  }
  std::vector<orders::Due> due(UnitOfWork& /*work*/, std::uint64_t /*count*/) override { unasked(); }
  void put_code(UnitOfWork& /*work*/, orders::OrderId /*id*/, orders::Code const& /*code*/) override { unasked(); }
  std::optional<orders::Code> code_of(UnitOfWork& /*work*/, orders::OrderId /*id*/) override { unasked(); }
  void put_terms(UnitOfWork& /*work*/, orders::Terms const& /*terms*/) override { unasked(); }
  std::optional<orders::Terms> terms_of(UnitOfWork& /*work*/, directory::OutletId outlet) override {
    return outlet == directory::OutletId{1} ? std::optional{orders::Terms{outlet, Money{600}, Money{100}}}
                                            : std::nullopt;
  }
};

class Nobody final : public orders::Feeds {
 public:
  void tell(UnitOfWork& /*work*/, orders::Listener /*listener*/, orders::Event const& /*event*/) override { unasked(); }
  std::vector<orders::Event> after(UnitOfWork& /*work*/, orders::Listener /*listener*/, std::uint64_t /*after*/,
                                   std::uint64_t /*count*/) override {
    unasked();
  }
};

class Till final : public orders::Payments {
 public:
  void add(UnitOfWork& /*work*/, orders::KeptPayment const& /*payment*/) override { unasked(); }
  Result<orders::KeptPayment> find(UnitOfWork& /*work*/, orders::PaymentId /*id*/) override {
    return refuse(ErrorKind::not_found, "payment_unknown");
  }
  Result<void> received(UnitOfWork& /*work*/, orders::Taken const& /*taken*/) override { unasked(); }
  void close(UnitOfWork& /*work*/, orders::PaymentId /*id*/) override { unasked(); }
  std::vector<orders::PaymentId> to_ask(UnitOfWork& /*work*/, std::uint64_t /*count*/) override { unasked(); }
  bool any_to_ask(UnitOfWork& /*work*/) override { unasked(); }
  void all_told(UnitOfWork& /*work*/, orders::PaymentId /*id*/) override { unasked(); }
  void add(UnitOfWork& /*work*/, orders::KeptRefund const& /*refund*/) override { unasked(); }
  Result<orders::KeptRefund> find(UnitOfWork& /*work*/, orders::RefundId /*id*/) override {
    return refuse(ErrorKind::not_found, "refund_unknown");
  }
  Result<void> change(UnitOfWork& /*work*/, orders::KeptRefund const& /*refund*/) override { unasked(); }
  std::vector<orders::KeptRefund> of_order(UnitOfWork& /*work*/, orders::OrderId /*order*/) override { unasked(); }
  std::vector<orders::KeptRefund> in_arbitration(UnitOfWork& /*work*/, std::uint64_t /*count*/) override { unasked(); }
  std::vector<orders::KeptRefund> due(UnitOfWork& /*work*/, std::uint64_t /*count*/) override { unasked(); }
  bool any_due(UnitOfWork& /*work*/) override { unasked(); }
};

class Blank final : public ledger::Books {
 public:
  Result<void> post(UnitOfWork& /*work*/, ledger::Act const& /*act*/, ledger::Postings const& /*postings*/) override {
    unasked();
  }
  Money balance(UnitOfWork& /*work*/, ledger::Account /*account*/) override { return owed; }
  bool has(UnitOfWork& /*work*/, ledger::Act const& /*act*/) override { unasked(); }

  Money owed;
};

struct Quiet : testing::Test {
  OneUnit work;
  Shelf shelf;
  Shops shops;
  Till till;
  Nobody nobody;
  Blank blank;
  Ports ports{shelf, shops, till, nobody, blank};

  static orders::Part part(std::uint64_t outlet, std::uint64_t offer, std::int64_t count = 1) {
    return {directory::OutletId{outlet}, Way::delivery, {{OfferId{offer}, {}, count, Money{500}}}};
  }
};

TEST_F(Quiet, PricesWithoutTakingAnything) {
  auto const bills = priced(work, ports, {part(1, 7, 2)});
  ASSERT_TRUE(bills) << bills.error().code;
  EXPECT_EQ(orders::total_of(*bills), Money{1'100});
  EXPECT_EQ(bills->front().lines.front().name, "rice");
}

TEST_F(Quiet, PricesNothingThatIsNotThere) {
  EXPECT_EQ(priced(work, ports, {part(2, 7)}).error().code, "basket_shop");
  EXPECT_EQ(priced(work, ports, {part(1, 8)}).error().code, "basket_offer");
  EXPECT_EQ(priced(work, ports, {part(1, 7)}).error().code, "basket_minimum");
  EXPECT_EQ(place(work, ports, {{}, {part(1, 8)}, {}, {{}}, {}}).error().code, "basket_offer");
}

TEST_F(Quiet, ReadsNothingForABasketThatIsTooLarge) {
  auto large = part(1, 7);
  large.lines.resize(orders::lines_max + 1, large.lines.front());
  EXPECT_EQ(priced(work, ports, {large}).error().code, "basket_size");
  EXPECT_EQ(priced(work, ports, std::vector<orders::Part>(orders::shops_max + 1, part(1, 7))).error().code,
            "basket_size");
  EXPECT_EQ(shelf.asked, 0);
}

TEST_F(Quiet, RefusesWhatNobodyKnows) {
  EXPECT_EQ(carry_on(work, ports, Act{orders::OrderId{1}}).error().code, "order_unknown");
  EXPECT_EQ(carry_on(work, ports, orders::RefundId{1}, orders::RefundCommand::agree).error().code, "refund_unknown");
  EXPECT_EQ(noticed(work, ports, {orders::PaymentId{1}, "t", Money{1}}).error().code, "payment_unknown");
  EXPECT_EQ(ask_back(work, ports, {orders::OrderId{1}, Money{1}, ""}).error().code, "order_unknown");
}

TEST_F(Quiet, PaysOutNothingWhereNothingIsOwed) {
  EXPECT_EQ(settle(work, ports, directory::OutletId{1}), Result<Money>{Money{}});
  blank.owed = Money{100};  // The shop owes: a refund after it was paid out.
  EXPECT_EQ(settle(work, ports, directory::OutletId{1}), Result<Money>{Money{}});
}

}  // namespace
}  // namespace linquan::market
