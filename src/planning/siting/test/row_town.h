#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "drawn_town.h"
#include "linquan/city/city.h"
#include "linquan/persons/persons.h"
#include "linquan/siting/carts.h"
#include "linquan/siting/sites.h"

namespace linquan::siting::testing {

inline constexpr kinds::KindIndex market = 0;
inline constexpr kinds::KindIndex pharmacy = 1;
inline constexpr kinds::KindIndex repair = 2;
inline constexpr kinds::KindIndex convenience = 3;

/// One home for each letter of `letters`, with as many people as `people(letter)` says, half of them of 60 and over.
template <class PeopleOf>
city::City city_of(drawn::DrawnTown& town, std::string_view letters, PeopleOf const& people) {
  city::City city;
  city.kind_ids = {"market", "pharmacy", "repair_small", "convenience"};
  city.streets = town.graph();
  for (auto const letter : letters) {
    auto& home = city.homes.emplace_back();
    home.id = city::HomeId{city.homes.size()};
    home.source = std::string{"drawn:"} + letter;
    home.door = town.at(letter);
    home.access = town.access(letter);
    home.people.all = {1000 * std::int64_t{people(letter)}};
    home.people.age_60 = {500 * std::int64_t{people(letter)}};
  }
  return city;
}

inline void add_candidate(city::City& city, drawn::DrawnTown& town, char letter, std::string_view type = "vacant") {
  auto& candidate = city.candidates.emplace_back();
  candidate.source = std::string{"vacant.csv!"} + letter;
  candidate.name = std::string{letter};
  candidate.at = town.at(letter);
  candidate.access = town.access(letter);
  candidate.type = type;
}

inline city::Outlet& add_outlet(city::City& city, drawn::DrawnTown& town, char letter, kinds::KindIndex kind) {
  auto& outlet = city.outlets.emplace_back();
  outlet.id = city::OutletId{city.outlets.size()};
  outlet.name = std::string{"shop "} + letter;
  outlet.kinds = {kind};
  outlet.stands = {{town.at(letter), {town.access(letter)}, std::nullopt}};
  return outlet;
}

/// Twelve homes in a row, 100 m (90 s) from one to the next; the first has 1 person, the last 12. A candidate at each.
inline city::City row_city() {
  drawn::DrawnTown town{"a---b---c---d---e---f---g---h---i---j---k---l", 25};
  auto city = city_of(town, "abcdefghijkl", [](char letter) { return letter - 'a' + 1; });
  for (auto const letter : std::string_view{"abcdefghijkl"}) {
    add_candidate(city, town, letter);
  }
  return city;
}

inline reach::Walker walker() {
  return {*persons::Persons::built_in().find("standard"), reach::Unit::seconds, std::nullopt};
}

/// Somebody wants a market within three minutes.
inline SiteRequest request_of(std::uint32_t count) {
  SiteRequest request;
  request.wants = {{{"market"}, 1800, reach::AgeGroup::all, 1, std::nullopt}};
  request.budget.count = count;
  request.walker = walker();
  return request;
}

inline std::string names_of(Plan const& plan) {
  std::string names;
  for (auto const& proposal : plan.proposals) {
    names += proposal.spot.name;
  }
  return names;
}

}  // namespace linquan::siting::testing
