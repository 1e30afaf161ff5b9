#include "simulated.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <queue>
#include <set>
#include <tuple>
#include <utility>

namespace linquan::dispatch {
namespace {

std::uint64_t scrambled(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15U;
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31U);
}

enum What : std::uint64_t { preparing = 1, going_wrong, at_door, on_the_road };

std::string text_of(Event const& event) {
  struct Teller {
    std::string operator()(Taken const& it) const {
      return fmt::format("taken {} by {} for {}", it.held.order.id.value(), it.placement.courier.value(),
                         it.held.promised.time_since_epoch().count());
    }
    std::string operator()(Moved const& it) const {
      return fmt::format("moved {} to {}", it.order.value(), static_cast<int>(it.stage));
    }
    std::string operator()(Routed const& it) const {
      auto text = fmt::format("routed {}", it.courier.value());
      for (auto const& stop : it.route) {
        text += fmt::format(" {}{}", stop.deed == Deed::pick_up ? '+' : '-', stop.order.value());
      }
      return text;
    }
    std::string operator()(Bound const& it) const {
      return fmt::format("bound {} {} {}", it.courier.value(), it.to.value(), it.at.time_since_epoch().count());
    }
    std::string operator()(LateTold const& it) const {
      return fmt::format("late {} {}", it.order.value(), it.expected.time_since_epoch().count());
    }
    std::string operator()(Joined const& it) const { return fmt::format("joined {}", it.courier.id.value()); }
    std::string operator()(Left const& it) const { return fmt::format("left {}", it.courier.value()); }
  };
  return std::visit(Teller{}, event);
}

class Player {
 public:
  Player(Board board, Planner const& planner, Times const& times, Reality const& reality, std::uint64_t seed)
      : board_{std::move(board)}, planner_{planner}, times_{times}, reality_{reality}, seed_{seed} {}

  Day play(std::vector<Order> const& orders) {
    for (auto const& order : orders) {
      push(order.paid, Kind::paid, order.id.value());
      orders_[order.id] = order;
    }
    // A day of sixty orders has a few thousand happenings; a bound instead of a day that never ends.
    for (auto left = 200'000; left > 0 && !queue_.empty(); --left) {
      auto const next = queue_.top();
      queue_.pop();
      now_ = next.at;
      happen(next);
      order_command(Look{});
      set_out();
    }
    for (auto const& order : orders) {
      finish(order);
    }
    return std::move(day_);
  }

 private:
  enum class Kind : std::uint8_t { paid, prepared, arrived, served };
  struct Happening {
    Moment at;
    std::uint64_t number = 0;
    Kind kind = Kind::paid;
    std::uint64_t id = 0;
    bool operator>(Happening const& other) const { return std::tuple{at, number} > std::tuple{other.at, other.number}; }
  };

  void push(Moment at, Kind kind, std::uint64_t id) { queue_.push({at, ++number_, kind, id}); }

  Error order_command(Command const& command) {
    auto const begun = std::chrono::steady_clock::now();
    auto const events = decide(board_, planner_, times_, now_, command);
    auto const took = std::chrono::steady_clock::now() - begun;
    day_.planning_ns_max = std::max<std::int64_t>(day_.planning_ns_max,
                                                  std::chrono::duration_cast<std::chrono::nanoseconds>(took).count());
    if (!events) {
      return events.error();
    }
    for (auto const& event : *events) {
      apply(board_, event);
      day_.trace += fmt::format("{} {}\n", now_.time_since_epoch().count(), text_of(event));
    }
    if (auto const what = broken_in(board_); !what.empty()) {
      day_.broken.push_back(fmt::format("{}: {}", now_.time_since_epoch().count(), what));
    }
    return {};
  }

  void must(Command const& command) {
    if (auto const error = order_command(command); !error.code.empty()) {
      day_.broken.push_back("refused: " + error.code);
    }
  }

  void happen(Happening const& it) {
    switch (it.kind) {
      case Kind::paid:
        return pay(OrderId{it.id});
      case Kind::prepared:
        must(Prepared{OrderId{it.id}});
        for (auto const& [id, courier] : board_.couriers) {
          fetch(id);
        }
        return;
      case Kind::arrived:
        must(Arrive{CourierId{it.id}});
        return arrive(CourierId{it.id});
      case Kind::served:
        return serve(CourierId{it.id});
    }
  }

  void pay(OrderId id) {
    auto const& order = orders_.at(id);
    auto const error = order_command(Pay{order});
    refused_[id] = error.code;
    if (!error.code.empty()) {
      return;
    }
    auto const& held = board_.orders.at(id);
    promised_[id] = held.promised;
    by_clerk_[id] = board_.couriers.at(*held.courier).clerk_of.has_value();
    auto span = drawn(seed_, preparing, id.value(), reality_.preparation_low, reality_.preparation_high);
    if (drawn(seed_, going_wrong, id.value(), 1, reality_.slow_one_in) == 1) {
      span += reality_.slow_more;
    }
    auto const begun = held.ready - order.preparation;
    push(begun + Span{span}, Kind::prepared, id.value());
  }

  void set_out() {
    for (auto const& [id, courier] : board_.couriers) {
      if (courier.under_way || courier.route.empty()) {
        continue;
      }
      must(SetOut{id});
      auto const expected = courier.since - now_;
      auto const percent = drawn(seed_, on_the_road, ++rides_, reality_.ride_percent_low, reality_.ride_percent_high);
      push(now_ + expected * percent / 100, Kind::arrived, id.value());
    }
  }

  void arrive(CourierId id) {
    there_.insert(id);
    auto const stop = board_.couriers.at(id).route.front();
    if (stop.deed == Deed::pick_up) {
      return fetch(id);
    }
    auto const door = drawn(seed_, at_door, stop.order.value(), reality_.door_low, reality_.door_high);
    push(now_ + Span{door}, Kind::served, id.value());
  }

  /// Where he stands at the counter and the order is ready.
  void fetch(CourierId id) {
    auto const& courier = board_.couriers.at(id);
    if (!there_.contains(id) || served_.contains(id) || courier.route.front().deed == Deed::drop) {
      return;
    }
    if (board_.orders.at(courier.route.front().order).stage == Stage::ready) {
      served_.insert(id);
      push(now_ + board_.rules.hand_over, Kind::served, id.value());
    }
  }

  void serve(CourierId id) {
    auto const stop = board_.couriers.at(id).route.front();
    served_.erase(id);
    there_.erase(id);
    if (stop.deed == Deed::pick_up) {
      return must(HandOver{id, stop.order});
    }
    must(Deliver{id, stop.order, {Proof::Kind::photo, fmt::format("{}.jpg", stop.order.value())}});
  }

  void finish(Order const& order) {
    Outcome outcome;
    outcome.order = order;
    outcome.refused = refused_[order.id];
    if (outcome.refused.empty()) {
      auto const& held = board_.orders.at(order.id);
      outcome.promised = promised_[order.id];
      outcome.delivered = held.delivered_at;
      outcome.told_late = held.late_told.has_value();
      outcome.by_clerk = by_clerk_[order.id];
      if (held.promised != outcome.promised) {
        day_.broken.emplace_back("a promise changed");
      }
      if (!held.delivered_at) {
        day_.broken.emplace_back("an order was dropped");
      }
    }
    day_.outcomes.push_back(std::move(outcome));
  }

  Board board_;
  Planner const& planner_;
  Times const& times_;
  Reality reality_;
  std::uint64_t seed_;
  Moment now_;
  std::uint64_t number_ = 0;
  std::uint64_t rides_ = 0;
  std::priority_queue<Happening, std::vector<Happening>, std::greater<>> queue_;
  std::map<OrderId, Order> orders_;
  std::map<OrderId, std::string> refused_;
  std::map<OrderId, Moment> promised_;
  std::map<OrderId, bool> by_clerk_;
  std::set<CourierId> there_;
  std::set<CourierId> served_;
  Day day_;
};

std::string broken_route(Board const& board, Courier const& courier, std::map<OrderId, int>& seen) {
  std::size_t load = 0;
  std::set<OrderId> open;
  for (auto const& [id, held] : board.orders) {
    if (held.stage == Stage::picked_up && held.courier == courier.id) {
      open.insert(id);
    }
  }
  load = open.size();
  for (auto const& stop : courier.route) {
    auto const& held = board.orders.at(stop.order);
    ++seen[stop.order];
    if (held.courier != courier.id) {
      return "an order stands with two couriers";
    }
    if (stop.deed == Deed::pick_up) {
      open.insert(stop.order);
      ++load;
    } else if (open.erase(stop.order) == 0) {
      return "a drop before its pick-up";
    } else {
      --load;
    }
    if (load > board.rules.carry_max) {
      return "more orders than a courier carries";
    }
  }
  return load == 0 ? "" : "an order is carried and never brought";
}

}  // namespace

std::int64_t drawn(std::uint64_t seed, std::uint64_t what, std::uint64_t which, std::int64_t low, std::int64_t high) {
  auto const bits = scrambled(scrambled(scrambled(seed) ^ what) ^ which);
  return low + static_cast<std::int64_t>(bits % static_cast<std::uint64_t>(high - low + 1));
}

Day play(Board board, std::vector<Order> const& orders, Planner const& planner, Times const& times,
         Reality const& reality, std::uint64_t seed) {
  return Player{std::move(board), planner, times, reality, seed}.play(orders);
}

std::string broken_in(Board const& board) {
  std::map<OrderId, int> seen;
  for (auto const& [id, courier] : board.couriers) {
    if (auto what = broken_route(board, courier, seen); !what.empty()) {
      return what;
    }
  }
  for (auto const& [id, held] : board.orders) {
    auto const stops = held.stage <= Stage::ready ? 2 : held.stage == Stage::picked_up ? 1 : 0;
    if (seen[id] != stops) {
      return "an order is dropped or given twice";
    }
  }
  return "";
}

}  // namespace linquan::dispatch
