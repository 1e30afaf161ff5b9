#include <gtest/gtest.h>

#include <set>
#include <string>
#include <variant>
#include <vector>

#include "linquan/provider/simulated.h"

namespace linquan::provider {
namespace {

using orders::Notice;
using orders::PaymentId;
using orders::RefundCommand;
using orders::RefundId;

constexpr std::chrono::sys_seconds now{std::chrono::seconds{1'790'000'000}};

Charge charge(std::uint64_t payment) {
  return {PaymentId{payment}, Money{2'300}, {}};
}

orders::KeptRefund refund(std::uint64_t id) {
  return {{RefundId{id}, orders::OrderId{1}, Money{100}, orders::RefundState::refunding, now}, PaymentId{1}};
}

TEST(Provider, SaysWhatWasPaidInASignedMessage) {
  Simulated sham{"secret", 1};
  ASSERT_TRUE(sham.ask_for(charge(7)));
  EXPECT_EQ(sham.pay(PaymentId{8}, now).error().code, "payment_unknown");
  ASSERT_TRUE(sham.pay(PaymentId{7}, now));
  EXPECT_TRUE(sham.arrived(now - std::chrono::seconds{1}).empty());
  auto const messages = sham.arrived(now);
  ASSERT_EQ(messages.size(), 1U);
  auto const said = sham.read(messages.front());
  ASSERT_TRUE(said);
  auto const& notice = std::get<Notice>(*said);
  EXPECT_EQ(notice.payment, PaymentId{7});
  EXPECT_EQ(notice.amount, Money{2'300});
  EXPECT_EQ(sham.taken_for(PaymentId{7})->front().transaction, notice.transaction);
  EXPECT_TRUE(sham.arrived(now).empty());
}

TEST(Provider, BelievesNoMessageThatItDidNotSign) {
  Simulated sham{"secret", 1};
  std::string const body = "payment=7&transaction=t&amount=1";
  EXPECT_TRUE(sham.read({body, signature_of("secret", body)}));
  for (Message const& forged : std::vector<Message>{{body, signature_of("other", body)},
                                                    {body, ""},
                                                    {body + "0", signature_of("secret", body)},
                                                    {body, signature_of("secret", body) + "0"}}) {
    EXPECT_EQ(sham.read(forged).error().code, "provider_signature");
  }
}

TEST(Provider, SignsAsTheStandardSays) {
  // RFC 4231, test case 2.
  EXPECT_EQ(signature_of("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Provider, UnderstandsItsOwnMessagesAndNoOthers) {
  for (Said const& said :
       std::vector<Said>{Notice{PaymentId{7}, "t-1", Money{2'300}}, Report{RefundId{3}, RefundCommand::report_refunded},
                         Report{RefundId{3}, RefundCommand::report_failed}}) {
    auto const again = understood(written(said));
    ASSERT_TRUE(again) << written(said);
    EXPECT_EQ(written(*again), written(said));
  }
  for (std::string const bad :
       {"", "x", "=1", "payment=7", "payment=7&transaction=&amount=1", "payment=0&transaction=t&amount=1",
        "payment=7&transaction=t&amount=-1", "payment=7&transaction=t&amount=1.5", "payment=7&transaction=t t&amount=1",
        "payment=7&payment=7&transaction=t&amount=1", "payment=7&transaction=t&amount=1&more=1", "refund=1",
        "refund=1&state=perhaps", "refund=99999999999999999999999&state=failed"}) {
    EXPECT_EQ(understood(bad).error().code, "provider_message") << bad;
  }
}

TEST(Provider, TakesNothingForAPaymentThatIsClosed) {
  Simulated sham{"secret", 1};
  ASSERT_TRUE(sham.ask_for(charge(7)));
  ASSERT_TRUE(sham.close(PaymentId{7}));
  EXPECT_EQ(sham.pay(PaymentId{7}, now).error().code, "payment_closed");
}

TEST(Provider, SendsNothingBackTwice) {
  Simulated sham{"secret", 1};
  ASSERT_TRUE(sham.ask_for(charge(1)));
  ASSERT_TRUE(sham.pay(PaymentId{1}, now));
  for (auto i = 0; i < 10; ++i) {
    ASSERT_TRUE(sham.send_back(refund(3)));
  }
  EXPECT_EQ(sham.held(), Money{2'200});
}

TEST(Provider, MisbehavesAsItIsToldTo) {
  Simulated sham{"secret", 5, {200, 200, 300, 200, 100, 300}};
  std::multiset<std::string> seen;
  std::size_t forged = 0;
  for (std::uint64_t id = 1; id <= 200; ++id) {
    while (!sham.ask_for(charge(id))) {
    }
    ASSERT_TRUE(sham.pay(PaymentId{id}, now));
  }
  for (auto const& message : sham.arrived(now + std::chrono::hours{3})) {
    auto const said = sham.read(message);
    forged += said ? 0U : 1U;
    if (said) {
      seen.insert(message.body);
    }
  }
  std::set<std::string> const different{seen.begin(), seen.end()};
  EXPECT_LT(different.size(), 200U) << "some are lost";
  EXPECT_GT(different.size(), 120U);
  EXPECT_GT(seen.size(), different.size()) << "some come again";
  EXPECT_GT(forged, 10U);
}

}  // namespace
}  // namespace linquan::provider
