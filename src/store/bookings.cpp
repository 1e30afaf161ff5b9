#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "linquan/base/ensure.h"
#include "linquan/store/market.h"
#include "lists.h"
#include "work.h"

namespace linquan::store {
namespace {

using bookings::Booking;
using bookings::BookingId;
using bookings::KeptBooking;
using bookings::KeptPlan;
using bookings::Plan;
using bookings::PlanId;
using bookings::Span;
using bookings::Waiting;
using std::chrono::local_seconds;

constexpr std::string_view plan_shape = "nntttnnnnnn";
#define LINQUAN_PLAN_COLUMNS \
  "id, outlet_id, name, hours, breaks, length_minutes, step_minutes, seats, lead_minutes, ahead_days, version"
constexpr std::string_view booking_shape = "nnnnnntnn";
#define LINQUAN_BOOKING_COLUMNS "id, plan_id, resident_id, from_at, to_at, seat, state, held_until, version"

Sql& sql_of(UnitOfWork& work) {
  return work_of(work).sql();
}

std::int64_t number_of(local_seconds time) {
  return time.time_since_epoch().count();
}

local_seconds time_of(std::int64_t number) {
  return local_seconds{std::chrono::seconds{number}};
}

std::string breaks_text(std::vector<Span> const& breaks) {
  std::vector<std::string> parts;
  for (auto const& one : breaks) {
    parts.push_back(std::to_string(number_of(one.from)));
    parts.push_back(std::to_string(number_of(one.to)));
  }
  return joined(parts);
}

std::vector<Span> breaks_in(std::string const& text) {
  auto const parts = parted(text);
  ensure(parts.size() % 2 == 0, "breaks that this program did not write");
  std::vector<Span> breaks;
  for (std::size_t i = 0; i < parts.size(); i += 2) {
    breaks.push_back({time_of(whole_number(parts[i])), time_of(whole_number(parts[i + 1]))});
  }
  return breaks;
}

KeptPlan plan_of(Row const& row) {
  auto hours = hours::Hours::parse(row.text(3));
  ensure(hours.has_value(), "hours that this program did not write");
  Plan plan;
  plan.hours = std::move(*hours);
  plan.breaks = breaks_in(row.text(4));
  plan.length = std::chrono::minutes{row.number(5)};
  plan.step = std::chrono::minutes{row.number(6)};
  plan.seats = row.number(7);
  plan.lead = std::chrono::minutes{row.number(8)};
  plan.ahead = std::chrono::days{row.number(9)};
  return {row.id<PlanId>(0), row.id<directory::OutletId>(1), row.text(2), std::move(plan), row.count(10)};
}

KeptBooking booking_of(Row const& row) {
  auto const state = bookings::state_named(row.text(6));
  ensure(state.has_value(), "a booking that this program did not write");
  return {Booking{row.id<BookingId>(0),
                  row.id<identity::AccountId>(2),
                  {time_of(row.number(3)), time_of(row.number(4))},
                  row.number(5),
                  *state,
                  time_of(row.number(7))},
          row.id<PlanId>(1), row.count(8)};
}

Result<void> take_cells(Sql& sql, KeptBooking const& kept) {
  for (auto const cell : bookings::cells_of(kept.booking.when)) {
    auto const row = sql.one(
        {"INSERT INTO booking_cells (plan_id, seat, cell, booking_id) VALUES (:plan, :seat, :cell, :booking) ON "
         "CONFLICT (plan_id, seat, cell) DO NOTHING RETURNING cell",
         "n"},
        {kept.plan, kept.booking.seat, cell, kept.booking.id});
    if (!row) {
      return refuse(ErrorKind::conflict, "booking_taken");
    }
  }
  return {};
}

class SqlBookings final : public bookings::Bookings {
 public:
  void add(UnitOfWork& work, KeptPlan const& kept) override {
    auto const& plan = kept.plan;
    sql_of(work).run("INSERT INTO booking_plans (" LINQUAN_PLAN_COLUMNS
                     ") VALUES (:id, :outlet, :name, :hours, :breaks, :length, :step, :seats, :lead, :ahead, 1)",
                     {kept.id, kept.outlet, kept.name, plan.hours.text(), breaks_text(plan.breaks),
                      std::int64_t{plan.length.count()}, std::int64_t{plan.step.count()}, plan.seats,
                      std::int64_t{plan.lead.count()}, std::int64_t{plan.ahead.count()}});
  }

  Result<KeptPlan> plan(UnitOfWork& work, PlanId id) override {
    auto const row =
        sql_of(work).one({"SELECT " LINQUAN_PLAN_COLUMNS " FROM booking_plans WHERE id = :id", plan_shape}, {id});
    return row ? Result<KeptPlan>{plan_of(*row)} : refuse(ErrorKind::not_found, "booking_plan_unknown");
  }

  std::vector<KeptPlan> plans_of(UnitOfWork& work, directory::OutletId outlet) override {
    std::vector<KeptPlan> found;
    for (auto const& row : sql_of(work).all(
             {"SELECT " LINQUAN_PLAN_COLUMNS " FROM booking_plans WHERE outlet_id = :outlet ORDER BY id", plan_shape},
             {outlet})) {
      found.push_back(plan_of(row));
    }
    return found;
  }

  Result<void> change(UnitOfWork& work, KeptPlan const& kept) override {
    auto const& plan = kept.plan;
    auto const row = sql_of(work).one(
        {"UPDATE booking_plans SET version = version + 1, name = :name, hours = :hours, breaks = :breaks, "
         "length_minutes = :length, step_minutes = :step, seats = :seats, lead_minutes = :lead, ahead_days = :ahead "
         "WHERE id = :id AND version = :version RETURNING version",
         "n"},
        {kept.name, plan.hours.text(), breaks_text(plan.breaks), std::int64_t{plan.length.count()},
         std::int64_t{plan.step.count()}, plan.seats, std::int64_t{plan.lead.count()}, std::int64_t{plan.ahead.count()},
         kept.id, static_cast<std::int64_t>(kept.version)});
    return row ? Result<void>{} : refuse(ErrorKind::conflict, "booking_plan_changed");
  }

  Result<void> add(UnitOfWork& work, KeptBooking const& kept) override {
    auto& sql = sql_of(work);
    auto const& it = kept.booking;
    sql.run("INSERT INTO bookings (" LINQUAN_BOOKING_COLUMNS
            ", made_at) VALUES (:id, :plan, :resident, :from, :to, :seat, :state, :held, 1, :made)",
            {it.id, kept.plan, it.resident, number_of(it.when.from), number_of(it.when.to), it.seat,
             bookings::name_of(it.state), number_of(it.held_until), work.now()});
    return take_cells(sql, kept);
  }

  Result<KeptBooking> find(UnitOfWork& work, BookingId id) override {
    auto const row =
        sql_of(work).one({"SELECT " LINQUAN_BOOKING_COLUMNS " FROM bookings WHERE id = :id", booking_shape}, {id});
    return row ? Result<KeptBooking>{booking_of(*row)} : refuse(ErrorKind::not_found, "booking_unknown");
  }

  Result<void> change(UnitOfWork& work, KeptBooking const& kept) override {
    auto& sql = sql_of(work);
    auto const& it = kept.booking;
    auto const row = sql.one(
        {"UPDATE bookings SET version = version + 1, from_at = :from, to_at = :to, seat = :seat, state = :state, "
         "held_until = :held WHERE id = :id AND version = :version RETURNING version",
         "n"},
        {number_of(it.when.from), number_of(it.when.to), it.seat, bookings::name_of(it.state), number_of(it.held_until),
         it.id, static_cast<std::int64_t>(kept.version)});
    if (!row) {
      return refuse(ErrorKind::conflict, "booking_changed");
    }
    sql.run("DELETE FROM booking_cells WHERE booking_id = :id", {it.id});
    return bookings::has_seat(it) ? take_cells(sql, kept) : Result<void>{};
  }

  std::vector<Booking> around(UnitOfWork& work, PlanId plan, Span const& span) override {
    // The cells say who has a seat: whatever overlaps shares one.
    auto const cells = bookings::cells_of(span);
    std::vector<Booking> found;
    if (cells.empty()) {
      return found;
    }
    for (auto const& row : sql_of(work).all(
             {"SELECT " LINQUAN_BOOKING_COLUMNS
              " FROM bookings WHERE id IN (SELECT c.booking_id FROM booking_cells AS c WHERE c.plan_id = :plan AND "
              "c.cell >= :first AND c.cell <= :last) ORDER BY id",
              booking_shape},
             {plan, cells.front(), cells.back()})) {
      found.push_back(booking_of(row).booking);
    }
    return found;
  }

  std::vector<KeptBooking> of_resident(UnitOfWork& work, identity::AccountId resident, std::uint64_t count) override {
    std::vector<KeptBooking> found;
    for (auto const& row :
         sql_of(work).all({"SELECT " LINQUAN_BOOKING_COLUMNS
                           " FROM bookings WHERE resident_id = :resident ORDER BY id DESC LIMIT :count",
                           booking_shape},
                          {resident, static_cast<std::int64_t>(count)})) {
      found.push_back(booking_of(row));
    }
    return found;
  }

  std::vector<BookingId> over(UnitOfWork& work, local_seconds now, std::uint64_t count) override {
    std::vector<BookingId> found;
    for (auto const& row :
         sql_of(work).all({"SELECT id FROM bookings WHERE state = 'held' AND held_until <= :now ORDER "
                           "BY held_until, id LIMIT :count",
                           "n"},
                          {number_of(now), static_cast<std::int64_t>(count)})) {
      found.push_back(row.id<BookingId>(0));
    }
    return found;
  }

  void add(UnitOfWork& work, PlanId plan, Waiting const& waiting) override {
    sql_of(work).run(
        "INSERT INTO booking_waits (number, plan_id, resident_id, from_at, to_at) VALUES (:number, :plan, :resident, "
        ":from, :to) ON CONFLICT (resident_id, plan_id, from_at, to_at) DO NOTHING",
        {static_cast<std::int64_t>(waiting.number), plan, waiting.resident, number_of(waiting.within.from),
         number_of(waiting.within.to)});
  }

  std::vector<Waiting> waiting(UnitOfWork& work, PlanId plan) override {
    std::vector<Waiting> found;
    for (auto const& row : sql_of(work).all({"SELECT number, resident_id, from_at, to_at FROM booking_waits WHERE "
                                             "plan_id = :plan ORDER BY number",
                                             "nnnn"},
                                            {plan})) {
      found.push_back({row.count(0), row.id<identity::AccountId>(1), {time_of(row.number(2)), time_of(row.number(3))}});
    }
    return found;
  }

  void remove_waiting(UnitOfWork& work, std::uint64_t number) override {
    sql_of(work).run("DELETE FROM booking_waits WHERE number = :number", {static_cast<std::int64_t>(number)});
  }
};

}  // namespace

std::unique_ptr<bookings::Bookings> bookings() {
  return std::make_unique<SqlBookings>();
}

}  // namespace linquan::store
