#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>

#include "linquan/dispatch/planner.h"

namespace linquan::dispatch {
namespace {

std::int64_t lateness(Board const& board, std::span<Stop const> route, Timetable const& table) {
  Span sum{};
  for (std::size_t i = 0; i < route.size(); ++i) {
    if (route[i].deed == Deed::drop) {
      sum += std::max(Span{}, table[i] - board.orders.at(route[i].order).promised);
    }
  }
  return sum.count();
}

/// The drops of a route, in the order of ids.
std::map<OrderId, Moment> drops(std::span<Stop const> route, Timetable const& table) {
  std::map<OrderId, Moment> all;
  for (std::size_t i = 0; i < route.size(); ++i) {
    if (route[i].deed == Deed::drop) {
      all[route[i].order] = table[i];
    }
  }
  return all;
}

/// Whether everybody who was promised something keeps enough of the reserve, or loses nothing.
bool keeps_promises(Board const& board, std::map<OrderId, Moment> const& before,
                    std::map<OrderId, Moment> const& after) {
  return std::ranges::all_of(before, [&](auto const& it) {
    auto const bound = board.orders.at(it.first).promised - board.rules.reserve_kept;
    return after.at(it.first) <= std::max(bound, it.second);
  });
}

/// Calls `visit(route)` for every route with the order's two stops put in; the stop under way stays first.
template <class Visit>
void each_insertion(Courier const& courier, std::span<Stop const> route, OrderId order, bool fetched,
                    Visit const& visit) {
  auto const first = static_cast<std::ptrdiff_t>(courier.under_way && !route.empty() ? 1 : 0);
  auto const size = static_cast<std::ptrdiff_t>(route.size());
  for (auto drop = first; drop <= size; ++drop) {
    std::vector<Stop> with{route.begin(), route.end()};
    with.insert(with.begin() + drop, Stop{Deed::drop, order});
    for (auto pick = first; fetched ? pick == first : pick <= drop; ++pick) {
      if (fetched) {
        visit(with);
        continue;
      }
      auto whole = with;
      whole.insert(whole.begin() + pick, Stop{Deed::pick_up, order});
      visit(whole);
    }
  }
}

/// The cheapest way of giving a courier the order: its own time, what the others lose, and what his round grows.
struct Best {
  std::optional<Placement> placement;
  Span cost{std::numeric_limits<std::int64_t>::max()};
};

void try_courier(Board const& with, Times const& times, Courier const& courier, OrderId order, Moment now, Best& best) {
  auto const old = timetable(with, times, courier, courier.route, now, false);
  if (!old) {
    return;
  }
  auto const before = drops(courier.route, *old);
  auto const ended = old->empty() ? std::max(courier.since, now) : old->back();
  each_insertion(courier, courier.route, order, false, [&](std::vector<Stop> const& route) {
    auto const table = timetable(with, times, courier, route, now);
    if (!table) {
      return;
    }
    auto const after = drops(route, *table);
    if (!keeps_promises(with, before, after)) {
      return;
    }
    auto cost = (after.at(order) - now) + (table->back() - ended);
    for (auto const& [id, moment] : before) {
      cost += after.at(id) - moment;
    }
    if (cost < best.cost) {
      best = {Placement{courier.id, route, after.at(order)}, cost};
    }
  });
}

bool clerk_is_near(Board const& board, Times const& times, Order const& order) {
  auto const way = times.time(Mode::foot, board.shops.at(order.shop).at, order.home);
  return way && *way <= board.rules.clerk_walk_max;
}

bool has_way(Board const& board, Times const& times, Order const& order) {
  auto const shop = board.shops.at(order.shop).at;
  return board.couriers.empty() || std::ranges::any_of(board.couriers, [&](auto const& it) {
           auto const& courier = it.second;
           return (!courier.clerk_of || *courier.clerk_of == order.shop) &&
                  times.time(courier.mode, courier.at, shop) && times.time(courier.mode, shop, order.home);
         });
}

/// A better place for one order, so that less is late in all.
class Mending {
 public:
  Mending(Board const& board, Times const& times, Moment now) : board_{board}, times_{times}, now_{now} {}

  std::map<CourierId, std::vector<Stop>> run() {
    // Every round takes tenths of a second off a whole number, and a few rounds find nearly all of it.
    for (auto round = 0; round < rounds_max && improve(); ++round) {
    }
    return std::move(changed_);
  }

 private:
  static constexpr int rounds_max = 8;

  std::optional<std::int64_t> late(Courier const& courier, std::span<Stop const> route, bool bounds) const {
    auto const table = timetable(board_, times_, courier, route, now_, bounds);
    return table ? std::optional{lateness(board_, route, *table)} : std::nullopt;
  }

  bool improve() {
    for (auto const& [id, courier] : board_.couriers) {
      if (late(courier, courier.route, false).value_or(0) == 0) {
        continue;
      }
      for (std::size_t i = courier.under_way ? 1 : 0; i < courier.route.size(); ++i) {
        if (courier.route[i].deed == Deed::drop && move(courier, courier.route[i].order)) {
          return true;
        }
      }
    }
    return false;
  }

  bool move(Courier const& from, OrderId order) {
    auto const is_it = [&](Stop const& stop) { return stop.order == order; };
    auto const fetched = board_.orders.at(order).stage == Stage::picked_up;
    if (from.under_way && from.route.front().order == order && !fetched) {
      return false;
    }
    auto rest = from.route;
    std::erase_if(rest, is_it);
    auto const was = late(from, from.route, false);
    auto const left = late(from, rest, false);
    if (!was || !left) {
      return false;
    }
    std::int64_t gain = 0;
    CourierId best_courier;
    std::vector<Stop> best;
    for (auto const& it : board_.couriers) {
      auto const& to = it.second;
      auto const same = to.id == from.id;
      auto const& held = board_.orders.at(order);
      if ((fetched && !same) || (to.clerk_of && (*to.clerk_of != held.order.shop || !same))) {
        continue;
      }
      auto const base = same ? *was : *was + late(to, to.route, false).value_or(0);
      each_insertion(to, same ? rest : to.route, order, fetched, [&](std::vector<Stop> const& route) {
        auto const now = late(to, route, !same);
        if (now && base - (*now + (same ? 0 : *left)) > gain) {
          gain = base - (*now + (same ? 0 : *left));
          best_courier = to.id;
          best = route;
        }
      });
    }
    if (gain == 0) {
      return false;
    }
    set(from.id, rest);
    set(best_courier, best);
    return true;
  }

  void set(CourierId courier, std::vector<Stop> const& route) {
    board_.couriers.at(courier).route = route;
    changed_[courier] = route;
  }

  Board board_;
  Times const& times_;
  Moment now_;
  std::map<CourierId, std::vector<Stop>> changed_;
};

}  // namespace

Result<Placement> BestInsertion::place(Board const& board, Times const& times, Held const& held, Moment now) const {
  auto with = board;
  with.orders[held.order.id] = held;
  auto const shop = held.order.shop;
  auto const expected_max = now + board.rules.promise_max - board.rules.reserve;
  if (clerk_is_near(board, times, held.order)) {
    Best clerk;
    for (auto const& [id, courier] : board.couriers) {
      if (courier.clerk_of == shop) {
        try_courier(with, times, courier, held.order.id, now, clerk);
      }
    }
    if (clerk.placement && clerk.placement->delivered + board.rules.reserve <= now + board.rules.clerk_promise_max) {
      return *clerk.placement;
    }
  }
  Best best;
  for (auto const& [id, courier] : board.couriers) {
    if (!courier.clerk_of) {
      try_courier(with, times, courier, held.order.id, now, best);
    }
  }
  if (!best.placement) {
    return has_way(board, times, held.order) ? refuse(ErrorKind::conflict, "dispatch_nobody")
                                             : refuse(ErrorKind::not_found, "dispatch_no_way");
  }
  if (best.placement->delivered > expected_max) {
    return refuse(ErrorKind::conflict, "dispatch_too_late");
  }
  return *best.placement;
}

std::map<CourierId, std::vector<Stop>> BestInsertion::mend(Board const& board, Times const& times, Moment now) const {
  return Mending{board, times, now}.run();
}

}  // namespace linquan::dispatch
