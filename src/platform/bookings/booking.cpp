#include "linquan/bookings/booking.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace linquan::bookings {
namespace {

using std::chrono::local_seconds;

constexpr std::array<std::string_view, 6> state_names{"held", "booked", "attended", "missed", "cancelled", "lapsed"};
constexpr std::array states =
    std::to_array<State>({State::held, State::booked, State::attended, State::missed, State::cancelled, State::lapsed});
constexpr std::array<std::string_view, 5> command_names{"book", "let_hold_go", "cancel", "attend", "miss"};
constexpr std::array commands =
    std::to_array<Command>({Command::book, Command::let_hold_go, Command::cancel, Command::attend, Command::miss});

struct Step {
  Command command;
  State from;
  State to;
};

constexpr std::array steps = std::to_array<Step>({
    {Command::book, State::held, State::booked},
    {Command::let_hold_go, State::held, State::lapsed},
    {Command::cancel, State::held, State::cancelled},
    {Command::cancel, State::booked, State::cancelled},
    {Command::attend, State::booked, State::attended},
    {Command::miss, State::booked, State::missed},
});

tl::unexpected<Error> no_step(State state, std::string_view command) {
  return refuse(ErrorKind::conflict, "booking_step",
                {{"state", std::string{name_of(state)}}, {"command", std::string{command}}});
}

/// Attending may begin as soon as somebody is there, at most so long before the start.
constexpr std::chrono::minutes attend_before{60};

Result<void> in_time(Booking const& booking, Command command, local_seconds now) {
  auto const early = [&](local_seconds first) {
    return now < first ? refuse(ErrorKind::conflict, "booking_early", {{"command", std::string{name_of(command)}}})
                       : Result<void>{};
  };
  switch (command) {
    case Command::book:
      return now >= booking.held_until ? refuse(ErrorKind::conflict, "booking_hold_over") : Result<void>{};
    case Command::let_hold_go:
      return early(booking.held_until);
    case Command::cancel:
      return now >= booking.when.from ? refuse(ErrorKind::conflict, "booking_late") : Result<void>{};
    case Command::attend:
      return early(booking.when.from - attend_before);
    case Command::miss:
      return early(booking.when.from + miss_time);
  }
  return {};
}

/// The seat of a slot that can be booked.
Result<std::int64_t> seat_for(Ground const& ground, Span const& when, std::optional<BookingId> moving) {
  auto const day = std::chrono::floor<std::chrono::days>(when.from);
  auto const slots = slots_on(ground.plan, day, ground.calendar, ground.now);
  if (std::ranges::find(slots, when) == slots.end()) {
    return refuse(ErrorKind::not_found, "booking_slot");
  }
  auto const seat = free_seat(ground.plan, when, ground.bookings, moving);
  return seat ? Result<std::int64_t>{*seat} : refuse(ErrorKind::conflict, "booking_taken");
}

}  // namespace

std::string_view name_of(State state) {
  return state_names.at(static_cast<std::size_t>(state));
}

std::optional<State> state_named(std::string_view name) {
  auto const found = std::ranges::find(state_names, name);
  return found == state_names.end() ? std::nullopt
                                    : std::optional{states.at(static_cast<std::size_t>(found - state_names.begin()))};
}

std::string_view name_of(Command command) {
  return command_names.at(static_cast<std::size_t>(command));
}

std::span<State const> all_states() {
  return states;
}

std::span<Command const> all_commands() {
  return commands;
}

bool has_seat(Booking const& booking) {
  return booking.state == State::held || booking.state == State::booked;
}

std::optional<std::int64_t> free_seat(Plan const& plan, Span const& when, std::span<Booking const> bookings,
                                      std::optional<BookingId> moving) {
  for (std::int64_t seat = 0; seat < plan.seats; ++seat) {
    auto const taken = std::ranges::any_of(bookings, [&](Booking const& it) {
      return it.seat == seat && it.id != moving && has_seat(it) && overlap(it.when, when);
    });
    if (!taken) {
      return seat;
    }
  }
  return std::nullopt;
}

Result<Booking> hold(Ground const& ground, BookingId id, identity::AccountId resident, Span const& when) {
  auto const seat = seat_for(ground, when, std::nullopt);
  if (!seat) {
    return tl::unexpected<Error>{seat.error()};
  }
  return Booking{id, resident, when, *seat, State::held, ground.now + hold_time};
}

Result<Booking> moved(Ground const& ground, Booking const& booking, Span const& when) {
  if (booking.state != State::booked) {
    return no_step(booking.state, "move");
  }
  if (ground.now >= booking.when.from) {
    return refuse(ErrorKind::conflict, "booking_late");
  }
  auto const seat = seat_for(ground, when, booking.id);
  if (!seat) {
    return tl::unexpected<Error>{seat.error()};
  }
  auto next = booking;
  next.when = when;
  next.seat = *seat;
  return next;
}

Result<Booking> decide(Booking const& booking, Command command, local_seconds now) {
  auto const step =
      std::ranges::find_if(steps, [&](Step const& it) { return it.command == command && it.from == booking.state; });
  if (step == steps.end()) {
    return no_step(booking.state, name_of(command));
  }
  if (auto timely = in_time(booking, command, now); !timely) {
    return hand_on(timely);
  }
  auto next = booking;
  next.state = step->to;
  return next;
}

std::optional<Waiting> next_for(std::span<Waiting const> waiting, Span const& slot) {
  std::optional<Waiting> next;
  for (auto const& it : waiting) {
    auto const suits = it.within.from <= slot.from && slot.to <= it.within.to;
    if (suits && (!next || it.number < next->number)) {
      next = it;
    }
  }
  return next;
}

}  // namespace linquan::bookings
