#include "linquan/market/appointments.h"

#include <string>
#include <utility>

namespace linquan::market {
namespace {

using bookings::Booking;
using bookings::BookingId;
using bookings::Command;
using bookings::KeptBooking;
using bookings::KeptPlan;
using bookings::Span;
using bookings::State;

std::chrono::local_seconds local_now(UnitOfWork& work, Diary const& diary) {
  return std::chrono::local_seconds{(work.now() + diary.offset).time_since_epoch()};
}

void tell(UnitOfWork& work, Diary const& diary, KeptBooking const& kept, directory::OutletId outlet) {
  using orders::Listener;
  auto const& booking = kept.booking;
  orders::Event const event{0, "booking", booking.id.value(), std::string{bookings::name_of(booking.state)},
                            work.now()};
  diary.feeds.tell(work, {Listener::Sort::resident, booking.resident.value()}, event);
  diary.feeds.tell(work, {Listener::Sort::outlet, outlet.value()}, event);
}

Result<KeptBooking> hold_for(UnitOfWork& work, Diary const& diary, KeptPlan const& plan, identity::AccountId resident,
                             Span const& when) {
  auto const around = diary.bookings.around(work, plan.id, when);
  auto const booking = bookings::hold({plan.plan, diary.calendar, around, local_now(work, diary)},
                                      work.new_id<BookingId>(), resident, when);
  if (!booking) {
    return tl::unexpected<Error>{booking.error()};
  }
  KeptBooking kept{*booking, plan.id};
  if (auto added = diary.bookings.add(work, kept); !added) {
    return hand_on(added);
  }
  tell(work, diary, kept, plan.outlet);
  return kept;
}

/// The slot that became free is held for whoever has waited longest of those whom it suits; none of them: it is free.
Result<void> offer(UnitOfWork& work, Diary const& diary, KeptPlan const& plan, Span const& slot) {
  auto const next = bookings::next_for(diary.bookings.waiting(work, plan.id), slot);
  if (!next) {
    return {};
  }
  auto const held = hold_for(work, diary, plan, next->resident, slot);
  if (!held) {
    // It has begun, or can no longer be booked: whoever waits goes on waiting.
    return held.error().code == "booking_slot" ? Result<void>{} : tl::unexpected<Error>{held.error()};
  }
  diary.bookings.remove_waiting(work, next->number);
  return {};
}

Result<KeptBooking> stored(UnitOfWork& work, Diary const& diary, KeptBooking kept, KeptPlan const& plan) {
  if (auto done = diary.bookings.change(work, kept); !done) {
    return hand_on(done);
  }
  ++kept.version;
  tell(work, diary, kept, plan.outlet);
  return kept;
}

/// A plan with one of its bookings.
struct Found {
  KeptBooking kept;
  KeptPlan plan;
};

Result<Found> found(UnitOfWork& work, Diary const& diary, BookingId id) {
  auto kept = diary.bookings.find(work, id);
  if (!kept) {
    return hand_on(kept);
  }
  auto plan = diary.bookings.plan(work, kept->plan);
  return plan ? Result<Found>{Found{std::move(*kept), std::move(*plan)}} : hand_on(plan);
}

}  // namespace

Result<KeptBooking> hold(UnitOfWork& work, Diary const& diary, bookings::PlanId id, identity::AccountId resident,
                         Span const& when) {
  auto const plan = diary.bookings.plan(work, id);
  if (!plan) {
    return tl::unexpected<Error>{plan.error()};
  }
  auto const now = local_now(work, diary);
  for (auto const& other : diary.bookings.around(work, id, when)) {
    if (other.state == State::held && other.held_until <= now) {
      if (auto gone = carry_on(work, diary, other.id, Command::let_hold_go); !gone) {
        return hand_on(gone);
      }
    }
  }
  return hold_for(work, diary, *plan, resident, when);
}

Result<KeptBooking> carry_on(UnitOfWork& work, Diary const& diary, BookingId id, Command command) {
  auto it = found(work, diary, id);
  if (!it) {
    return hand_on(it);
  }
  auto const next = bookings::decide(it->kept.booking, command, local_now(work, diary));
  if (!next) {
    return tl::unexpected<Error>{next.error()};
  }
  it->kept.booking = *next;
  auto kept = stored(work, diary, std::move(it->kept), it->plan);
  if (kept && !bookings::has_seat(kept->booking)) {
    if (auto offered = offer(work, diary, it->plan, kept->booking.when); !offered) {
      return hand_on(offered);
    }
  }
  return kept;
}

Result<KeptBooking> move(UnitOfWork& work, Diary const& diary, BookingId id, Span const& when) {
  auto it = found(work, diary, id);
  if (!it) {
    return hand_on(it);
  }
  auto const before = it->kept.booking.when;
  auto const around = diary.bookings.around(work, it->plan.id, when);
  auto const next =
      bookings::moved({it->plan.plan, diary.calendar, around, local_now(work, diary)}, it->kept.booking, when);
  if (!next) {
    return tl::unexpected<Error>{next.error()};
  }
  it->kept.booking = *next;
  auto kept = stored(work, diary, std::move(it->kept), it->plan);
  if (kept) {
    if (auto offered = offer(work, diary, it->plan, before); !offered) {
      return hand_on(offered);
    }
  }
  return kept;
}

Result<void> wait(UnitOfWork& work, Diary const& diary, bookings::PlanId plan, identity::AccountId resident,
                  Span const& within) {
  if (auto const known = diary.bookings.plan(work, plan); !known) {
    return tl::unexpected<Error>{known.error()};
  }
  diary.bookings.add(work, plan, {work.new_number(), resident, within});
  return {};
}

}  // namespace linquan::market
