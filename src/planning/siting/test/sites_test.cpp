#include "linquan/siting/sites.h"

#include <gtest/gtest.h>

#include <array>
#include <memory>

#include "linquan/reach/scenario.h"
#include "row_town.h"

namespace linquan::siting {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the town of these tests

Result<Plan> plan_of(city::City const& city, SiteRequest const& request) {
  SilentProgress silent;
  return plan_sites(city, request, silent);
}

std::string code_of(city::City const& city, SiteRequest const& request) {
  auto const plan = plan_of(city, request);
  return plan ? "" : plan.error().code;
}

// On paper: within three minutes are two homes to either side. A market stands at l and serves j, k and l: 10, 11 and
// 12 people. Of those left, a site at g has e to i: 5 + 6 + 7 + 8 + 9 = 35, more than any other; then a to d are left,
// 1 + 2 + 3 + 4 = 10, which b or c reach whole.
TEST(Sites, ServeThoseInARowThatPaperSays) {
  auto city = row_city();
  drawn::DrawnTown town{"a---b---c---d---e---f---g---h---i---j---k---l", 25};
  add_outlet(city, town, 'l', market);
  auto const one = plan_of(city, request_of(1));
  ASSERT_TRUE(one);
  EXPECT_EQ(names_of(*one), "g");
  EXPECT_EQ(one->people_all.count, 78'000);
  EXPECT_EQ(one->people_before.count, 33'000);
  EXPECT_EQ(one->people_gained.count, 35'000);
  EXPECT_EQ(one->bound, 35'000);
  EXPECT_EQ(one->homes, 9U);
  auto const two = plan_of(city, request_of(2));
  ASSERT_TRUE(two);
  ASSERT_EQ(two->proposals.size(), 2U);
  EXPECT_EQ(two->proposals[0].spot.name, "g");
  EXPECT_EQ(two->proposals[0].people.count, 35'000);
  EXPECT_EQ(two->proposals[1].people.count, 10'000);
  EXPECT_TRUE(two->optimal);
  EXPECT_EQ(two->needs[0].gained, two->people_gained);
}

// On paper: a site serves its own crossing and the next ones. Greed takes f (b, e, f, g, j), then three more and two
// more: 10 of 12. But e, d and k serve a, e, f, i and c, d, h and g, j, k, l: 11. All 12 need four sites.
TEST(Sites, FindInAGridWhatGreedMisses) {
  drawn::DrawnTown town{R"(
a-b-c-d
| | | |
e-f-g-h
| | | |
i-j-k-l
)",
                        50};
  auto city = city_of(town, "abcdefghijkl", [](char) { return 10; });
  for (auto const letter : std::string_view{"abcdefghijkl"}) {
    add_candidate(city, town, letter);
  }
  auto request = request_of(3);
  request.wants[0].limit = 900;
  auto const three = plan_of(city, request);
  ASSERT_TRUE(three);
  EXPECT_EQ(three->people_gained.count, 110'000);
  EXPECT_GE(three->bound, 110'000);
  EXPECT_LE(three->bound, 120'000);
  request.budget.count = 4;
  auto const four = plan_of(city, request);
  ASSERT_TRUE(four);
  EXPECT_EQ(four->people_gained.count, 120'000);
  EXPECT_EQ(four->bound, 120'000);
}

// On paper: 30 yuan buy a market for 20 and a pharmacy for 10. Either serves most at j: h to l, 8 + 9 + 10 + 11 + 12
// = 50. But j holds only one of them; the other has 45 at i (g to k) or 42 at k (i to l). Together 95.
TEST(Sites, ShareOneBudgetOverTwoKindsButNotOnePlace) {
  auto const city = row_city();
  auto request = request_of(0);
  request.wants.push_back({{"pharmacy"}, 1800, reach::AgeGroup::all, 1, 1000});
  request.wants[0].cost = 2000;
  request.budget = {};
  request.budget.cost = 3000;
  auto const plan = plan_of(city, request);
  ASSERT_TRUE(plan);
  ASSERT_EQ(plan->proposals.size(), 2U);
  EXPECT_NE(plan->proposals[0].spot.name, plan->proposals[1].spot.name) << "one place holds one of them";
  EXPECT_NE(plan->proposals[0].want, plan->proposals[1].want);
  EXPECT_EQ(plan->people_gained.count, 50'000 + 45'000);
}

TEST(Sites, KeepTheirSpacing) {
  auto const city = row_city();
  auto request = request_of(2);
  auto const free = plan_of(city, request);
  ASSERT_TRUE(free);
  EXPECT_EQ(free->people_gained.count, 50'000 + 25'000) << "j has h to l, e has c to g";
  request.spacing = Millimetres{550'000};
  auto const apart = plan_of(city, request);
  ASSERT_TRUE(apart);
  EXPECT_EQ(apart->people_gained.count, 50'000 + 20'000) << "j, and 600 m away d with b to f";
}

TEST(Sites, StayAwayFromOutletsWhereAsked) {
  auto city = row_city();
  drawn::DrawnTown town{"a---b---c---d---e---f---g---h---i---j---k---l", 25};
  add_outlet(city, town, 'l', market);
  auto request = request_of(1);
  request.spacing = Millimetres{750'000};
  request.spacing_to_outlets = true;
  auto const plan = plan_of(city, request);
  ASSERT_TRUE(plan);
  EXPECT_EQ(names_of(*plan), "d") << "e to l lie within 750 m of l";
  EXPECT_EQ(plan->spots, 4U);
  EXPECT_EQ(plan->spots_unfit, 8U);
}

TEST(Sites, WeighPeopleByAge) {
  auto city = row_city();
  for (auto& home : city.homes) {
    home.people.age_60 = {};
  }
  city.homes[0].people.age_60 = {1'000};
  auto request = request_of(1);
  EXPECT_EQ(names_of(*plan_of(city, request)), "j");
  request.ages.age_60 = 1000;
  auto const plan = plan_of(city, request);
  EXPECT_EQ(names_of(*plan), "c") << "has a, and most others";
  EXPECT_EQ(plan->people_gained.count, 15'000) << "people stay people";
  EXPECT_EQ(plan->served, 15'000 + 999 * 1'000);
  request.wants[0].people = reach::AgeGroup::age_60;
  EXPECT_EQ(plan_of(city, request)->people_all.count, 1'000);
}

TEST(Sites, ServeNoMoreThanTheyHold) {
  auto city = row_city();
  for (auto& candidate : city.candidates) {
    candidate.capacity = candidate.name == "c" ? 3 : 1;
  }
  auto request = request_of(1);
  request.persons_per_capacity = 5;
  auto const plan = plan_of(city, request);
  ASSERT_TRUE(plan);
  EXPECT_EQ(names_of(*plan), "c") << "15 persons; all others 5";
  EXPECT_EQ(plan->people_gained.count, 15'000);
  EXPECT_EQ(plan->bound, 15'000);
}

TEST(Sites, CountWhatTheyLeaveOut) {
  auto city = row_city();
  city.candidates[0].access = {};
  city.candidates[1].kinds = {pharmacy};
  city.candidates[2].type = "stall";
  auto request = request_of(40);
  auto const at = city.candidates[3].at;
  request.spots.forbidden = {{{{at.lon - 10, at.lat - 10}, {at.lon + 10, at.lat - 10}, {at.lon, at.lat + 10}}, {}}};
  auto const plan = plan_of(city, request);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->spots, 9U) << "a market roams, so that a stall may hold it";
  EXPECT_EQ(plan->spots_off, 2U);
  EXPECT_EQ(plan->spots_forbidden, 1U);
  EXPECT_EQ(plan->spots_unfit, 1U);
  EXPECT_LT(plan->proposals.size(), 9U) << "more than there are: those that serve anybody";
}

TEST(Sites, RefuseWhatCannotBe) {
  auto const city = row_city();
  auto const refused = [&](auto const& change) {
    auto request = request_of(1);
    change(request);
    return code_of(city, request);
  };
  EXPECT_EQ(refused([](SiteRequest& it) { it.wants[0].kinds = {"moon"}; }), "site_kind_unknown");
  EXPECT_EQ(refused([](SiteRequest& it) { it.budget.count = 0; }), "budget_empty");
  EXPECT_EQ(refused([](SiteRequest& it) { it.spots.candidates = false; }), "site_no_spots");
  EXPECT_EQ(refused([](SiteRequest& it) { it.wants[0].weight = 0; }), "site_weight_range");
  auto town = row_city();
  town.kind_ids = {"bus", "primary"};
  auto request = request_of(1);
  request.wants[0].kinds = {"bus"};
  EXPECT_EQ(code_of(town, request), "site_no_spots_street");
  request.wants[0].kinds = {"primary"};
  EXPECT_EQ(code_of(town, request), "site_no_spots_land");
  EXPECT_EQ(refused([](SiteRequest& it) { it.budget = {std::nullopt, 500, std::nullopt}; }), "site_cost_missing");
  EXPECT_EQ(refused([](SiteRequest& it) {
              it.ages.age_70 = 2;
              it.persons_per_capacity = 1;
            }),
            "site_weights_capacity");
}

TEST(Sites, AreTheSameForAnyNumberOfThreads) {
  auto const city = row_city();
  auto request = request_of(3);
  auto const one = plan_of(city, request);
  request.solve.threads = 4;
  auto const four = plan_of(city, request);
  EXPECT_EQ(names_of(*one), names_of(*four));
  EXPECT_EQ(one->bound, four->bound);
}

/// People with a column within its limit, counted home by home.
Millipersons people_within(city::City const& city, reach::State const& state) {
  Millipersons people;
  for (std::size_t home = 0; home < city.homes.size(); ++home) {
    if (state.table.nearest(state.homes.seat(home), 0) != reach::absent) {
      people += city.homes[home].people.all;
    }
  }
  return people;
}

// The plan's people once more, by another way: each proposal is put as an outlet, and heads are counted.
TEST(Sites, GainWhatAScenarioCounts) {
  auto city = row_city();
  drawn::DrawnTown town{"a---b---c---d---e---f---g---h---i---j---k---l", 25};
  add_outlet(city, town, 'f', market);
  auto const plan = plan_of(city, request_of(3));
  ASSERT_TRUE(plan);
  auto const shared = std::make_shared<city::City const>(city);
  SilentProgress silent;
  auto const base = reach::base_of(shared, walker(), {.columns = {{market}}},
                                   {*reach::Limits::of(std::array{3.0}, reach::Unit::seconds), false}, {}, silent);
  reach::Scenario scenario{base};
  reach::Updater updater;
  EXPECT_EQ(people_within(city, scenario.state()), plan->people_before);
  auto expected = plan->people_before;
  for (auto const& proposal : plan->proposals) {
    city::Outlet outlet;
    outlet.id = city::OutletId{1000 + scenario.edits().size()};
    outlet.kinds = {market};
    outlet.stands = {{proposal.spot.at, {proposal.spot.access}, std::nullopt}};
    ASSERT_TRUE(scenario.add(reach::PutOutlet{outlet}, updater));
    expected += proposal.people;
    EXPECT_EQ(people_within(city, scenario.state()), expected);
  }
  EXPECT_EQ(expected, plan->people_before + plan->people_gained);
}

}  // namespace
}  // namespace linquan::siting
