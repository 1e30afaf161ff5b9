#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/dispatch/board.h"
#include "linquan/dispatch/planner.h"

namespace linquan::dispatch {

/// Commands: what happened, or is asked for.
struct Pay {
  Order order;
};
struct Prepared {
  OrderId order;
};
/// The courier goes to his next stop; from now on it is his.
struct SetOut {
  CourierId courier;
};
struct Arrive {
  CourierId courier;
};
/// At the shop's counter.
struct HandOver {
  CourierId courier;
  OrderId order;
};
struct Deliver {
  CourierId courier;
  OrderId order;
  Proof proof;
};
struct Cancel {
  OrderId order;
};
/// Comes on shift with this place and end; `route` is empty.
struct Join {
  Courier courier;
};
/// Goes off shift; only without orders.
struct Leave {
  CourierId courier;
};
/// Looks whether the promises can still be kept, and plans anew where not.
struct Look {};
using Command = std::variant<Pay, Prepared, SetOut, Arrive, HandOver, Deliver, Cancel, Join, Leave, Look>;

/// Events: what is true from now on. Others hear of them through the outbox.
struct Taken {
  Held held;
  Placement placement;
};
struct Moved {
  OrderId order;
  Stage stage = Stage::preparing;
  Moment at;
  std::optional<Proof> proof;
};
struct Routed {
  CourierId courier;
  std::vector<Stop> route;
};
/// The courier is, or will be, at a place.
struct Bound {
  CourierId courier;
  PlaceId to;
  Moment at;
  bool under_way = false;
  bool there = false;
};
struct LateTold {
  OrderId order;
  Moment expected;
};
struct Joined {
  Courier courier;
};
struct Left {
  CourierId courier;
};
using Event = std::variant<Taken, Moved, Routed, Bound, LateTold, Joined, Left>;

/// The stage after a command to one order; nullopt: refused.
enum class Step : std::uint8_t { prepared, hand_over, deliver, cancel };
inline constexpr std::size_t step_count = 4;
std::optional<Stage> after(Stage stage, Step step);

/// What a command does, or why not. Pure: the same board, times and moment give the same events.
///
/// conflict    `dispatch_taken`, `dispatch_stage`, `dispatch_not_next`, `dispatch_not_there`, `dispatch_not_ready`,
///             `dispatch_busy`, and what Planner::place() and ready_at() refuse
/// bad_input   `dispatch_proof`
/// not_found   `dispatch_unknown`, `dispatch_no_way`
Result<std::vector<Event>> decide(Board const& board, Planner const& planner, Times const& times, Moment now,
                                  Command const& command);

void apply(Board& board, Event const& event);

}  // namespace linquan::dispatch
