#include "linquan/siting/carts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "cart_weeks.h"
#include "reached_homes.h"
#include "row_town.h"

namespace linquan::siting {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the town of these tests

constexpr Days monday = 1;
constexpr Days weekend = 0x60;

/// The row with a stall point at every home, the first half in one living circle, the second in another.
city::City stall_city() {
  auto city = row_city();
  for (auto& candidate : city.candidates) {
    candidate.type = "stall";
  }
  for (auto const* const name : {"West", "East"}) {
    auto& area = city.areas.emplace_back();
    area.level = city::AreaLevel::living_circle;
    area.name = name;
    area.state = city.areas.size() == 1 ? "built" : "planned";
  }
  for (std::size_t home = 0; home < city.homes.size(); ++home) {
    city.homes[home].living_circle = home < 6 ? 0 : 1;
  }
  return city;
}

CartRequest request_of_carts(std::uint32_t carts, Days days) {
  CartRequest request;
  request.kind = "repair_small";
  request.carts = carts;
  request.walker = walker();
  request.limit = 1800;
  request.days = days;
  return request;
}

Result<CartPlan> plan_of(city::City const& city, CartRequest const& request) {
  SilentProgress silent;
  return plan_carts(city, request, silent);
}

/// By day, then cart: "Mo1j Tu1e".
std::string week_of(CartPlan const& plan) {
  std::set<std::string> lines;
  for (auto const& visit : plan.visits) {
    lines.insert(std::to_string(visit.day) + "/" + std::to_string(visit.cart) + visit.spot.name);
  }
  std::string text;
  for (auto const& line : lines) {
    text += (text.empty() ? "" : " ") + line;
  }
  return text;
}

// On paper: one cart on two days stands where two sites would: j has h to l (50 people), e has c to g (25).
TEST(Carts, StandInARowWherePaperSays) {
  auto const plan = plan_of(stall_city(), request_of_carts(1, weekend));
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->people_all.count, 78'000);
  EXPECT_EQ(plan->people_before.count, 0);
  EXPECT_EQ(plan->people_gained.count, 75'000);
  EXPECT_EQ(plan->people_bound.count, 75'000);
  EXPECT_EQ(plan->slots, 2U);
  ASSERT_EQ(plan->visits.size(), 2U);
  for (auto const& visit : plan->visits) {
    EXPECT_EQ(visit.cart, 0U);
    EXPECT_TRUE(visit.day == 5 || visit.day == 6);
    EXPECT_EQ(visit.people.count, visit.spot.name == "j" ? 50'000 : 25'000);
  }
}

// On paper: j may be visited on Monday only, and so may all others: one cart, one visit. k on Sunday gives i to l, 42.
TEST(Carts, KeepTheDaysOfTheirPoints) {
  auto city = stall_city();
  for (auto& candidate : city.candidates) {
    candidate.days = candidate.name == "k" ? Days{0x40} : monday;
  }
  auto const plan = plan_of(city, request_of_carts(1, every_day));
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->people_gained.count, 42'000 + 30'000) << "f has d to h on Monday: 4 + 5 + 6 + 7 + 8 = 30";
  EXPECT_EQ(week_of(*plan), "0/0f 6/0k");
  EXPECT_EQ(plan->people_by_day[0].count, 30'000);
  EXPECT_EQ(plan->people_by_day[6].count, 42'000);
  EXPECT_EQ(plan->people_by_day[3].count, 0);
}

// On paper: three carts stand where everybody has one, and some homes have two of them within the limit.
TEST(Carts, CountEverybodyOnceADay) {
  auto const plan = plan_of(stall_city(), request_of_carts(3, monday));
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->people_by_day[0].count, 78'000);
  Millipersons near;
  for (auto const& visit : plan->visits) {
    near += visit.near;
  }
  EXPECT_GT(near.count, 78'000);
}

TEST(Carts, CountAMarketOfOneMorningAWeekAsSupply) {
  auto city = stall_city();
  drawn::DrawnTown town{"a---b---c---d---e---f---g---h---i---j---k---l", 25};
  auto& cart = add_outlet(city, town, 'j', repair);
  cart.stands[0].hours = *hours::Hours::parse("Sa 07:00-09:00");
  EXPECT_EQ(plan_of(city, request_of_carts(1, monday))->people_before.count, 50'000);
  city.outlets[0].stands[0].hours = hours::Hours{};
  EXPECT_EQ(plan_of(city, request_of_carts(1, monday))->people_before.count, 0) << "never open";
}

TEST(Carts, ServeTheLivingCirclesThatAreAsked) {
  auto const city = stall_city();
  auto request = request_of_carts(1, monday);
  request.circles = *circles_of(city, {"built"});
  auto const plan = plan_of(city, request);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->people_all.count, 21'000) << "a to f";
  EXPECT_EQ(plan->people_gained.count, 20'000) << "d has b to f";
}

TEST(Carts, VisitTheFullestPointsAgainWithWhatIsLeft) {
  auto const plan = plan_of(stall_city(), request_of_carts(2, every_day));
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->people_gained.count, 78'000);
  std::map<std::string, std::vector<Visit>> by_point;
  for (auto const& visit : plan->visits) {
    by_point[visit.spot.name].push_back(visit);
  }
  for (auto const& [name, visits] : by_point) {
    ASSERT_EQ(visits.size(), 2U) << name << ": there is room for all of them";
    EXPECT_NE(visits[0].day, visits[1].day);
    EXPECT_EQ(visits[0].again + visits[1].again, 1);
    EXPECT_EQ((visits[0].again ? visits[0] : visits[1]).people.count, 0);
  }
}

// Every choice tried, on the same coverage.
TEST(Carts, AreAsGoodAsEveryChoiceTried) {
  auto city = stall_city();
  for (std::size_t i = 0; i < city.candidates.size(); ++i) {
    city.candidates[i].days = static_cast<Days>(1U << i % 3 | 1U << i % 5);
  }
  for (std::uint32_t const carts : {1U, 2U}) {
    auto const request = request_of_carts(carts, 0x07);
    auto const plan = plan_of(city, request);
    ASSERT_TRUE(plan);
    Coverage coverage;
    std::ranges::transform(city.homes, std::back_inserter(coverage.weights),
                           [](city::Home const& home) { return home.people.all.count; });
    Ground const ground{city, walker(), 1};
    auto const spots = spots_of(city, request.spots, walker().person);
    std::vector<Spot const*> asked;
    std::ranges::transform(spots.all, std::back_inserter(asked), [](Spot const& spot) { return &spot; });
    SilentProgress silent;
    auto const reached = reached_homes(ground, asked, std::vector<char>(city.homes.size(), 1), request.limit, silent);
    for (std::uint32_t i = 0; i < asked.size(); ++i) {
      auto const days = static_cast<Days>(asked[i]->days & request.days);
      if (days != 0) {
        add(coverage, {.place = i, .days = days}, (*reached)[i]);
      }
    }
    auto const best = solve_by_trying(coverage, {.per_day = carts});
    EXPECT_LE(plan->people_gained.count, best.served);
    EXPECT_GE(plan->people_bound.count, best.served);
    EXPECT_EQ(plan->people_gained.count, best.served);
  }
}

TEST(Carts, RefuseWhatCannotBe) {
  auto const city = stall_city();
  auto const code_of = [&](auto const& change) {
    auto request = request_of_carts(1, every_day);
    change(request);
    auto const plan = plan_of(city, request);
    return plan ? std::string{} : plan.error().code;
  };
  EXPECT_EQ(code_of([](CartRequest& it) { it.carts = 0; }), "budget_empty");
  EXPECT_EQ(code_of([](CartRequest& it) { it.days = 0; }), "carts_no_spots");
  EXPECT_EQ(code_of([](CartRequest& it) { it.kind = "moon"; }), "site_kind_unknown");
  EXPECT_EQ(code_of([](CartRequest& it) { it.spots.candidates = false; }), "carts_no_spots");
}

TEST(Carts, FindLivingCirclesByStateNameOrCode) {
  auto const city = stall_city();
  EXPECT_EQ(**circles_of(city, {"built"}), (std::vector<std::uint32_t>{0}));
  EXPECT_EQ(**circles_of(city, {"East", "West"}), (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(**circles_of(city, {"all"}), (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(*circles_of(city, {"city"}), std::nullopt);
  EXPECT_EQ(circles_of(city, {"North"}).error().code, "circle_unknown");
  EXPECT_EQ(circles_of(row_city(), {"built"}).error().code, "circles_none");
}

std::int64_t length_of(std::vector<CartStop> const& stops) {
  std::int64_t sum = 0;
  for (std::size_t a = 0; a < stops.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      sum += stops[a].cart == stops[b].cart ? geo::distance(stops[a].at, stops[b].at).count : 0;
    }
  }
  return sum;
}

TEST(CartWeeks, KeepEachCartNearToWhereItWas) {
  std::vector<CartStop> stops;
  for (std::uint32_t i = 0; i < 12; ++i) {
    // East and west in turn, two a day, so that the first cart would go to and fro.
    geo::Point const at{(i % 4 < 2 ? 0 : 1'000'000) + static_cast<std::int32_t>(i), 0};
    stops.push_back({at, 0, i, every_day, static_cast<std::uint8_t>(i / 2), 0});
  }
  assign(stops, 2);
  std::set<std::pair<std::uint32_t, std::uint8_t>> taken;
  for (auto const& stop : stops) {
    EXPECT_LT(stop.cart, 2U);
    EXPECT_TRUE(taken.emplace(stop.cart, stop.day).second) << "one place at a time";
  }
  EXPECT_LT(length_of(stops), 2'000'000) << "no cart crosses the town";
}

TEST(CartWeeks, MoveNoStopToADayThatItCannotHave) {
  std::vector<CartStop> stops;
  for (std::uint32_t i = 0; i < 14; ++i) {
    auto const day = static_cast<std::uint8_t>(i / 2);
    stops.push_back(
        {{static_cast<std::int32_t>(i * 7 % 5 * 100'000), 0}, i % 3, i % 10, static_cast<Days>(1U << day), day, 0});
  }
  assign(stops, 2);
  for (std::uint32_t i = 0; i < stops.size(); ++i) {
    EXPECT_EQ(stops[i].day, i / 2);
  }
}

}  // namespace
}  // namespace linquan::siting
