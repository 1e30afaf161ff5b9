#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/hours/hours.h"

/// Appointments: when a place, a room or a worker can be booked, and by whom it is. Rules without a clock or a
/// database; all times are the city's own.
namespace linquan::bookings {

/// From a time to another, which is left out.
struct Span {
  std::chrono::local_seconds from;
  std::chrono::local_seconds to;
  friend bool operator==(Span const&, Span const&) = default;
};

bool overlap(Span const& a, Span const& b);

/// The grid on which appointments lie, whatever the plan: two that overlap share a cell, so that one unique key over
/// (plan, seat, cell) keeps them apart, also after hours or lengths of the plan were changed.
inline constexpr std::chrono::minutes cell_length{5};
/// Which cells a span on the grid takes: numbers of cells since 1970, ascending.
std::vector<std::int64_t> cells_of(Span const& span);

/// What can be booked of one place, room, cart or worker.
struct Plan {
  hours::Hours hours;
  std::vector<Span> breaks = {};    ///< that the hours do not know of: a lunch, a holiday, a repair
  std::chrono::minutes length{30};  ///< of an appointment, with what comes after it
  std::chrono::minutes step{30};    ///< from one start to the next, counted from each opening
  std::int64_t seats = 1;           ///< so many at a time
  std::chrono::minutes lead{0};     ///< nothing is booked later than so long before it starts
  std::chrono::days ahead{14};      ///< nothing is booked further ahead
};

/// The plan, if it is one.
///
/// usage   `booking_plan` {field}: `length` or `step` not a multiple of five minutes, or not within a day; `seats` not
///         1 to 500; `lead` below zero or above 60 days; `ahead` not 1 to 366
Result<Plan> checked(Plan plan);

/// The plan's slots that begin on a day and can still be booked at `now`, whoever has them; ascending. Each lies within
/// one opening and one day: what is open past midnight is one opening until midnight, and another from then on.
std::vector<Span> slots_on(Plan const& plan, std::chrono::local_days day, hours::Calendar const& calendar,
                           std::chrono::local_seconds now);

}  // namespace linquan::bookings
