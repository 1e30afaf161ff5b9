#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "database.h"
#include "linquan/market/appointments.h"
#include "linquan/store/accounts.h"
#include "linquan/store/maintenance.h"
#include "linquan/store/market.h"

namespace linquan::store {
namespace {

using bookings::BookingId;
using bookings::Command;
using bookings::KeptBooking;
using bookings::PlanId;
using bookings::Span;
using bookings::State;

std::size_t rounds() {
  auto const* const asked = std::getenv("LINQUAN_RACE_ROUNDS");
  return asked == nullptr ? 5 : std::stoul(asked);
}

constexpr std::size_t clients = 64;

class BookingsContract : public Contract {
 protected:
  void SetUp() override {
    Contract::SetUp();
    if (IsSkipped()) {
      return;
    }
    options.queue_max = 4096;
    options.wait_max = std::chrono::seconds{60};
    people = accounts();
    for (std::size_t i = 0; i < clients; ++i) {
      residents.push_back(store()
                              .write([&](UnitOfWork& work) {
                                return people->add(work, {"王芳", std::nullopt, "r" + std::to_string(i), "hash"});
                              })
                              .value()
                              .id);
    }
  }
  void TearDown() override {
    if (database != nullptr) {
      close();
      auto const checked = check(database->url());
      ASSERT_TRUE(checked) << checked.error().code;
      for (auto const& finding : checked->findings) {
        ADD_FAILURE() << finding.code;
      }
    }
    Contract::TearDown();
  }

  PlanId plan(std::int64_t seats) {
    bookings::Plan made;
    made.hours = hours::Hours::always();
    made.seats = seats;
    return store()
        .write([&](UnitOfWork& work) -> Result<PlanId> {
          auto const id = work.new_id<PlanId>();
          bookings_->add(work, {id, directory::OutletId{1}, "理发", made});
          return id;
        })
        .value();
  }
  /// The slot that begins so many half hours after tomorrow's midnight.
  [[nodiscard]] Span slot(int half_hours) const {
    auto const day = std::chrono::floor<std::chrono::days>(
                         std::chrono::local_seconds{(clock.now() + clock.offset()).time_since_epoch()}) +
                     std::chrono::days{1};
    auto const from = day + std::chrono::minutes{30} * half_hours;
    return {from, from + std::chrono::minutes{30}};
  }
  Result<KeptBooking> hold(PlanId id, std::size_t resident, Span const& when) {
    return store().write([&](UnitOfWork& work) { return market::hold(work, diary, id, residents[resident], when); });
  }
  Result<KeptBooking> carry(BookingId id, Command command) {
    return store().write([&](UnitOfWork& work) { return market::carry_on(work, diary, id, command); });
  }
  std::vector<KeptBooking> of(std::size_t resident) {
    return *store().read([&](UnitOfWork& work) -> Result<std::vector<KeptBooking>> {
      return bookings_->of_resident(work, residents[resident], 10);
    });
  }

  std::unique_ptr<identity::Accounts> people;
  std::unique_ptr<bookings::Bookings> bookings_ = store::bookings();
  std::unique_ptr<orders::Feeds> feeds_ = feeds();
  hours::Calendar calendar;
  market::Diary diary{*bookings_, *feeds_, calendar, clock.offset()};
  std::vector<identity::AccountId> residents;
};

TEST_P(BookingsContract, GivesBackWhatItHolds) {
  auto const id = plan(2);
  auto const held = hold(id, 0, slot(20));
  ASSERT_TRUE(held) << held.error().code;
  EXPECT_EQ(of(0), std::vector{*held});
  auto kept = *store().read([&](UnitOfWork& work) { return bookings_->plan(work, id); });
  EXPECT_EQ(kept.plan.seats, 2);
  EXPECT_EQ(kept.name, "理发");
  kept.plan.breaks = {slot(3)};
  auto const change = [&] { return store().write([&](UnitOfWork& work) { return bookings_->change(work, kept); }); };
  ASSERT_TRUE(change());
  EXPECT_EQ(change().error().code, "booking_plan_changed");
  auto const plans = store().read([&](UnitOfWork& work) -> Result<std::vector<bookings::KeptPlan>> {
    return bookings_->plans_of(work, directory::OutletId{1});
  });
  EXPECT_EQ(plans->front().plan.breaks, kept.plan.breaks);
  EXPECT_EQ(hold(id, 1, slot(3)).error().code, "booking_slot");
}

TEST_P(BookingsContract, KeepsASeatUntilItIsLetGo) {
  auto const id = plan(1);
  auto const first = hold(id, 0, slot(20));
  EXPECT_EQ(hold(id, 1, slot(20)).error().code, "booking_taken");
  clock.move_by(bookings::hold_time);
  EXPECT_EQ(carry(first->booking.id, Command::book).error().code, "booking_hold_over");
  auto const second = hold(id, 1, slot(20));
  ASSERT_TRUE(second) << "the hold that ran out stood in the way no more";
  EXPECT_EQ(of(0).front().booking.state, State::lapsed);
  ASSERT_TRUE(carry(second->booking.id, Command::book));
  clock.move_by(std::chrono::hours{1});
  EXPECT_EQ(hold(id, 2, slot(20)).error().code, "booking_taken");
}

TEST_P(BookingsContract, MovesWithoutEverBeingWithoutASeat) {
  auto const id = plan(1);
  auto const first = hold(id, 0, slot(20));
  auto const second = hold(id, 1, slot(21));
  ASSERT_TRUE(carry(first->booking.id, Command::book));
  auto const move = [&](int to) {
    return store().write([&](UnitOfWork& work) { return market::move(work, diary, first->booking.id, slot(to)); });
  };
  EXPECT_EQ(move(21).error().code, "booking_taken");
  EXPECT_EQ(of(0).front().booking.when, slot(20));
  ASSERT_TRUE(move(22));
  EXPECT_EQ(of(0).front().booking.when, slot(22));
  EXPECT_TRUE(hold(id, 2, slot(20))) << "what it had is free";
}

TEST_P(BookingsContract, HoldsWhatBecomesFreeForWhoeverWaitsLongest) {
  auto const id = plan(1);
  auto const first = hold(id, 0, slot(20));
  ASSERT_TRUE(carry(first->booking.id, Command::book));
  for (std::size_t const waiting : {1U, 2U, 1U}) {
    ASSERT_TRUE(store().write([&](UnitOfWork& work) {
      return market::wait(work, diary, id, residents[waiting], {slot(18).from, slot(22).to});
    }));
  }
  ASSERT_TRUE(carry(first->booking.id, Command::cancel));
  ASSERT_EQ(of(1).size(), 1U);
  EXPECT_EQ(of(1).front().booking.state, State::held);
  EXPECT_TRUE(of(2).empty());
  EXPECT_EQ(hold(id, 3, slot(20)).error().code, "booking_taken");
  clock.move_by(bookings::hold_time);
  auto const over = store().read([&](UnitOfWork& work) -> Result<std::vector<BookingId>> {
    return bookings_->over(work, std::chrono::local_seconds{(work.now() + clock.offset()).time_since_epoch()}, 10);
  });
  ASSERT_EQ(over->size(), 1U);
  ASSERT_TRUE(carry(over->front(), Command::let_hold_go));
  EXPECT_EQ(of(2).size(), 1U) << "then for the next one";
}

TEST_P(BookingsContract, SeatsOneOfManyWhoRace) {
  auto const id = plan(3);
  for (std::size_t round = 0; round < rounds(); ++round) {
    auto const when = slot(static_cast<int>(20 + round % 200));
    if (round > 0 && round % 200 == 0) {
      clock.move_by(std::chrono::days{5});
    }
    std::atomic<int> seated = 0;
    together(clients, [&](std::size_t i) {
      // Some want the slot itself, and all of them at once.
      auto const held = hold(id, i, when);
      seated += held ? 1 : 0;
      EXPECT_TRUE(held || held.error().code == "booking_taken") << held.error().code;
    });
    ASSERT_EQ(seated.load(), 3) << "round " << round;
  }
}

TEST_P(BookingsContract, HoldsAFreedSlotForOneOfManyWhoWaitAndRace) {
  for (std::size_t round = 0; round < rounds(); ++round) {
    auto const id = plan(1);
    auto const first = hold(id, 0, slot(30));
    ASSERT_TRUE(first);
    for (std::size_t i = 1; i < 9; ++i) {
      ASSERT_TRUE(
          store().write([&](UnitOfWork& work) { return market::wait(work, diary, id, residents[i], slot(30)); }));
    }
    std::atomic<int> seated = 0;
    together(clients, [&](std::size_t i) {
      if (i < 8) {
        static_cast<void>(carry(first->booking.id, Command::cancel));
      } else {
        seated += hold(id, i, slot(30)) ? 1 : 0;
      }
    });
    auto const taken = store().read([&](UnitOfWork& work) -> Result<std::vector<bookings::Booking>> {
      return bookings_->around(work, id, slot(30));
    });
    ASSERT_EQ(taken->size(), 1U);
    EXPECT_EQ(taken->front().resident, residents[1]) << "whoever waited longest";
    EXPECT_EQ(seated.load(), 0);
  }
}

LINQUAN_BOTH_ENGINES(BookingsContract);

}  // namespace
}  // namespace linquan::store
