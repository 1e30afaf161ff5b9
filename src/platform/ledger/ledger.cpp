#include "linquan/ledger/ledger.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>

#include "linquan/base/ensure.h"

namespace linquan::ledger {
namespace {

Account provider() {
  return {Book::provider, 0};
}

Account resident(Parties const& parties) {
  return {Book::resident, parties.resident};
}

Account merchant(std::uint64_t outlet) {
  return {Book::merchant, outlet};
}

Money minus(Money amount) {
  return Money{} - amount;
}

/// Those that are not of nothing.
Postings postings(std::initializer_list<Posting> all) {
  Postings made;
  std::ranges::copy_if(all, std::back_inserter(made), [](Posting const& it) { return it.amount != Money{}; });
  ensure(balanced(made), "postings of one act sum to zero");
  return made;
}

/// The part of `whole` that falls on `part` of the payment, rounded down: differences of it never add up to too much.
Money share_of(Money whole, Money part, Money paid) {
  __extension__ using Wide = __int128;
  return paid == Money{} ? Money{} : Money{static_cast<std::int64_t>(Wide{whole.fen} * part.fen / paid.fen)};
}

}  // namespace

std::string_view name_of(Book book) {
  switch (book) {
    case Book::provider:
      return "provider";
    case Book::resident:
      return "resident";
    case Book::merchant:
      return "merchant";
    case Book::fee:
      return "fee";
    case Book::subsidy:
      return "subsidy";
  }
  return "provider";
}

bool balanced(std::span<Posting const> postings) {
  Money sum;
  for (auto const& posting : postings) {
    sum = sum + posting.amount;
  }
  return sum == Money{};
}

Money balance_of(std::span<Posting const> postings, Account account) {
  Money sum;
  for (auto const& posting : postings) {
    sum = sum + (posting.account == account ? posting.amount : Money{});
  }
  return sum;
}

Postings received(Parties const& parties, Money amount) {
  ensure(amount > Money{}, "nothing was paid");
  return postings({{provider(), amount}, {resident(parties), minus(amount)}});
}

Postings earned(Parties const& parties, Shares const& shares, Money refunded) {
  ensure(refunded >= Money{} && refunded <= shares.paid, "no more goes back than was paid");
  auto const kept = shares.paid - refunded;
  auto const fee = shares.fee - share_of(shares.fee, refunded, shares.paid);
  auto const subsidy = shares.subsidy - share_of(shares.subsidy, refunded, shares.paid);
  return postings({{resident(parties), kept},
                   {{Book::subsidy, 0}, subsidy},
                   {{Book::fee, 0}, minus(fee)},
                   {merchant(parties.outlet), fee - kept - subsidy}});
}

Postings returned(Parties const& parties, Money amount) {
  ensure(amount > Money{}, "nothing goes back");
  return postings({{resident(parties), amount}, {provider(), minus(amount)}});
}

Postings taken_back(Parties const& parties, Shares const& shares, Money before, Money amount) {
  auto const after = before + amount;
  ensure(amount > Money{} && before >= Money{} && after <= shares.paid, "no more goes back than was paid");
  auto const part = [&](Money whole) {
    return share_of(whole, after, shares.paid) - share_of(whole, before, shares.paid);
  };
  auto const fee = part(shares.fee);
  auto const subsidy = part(shares.subsidy);
  return postings({{provider(), minus(amount)},
                   {{Book::fee, 0}, fee},
                   {{Book::subsidy, 0}, minus(subsidy)},
                   {merchant(parties.outlet), amount + subsidy - fee}});
}

Postings settled(std::uint64_t outlet, Money amount) {
  ensure(amount > Money{}, "nothing was paid out");
  return postings({{merchant(outlet), amount}, {provider(), minus(amount)}});
}

}  // namespace linquan::ledger
