#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "simulated.h"

namespace linquan::dispatch {
namespace {

/// Places on a grid of 10 × 10; 25 m a tenth of a minute by e-bike, a third of it on foot. Place 99 lies across a
/// river.
class Grid final : public Times {
 public:
  [[nodiscard]] std::optional<Span> time(Mode mode, PlaceId from, PlaceId to) const override {
    if ((from.value() == island) != (to.value() == island)) {
      return std::nullopt;
    }
    auto const at = [](PlaceId place) {
      return std::pair{static_cast<std::int64_t>(place.value() % 10), static_cast<std::int64_t>(place.value() / 10)};
    };
    auto const [ax, ay] = at(from);
    auto const [bx, by] = at(to);
    auto const steps = std::abs(ax - bx) + std::abs(ay - by);
    return Span{steps * (mode == Mode::ride ? 300 : 1'000)};
  }
  static constexpr std::uint64_t island = 99;
};

Moment const begin{};

Board board_of(std::uint64_t seed, std::uint32_t riders) {
  Board board;
  for (std::uint64_t i = 1; i <= 6; ++i) {
    auto const at = PlaceId{static_cast<std::uint64_t>(drawn(seed, 50, i, 0, 98))};
    board.shops[ShopId{i}] = {ShopId{i}, at, {{begin, begin + std::chrono::hours{4}}}, 2};
    if (drawn(seed, 51, i, 0, 2) == 0) {
      Courier clerk;
      clerk.id = CourierId{100 + i};
      clerk.clerk_of = ShopId{i};
      clerk.mode = Mode::foot;
      clerk.at = at;
      clerk.shift_till = begin + std::chrono::hours{4};
      board.couriers[clerk.id] = clerk;
    }
  }
  for (std::uint64_t i = 1; i <= riders; ++i) {
    Courier rider;
    rider.id = CourierId{i};
    rider.at = PlaceId{static_cast<std::uint64_t>(drawn(seed, 52, i, 0, 98))};
    rider.shift_till = begin + std::chrono::hours{4};
    board.couriers[rider.id] = rider;
  }
  return board;
}

std::vector<Order> orders_of(std::uint64_t seed, std::uint64_t count) {
  std::vector<Order> orders;
  for (std::uint64_t i = 1; i <= count; ++i) {
    Order order;
    order.id = OrderId{i};
    order.shop = ShopId{static_cast<std::uint64_t>(drawn(seed, 60, i, 1, 6))};
    order.home = PlaceId{static_cast<std::uint64_t>(drawn(seed, 61, i, 0, 98))};
    order.paid = begin + Span{drawn(seed, 62, i, 0, 9'000)};
    order.preparation = Span{2'100};
    order.door = Span{1'500};
    orders.push_back(order);
  }
  std::ranges::sort(orders, {}, [](Order const& it) { return std::pair{it.paid, it.id}; });
  return orders;
}

constexpr std::uint64_t seeds = 30;

/// Reality far worse than expected: rides half as quick again, preparations of up to half an hour.
Reality bad() {
  Reality reality;
  reality.slow_one_in = 4;
  reality.slow_more = 18'000;
  reality.ride_percent_high = 200;
  reality.door_high = 4'000;
  return reality;
}

TEST(DispatchDays, NoRiderCarriesMoreThanThreeAndNoOrderIsDroppedOrGivenTwice) {
  Grid const times;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    for (auto const& reality : {Reality{}, bad()}) {
      auto const day = play(board_of(seed, 3), orders_of(seed, 24), BestInsertion{}, times, reality, seed);
      ASSERT_TRUE(day.broken.empty()) << "seed " << seed << ": " << day.broken.front();
    }
  }
}

TEST(DispatchDays, TheSameSeedGivesTheSameBytes) {
  Grid const times;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    auto const first = play(board_of(seed, 3), orders_of(seed, 24), BestInsertion{}, times, bad(), seed);
    auto const again = play(board_of(seed, 3), orders_of(seed, 24), BestInsertion{}, times, bad(), seed);
    ASSERT_EQ(first.trace, again.trace) << seed;
    ASSERT_FALSE(first.trace.empty());
  }
}

TEST(DispatchDays, NoPromiseIsBeforeThePossible) {
  Grid const times;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    auto const board = board_of(seed, 3);
    auto const day = play(board, orders_of(seed, 24), BestInsertion{}, times, {}, seed);
    for (auto const& it : day.outcomes) {
      if (it.refused.empty()) {
        auto const way = *times.time(Mode::ride, board.shops.at(it.order.shop).at, it.order.home);
        auto const least = it.order.preparation + board.rules.hand_over + way + it.order.door;
        ASSERT_GE(it.promised - it.order.paid, least) << seed;
        ASSERT_LE(it.promised - it.order.paid, board.rules.promise_max) << seed;
      }
    }
  }
}

TEST(DispatchDays, WhoeverWaitsLongerThanPromisedIsTold) {
  Grid const times;
  std::size_t late = 0;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    auto const day = play(board_of(seed, 3), orders_of(seed, 24), BestInsertion{}, times, bad(), seed);
    for (auto const& it : day.outcomes) {
      // Within the last door of a delivery nothing is asked any more: a minute or two late there is not foreseen.
      if (it.refused.empty() && it.delivered && *it.delivered > it.promised + Span{2'500}) {
        ++late;
        EXPECT_TRUE(it.told_late) << "seed " << seed << ", order " << it.order.id.value();
      }
    }
  }
  EXPECT_GT(late, 20U);
}

TEST(DispatchDays, AsExpectedEveryPromiseIsKept) {
  Grid const times;
  Reality reality;
  reality.preparation_low = reality.preparation_high = 2'100;
  reality.door_low = reality.door_high = 1'500;
  reality.ride_percent_low = reality.ride_percent_high = 100;
  reality.slow_more = 0;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    auto const day = play(board_of(seed, 3), orders_of(seed, 24), BestInsertion{}, times, reality, seed);
    for (auto const& it : day.outcomes) {
      if (it.refused.empty()) {
        ASSERT_LE(*it.delivered, it.promised) << seed;
      }
    }
  }
}

TEST(DispatchDays, WithOneRiderSomeOrdersAreRefusedRatherThanPromisedInVain) {
  Grid const times;
  std::map<std::string, int> refused;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    for (auto const& it : play(board_of(seed, 1), orders_of(seed, 24), BestInsertion{}, times, {}, seed).outcomes) {
      ++refused[it.refused];
    }
  }
  EXPECT_GT(refused["dispatch_too_late"], 0);
  EXPECT_GT(refused[""], 0);
}

}  // namespace
}  // namespace linquan::dispatch
