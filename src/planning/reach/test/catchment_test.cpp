#include "linquan/reach/catchment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "drawn_town.h"
#include "lattice.h"
#include "linquan/base/progress.h"
#include "linquan/reach/generated.h"
#include "linquan/reach/reference.h"

namespace linquan::reach {
namespace {

struct Town {
  explicit Town(city::City made, char const* person = "standard")
      : city{std::move(made)},
        streets{city.streets, walker(person)},
        homes{city.homes, streets},
        supply{supply_of(city, streets, {.columns = each_kind(city)})} {}

  [[nodiscard]] Catchment ask(CatchmentQuestion const& question, unsigned threads = 1) const {
    SilentProgress progress;
    return catchment_of({city, streets, homes, supply}, question, threads, progress);
  }

  city::City city;
  Streets streets;
  Homes homes;
  Supply supply;
};

/// Stairs and one-way streets; every third outlet names no capacity, every fifth home is empty.
city::City made_up() {
  auto city = lattice(20, 7);
  generate(city, {600, 120, 3, false, false, 4});
  for (std::size_t i = 0; i < city.outlets.size(); ++i) {
    city.outlets[i].capacity = i % 3 == 0 ? std::nullopt : std::optional{static_cast<std::int64_t>(10 + i % 40)};
  }
  for (std::size_t i = 0; i < city.homes.size(); ++i) {
    auto const people = i % 5 == 0 ? 0 : static_cast<std::int64_t>(1000 + 37 * i);
    city.homes[i].people = {{people}, {people / 7}, {people / 4}, {people / 9}};
  }
  return city;
}

CatchmentQuestion enhanced() {
  return {.column = 0, .demand = AgeGroup::age_60, .zones = Limits{}, .weights = gaussian_zones};
}

/// All pairs, one home after the other, by the reference search.
struct Pairs {
  Pairs(Town const& town, CatchmentQuestion const& question) : question_{question} {
    Reference reference{town.streets};
    for (Seat seat = 0; seat < town.homes.seat_count(); ++seat) {
      reference.search(town.homes.place(seat), question.zones.farthest());
      auto& row = weight.emplace_back();
      for (SiteIndex site = 0; site < town.supply.site_count(); ++site) {
        row.push_back(weight_of(reference, town.supply.site(site)));
      }
    }
  }
  [[nodiscard]] double weight_of(Reference const& reference, Supply::Site const& site) const {
    if (!std::ranges::binary_search(site.columns, question_.column)) {
      return 0;
    }
    auto time = absent;
    for (auto const& point : site.points) {
      time = std::min(time, reference.time_to(point));
    }
    for (std::size_t zone = 0; zone < question_.zones.size(); ++zone) {
      if (time <= question_.zones[zone]) {
        return question_.weights[zone];
      }
    }
    return 0;
  }

  std::vector<std::vector<double>> weight;  ///< by seat and site

 private:
  CatchmentQuestion question_;
};

void expect_as_by_all_pairs(Town const& town, CatchmentQuestion const& question) {
  Pairs const pairs{town, question};
  auto const found = town.ask(question);
  std::vector<double> per_person(town.homes.seat_count(), 0);
  for (auto const& site : found.sites) {
    double demand = 0;
    for (Seat seat = 0; seat < town.homes.seat_count(); ++seat) {
      auto const people = people_of(town.city.homes[town.homes.home(seat)].people, question.demand);
      demand += pairs.weight[seat][site.site] * people.persons();
    }
    ASSERT_NEAR(site.demand, demand, 1e-9 * (1 + demand));
    for (Seat seat = 0; seat < town.homes.seat_count(); ++seat) {
      per_person[seat] += demand > 0 ? pairs.weight[seat][site.site] * static_cast<double>(site.capacity) / demand : 0;
    }
  }
  for (Seat seat = 0; seat < town.homes.seat_count(); ++seat) {
    auto const got = found.per_thousand[town.homes.home(seat)];
    ASSERT_EQ(got.has_value(), per_person[seat] > 0) << "seat " << seat;
    ASSERT_NEAR(got.value_or(0), 1000 * per_person[seat], 1e-9 * (1 + 1000 * per_person[seat])) << "seat " << seat;
  }
}

TEST(Catchment, IsWhatAllPairsGive) {
  Town const town{made_up()};
  expect_as_by_all_pairs(town, {});
  expect_as_by_all_pairs(town, enhanced());
}

TEST(Catchment, IsWhatAllPairsGiveWhereStairsAreClosed) {
  expect_as_by_all_pairs(Town{made_up(), "wheelchair"}, enhanced());
}

TEST(Catchment, HandsOutTheWholeCapacityWhereThereAreAnyPeople) {
  Town const town{made_up()};
  for (auto const group : {AgeGroup::all, AgeGroup::age_0_14, AgeGroup::age_60, AgeGroup::age_70}) {
    auto question = enhanced();
    question.demand = group;
    auto const found = town.ask(question);
    double handed_out = 0;
    for (std::size_t home = 0; home < town.city.homes.size(); ++home) {
      handed_out += people_of(town.city.homes[home].people, group).persons() * found.per_thousand[home].value_or(0);
    }
    double capacity = 0;
    for (auto const& site : found.sites) {
      capacity += site.ratio ? static_cast<double>(site.capacity) : 0;
    }
    ASSERT_GT(capacity, 0);
    EXPECT_NEAR(handed_out / 1000, capacity, 1e-9 * capacity);
  }
}

TEST(Catchment, HasTheSameBitsForAnyNumberOfThreads) {
  Town const town{made_up()};
  auto const one = town.ask(enhanced(), 1);
  for (auto const threads : {2U, 3U, 7U}) {
    auto const many = town.ask(enhanced(), threads);
    EXPECT_EQ(many.sites, one.sites);
    EXPECT_EQ(many.per_thousand, one.per_thousand);
  }
}

TEST(Catchment, CountsOutletsThatNameNoCapacityAndTakesTheCallersDefault) {
  Town const town{made_up()};
  auto question = enhanced();
  auto const without = town.ask(question);
  EXPECT_GT(without.without_capacity, 0U);
  EXPECT_EQ(without.sites.size() + without.without_capacity, town.supply.in_column(0).size());
  question.capacity_default = 25;
  auto const with = town.ask(question);
  EXPECT_EQ(with.without_capacity, without.without_capacity);
  EXPECT_EQ(with.sites.size(), town.supply.in_column(0).size());
}

TEST(Catchment, SharesOneCanteenBetweenTwoHomesAndLeavesOutTheIsland) {
  drawn::DrawnTown drawn{"a---b---c   d---e", 100};
  city::City city;
  city.kind_ids = {"canteen"};
  for (auto const letter : {'a', 'c', 'e'}) {
    city::Home home;
    home.id = city::HomeId{static_cast<std::uint64_t>(letter)};
    home.access = drawn.access(letter);
    home.people.all = {10'000};
    city.homes.push_back(home);
  }
  city.outlets.resize(1);
  city.outlets[0].id = city::OutletId{1};
  city.outlets[0].kinds = {0};
  city.outlets[0].capacity = 5;
  city.outlets[0].stands = {{{}, {drawn.access('b')}, std::nullopt}};
  city.streets = drawn.graph();
  Town const town{std::move(city)};
  auto const found = town.ask({});
  ASSERT_EQ(found.sites.size(), 1U);
  EXPECT_DOUBLE_EQ(found.sites[0].demand, 20);
  EXPECT_DOUBLE_EQ(found.sites[0].ratio.value(), 0.25);
  EXPECT_DOUBLE_EQ(found.per_thousand[0].value(), 250);
  EXPECT_DOUBLE_EQ(found.per_thousand[1].value(), 250);
  EXPECT_EQ(found.per_thousand[2], std::nullopt) << "what cannot be reached is absent, not nought";
}

}  // namespace
}  // namespace linquan::reach
