#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "linquan/base/result.h"
#include "linquan/orders/order.h"
#include "linquan/orders/payment.h"

/// Money on its way back to a resident: an object of its own, with its own life.
namespace linquan::orders {

using RefundId = Id<struct RefundTag>;

enum class RefundState : std::uint8_t {
  asked,        ///< the shop has 24 hours
  arbitration,  ///< somebody of the platform decides
  refunding,    ///< the provider was asked, under the refund's number: asking again sends nothing twice
  failed,       ///< the provider could not; it is asked again
  refunded,     ///< final
  declined,     ///< final, by arbitration
};

enum class RefundCommand : std::uint8_t {
  agree,            ///< the shop
  object,           ///< the shop
  let_answer_go,    ///< the shop did not answer in time
  grant,            ///< arbitration
  decline,          ///< arbitration
  report_refunded,  ///< the provider
  report_failed,    ///< the provider
  retry,            ///< the scheduler
};

std::string_view name_of(RefundState state);
std::optional<RefundState> refund_state_named(std::string_view name);
std::string_view name_of(RefundCommand command);
std::optional<RefundCommand> refund_command_named(std::string_view name);
std::span<RefundState const> all_refund_states();
std::span<RefundCommand const> all_refund_commands();

struct Refund {
  RefundId id;
  std::optional<OrderId> order;  ///< nullopt: of a transaction that no order needs
  Money amount;
  RefundState state = RefundState::asked;
  std::chrono::sys_seconds since;
  std::string transaction = {};  ///< that goes back whole; empty: a part of the one that paid the order
  friend bool operator==(Refund const&, Refund const&) = default;
};

/// What can still be asked back of an order: what was paid, less all its refunds that were not declined.
Money left_of(Order const& order, std::span<Refund const> refunds);

/// A refund that a resident asks for, of a part or of all that is left.
///
/// usage     `refund_amount` {left}, in fen: not above zero, or more than is left
/// conflict  `refund_not_paid`: the order has no money to give back
Result<Refund> ask_back(RefundId id, Order const& order, std::span<Refund const> refunds, Money amount,
                        std::chrono::sys_seconds now);

/// The refund of all that is left, at once: where the order's own table returns the payment. nullopt: nothing is left.
std::optional<Refund> give_back(RefundId id, Order const& order, std::span<Refund const> refunds,
                                std::chrono::sys_seconds now);

/// The refund of a transaction that no order needs: the payment was `Outcome::returned`.
Refund give_back(RefundId id, Receipt const& receipt, std::chrono::sys_seconds now);

/// What the command makes of the refund. A provider's report that came before changes nothing.
///
/// conflict   `refund_step` {state, command}; `refund_early`: the shop still has time
Result<Refund> decide(Refund const& refund, RefundCommand command, std::chrono::sys_seconds now);

inline constexpr std::chrono::hours refund_answer_time{24};

}  // namespace linquan::orders
