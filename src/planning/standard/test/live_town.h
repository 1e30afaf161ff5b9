#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lattice.h"
#include "linquan/base/draw.h"
#include "linquan/reach/generated.h"
#include "linquan/standard/standard.h"
#include "linquan/walk/route.h"
#include "same_evaluation.h"

/// A made-up town, rules of every sort, and edits of every sort.
namespace linquan::standard {

using city::AreaLevel;
using kinds::KindIndex;

inline constexpr KindIndex kind_count = 7;  ///< of the last one nobody has any at first

inline walk::Access any_access(city::City const& city, Draw& draw) {
  auto const edge = static_cast<walk::EdgeIndex>(draw.below(city.streets.edges.size()));
  return {edge, static_cast<std::uint32_t>(draw.below(city.streets.edges[edge].length_millimetres + 1)),
          static_cast<std::uint32_t>(draw.below(20'000))};
}

inline std::optional<hours::Hours> any_hours(Draw& draw) {
  switch (draw.below(4)) {
    case 0:
      return *hours::Hours::parse("Mo-Su 06:00-10:00");
    case 1:
      return *hours::Hours::parse("Mo-Fr 09:00-18:00");
    case 2:
      return *hours::Hours::parse("off");
    default:
      return std::nullopt;
  }
}

inline city::Stand any_stand(city::City const& city, Draw& draw) {
  city::Stand stand;
  stand.accesses.push_back(any_access(city, draw));
  if (draw.below(4) == 0) {
    stand.accesses.push_back(any_access(city, draw));
  }
  stand.at = walk::place_of(city.streets, stand.accesses.front());
  stand.hours = any_hours(draw);
  return stand;
}

inline city::Outlet any_outlet(city::City const& city, Draw& draw, std::uint64_t id) {
  city::Outlet outlet;
  outlet.id = city::OutletId{id};
  for (KindIndex kind = 0; kind < kind_count; ++kind) {
    if (draw.below(kind == kind_count - 1 ? 12 : 4) == 0) {
      outlet.kinds.push_back(kind);
    }
  }
  if (outlet.kinds.empty()) {
    outlet.kinds.push_back(static_cast<KindIndex>(draw.below(3)));
  }
  for (auto stands = draw.below(8) == 0 ? 0 : 1 + draw.below(2); stands > 0; --stands) {
    outlet.stands.push_back(any_stand(city, draw));
  }
  using kinds::Serving;
  outlet.serving = static_cast<kinds::ServingSet>(draw.below(6) == 0 ? Serving::at_home : Serving::at_stand);
  if (draw.below(2) == 0) {
    outlet.services.push_back({outlet.kinds.front(), "keys", std::nullopt});
  }
  return outlet;
}

/// An outlet that is there in another form: one thing about it is different.
inline city::Outlet changed(city::Outlet outlet, city::City const& city, Draw& draw) {
  auto other = any_outlet(city, draw, outlet.id.value());
  switch (draw.below(7)) {
    case 0:
      outlet.name = "renamed";
      break;
    case 1:
      outlet.kinds = other.kinds;
      break;
    case 2:
      outlet.services = other.services;
      break;
    case 3:
      outlet.stands = other.stands;
      break;
    case 4:
      outlet.serving = other.serving;
      break;
    case 5:
      std::ranges::for_each(outlet.stands, [&](city::Stand& stand) { stand.hours = any_hours(draw); });
      break;
    default:
      outlet = std::move(other);
  }
  return outlet;
}

inline geo::MultiPolygon square(geo::Point low, geo::Point high) {
  return {{{low, {high.lon, low.lat}, high, {low.lon, high.lat}}, {}}};
}

/// Areas lie beside each other from west to east; the easternmost homes and outlets are outside all of them.
inline void add_areas(city::City& city, AreaLevel level, std::uint32_t count, std::uint32_t city::Home::*area_of_home) {
  geo::Box box;
  std::ranges::for_each(city.streets.nodes, [&](geo::Point at) { box.add(at); });
  auto const width = (std::int64_t{box.high.lon} - box.low.lon) / (count + 1);
  auto const first = static_cast<std::uint32_t>(city.areas.size());
  for (std::uint32_t i = 0; i < count; ++i) {
    auto& area = city.areas.emplace_back();
    area.id = city::AreaId{city.areas.size()};
    area.level = level;
    area.code = "area" + std::to_string(city.areas.size());
    auto const west = static_cast<std::int32_t>(box.low.lon + width * i);
    area.shape = square({west, box.low.lat - 1000}, {static_cast<std::int32_t>(west + width), box.high.lat + 1000});
  }
  for (auto& home : city.homes) {
    auto const at = walk::place_of(city.streets, home.access);
    auto const number = (std::int64_t{at.lon} - box.low.lon) / width;
    home.*area_of_home = number < count ? first + static_cast<std::uint32_t>(number) : walk::none;
  }
}

/// A made-up town with ages, areas of three levels, hours, services and a declared kind.
inline city::City town(std::uint64_t seed, std::size_t homes = 500) {
  auto city = reach::lattice(13, seed);
  reach::generate(city, {homes, 1, kind_count, false, false, seed});
  Draw draw{seed};
  add_areas(city, AreaLevel::community, 5, &city::Home::community);
  add_areas(city, AreaLevel::district, 2, &city::Home::district);
  add_areas(city, AreaLevel::compound, 9, &city::Home::compound);
  for (auto& home : city.homes) {
    home.people.all = {static_cast<std::int64_t>(draw.below(9'000))};
    home.people.age_60 = {static_cast<std::int64_t>(draw.below(static_cast<std::uint64_t>(home.people.all.count) + 1))};
  }
  city.outlets.clear();
  for (std::uint64_t id = 1; id <= 60; ++id) {
    city.outlets.push_back(any_outlet(city, draw, 2 * id));
    std::erase(city.outlets.back().kinds, kind_count - 1);
    if (city.outlets.back().kinds.empty()) {
      city.outlets.back().kinds = {0};
    }
  }
  city.completeness.push_back({"declared.xlsx", {4}, {"area2"}});
  city.homes.front().access.edge = walk::none;
  return city;
}

inline Rule rule(std::string id, std::vector<std::string> kinds, reach::Unit unit, reach::Tenths limit) {
  Rule made;
  made.id = std::move(id);
  made.kinds = std::move(kinds);
  made.unit = unit;
  made.limit = limit;
  return made;
}

/// Rules of every sort, headlines, lists, grades and a round.
inline Standard rules(city::City const& city) {
  auto const& kind = city.kind_ids;
  Standard made;
  using enum reach::Unit;
  made.rules = {rule("near", {kind[0]}, seconds, 1'800),           rule("any", {kind[1], kind[3]}, seconds, 4'800),
                rule("metres", {kind[2]}, metres, 3'000),          rule("several", {kind[0]}, seconds, 2'400),
                rule("more", {kind[1]}, seconds, 6'000),           rule("elder", {kind[4]}, seconds, 6'000),
                rule("keys", {kind[0]}, seconds, 4'800),           rule("unheard", {"no_such_kind"}, seconds, 4'800),
                rule("early", {kind[1]}, seconds, 4'800),          rule("at_home", {kind[2], kind[5]}, seconds, 3'000),
                rule("enough", {kind[0], kind[5]}, metres, 2'500), rule("rare", {kind[6]}, seconds, 3'000),
                rule("young", {kind[2]}, seconds, 3'000),          rule("two_far", {kind[3]}, metres, 5'000)};
  made.rules[1].demand = Demand::should;
  made.rules[3].count = 3;
  made.rules[4].count = 2;
  made.rules[4].weight = 3;
  made.rules[5].person = "elder";
  made.rules[5].people = reach::AgeGroup::age_60;
  made.rules[6].services = {"keys"};
  made.rules[8].open_at = hours::MinuteOfWeek{7 * 60};
  made.rules[9].ways |= static_cast<kinds::ServingSet>(kinds::Serving::at_home);
  made.rules[10].ratio = Ratio{1, 150, AreaLevel::community};
  made.rules[11].demand = Demand::upgrade;
  made.rules[12].people = reach::AgeGroup::age_0_14;
  made.rules[13].count = 2;
  made.headlines.push_back({"both", {}, {0, 1}, {}});
  made.headlines.push_back({"all", {}, {1, 10, 11}, {}});
  made.lists.push_back({"short", {}, {kind[0], kind[3], kind[4], kind[6]}, 4, {}});
  made.lists.push_back({"long", {}, {kind[1], kind[2], kind[5], "no_such_kind"}, 5, {}});
  made.grades.push_back({"low", {}, {{0, 2}}, {}});
  made.grades.push_back({"high", {}, {{0, 3}, {1, 2}}, {}});
  made.round = Round{{{kind[0]}, {kind[1], kind[2]}, {kind[3]}}, 7'200, {}};
  return made;
}

inline reach::Edit any_street_edit(city::City const& city, Draw& draw) {
  auto const way = static_cast<std::int64_t>(1 + draw.below(city.streets.streets.size()));
  switch (draw.below(4)) {
    case 0:
      return reach::SetStreet{{way, std::nullopt}, false};
    case 1:
      return reach::SetStreet{{way, std::nullopt}, true};
    case 2:
      return reach::TimeStreet{{way, std::nullopt}, static_cast<std::int32_t>(20 + draw.below(400))};
    default: {
      auto const metres = static_cast<std::int64_t>(10 + draw.below(300));
      return reach::BuildStreet{any_access(city, draw), any_access(city, draw), Millimetres{metres * 1000},
                                draw.below(2) == 0};
    }
  }
}

/// One edit that fits the outlets as they are; `now` becomes what it leaves.
inline reach::Edit any_edit(city::City& now, Draw& draw, bool streets) {
  auto const some = [&]() -> city::Outlet const& { return now.outlets[draw.below(now.outlets.size())]; };
  auto const pick = draw.below(streets ? 10 : 7);
  if (pick >= 7) {
    return any_street_edit(now, draw);
  }
  reach::Edit edit = reach::PutOutlet{any_outlet(now, draw, 1 + draw.below(400))};
  if (pick < 2 && now.outlets.size() > 5) {
    edit = reach::RemoveOutlet{some().id};
  } else if (pick < 5 && !now.outlets.empty()) {
    edit = reach::PutOutlet{changed(some(), now, draw)};
  }
  now = city_after(std::move(now), {edit});
  return edit;
}

inline Live live_of(city::City const& city, Standard const& standard, AssessOptions const& options) {
  SilentProgress progress;
  auto live = Live::of(std::make_shared<city::City const>(city), standard, options, progress);
  EXPECT_TRUE(live);
  return *live;
}

inline EvaluateOptions anew(AssessOptions const& options) {
  EvaluateOptions made;
  made.persons = {options.person};
  made.strictness = options.strictness;
  made.level = AreaLevel::community;
  return made;
}

inline AssessOptions asked(char const* person, unsigned threads = 1) {
  return {*persons::Persons::built_in().find(person), Strictness::seen, threads};
}

}  // namespace linquan::standard
