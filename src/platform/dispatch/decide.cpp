#include "linquan/dispatch/decide.h"

#include <algorithm>
#include <array>
#include <utility>

namespace linquan::dispatch {
namespace {

using Events = std::vector<Event>;

tl::unexpected<Error> no(std::string_view code) {
  return refuse(ErrorKind::conflict, code);
}

class Decider {
 public:
  Decider(Board const& board, Planner const& planner, Times const& times, Moment now)
      : board_{board}, planner_{planner}, times_{times}, now_{now} {}

  Result<Events> operator()(Pay const& pay) const {
    if (board_.orders.contains(pay.order.id)) {
      return no("dispatch_taken");
    }
    if (!board_.shops.contains(pay.order.shop)) {
      return refuse(ErrorKind::not_found, "dispatch_unknown");
    }
    auto ready = ready_at(board_, pay.order, now_);
    if (!ready) {
      return hand_on(ready);
    }
    Held held;
    held.order = pay.order;
    held.order.paid = now_;
    held.ready = *ready;
    held.promised = Moment::max();
    auto placement = planner_.place(board_, times_, held, now_);
    if (!placement) {
      return hand_on(placement);
    }
    held.promised = placement->delivered + board_.rules.reserve;
    held.courier = placement->courier;
    return Events{Taken{std::move(held), std::move(*placement)}};
  }

  Result<Events> operator()(Prepared const& it) const { return step(it.order, Step::prepared, std::nullopt); }

  Result<Events> operator()(SetOut const& it) const {
    auto const* const courier = courier_of(it.courier);
    if (courier == nullptr || courier->route.empty()) {
      return refuse(ErrorKind::not_found, "dispatch_unknown");
    }
    if (courier->under_way) {
      return no("dispatch_busy");
    }
    if (courier->since > now_) {
      return no("dispatch_not_there");
    }
    auto const to = place_of(courier->route.front());
    auto const way = times_.time(courier->mode, courier->at, to);
    if (!way) {
      return refuse(ErrorKind::not_found, "dispatch_no_way");
    }
    return Events{Bound{courier->id, to, now_ + *way, true, false}};
  }

  Result<Events> operator()(Arrive const& it) const {
    auto const* const courier = courier_of(it.courier);
    if (courier == nullptr || !courier->under_way || courier->there) {
      return no("dispatch_not_there");
    }
    return Events{Bound{courier->id, courier->at, now_, true, true}};
  }

  Result<Events> operator()(HandOver const& it) const {
    return done(it.courier, {Deed::pick_up, it.order}, Step::hand_over, std::nullopt);
  }

  Result<Events> operator()(Deliver const& it) const {
    if (it.proof.text.empty()) {
      return refuse(ErrorKind::bad_input, "dispatch_proof");
    }
    return done(it.courier, {Deed::drop, it.order}, Step::deliver, it.proof);
  }

  Result<Events> operator()(Cancel const& it) const {
    auto events = step(it.order, Step::cancel, std::nullopt);
    if (!events) {
      return events;
    }
    auto const& courier = board_.couriers.at(*board_.orders.at(it.order).courier);
    auto route = courier.route;
    std::erase_if(route, [&](Stop const& stop) { return stop.order == it.order; });
    if (courier.under_way && courier.route.front().order == it.order) {
      // He goes on to where he was going: nobody knows a place between two stops.
      events->push_back(Bound{courier.id, courier.at, std::max(courier.since, now_), false, false});
    }
    events->push_back(Routed{courier.id, std::move(route)});
    return events;
  }

  Result<Events> operator()(Join const& it) const {
    if (board_.couriers.contains(it.courier.id) || !it.courier.route.empty() || it.courier.under_way) {
      return no("dispatch_busy");
    }
    return Events{Joined{it.courier}};
  }

  Result<Events> operator()(Leave const& it) const {
    auto const* const courier = courier_of(it.courier);
    if (courier == nullptr) {
      return refuse(ErrorKind::not_found, "dispatch_unknown");
    }
    if (!courier->route.empty()) {
      return no("dispatch_busy");
    }
    return Events{Left{it.courier}};
  }

  Result<Events> operator()(Look const&) const {
    Events events;
    auto planned = board_;
    for (auto& [courier, route] : planner_.mend(board_, times_, now_)) {
      planned.couriers.at(courier).route = route;
      events.emplace_back(Routed{courier, std::move(route)});
    }
    for (auto const& [id, courier] : planned.couriers) {
      tell_late(planned, courier, events);
    }
    return events;
  }

 private:
  Courier const* courier_of(CourierId id) const {
    auto const found = board_.couriers.find(id);
    return found == board_.couriers.end() ? nullptr : &found->second;
  }

  PlaceId place_of(Stop const& stop) const {
    auto const& order = board_.orders.at(stop.order).order;
    return stop.deed == Deed::pick_up ? board_.shops.at(order.shop).at : order.home;
  }

  Result<Events> step(OrderId order, Step step, std::optional<Proof> proof) const {
    auto const found = board_.orders.find(order);
    if (found == board_.orders.end()) {
      return refuse(ErrorKind::not_found, "dispatch_unknown");
    }
    auto const stage = after(found->second.stage, step);
    if (!stage) {
      return no("dispatch_stage");
    }
    return Events{Moved{order, *stage, now_, std::move(proof)}};
  }

  Result<Events> done(CourierId id, Stop stop, Step which, std::optional<Proof> proof) const {
    auto const* const courier = courier_of(id);
    if (courier == nullptr || courier->route.empty() || courier->route.front() != stop) {
      return no("dispatch_not_next");
    }
    if (!courier->there) {
      return no("dispatch_not_there");
    }
    if (which == Step::hand_over && board_.orders.at(stop.order).stage == Stage::preparing) {
      return no("dispatch_not_ready");
    }
    auto events = step(stop.order, which, std::move(proof));
    if (events) {
      events->push_back(Routed{id, {courier->route.begin() + 1, courier->route.end()}});
      events->push_back(Bound{id, courier->at, now_, false, false});
    }
    return events;
  }

  /// Says it once, and again only where it became a minute worse.
  void tell_late(Board const& planned, Courier const& courier, Events& events) const {
    auto const table = timetable(planned, times_, courier, courier.route, now_, false);
    for (std::size_t i = 0; table && i < courier.route.size(); ++i) {
      auto const& stop = courier.route[i];
      auto const& held = planned.orders.at(stop.order);
      auto const told = held.late_told ? *held.late_told + std::chrono::minutes{1} : held.promised;
      if (stop.deed == Deed::drop && (*table)[i] > told) {
        events.emplace_back(LateTold{stop.order, (*table)[i]});
      }
    }
  }

  Board const& board_;
  Planner const& planner_;
  Times const& times_;
  Moment now_;
};

class Applier {
 public:
  explicit Applier(Board& board) : board_{board} {}

  void operator()(Taken const& it) const {
    board_.orders[it.held.order.id] = it.held;
    board_.couriers.at(it.placement.courier).route = it.placement.route;
  }
  void operator()(Moved const& it) const {
    auto& held = board_.orders.at(it.order);
    held.stage = it.stage;
    if (it.stage == Stage::ready) {
      held.ready = it.at;
    } else if (it.stage == Stage::delivered) {
      held.delivered_at = it.at;
      held.proof = it.proof;
    } else if (it.stage == Stage::cancelled) {
      held.courier.reset();
    }
  }
  void operator()(Routed const& it) const {
    board_.couriers.at(it.courier).route = it.route;
    for (auto const& stop : it.route) {
      board_.orders.at(stop.order).courier = it.courier;
    }
  }
  void operator()(Bound const& it) const {
    auto& courier = board_.couriers.at(it.courier);
    courier.at = it.to;
    courier.since = it.at;
    courier.under_way = it.under_way;
    courier.there = it.there;
  }
  void operator()(LateTold const& it) const { board_.orders.at(it.order).late_told = it.expected; }
  void operator()(Joined const& it) const { board_.couriers[it.courier.id] = it.courier; }
  void operator()(Left const& it) const { board_.couriers.erase(it.courier); }

 private:
  Board& board_;
};

}  // namespace

std::optional<Stage> after(Stage stage, Step step) {
  using enum Stage;
  // Rows: the stage before. Columns: prepared, hand_over, deliver, cancel.
  static constexpr std::array<std::array<std::optional<Stage>, step_count>, stage_count> table{{
      {ready, std::nullopt, std::nullopt, cancelled},            // preparing
      {std::nullopt, picked_up, std::nullopt, cancelled},        // ready
      {std::nullopt, std::nullopt, delivered, std::nullopt},     // picked up
      {std::nullopt, std::nullopt, std::nullopt, std::nullopt},  // delivered
      {std::nullopt, std::nullopt, std::nullopt, std::nullopt},  // cancelled
  }};
  return table[static_cast<std::size_t>(stage)][static_cast<std::size_t>(step)];
}

Result<std::vector<Event>> decide(Board const& board, Planner const& planner, Times const& times, Moment now,
                                  Command const& command) {
  return std::visit(Decider{board, planner, times, now}, command);
}

void apply(Board& board, Event const& event) {
  std::visit(Applier{board}, event);
}

}  // namespace linquan::dispatch
