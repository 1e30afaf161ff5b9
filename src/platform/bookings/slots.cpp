#include "linquan/bookings/slots.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "linquan/base/ensure.h"

namespace linquan::bookings {
namespace {

using std::chrono::local_days;
using std::chrono::local_seconds;
using std::chrono::minutes;

constexpr std::chrono::days day_length{1};
constexpr std::int64_t seats_max = 500;
constexpr std::chrono::days lead_max{60};
constexpr std::chrono::days ahead_max{366};

bool on_grid(minutes length) {
  return length >= cell_length && length <= day_length && length % cell_length == minutes{0};
}

tl::unexpected<Error> odd(std::string_view field) {
  return refuse(ErrorKind::usage, "booking_plan", {{"field", std::string{field}}});
}

/// The first time on the grid that is not before.
local_seconds rounded_up(local_seconds time) {
  return std::chrono::ceil<std::chrono::duration<std::int64_t, std::ratio<300>>>(time);
}
static_assert(cell_length == std::chrono::seconds{300});

/// When the plan is open on a day, breaks left aside.
std::vector<Span> openings(Plan const& plan, local_days day, hours::Calendar const& calendar) {
  std::vector<Span> found;
  for (minutes minute{0}; minute < day_length; ++minute) {
    auto const at = day + minute;
    if (!plan.hours.open_at(at, calendar)) {
      continue;
    }
    if (found.empty() || found.back().to != at) {
      found.push_back({at, at});
    }
    found.back().to = at + minutes{1};
  }
  return found;
}

bool can_be_booked(Plan const& plan, Span const& slot, local_seconds now) {
  auto const in_time = slot.from >= now + plan.lead && slot.from > now && slot.from <= now + plan.ahead;
  return in_time && std::ranges::none_of(plan.breaks, [&](Span const& it) { return overlap(it, slot); });
}

}  // namespace

bool overlap(Span const& a, Span const& b) {
  return a.from < b.to && b.from < a.to;
}

std::vector<std::int64_t> cells_of(Span const& span) {
  ensure(span.from < span.to && rounded_up(span.from) == span.from && rounded_up(span.to) == span.to,
         "an appointment lies on the grid");
  std::vector<std::int64_t> cells;
  for (auto at = span.from; at < span.to; at += cell_length) {
    cells.push_back(at.time_since_epoch() / cell_length);
  }
  return cells;
}

Result<Plan> checked(Plan plan) {
  if (!on_grid(plan.length)) {
    return odd("length");
  }
  if (!on_grid(plan.step)) {
    return odd("step");
  }
  if (plan.seats < 1 || plan.seats > seats_max) {
    return odd("seats");
  }
  if (plan.lead < minutes{0} || plan.lead > lead_max) {
    return odd("lead");
  }
  if (plan.ahead < day_length || plan.ahead > ahead_max) {
    return odd("ahead");
  }
  return plan;
}

std::vector<Span> slots_on(Plan const& plan, local_days day, hours::Calendar const& calendar, local_seconds now) {
  std::vector<Span> slots;
  for (auto const& opening : openings(plan, day, calendar)) {
    for (auto from = rounded_up(opening.from); from + plan.length <= opening.to; from += plan.step) {
      Span const slot{from, from + plan.length};
      if (can_be_booked(plan, slot, now)) {
        slots.push_back(slot);
      }
    }
  }
  return slots;
}

}  // namespace linquan::bookings
