#include <algorithm>
#include <set>

#include "linquan/dispatch/planner.h"

namespace linquan::dispatch {
namespace {

Opening const* opening_at(Shop const& shop, Moment moment) {
  auto const found = std::ranges::find_if(
      shop.open, [&](Opening const& opening) { return opening.from <= moment && moment < opening.till; });
  return found == shop.open.end() ? nullptr : &*found;
}

/// Of orders whose pick-up is not in the route.
std::size_t carried(std::span<Stop const> route) {
  std::set<OrderId> fetched;
  std::size_t count = 0;
  for (auto const& stop : route) {
    if (stop.deed == Deed::pick_up) {
      fetched.insert(stop.order);
    } else {
      count += fetched.contains(stop.order) ? 0U : 1U;
    }
  }
  return count;
}

}  // namespace

std::optional<Timetable> timetable(Board const& board, Times const& times, Courier const& courier,
                                   std::span<Stop const> route, Moment now, bool bounds) {
  Timetable table;
  table.reserve(route.size());
  auto at = courier.at;
  // What he does there already began when he came.
  auto moment = courier.there ? courier.since : std::max(courier.since, now);
  auto load = carried(route);
  for (auto const& stop : route) {
    auto const& held = board.orders.at(stop.order);
    auto const& shop = board.shops.at(held.order.shop);
    auto const fetches = stop.deed == Deed::pick_up;
    auto const to = fetches ? shop.at : held.order.home;
    auto const way = times.time(courier.mode, at, to);
    if (!way) {
      return std::nullopt;
    }
    at = to;
    moment += *way;
    if (fetches) {
      auto const ready = held.stage == Stage::preparing ? std::max(held.ready, now) : held.ready;
      moment = std::max(moment, ready) + board.rules.hand_over;
      auto const* const opening = opening_at(shop, held.order.paid);
      if (++load > board.rules.carry_max || (bounds && (opening == nullptr || moment > opening->till))) {
        return std::nullopt;
      }
    } else {
      moment += held.order.door;
      --load;
    }
    moment = std::max(moment, now);
    table.push_back(moment);
  }
  return bounds && !table.empty() && table.back() > courier.shift_till ? std::nullopt : std::optional{table};
}

Result<Moment> ready_at(Board const& board, Order const& order, Moment now) {
  auto const& shop = board.shops.at(order.shop);
  auto const* const opening = opening_at(shop, now);
  std::vector<Moment> busy;
  for (auto const& [id, held] : board.orders) {
    if (held.order.shop == order.shop && held.stage == Stage::preparing && id != order.id) {
      busy.push_back(std::max(held.ready, now));
    }
  }
  std::ranges::sort(busy);
  // With more orders than hands, a hand is free once all but `hands - 1` of them are ready.
  auto const hands = std::max<std::size_t>(1, shop.hands);
  auto const ready = (busy.size() < hands ? now : busy[busy.size() - hands]) + order.preparation;
  if (opening == nullptr || ready > opening->till) {
    return refuse(ErrorKind::conflict, "dispatch_shop_closed");
  }
  return ready;
}

}  // namespace linquan::dispatch
