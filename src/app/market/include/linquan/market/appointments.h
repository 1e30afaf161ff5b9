#pragma once

#include <chrono>
#include <cstdint>

#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"
#include "linquan/bookings/bookings.h"
#include "linquan/hours/hours.h"
#include "linquan/orders/feeds.h"

/// The use cases of appointments. Each is one unit of work; times are the city's own.
namespace linquan::market {

struct Diary {
  bookings::Bookings& bookings;
  orders::Feeds& feeds;
  hours::Calendar const& calendar;
  std::chrono::seconds offset;  ///< of the city's time from UTC
};

/// Holds a slot of a plan for a resident, for ten minutes. Holds that ran out and stand in the way are let go first.
///
/// not_found   `booking_plan_unknown`; and as bookings::hold() refuses
/// conflict    `booking_taken`: also where somebody was first while this one looked
Result<bookings::KeptBooking> hold(UnitOfWork& work, Diary const& diary, bookings::PlanId plan,
                                   identity::AccountId resident, bookings::Span const& when);

/// Carries a booking on. A seat that becomes free is held at once for whoever waits longest for it.
///
/// not_found   `booking_unknown`; and as bookings::decide() refuses
/// conflict    `booking_changed`
Result<bookings::KeptBooking> carry_on(UnitOfWork& work, Diary const& diary, bookings::BookingId id,
                                       bookings::Command command);

/// Another slot takes the place of this one at once; what becomes free is held for whoever waits.
///
/// Refuses as bookings::moved() does; conflict   `booking_changed`, `booking_taken`
Result<bookings::KeptBooking> move(UnitOfWork& work, Diary const& diary, bookings::BookingId id,
                                   bookings::Span const& when);

/// Puts a resident on the list of those who wait for a slot within a span.
///
/// not_found   `booking_plan_unknown`
Result<void> wait(UnitOfWork& work, Diary const& diary, bookings::PlanId plan, identity::AccountId resident,
                  bookings::Span const& within);

}  // namespace linquan::market
