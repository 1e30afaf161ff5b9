#include <algorithm>
#include <tuple>

#include "linquan/dispatch/planner.h"

namespace linquan::dispatch {

Result<Placement> NearestFirst::place(Board const& board, Times const& times, Held const& held, Moment now) const {
  auto with = board;
  with.orders[held.order.id] = held;
  auto const shop = board.shops.at(held.order.shop).at;
  std::optional<std::tuple<Moment, Span, CourierId>> best;
  for (auto const& [id, courier] : board.couriers) {
    auto const old = timetable(with, times, courier, courier.route, now, false);
    auto const from = courier.route.empty() ? courier.at : with.orders.at(courier.route.back().order).order.home;
    auto const way = times.time(courier.mode, from, shop);
    if (courier.clerk_of || !old || !way) {
      continue;
    }
    auto const free = old->empty() ? now : old->back();
    auto const key = std::tuple{free, *way, id};
    best = best ? std::min(*best, key) : key;
  }
  if (!best) {
    return refuse(ErrorKind::conflict, "dispatch_nobody");
  }
  auto const& courier = board.couriers.at(std::get<2>(*best));
  auto route = courier.route;
  route.push_back({Deed::pick_up, held.order.id});
  route.push_back({Deed::drop, held.order.id});
  auto const table = timetable(with, times, courier, route, now);
  if (!table) {
    return refuse(ErrorKind::conflict, "dispatch_nobody");
  }
  if (table->back() > now + board.rules.promise_max - board.rules.reserve) {
    return refuse(ErrorKind::conflict, "dispatch_too_late");
  }
  return Placement{courier.id, route, table->back()};
}

}  // namespace linquan::dispatch
