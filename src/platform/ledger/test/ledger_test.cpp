#include "linquan/ledger/ledger.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace linquan::ledger {
namespace {

constexpr Parties parties{7, 9};
constexpr Account provider{Book::provider, 0};
constexpr Account resident{Book::resident, 7};
constexpr Account merchant{Book::merchant, 9};
constexpr Account fee{Book::fee, 0};
constexpr Account subsidy{Book::subsidy, 0};

/// The books of a test: all postings are added to them.
struct Books {
  std::vector<Posting> all;
  void add(Postings const& more) {
    ASSERT_TRUE(balanced(more));
    all.insert(all.end(), more.begin(), more.end());
  }
  [[nodiscard]] std::int64_t of(Account account) const { return balance_of(all, account).fen; }
};

TEST(Ledger, TellsWhoIsOwedWhatFromPaymentToPayingOut) {
  Books books;
  books.add(received(parties, Money{2'000}));
  EXPECT_EQ(books.of(provider), 2'000);
  EXPECT_EQ(books.of(resident), -2'000) << "not yet the shop's";
  books.add(earned(parties, {Money{2'000}, Money{100}, Money{500}}));
  EXPECT_EQ(books.of(resident), 0);
  EXPECT_EQ(books.of(merchant), -2'400);
  EXPECT_EQ(books.of(fee), -100);
  EXPECT_EQ(books.of(subsidy), 500);
  books.add(settled(9, Money{1'900}));
  EXPECT_EQ(books.of(merchant), -500) << "the subsidy is still to come";
  EXPECT_EQ(books.of(provider), 100) << "the fee";
}

TEST(Ledger, GivesBackWhatWasPaidForNothing) {
  Books books;
  books.add(received(parties, Money{2'000}));
  books.add(received(parties, Money{2'000}));  // by another channel
  books.add(returned(parties, Money{2'000}));
  EXPECT_EQ(books.of(resident), -2'000);
  books.add(returned(parties, Money{2'000}));
  EXPECT_EQ(books.of(provider), 0);
  EXPECT_TRUE(earned(parties, {Money{2'000}, Money{100}, Money{500}}, Money{2'000}).empty());
}

/// `paid` cut into parts above 0.
std::vector<Money> cut(Money paid) {
  std::vector<Money> parts;
  for (auto left = paid.fen; left > 0;) {
    auto const part = *rc::gen::inRange<std::int64_t>(1, left + 1);
    parts.push_back(Money{part});
    left -= part;
  }
  return parts;
}

TEST(Ledger, LosesNoFenHoweverAPaymentIsCutIntoRefunds) {
  EXPECT_TRUE(rc::check([] {
    auto const paid = Money{*rc::gen::inRange<std::int64_t>(1, 10'000'000)};
    Shares const shares{paid, Money{*rc::gen::inRange<std::int64_t>(0, paid.fen + 1)},
                        Money{*rc::gen::inRange<std::int64_t>(0, 1'000'000)}};
    auto const parts = cut(paid);
    auto const before_complete = *rc::gen::inRange<std::size_t>(0, parts.size() + 1);
    Books books;
    books.add(received(parties, paid));
    Money gone;
    for (std::size_t i = 0; i <= parts.size(); ++i) {
      if (i == before_complete) {
        books.add(earned(parties, shares, gone));
        RC_ASSERT(books.of(resident) == 0);
      }
      if (i < parts.size()) {
        books.add(i < before_complete ? returned(parties, parts[i]) : taken_back(parties, shares, gone, parts[i]));
        gone = gone + parts[i];
      }
      RC_ASSERT(balanced(books.all));
      RC_ASSERT(books.of(provider) == paid.fen - gone.fen);
      RC_ASSERT(books.of(fee) <= 0 && books.of(subsidy) >= 0);
    }
    for (auto const account : {provider, resident, merchant, fee, subsidy}) {
      RC_ASSERT(books.of(account) == 0);
    }
  }));
}

TEST(Ledger, RoundingEachRefundByItselfWouldLoseFen) {
  // Three refunds of 1 fen out of 3 with a fee of 2: each by itself gives up no fee at all.
  Shares const shares{Money{3}, Money{2}, Money{0}};
  Money gone;
  std::int64_t given_up = 0;
  for (int i = 0; i < 3; ++i) {
    given_up += balance_of(taken_back(parties, shares, gone, Money{1}), fee).fen;
    gone = gone + Money{1};
  }
  EXPECT_EQ(given_up, 2);
  EXPECT_EQ(3 * (2 * 1 / 3), 0) << "the naive way";
}

}  // namespace
}  // namespace linquan::ledger
