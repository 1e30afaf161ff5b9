#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "linquan/base/id.h"
#include "linquan/base/result.h"
#include "linquan/bookings/slots.h"
#include "linquan/identity/ids.h"

namespace linquan::bookings {

using BookingId = Id<struct BookingTag>;

enum class State : std::uint8_t {
  held,  ///< for somebody who is still choosing or paying, until a time
  booked,
  attended,   ///< final
  missed,     ///< final: nobody came
  cancelled,  ///< final
  lapsed,     ///< final: the hold ran out
};

enum class Command : std::uint8_t {
  book,         ///< what was held
  let_hold_go,  ///< the scheduler, once the hold ran out
  cancel,       ///< before it starts
  attend,       ///< the resident is there
  miss,         ///< a quarter of an hour after the start, and nobody is there
};

std::string_view name_of(State state);
std::optional<State> state_named(std::string_view name);
std::string_view name_of(Command command);
std::span<State const> all_states();
std::span<Command const> all_commands();

struct Booking {
  BookingId id;
  identity::AccountId resident;
  Span when;
  std::int64_t seat = 0;  ///< below the plan's seats
  State state = State::held;
  std::chrono::local_seconds held_until;
  friend bool operator==(Booking const&, Booking const&) = default;
};

inline constexpr std::chrono::minutes hold_time{10};
inline constexpr std::chrono::minutes miss_time{15};

/// Whether nobody else can have its seat then: held or booked. A hold that ran out keeps its seat until the scheduler,
/// or who wants the seat, lets it go: then the database and this rule agree on who has it.
bool has_seat(Booking const& booking);

/// The lowest seat that is free for the whole span, `moving` not counted.
std::optional<std::int64_t> free_seat(Plan const& plan, Span const& when, std::span<Booking const> bookings,
                                      std::optional<BookingId> moving = std::nullopt);

/// What a hold or a move is weighed with.
struct Ground {
  Plan const& plan;
  hours::Calendar const& calendar;
  std::span<Booking const> bookings;  ///< of this plan
  std::chrono::local_seconds now;
};

/// Holds a slot for a resident, for ten minutes.
///
/// not_found  `booking_slot`: there is no such slot, or it can no longer or not yet be booked
/// conflict   `booking_taken`: all its seats are taken
Result<Booking> hold(Ground const& ground, BookingId id, identity::AccountId resident, Span const& when);

/// The booking at another time, all at once: it is never without a seat, and never has two.
///
/// not_found, conflict   as for hold(); `booking_step` {state, command}: only what is booked is moved; `booking_late`:
///                       it has begun
Result<Booking> moved(Ground const& ground, Booking const& booking, Span const& when);

/// What the command makes of the booking.
///
/// conflict   `booking_step` {state, command}; `booking_hold_over`: the hold ran out; `booking_early` {command};
///            `booking_late`: it has begun
Result<Booking> decide(Booking const& booking, Command command, std::chrono::local_seconds now);

/// Somebody who waits for a slot within some time.
struct Waiting {
  std::uint64_t number = 0;  ///< in the order in which they came
  identity::AccountId resident;
  Span within;
  friend bool operator==(Waiting const&, Waiting const&) = default;
};

/// For whom a slot that became free is held: whoever has waited longest of those whom it suits.
std::optional<Waiting> next_for(std::span<Waiting const> waiting, Span const& slot);

}  // namespace linquan::bookings
