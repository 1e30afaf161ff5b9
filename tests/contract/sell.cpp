#include "sell.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace linquan::store {
namespace {

using market::Act;
using orders::Command;
using orders::Order;
using orders::Party;

constexpr Money price{1'200};
constexpr std::uint64_t secret = 123'456;

}  // namespace

Stalls::Stalls(Store& store, std::size_t count) : store_{store} {
  auto const made = store.write([&](UnitOfWork& work) -> Result<void> {
    stalls_.clear();
    for (std::size_t i = 0; i < count; ++i) {
      auto const account =
          accounts_->add(work, {"resident", std::nullopt, "stall" + std::to_string(work.new_number()), "hash"});
      if (!account) {
        return tl::unexpected<Error>{account.error()};
      }
      Stall const stall{directory::OutletId{work.new_number()}, work.new_id<catalogue::OfferId>(), account->id};
      orders::Terms terms{stall.outlet, {}, {}};
      terms.fee_permille = 30;
      orders_->put_terms(work, terms);
      offers_->add(work, {{stall.offer, stall.outlet, "rice", price}, {}});
      stalls_.push_back(stall);
    }
    return {};
  });
  if (!made) {
    throw std::runtime_error{made.error().code};
  }
}

Result<Order> Stalls::carried(Act const& act) {
  return store_.write([&](UnitOfWork& work) -> Result<Order> {
    auto const done = market::carry_on(work, ports_, act);
    return done ? Result<Order>{done->order.order} : tl::unexpected<Error>{done.error()};
  });
}

Result<void> Stalls::sell(std::size_t stall, std::function<void(Order const&)> const& heard) {
  auto const& at = stalls_[stall];
  auto const placed = store_.write([&](UnitOfWork& work) {
    return market::place(work, ports_,
                         {at.resident,
                          {{at.outlet, orders::Way::collection, {{at.offer, {}, 1, price}}}},
                          {},
                          {work.now()},
                          std::chrono::hours{8}});
  });
  if (!placed) {
    return tl::unexpected<Error>{placed.error()};
  }
  auto const id = placed->orders.front().order.id;
  heard(placed->orders.front().order);
  auto const& payment = placed->payment.payment;
  auto const paid = store_.write([&](UnitOfWork& work) -> Result<Order> {
    auto const done = market::noticed(work, ports_, {payment.id, std::to_string(payment.id.value()), payment.amount});
    return done ? Result<Order>{orders_->find(work, id)->order} : tl::unexpected<Error>{done.error()};
  });
  if (!paid) {
    return tl::unexpected<Error>{paid.error()};
  }
  heard(*paid);
  std::vector<Act> acts{{id, Command::accept, Party::shop},
                        {id, Command::make_ready, Party::shop},
                        {id, Command::show_code, Party::resident, at.resident},
                        {id, Command::check_code, Party::shop},
                        {id, Command::complete, Party::resident, at.resident}};
  acts[2].secret = secret;
  acts[3].code = std::to_string(secret);
  for (auto const& act : acts) {
    auto const done = carried(act);
    if (!done) {
      return tl::unexpected<Error>{done.error()};
    }
    heard(*done);
  }
  return {};
}

}  // namespace linquan::store
