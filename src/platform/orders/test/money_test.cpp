#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "linquan/base/draw.h"
#include "linquan/orders/code.h"
#include "linquan/orders/payment.h"
#include "linquan/orders/refund.h"

namespace linquan::orders {
namespace {

constexpr std::chrono::sys_seconds now{std::chrono::seconds{1'790'000'000}};

Payment open_payment() {
  return {PaymentId{2}, Money{1'990}};
}

Order paid_order() {
  auto const later = now + std::chrono::hours{1};
  return {OrderId{1},
          PaymentId{2},
          identity::AccountId{3},
          directory::OutletId{4},
          Way::delivery,
          Money{1'990},
          later,
          State::preparing,
          now,
          Money{1'990}};
}

std::string outcome_of(Result<Taken> const& taken) {
  if (!taken) {
    return taken.error().code;
  }
  switch (taken->outcome) {
    case Outcome::paid:
      return "paid";
    case Outcome::repeated:
      return "repeated";
    case Outcome::returned:
      return "returned";
  }
  return "";
}

TEST(Payment, TakesMoneyOnceWhateverTheProviderSays) {
  auto const paid = take(open_payment(), {PaymentId{2}, "wx1", Money{1'990}}, now)->payment;
  auto const late = closed(open_payment());
  auto const returned = take(late, {PaymentId{2}, "wx1", Money{1'990}}, now)->payment;
  struct Row {
    Payment payment;
    Notice notice;
    std::string outcome;
  };
  for (auto const& row : std::vector<Row>{{open_payment(), {PaymentId{2}, "wx1", Money{1'990}}, "paid"},
                                          {open_payment(), {PaymentId{2}, "wx1", Money{1}}, "payment_amount"},
                                          {open_payment(), {PaymentId{9}, "wx1", Money{1'990}}, "payment_unknown"},
                                          {open_payment(), {PaymentId{2}, "", Money{1'990}}, "payment_transaction"},
                                          {paid, {PaymentId{2}, "wx1", Money{1'990}}, "repeated"},
                                          {paid, {PaymentId{2}, "wx1", Money{2'990}}, "payment_amount"},
                                          {paid, {PaymentId{2}, "ali1", Money{1'990}}, "returned"},
                                          {closed(paid), {PaymentId{2}, "wx1", Money{1'990}}, "repeated"},
                                          {late, {PaymentId{2}, "wx1", Money{1'990}}, "returned"},
                                          {returned, {PaymentId{2}, "wx1", Money{1'990}}, "repeated"}}) {
    EXPECT_EQ(outcome_of(take(row.payment, row.notice, now)), row.outcome) << row.notice.transaction;
  }
  EXPECT_EQ(closed(paid).state, PaymentState::paid);
  auto const back = give_back(RefundId{8}, returned.receipts.back(), now);
  EXPECT_EQ(back.amount, Money{1'990});
  EXPECT_EQ(back.transaction, "wx1");
  EXPECT_EQ(left_of(paid_order(), std::vector{back}), Money{1'990}) << "it is no refund of the order";
  EXPECT_EQ(returned.state, PaymentState::closed) << "a late payment wakes no order";
}

/// What one seed's messages do: two channels, each repeated, in any order, the basket closed somewhere among them.
struct Told {
  int paid = 0;
  int returned = 0;
  int naively_paid = 0;  ///< by whoever believes every message
  std::set<std::string> transactions = {};
};

Told told(std::uint64_t seed) {
  Draw draw{seed};
  auto payment = open_payment();
  Told told;
  for (int i = 0; i < 12; ++i) {
    if (draw.below(8) == 0) {
      payment = closed(payment);
      continue;
    }
    auto const transaction = draw.below(2) == 0 ? "wx1" : "ali1";
    auto const taken = take(payment, {PaymentId{2}, transaction, Money{1'990}}, now);
    told.transactions.insert(transaction);
    ++told.naively_paid;
    told.paid += taken->outcome == Outcome::paid ? 1 : 0;
    told.returned += taken->outcome == Outcome::returned ? 1 : 0;
    payment = taken->payment;
  }
  EXPECT_EQ(payment.receipts.size(), told.transactions.size());
  return told;
}

TEST(Payment, ByTwoChannelsAtOncePaysOneOrderAndReturnsTheOther) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    auto const it = told(seed);
    EXPECT_LE(it.paid, 1) << seed;
    EXPECT_EQ(it.paid + it.returned, static_cast<int>(it.transactions.size())) << seed;
    EXPECT_GT(it.naively_paid, 1) << "the naive way pays more than once";
  }
}

TEST(Refund, GoesItsWayAndNoOther) {
  struct Row {
    RefundState from;
    std::string to;  ///< of each command in their order, "-" refused
  };
  auto const later = now + refund_answer_time;
  for (auto const& row : std::vector<Row>{{RefundState::asked, "refunding arbitration arbitration - - - - -"},
                                          {RefundState::arbitration, "- - - refunding declined - - -"},
                                          {RefundState::refunding, "- - - - - refunded failed -"},
                                          {RefundState::failed, "- - - - - refunded failed refunding"},
                                          {RefundState::refunded, "- - - - - refunded refunded -"},
                                          {RefundState::declined, "- - - - - - - -"}}) {
    std::string to;
    for (auto const command : all_refund_commands()) {
      auto const next = decide(Refund{RefundId{1}, OrderId{1}, Money{5}, row.from, now}, command, later);
      EXPECT_TRUE(next || next.error().code == "refund_step");
      to += (to.empty() ? "" : " ") + (next ? std::string{name_of(next->state)} : "-");
    }
    EXPECT_EQ(to, row.to) << name_of(row.from);
  }
  Refund const asked{RefundId{1}, OrderId{1}, Money{5}, RefundState::asked, now};
  EXPECT_EQ(decide(asked, RefundCommand::let_answer_go, later - std::chrono::seconds{1}).error().code, "refund_early");
}

TEST(Refund, NeverSumsUpToMoreThanWasPaid) {
  auto const order = paid_order();
  std::vector<Refund> refunds;
  auto const ask = [&](Money amount) { return ask_back(RefundId{refunds.size() + 1}, order, refunds, amount, now); };
  EXPECT_EQ(ask(Money{0}).error().code, "refund_amount");
  EXPECT_EQ(ask(Money{-5}).error().code, "refund_amount");
  EXPECT_EQ(ask(Money{1'991}).error().code, "refund_amount");
  refunds.push_back(*ask(Money{990}));
  EXPECT_EQ(ask(Money{1'001}).error().code, "refund_amount") << "the first is not answered yet, and counts";
  refunds.push_back(*ask(Money{1'000}));
  EXPECT_EQ(left_of(order, refunds), Money{0});
  EXPECT_FALSE(give_back(RefundId{3}, order, refunds, now)) << "a whole refund on top would pay twice";
  refunds[1].state = RefundState::declined;
  EXPECT_EQ(give_back(RefundId{3}, order, refunds, now)->amount, Money{1'000});
  auto unpaid = order;
  unpaid.paid = Money{};
  EXPECT_EQ(ask_back(RefundId{1}, unpaid, {}, Money{1}, now).error().code, "refund_not_paid");
}

TEST(Code, WorksOnceAndLimitsGuesses) {
  auto code = code_of(42);
  EXPECT_EQ(code.digits, "000042");
  EXPECT_EQ(code_of(1'000'007).digits, "000007");
  for (auto const* const typed : {"000042", "000 042", "００００４２"}) {
    EXPECT_EQ(guessed(code, typed).guess, Guess::right) << typed;
  }
  auto const used = guessed(code, "000042").code;
  EXPECT_EQ(guessed(used, "000042").guess, Guess::spent);
  for (auto const& typed : std::vector<std::string>{"", "42", "0000420", "00004x", std::string(10'000, '0')}) {
    auto const next = guessed(code, typed);
    EXPECT_EQ(next.guess, Guess::wrong) << typed.substr(0, 10);
    code = next.code;
  }
  EXPECT_EQ(code.wrong, guesses_max);
  EXPECT_EQ(guessed(code, "000042").guess, Guess::locked) << "not even the right one opens it now";
  EXPECT_EQ(guessed(code, "000042").code, code);
}

}  // namespace
}  // namespace linquan::orders
