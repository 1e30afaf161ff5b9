#include <algorithm>
#include <utility>

#include "linquan/base/ensure.h"
#include "linquan/market/market.h"
#include "told.h"

namespace linquan::market {
namespace {

using orders::Bill;
using orders::Kept;
using orders::Part;

/// What the shops ask and offer, of all that the parts name; what is not there is left out, and billed() says so.
struct Asked {
  std::vector<orders::Terms> terms;
  std::vector<catalogue::Offer> offers;
};

Asked asked_of(UnitOfWork& work, Ports const& ports, std::vector<Part> const& parts) {
  Asked asked;
  for (auto const& part : parts) {
    if (auto terms = ports.orders.terms_of(work, part.outlet)) {
      asked.terms.push_back(std::move(*terms));
    }
    for (auto const& line : part.lines) {
      if (auto offer = ports.offers.find(work, line.offer)) {
        asked.offers.push_back(std::move(offer->offer));
      }
    }
  }
  return asked;
}

/// Sizes are checked before anything is read for them.
Result<void> readable(std::vector<Part> const& parts) {
  auto const large = [](Part const& it) { return it.lines.size() > orders::lines_max; };
  if (parts.size() > orders::shops_max || std::ranges::any_of(parts, large)) {
    return refuse(ErrorKind::usage, "basket_size",
                  {{"shops", std::to_string(orders::shops_max)}, {"lines", std::to_string(orders::lines_max)}});
  }
  return {};
}

struct Priced {
  std::vector<Bill> bills;
  std::vector<orders::Terms> terms;
};

Result<Priced> priced_with_terms(UnitOfWork& work, Ports const& ports, std::vector<Part> const& parts) {
  if (auto fits = readable(parts); !fits) {
    return hand_on(fits);
  }
  auto asked = asked_of(work, ports, parts);
  auto bills = orders::billed(parts, asked.terms, asked.offers);
  return bills ? Result<Priced>{Priced{std::move(*bills), std::move(asked.terms)}} : hand_on(bills);
}

/// The platform's part of what the resident pays, rounded down.
Money fee_on(Money total, std::int64_t permille) {
  constexpr std::int64_t whole = 1000;
  return {total.fen / whole * permille + total.fen % whole * permille / whole};
}

std::chrono::sys_days day_of(std::chrono::sys_seconds at, std::chrono::seconds offset) {
  return std::chrono::floor<std::chrono::days>(at + offset);
}

Result<void> take_goods(UnitOfWork& work, Ports const& ports, Kept const& kept) {
  for (auto const& line : kept.bill.lines) {
    if (auto taken = ports.offers.take(work, {line.offer, line.count, kept.day}); !taken) {
      return hand_on(taken);
    }
  }
  return {};
}

}  // namespace

Result<std::vector<Bill>> priced(UnitOfWork& work, Ports const& ports, std::vector<Part> const& parts) {
  auto priced = priced_with_terms(work, ports, parts);
  return priced ? Result<std::vector<Bill>>{std::move(priced->bills)} : hand_on(priced);
}

Result<Placed> place(UnitOfWork& work, Ports const& ports, Wanted const& wanted) {
  ensure(wanted.promised.size() == wanted.parts.size(), "every part has a promise");
  auto priced = priced_with_terms(work, ports, wanted.parts);
  if (!priced) {
    return hand_on(priced);
  }
  auto const now = work.now();
  Placed placed{{{work.new_id<orders::PaymentId>(), orders::total_of(priced->bills)}, wanted.resident, now}, {}};
  ports.payments.add(work, placed.payment);
  for (std::size_t i = 0; i < priced->bills.size(); ++i) {
    auto& bill = priced->bills[i];
    auto const terms = std::ranges::find(priced->terms, bill.outlet, &orders::Terms::outlet);
    Kept kept;
    kept.order = {work.new_id<orders::OrderId>(),
                  placed.payment.payment.id,
                  wanted.resident,
                  bill.outlet,
                  bill.way,
                  orders::total_of(bill),
                  wanted.promised[i],
                  orders::State::awaiting_payment,
                  now};
    kept.fee = fee_on(kept.order.total, terms->fee_permille);
    kept.bill = std::move(bill);
    kept.goal = wanted.goal;
    kept.day = day_of(wanted.promised[i], wanted.offset);
    kept.made_at = now;
    if (auto taken = take_goods(work, ports, kept); !taken) {
      return hand_on(taken);
    }
    ports.orders.add(work, kept);
    tell(work, ports, kept.order);
    placed.orders.push_back(std::move(kept));
  }
  return placed;
}

}  // namespace linquan::market
