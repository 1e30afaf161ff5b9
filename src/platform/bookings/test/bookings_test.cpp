#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "linquan/base/draw.h"
#include "linquan/bookings/booking.h"
#include "linquan/bookings/slots.h"
#include "linquan/holidays/holidays.h"

namespace linquan::bookings {
namespace {

using namespace std::chrono_literals;
using std::chrono::local_days;
using std::chrono::local_seconds;

constexpr local_days monday{std::chrono::year{2026} / 3 / 9};

hours::Hours open(std::string_view osm) {
  return *hours::Hours::parse(osm);
}

Plan plan(std::string_view osm = "Mo-Fr 09:00-12:00,14:00-16:00") {
  Plan made;
  made.hours = open(osm);
  return made;
}

/// "09:00 09:30 …" of a day.
std::string starts(Plan const& plan, local_days day, local_seconds now) {
  std::string told;
  for (auto const& slot : slots_on(plan, day, holidays::built_in(), now)) {
    auto const minute = std::chrono::floor<std::chrono::minutes>(slot.from - day).count();
    auto const two = [](auto number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    told += told.empty() ? "" : " ";
    told += two(minute / 60);
    told += ":";
    told += two(minute % 60);
  }
  return told;
}

TEST(Slots, FollowHoursBreaksHolidaysAndLead) {
  auto lunch = plan();
  lunch.breaks = {{monday + 10h + 15min, monday + 11h}};
  auto hour = plan();
  hour.length = 60min;
  auto odd = plan("Mo-Su 09:03-10:20");
  auto early = plan();
  early.lead = 120min;
  auto near = plan();
  near.ahead = std::chrono::days{1};
  struct Row {
    Plan plan;
    local_days day;
    local_seconds now;
    std::string starts;
  };
  auto const before = monday - 24h;
  auto const all = "09:00 09:30 10:00 10:30 11:00 11:30 14:00 14:30 15:00 15:30";
  for (auto const& row :
       std::vector<Row>{{plan(), monday, before, all},
                        {plan(), monday - std::chrono::days{1}, before - 24h, ""},
                        {plan(), monday, monday + 14h, "14:30 15:00 15:30"},
                        {early, monday, monday + 12h, "14:00 14:30 15:00 15:30"},
                        {lunch, monday, before, "09:00 09:30 11:00 11:30 14:00 14:30 15:00 15:30"},
                        {hour, monday, before, "09:00 09:30 10:00 10:30 11:00 14:00 14:30 15:00"},
                        {odd, monday, before, "09:05 09:35"},
                        {near, monday, before, ""},
                        {near, monday, before + 10h, "09:00 09:30 10:00"},
                        {plan("24/7"), monday, monday + 23h, "23:30"},
                        {plan("Mo 22:00-01:00"), monday + std::chrono::days{1}, monday, "00:00 00:30"},
                        {plan("Mo-Fr 09:00-10:00; PH off"), local_days{std::chrono::year{2026} / 10 / 1},
                         local_days{std::chrono::year{2026} / 9 / 30} + 0h, ""},
                        {plan("Mo-Fr 09:00-10:00; PH off"), local_days{std::chrono::year{2026} / 9 / 29},
                         local_days{std::chrono::year{2026} / 9 / 28} + 0h, "09:00 09:30"}}) {
    EXPECT_EQ(starts(row.plan, row.day, row.now), row.starts) << row.plan.hours.text();
  }
}

TEST(Slots, OfAPlanThatIsNoneAreRefused) {
  struct Row {
    std::string field;
    void (*change)(Plan&);
  };
  for (auto const& row : std::vector<Row>{{"length", [](Plan& it) { it.length = 7min; }},
                                          {"length", [](Plan& it) { it.length = 0min; }},
                                          {"length", [](Plan& it) { it.length = 1445min; }},
                                          {"step", [](Plan& it) { it.step = -5min; }},
                                          {"seats", [](Plan& it) { it.seats = 0; }},
                                          {"seats", [](Plan& it) { it.seats = 501; }},
                                          {"lead", [](Plan& it) { it.lead = -1min; }},
                                          {"ahead", [](Plan& it) { it.ahead = std::chrono::days{0}; }}}) {
    auto made = plan();
    row.change(made);
    auto const read = checked(made);
    ASSERT_FALSE(read) << row.field;
    EXPECT_EQ(read.error().args.front().second, row.field);
  }
  EXPECT_TRUE(checked(plan()));
}

Span at(std::chrono::minutes from, std::chrono::minutes length = 30min) {
  return {monday + from, monday + from + length};
}

TEST(Booking, GoesItsWayAndNoOther) {
  auto const late = monday + 10h;
  struct Row {
    State from;
    local_seconds now;
    std::string to;  ///< of each command in their order
  };
  for (auto const& row :
       std::vector<Row>{{State::held, monday + 7h, "booked booking_early cancelled booking_step booking_step"},
                        {State::held, monday + 8h, "booking_hold_over lapsed cancelled booking_step booking_step"},
                        {State::booked, monday + 7h, "booking_step booking_step cancelled booking_early booking_early"},
                        {State::booked, monday + 9h, "booking_step booking_step booking_late attended booking_early"},
                        {State::booked, late, "booking_step booking_step booking_late attended missed"},
                        {State::attended, late, "booking_step booking_step booking_step booking_step booking_step"},
                        {State::missed, late, "booking_step booking_step booking_step booking_step booking_step"},
                        {State::cancelled, late, "booking_step booking_step booking_step booking_step booking_step"},
                        {State::lapsed, late, "booking_step booking_step booking_step booking_step booking_step"}}) {
    Booking const booking{BookingId{1}, identity::AccountId{2}, at(9h), 0, row.from, monday + 8h};
    std::string to;
    for (auto const command : all_commands()) {
      auto const next = decide(booking, command, row.now);
      to += to.empty() ? "" : " ";
      to += next ? std::string{name_of(next->state)} : next.error().code;
    }
    EXPECT_EQ(to, row.to) << name_of(row.from);
  }
}

TEST(Booking, TakesOnlySlotsThatThereAreAndSeatsThatAreFree) {
  auto const made = plan();
  std::vector<Booking> bookings;
  auto const hold_at = [&](Span const& when) {
    auto const held = hold({made, holidays::built_in(), bookings, monday + 7h}, BookingId{bookings.size() + 1},
                           identity::AccountId{2}, when);
    return held ? "held" : held.error().code;
  };
  EXPECT_EQ(hold_at(at(9h)), "held");
  bookings.push_back({BookingId{1}, identity::AccountId{2}, at(9h), 0, State::booked, monday + 7h});
  EXPECT_EQ(hold_at(at(9h)), "booking_taken");
  EXPECT_EQ(hold_at(at(9h + 15min)), "booking_slot") << "between two slots";
  EXPECT_EQ(hold_at(at(9h, 60min)), "booking_slot") << "longer than the plan says";
  EXPECT_EQ(hold_at(at(12h)), "booking_slot") << "at noon";
  EXPECT_EQ(hold_at(at(9h - 24h * 7)), "booking_slot") << "in the past";
  Ground const ground{made, holidays::built_in(), bookings, monday + 7h};
  EXPECT_EQ(moved(ground, bookings[0], at(10h))->when, at(10h));
  EXPECT_EQ(moved(ground, bookings[0], at(9h))->seat, 0) << "its own seat is not in its way";
  EXPECT_EQ(moved({made, holidays::built_in(), bookings, monday + 9h}, bookings[0], at(10h)).error().code,
            "booking_late");
  auto ended = bookings[0];
  ended.state = State::cancelled;
  EXPECT_EQ(moved(ground, ended, at(10h)).error().code, "booking_step");
}

/// The slow twin: minute by minute, whether any seat is taken twice.
bool any_seat_twice(std::vector<Booking> const& bookings) {
  std::set<std::pair<std::int64_t, local_seconds>> taken;
  for (auto const& it : bookings) {
    for (auto minute = it.when.from; has_seat(it) && minute < it.when.to; minute += 1min) {
      if (!taken.emplace(it.seat, minute).second) {
        return true;
      }
    }
  }
  return false;
}

/// The unique key that the database holds.
bool key_holds(std::vector<Booking> const& bookings) {
  std::set<std::pair<std::int64_t, std::int64_t>> keys;
  for (auto const& it : bookings) {
    for (auto const cell : has_seat(it) ? cells_of(it.when) : std::vector<std::int64_t>{}) {
      if (!keys.emplace(it.seat, cell).second) {
        return false;
      }
    }
  }
  return true;
}

/// One day's commotion: holds, moves, cancellations, lapses, and a plan whose length changes under way.
void commotion(std::uint64_t seed, std::map<std::string, int>& met) {
  Draw draw{seed};
  auto made = plan();
  made.seats = 2;
  made.step = 15min;
  std::vector<Booking> bookings;
  local_seconds now = monday - 24h;
  for (int step = 0; step < 80; ++step) {
    now += std::chrono::seconds{draw.below(900)};
    made.length = draw.below(20) == 0 ? 15min * static_cast<int>(1 + draw.below(4)) : made.length;
    auto const slots = slots_on(made, monday, holidays::built_in(), now);
    Ground const ground{made, holidays::built_in(), bookings, now};
    auto const what = draw.below(4);
    auto const& when = slots[draw.below(slots.size())];
    if (bookings.empty() || what < 2) {
      auto const held = hold(ground, BookingId{bookings.size() + 1}, identity::AccountId{1}, when);
      ++met[held ? "held" : held.error().code];
      if (held) {
        bookings.push_back(*held);
      }
    } else {
      auto& booking = bookings[draw.below(bookings.size())];
      auto const next = what == 2 ? moved(ground, booking, when)
                                  : decide(booking, all_commands()[draw.below(all_commands().size())], now);
      ++met[next ? (what == 2 ? "moved" : std::string{name_of(next->state)}) : next.error().code];
      booking = next ? *next : booking;
    }
    ASSERT_FALSE(any_seat_twice(bookings)) << "seed " << seed << " step " << step;
    ASSERT_TRUE(key_holds(bookings)) << "seed " << seed << " step " << step;
  }
}

TEST(Booking, NeverSeatsTwoAndTheKeyOfCellsAgreesWithTheMinutes) {
  std::map<std::string, int> met;
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    commotion(seed, met);
  }
  for (auto const* const outcome : {"held", "booked", "moved", "cancelled", "lapsed", "booking_taken"}) {
    EXPECT_GT(met[outcome], 0) << outcome;
  }
}

TEST(Booking, KeyedByItsStartWouldSeatTwo) {
  // A client that read before another wrote: the key alone has to say no.
  std::vector<Booking> const both{
      {BookingId{1}, identity::AccountId{1}, at(9h, 60min), 0, State::booked, monday},
      {BookingId{2}, identity::AccountId{2}, at(9h + 30min, 60min), 0, State::booked, monday}};
  EXPECT_NE(both[0].when.from, both[1].when.from) << "the naive key lets both in";
  EXPECT_TRUE(any_seat_twice(both));
  EXPECT_FALSE(key_holds(both));
}

TEST(WaitingList, GoesByWhoCameFirstAmongThoseWhomTheSlotSuits) {
  std::vector<Waiting> const waiting{{7, identity::AccountId{1}, at(9h, 600min)},
                                     {3, identity::AccountId{2}, at(14h, 120min)},
                                     {5, identity::AccountId{3}, at(9h, 600min)}};
  EXPECT_EQ(next_for(waiting, at(10h))->number, 5U);
  EXPECT_EQ(next_for(waiting, at(14h))->number, 3U);
  EXPECT_EQ(next_for(waiting, at(8h)), std::nullopt);
  EXPECT_EQ(next_for({}, at(10h)), std::nullopt);
}

}  // namespace
}  // namespace linquan::bookings
