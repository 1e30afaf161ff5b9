#include "linquan/orders/refund.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace linquan::orders {
namespace {

constexpr std::array<std::string_view, 6> state_names{"asked",  "arbitration", "refunding",
                                                      "failed", "refunded",    "declined"};
constexpr std::array states =
    std::to_array<RefundState>({RefundState::asked, RefundState::arbitration, RefundState::refunding,
                                RefundState::failed, RefundState::refunded, RefundState::declined});
constexpr std::array<std::string_view, 8> command_names{"agree",   "object",          "let_answer_go", "grant",
                                                        "decline", "report_refunded", "report_failed", "retry"};
constexpr std::array commands = std::to_array<RefundCommand>(
    {RefundCommand::agree, RefundCommand::object, RefundCommand::let_answer_go, RefundCommand::grant,
     RefundCommand::decline, RefundCommand::report_refunded, RefundCommand::report_failed, RefundCommand::retry});

struct Step {
  RefundCommand command;
  RefundState from;
  RefundState to;
};

constexpr std::array steps = std::to_array<Step>({
    {RefundCommand::agree, RefundState::asked, RefundState::refunding},
    {RefundCommand::object, RefundState::asked, RefundState::arbitration},
    {RefundCommand::let_answer_go, RefundState::asked, RefundState::arbitration},
    {RefundCommand::grant, RefundState::arbitration, RefundState::refunding},
    {RefundCommand::decline, RefundState::arbitration, RefundState::declined},
    {RefundCommand::report_refunded, RefundState::refunding, RefundState::refunded},
    {RefundCommand::report_failed, RefundState::refunding, RefundState::failed},
    {RefundCommand::retry, RefundState::failed, RefundState::refunding},
    // Reports may be repeated, and may come out of order: money that arrived has arrived.
    {RefundCommand::report_refunded, RefundState::failed, RefundState::refunded},
    {RefundCommand::report_refunded, RefundState::refunded, RefundState::refunded},
    {RefundCommand::report_failed, RefundState::failed, RefundState::failed},
    {RefundCommand::report_failed, RefundState::refunded, RefundState::refunded},
});

}  // namespace

std::string_view name_of(RefundState state) {
  return state_names.at(static_cast<std::size_t>(state));
}

std::optional<RefundState> refund_state_named(std::string_view name) {
  auto const found = std::ranges::find(state_names, name);
  return found == state_names.end() ? std::nullopt
                                    : std::optional{states.at(static_cast<std::size_t>(found - state_names.begin()))};
}

std::optional<RefundCommand> refund_command_named(std::string_view name) {
  auto const found = std::ranges::find(command_names, name);
  return found == command_names.end()
             ? std::nullopt
             : std::optional{commands.at(static_cast<std::size_t>(found - command_names.begin()))};
}

std::string_view name_of(RefundCommand command) {
  return command_names.at(static_cast<std::size_t>(command));
}

std::span<RefundState const> all_refund_states() {
  return states;
}

std::span<RefundCommand const> all_refund_commands() {
  return commands;
}

Money left_of(Order const& order, std::span<Refund const> refunds) {
  auto left = order.paid;
  for (auto const& refund : refunds) {
    auto const counts = refund.order == order.id && refund.state != RefundState::declined;
    left = left - (counts ? refund.amount : Money{});
  }
  return left;
}

Result<Refund> ask_back(RefundId id, Order const& order, std::span<Refund const> refunds, Money amount,
                        std::chrono::sys_seconds now) {
  if (order.paid == Money{}) {
    return refuse(ErrorKind::conflict, "refund_not_paid");
  }
  auto const left = left_of(order, refunds);
  if (amount <= Money{} || amount > left) {
    return refuse(ErrorKind::usage, "refund_amount", {{"left", std::to_string(left.fen)}});
  }
  return Refund{id, order.id, amount, RefundState::asked, now};
}

std::optional<Refund> give_back(RefundId id, Order const& order, std::span<Refund const> refunds,
                                std::chrono::sys_seconds now) {
  auto const left = left_of(order, refunds);
  return left > Money{} ? std::optional{Refund{id, order.id, left, RefundState::refunding, now}} : std::nullopt;
}

Refund give_back(RefundId id, Receipt const& receipt, std::chrono::sys_seconds now) {
  return {id, std::nullopt, receipt.amount, RefundState::refunding, now, receipt.transaction};
}

Result<Refund> decide(Refund const& refund, RefundCommand command, std::chrono::sys_seconds now) {
  auto const step =
      std::ranges::find_if(steps, [&](Step const& it) { return it.command == command && it.from == refund.state; });
  if (step == steps.end()) {
    return refuse(ErrorKind::conflict, "refund_step",
                  {{"state", std::string{name_of(refund.state)}}, {"command", std::string{name_of(command)}}});
  }
  if (command == RefundCommand::let_answer_go && now < refund.since + refund_answer_time) {
    return refuse(ErrorKind::conflict, "refund_early");
  }
  auto next = refund;
  if (step->to != refund.state) {
    next.state = step->to;
    next.since = now;
  }
  return next;
}

}  // namespace linquan::orders
