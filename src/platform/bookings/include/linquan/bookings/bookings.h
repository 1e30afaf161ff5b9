#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"
#include "linquan/bookings/booking.h"
#include "linquan/directory/entry.h"

namespace linquan::bookings {

using PlanId = Id<struct PlanTag>;

struct KeptPlan {
  PlanId id;
  directory::OutletId outlet;
  std::string name;  ///< of the place, room, cart or worker
  Plan plan;
  std::uint64_t version = 1;
};

struct KeptBooking {
  Booking booking;
  PlanId plan;
  std::uint64_t version = 1;
  friend bool operator==(KeptBooking const&, KeptBooking const&) = default;
};

/// What appointments want stored. Every function belongs to the unit of work that it is given.
class Bookings {
 public:
  Bookings() = default;
  Bookings(Bookings const&) = delete;
  Bookings& operator=(Bookings const&) = delete;
  Bookings(Bookings&&) = delete;
  Bookings& operator=(Bookings&&) = delete;
  virtual ~Bookings() = default;

  virtual void add(UnitOfWork& work, KeptPlan const& plan) = 0;
  /// not_found   `booking_plan_unknown`
  virtual Result<KeptPlan> plan(UnitOfWork& work, PlanId id) = 0;
  /// By number.
  virtual std::vector<KeptPlan> plans_of(UnitOfWork& work, directory::OutletId outlet) = 0;
  /// conflict    `booking_plan_changed`: somebody was faster
  virtual Result<void> change(UnitOfWork& work, KeptPlan const& plan) = 0;

  /// Adds a booking with its seat: the database says no where any of its cells is taken.
  ///
  /// conflict    `booking_taken`
  virtual Result<void> add(UnitOfWork& work, KeptBooking const& booking) = 0;
  /// not_found   `booking_unknown`
  virtual Result<KeptBooking> find(UnitOfWork& work, BookingId id) = 0;
  /// Stores what became of it, with the cells that it then has.
  ///
  /// conflict    `booking_changed`: somebody was faster; `booking_taken`
  virtual Result<void> change(UnitOfWork& work, KeptBooking const& booking) = 0;
  /// Those of a plan that have a seat and overlap the span.
  virtual std::vector<Booking> around(UnitOfWork& work, PlanId plan, Span const& span) = 0;
  /// Newest first.
  virtual std::vector<KeptBooking> of_resident(UnitOfWork& work, identity::AccountId resident, std::uint64_t count) = 0;
  /// Holds that are over at `now`, the oldest first.
  virtual std::vector<BookingId> over(UnitOfWork& work, std::chrono::local_seconds now, std::uint64_t count) = 0;

  /// Whoever waits already for the same is not added again.
  virtual void add(UnitOfWork& work, PlanId plan, Waiting const& waiting) = 0;
  /// In the order in which they came.
  virtual std::vector<Waiting> waiting(UnitOfWork& work, PlanId plan) = 0;
  virtual void remove_waiting(UnitOfWork& work, std::uint64_t number) = 0;
};

}  // namespace linquan::bookings
