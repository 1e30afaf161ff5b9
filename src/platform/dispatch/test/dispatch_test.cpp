#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "linquan/dispatch/decide.h"

namespace linquan::dispatch {
namespace {

/// Places along one street, ten seconds apart by e-bike and thirty on foot; 1000 and beyond lie across a river.
class Street final : public Times {
 public:
  [[nodiscard]] std::optional<Span> time(Mode mode, PlaceId from, PlaceId to) const override {
    auto const a = static_cast<std::int64_t>(from.value());
    auto const b = static_cast<std::int64_t>(to.value());
    return (a < 1'000) == (b < 1'000) ? std::optional{Span{std::abs(a - b) * (mode == Mode::ride ? 100 : 300)}}
                                      : std::nullopt;
  }
};

Moment const begin{};
Moment minutes(int count) {
  return begin + std::chrono::minutes{count};
}

struct Town {
  Board board;
  BestInsertion planner;
  Street times;

  Town() {
    board.shops[ShopId{1}] = {ShopId{1}, PlaceId{10}, {{begin, minutes(120)}, {minutes(240), minutes(360)}}, 1};
    add(1, 0, std::nullopt);
  }
  void add(std::uint64_t id, std::uint64_t at, std::optional<ShopId> clerk_of) {
    Courier courier;
    courier.id = CourierId{id};
    courier.clerk_of = clerk_of;
    courier.mode = clerk_of ? Mode::foot : Mode::ride;
    courier.at = PlaceId{at};
    courier.since = begin;
    courier.shift_till = minutes(400);
    EXPECT_EQ(run(Join{courier}, begin), "");
  }
  static Order order(std::uint64_t id, std::uint64_t home) {
    return {OrderId{id}, ShopId{1}, PlaceId{home}, begin, std::chrono::minutes{3}, std::chrono::minutes{2}};
  }
  /// The refusal's code, or nothing.
  std::string run(Command const& command, Moment now) {
    auto const events = decide(board, planner, times, now, command);
    if (!events) {
      return events.error().code;
    }
    for (auto const& event : *events) {
      apply(board, event);
    }
    return "";
  }
  Held const& held(std::uint64_t id) const { return board.orders.at(OrderId{id}); }
};

TEST(Dispatch, PromisesPreparationRideDoorAndReserve) {
  Town town;
  ASSERT_EQ(town.run(Pay{Town::order(1, 20)}, begin), "");
  // 180 s to prepare (the rider is there after 100), 30 s at the counter, 100 s to ride, 120 s to the door, 120 s more.
  EXPECT_EQ(town.held(1).promised, begin + std::chrono::seconds{180 + 30 + 100 + 120 + 120});
}

TEST(Dispatch, AShopWithItsHandsFullPromisesLater) {
  Town town;
  ASSERT_EQ(town.run(Pay{Town::order(1, 20)}, begin), "");
  ASSERT_EQ(town.run(Pay{Town::order(2, 20)}, begin), "");
  EXPECT_EQ(town.held(2).ready, minutes(6));
}

TEST(Dispatch, GivesAnOrderNearByToTheShopsOwnClerk) {
  Town town;
  town.add(2, 10, ShopId{1});
  ASSERT_EQ(town.run(Pay{Town::order(1, 15)}, begin), "");
  EXPECT_EQ(town.held(1).courier, CourierId{2});
  ASSERT_EQ(town.run(Pay{Town::order(2, 60)}, begin), "");
  EXPECT_EQ(town.held(2).courier, CourierId{1});
}

TEST(Dispatch, EveryStageAndStepIsATransitionOrRefusedAndFinalStaysFinal) {
  std::string table;
  for (std::size_t stage = 0; stage < stage_count; ++stage) {
    for (std::size_t step = 0; step < step_count; ++step) {
      auto const to = after(static_cast<Stage>(stage), static_cast<Step>(step));
      table += to ? std::to_string(static_cast<int>(*to)) : "-";
    }
    table += ' ';
  }
  EXPECT_EQ(table, "1--4 -2-4 --3- ---- ---- ");
}

TEST(Dispatch, HandsOverAndDeliversOnlyInOrderAndWithProof) {
  Town town;
  ASSERT_EQ(town.run(Pay{Town::order(1, 20)}, begin), "");
  EXPECT_EQ(town.run(HandOver{CourierId{1}, OrderId{1}}, minutes(1)), "dispatch_not_there");
  ASSERT_EQ(town.run(SetOut{CourierId{1}}, minutes(1)), "");
  ASSERT_EQ(town.run(Arrive{CourierId{1}}, minutes(3)), "");
  EXPECT_EQ(town.run(HandOver{CourierId{1}, OrderId{1}}, minutes(3)), "dispatch_not_ready");
  EXPECT_EQ(town.run(Deliver{CourierId{1}, OrderId{1}, {Proof::Kind::code, "1234"}}, minutes(3)), "dispatch_not_next");
  ASSERT_EQ(town.run(Prepared{OrderId{1}}, minutes(4)), "");
  ASSERT_EQ(town.run(HandOver{CourierId{1}, OrderId{1}}, minutes(4)), "");
  ASSERT_EQ(town.run(SetOut{CourierId{1}}, minutes(4)), "");
  EXPECT_EQ(town.run(Deliver{CourierId{1}, OrderId{1}, {Proof::Kind::code, "1234"}}, minutes(5)), "dispatch_not_there");
  ASSERT_EQ(town.run(Arrive{CourierId{1}}, minutes(6)), "");
  EXPECT_EQ(town.run(Deliver{CourierId{1}, OrderId{1}, {}}, minutes(7)), "dispatch_proof");
  ASSERT_EQ(town.run(Deliver{CourierId{1}, OrderId{1}, {Proof::Kind::code, "1234"}}, minutes(7)), "");
  EXPECT_EQ(town.held(1).stage, Stage::delivered);
  EXPECT_EQ(town.held(1).delivered_at, minutes(7));
}

// What users of other systems suffer from, as far as it is delivery's.

TEST(DispatchComplaints, StatusesNeverGoBackwards) {
  Town town;
  ASSERT_EQ(town.run(Pay{Town::order(1, 20)}, begin), "");
  ASSERT_EQ(town.run(Prepared{OrderId{1}}, minutes(3)), "");
  EXPECT_EQ(town.run(Prepared{OrderId{1}}, minutes(4)), "dispatch_stage");
  EXPECT_EQ(town.held(1).ready, minutes(3));
}

TEST(DispatchComplaints, ACancelledOrderNeverReappears) {
  Town town;
  ASSERT_EQ(town.run(Pay{Town::order(1, 20)}, begin), "");
  ASSERT_EQ(town.run(SetOut{CourierId{1}}, begin), "");
  ASSERT_EQ(town.run(Cancel{OrderId{1}}, begin + Span{500}), "");
  EXPECT_TRUE(town.board.couriers.at(CourierId{1}).route.empty());
  EXPECT_EQ(town.run(Prepared{OrderId{1}}, minutes(3)), "dispatch_stage");
  EXPECT_EQ(town.run(Pay{Town::order(1, 20)}, minutes(3)), "dispatch_taken");
  EXPECT_EQ(town.run(Cancel{OrderId{1}}, minutes(3)), "dispatch_stage");
}

TEST(DispatchComplaints, NobodyIsSentTwiceWithOneOrder) {
  Town town;
  town.add(3, 0, std::nullopt);
  ASSERT_EQ(town.run(Pay{Town::order(1, 20)}, begin), "");
  EXPECT_EQ(town.run(Pay{Town::order(1, 20)}, begin), "dispatch_taken");
  auto stops = 0;
  for (auto const& [id, courier] : town.board.couriers) {
    stops += static_cast<int>(courier.route.size());
  }
  EXPECT_EQ(stops, 2);
}

TEST(DispatchComplaints, AnOrderNeverJumpsToALaterOpeningPeriod) {
  Town town;
  EXPECT_EQ(town.run(Pay{Town::order(1, 20)}, minutes(119)), "dispatch_shop_closed");
  EXPECT_EQ(town.run(Pay{Town::order(1, 20)}, minutes(180)), "dispatch_shop_closed");
}

TEST(DispatchComplaints, TwoOpeningPeriodsInOneDayBothCount) {
  Town town;
  EXPECT_EQ(town.run(Pay{Town::order(1, 20)}, minutes(60)), "");
  Town afternoon;
  EXPECT_EQ(afternoon.run(Pay{Town::order(2, 20)}, minutes(300)), "");
}

TEST(DispatchComplaints, AHomeAcrossTheRiverIsNoFarHomeButNone) {
  Town town;
  EXPECT_EQ(town.run(Pay{Town::order(1, 1'020)}, begin), "dispatch_no_way");
}

TEST(DispatchComplaints, TheSameQuestionGivesTheSameAnswer) {
  Town first;
  Town second;
  for (std::uint64_t i = 1; i <= 5; ++i) {
    EXPECT_EQ(first.run(Pay{Town::order(i, 10 * i)}, begin), second.run(Pay{Town::order(i, 10 * i)}, begin));
  }
  EXPECT_EQ(first.board, second.board);
}

TEST(DispatchComplaints, APromiseIsNeverChangedAndLatenessIsTold) {
  Town town;
  ASSERT_EQ(town.run(Pay{Town::order(1, 20)}, begin), "");
  auto const promised = town.held(1).promised;
  ASSERT_EQ(town.run(Look{}, minutes(5)), "");
  ASSERT_EQ(town.run(Look{}, minutes(20)), "");
  EXPECT_EQ(town.held(1).promised, promised);
  ASSERT_TRUE(town.held(1).late_told);
  EXPECT_GT(*town.held(1).late_told, promised);
}

TEST(Dispatch, GivesWaitingOrdersToAnotherRiderWhenOneIsHeldUp) {
  Town town;
  ASSERT_EQ(town.run(Pay{Town::order(1, 20)}, begin), "");
  town.add(2, 10, std::nullopt);
  ASSERT_EQ(town.run(Prepared{OrderId{1}}, minutes(3)), "");
  // Nobody has set out when half of the promised time is gone; the rider at the shop is quicker now.
  ASSERT_EQ(town.run(Look{}, begin + std::chrono::seconds{250}), "");
  EXPECT_EQ(town.held(1).courier, CourierId{2});
  EXPECT_FALSE(town.held(1).late_told);
}

TEST(Dispatch, NobodyLeavesTheShiftWithOrders) {
  Town town;
  ASSERT_EQ(town.run(Pay{Town::order(1, 20)}, begin), "");
  EXPECT_EQ(town.run(Leave{CourierId{1}}, begin), "dispatch_busy");
  EXPECT_EQ(town.run(Leave{CourierId{7}}, begin), "dispatch_unknown");
}

TEST(Dispatch, RefusesWhatCannotBePromised) {
  Town town;
  EXPECT_EQ(town.run(Pay{Town::order(1, 400)}, begin), "dispatch_too_late");
  ASSERT_EQ(town.run(Leave{CourierId{1}}, begin), "");
  EXPECT_EQ(town.run(Pay{Town::order(2, 20)}, begin), "dispatch_nobody");
}

}  // namespace
}  // namespace linquan::dispatch
