#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>

#include "linquan/base/result.h"
#include "linquan/orders/order.h"

namespace linquan::orders {

/// What else a transition wants done, in the same unit of work.
enum class Effect : std::uint8_t {
  none,
  close_payment,   ///< nobody pays it any more, and every order of its basket ends in the same way
  return_payment,  ///< all that was paid for the order goes back
  return_this,     ///< the whole transaction goes back: the order does not need it, or no longer
  new_code,        ///< a code is drawn for the resident
  earn,            ///< the shop has earned its money
};

/// One row of the table of transitions.
struct Transition {
  Command command;
  Party by;
  std::initializer_list<Way> ways;
  std::initializer_list<State> from;
  std::optional<State> to;  ///< nullopt: the order stays what it is
  Effect effect = Effect::none;
};
/// All that there are. No two of them fit one order, command and party.
std::span<Transition const> transitions();

struct Asked {
  Command command;
  Party by;
  std::chrono::sys_seconds now;
};

struct Decided {
  Order order;
  Effect effect = Effect::none;
};

/// What the command makes of the order. Whatever is not in the table is refused.
///
/// usage       `order_way` {command, way}: orders of this kind know no such command
/// forbidden   `order_party` {command, by}: others may do that
/// conflict    `order_ended` {state}; `order_step` {state, command}: not from here; `order_early` {command}: the
///             scheduler's hour has not come; `order_late` {command}: the time to answer is over
Result<Decided> decide(Order const& order, Asked const& asked);

/// What the scheduler does to an order that nobody touches, and from when on.
struct Deadline {
  std::chrono::sys_seconds at;
  Command command;
  friend bool operator==(Deadline const&, Deadline const&) = default;
};
/// nullopt: the order waits as long as it takes.
std::optional<Deadline> deadline_of(Order const& order);

inline constexpr std::chrono::minutes payment_time{15};
inline constexpr std::chrono::minutes acceptance_time{5};
/// From handing over to completing without the resident.
inline constexpr std::chrono::hours complaint_time{24};

}  // namespace linquan::orders
