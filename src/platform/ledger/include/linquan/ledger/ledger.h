#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "linquan/base/money.h"

/// Who is owed what, in double entry: the postings of one act sum to zero, and so do all postings together.
///
/// The platform holds no money. What residents pay lies with the payment provider, who pays it out to the shops.
namespace linquan::ledger {

/// Whose account. An amount below zero is owed to them, above zero they owe it.
enum class Book : std::uint8_t {
  provider,  ///< what lies with the payment provider
  resident,  ///< paid, and not yet earned by anybody
  merchant,  ///< earned, and not yet paid out
  fee,       ///< of the platform
  subsidy,   ///< owed by who grants subsidies
};

std::string_view name_of(Book book);

struct Account {
  Book book = Book::provider;
  std::uint64_t of = 0;  ///< the resident's or the outlet's number; 0 for the others
  friend auto operator<=>(Account const&, Account const&) = default;
};

struct Posting {
  Account account;
  Money amount;
  friend bool operator==(Posting const&, Posting const&) = default;
};
/// Of one act: they sum to zero, and none of them is of nothing.
using Postings = std::vector<Posting>;

/// Whether the amounts sum to zero.
bool balanced(std::span<Posting const> postings);
/// What the postings make of an account.
Money balance_of(std::span<Posting const> postings, Account account);

/// The two parties of an order.
struct Parties {
  std::uint64_t resident = 0;
  std::uint64_t outlet = 0;
};

/// How an order's money is shared out once it is complete.
struct Shares {
  Money paid;     ///< by the resident, through the provider
  Money fee;      ///< of the platform, out of what the shop earns
  Money subsidy;  ///< on top, for the shop
};

/// The provider took `amount` (above 0) from the resident.
Postings received(Parties const& parties, Money amount);
/// The order is complete: what is left of the payment after `refunded` (at most `shares.paid`) is the shop's, less the
/// fee on it. Of an order that was paid back wholly nothing is earned, and there are no postings.
Postings earned(Parties const& parties, Shares const& shares, Money refunded = {});
/// `amount` goes back to the resident before the order is complete.
Postings returned(Parties const& parties, Money amount);
/// `amount` goes back to the resident after the order was complete, `before` having gone back already: the shop gives
/// it, the platform gives up its fee on it. However a payment is cut into refunds, the fees given up add up to the fee.
Postings taken_back(Parties const& parties, Shares const& shares, Money before, Money amount);
/// The provider paid `amount` out to the shop.
Postings settled(std::uint64_t outlet, Money amount);

}  // namespace linquan::ledger
