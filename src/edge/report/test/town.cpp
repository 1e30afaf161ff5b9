#include "town.h"

#include <string>
#include <utility>

#include "lattice.h"
#include "linquan/base/draw.h"
#include "linquan/base/ensure.h"
#include "linquan/reach/generated.h"

namespace linquan::report {
namespace {

standard::Rule rule(std::string id, std::vector<std::string> kinds, reach::Unit unit, reach::Tenths limit) {
  standard::Rule made;
  made.id = std::move(id);
  made.name = {"规则" + made.id, "rule <" + made.id + ">"};
  made.kinds = std::move(kinds);
  made.unit = unit;
  made.limit = limit;
  made.source.text = "§ 1 & 2";
  return made;
}

geo::MultiPolygon quarter(geo::Box const& box, std::uint32_t number) {
  auto const lon = box.low.lon + (box.high.lon - box.low.lon) / 2;
  auto const lat = box.low.lat + (box.high.lat - box.low.lat) / 2;
  auto const west = number % 2 == 0;
  auto const south = number < 2;
  geo::Point const low{west ? box.low.lon : lon, south ? box.low.lat : lat};
  geo::Point const high{west ? lon : box.high.lon, south ? lat : box.high.lat};
  return {{{low, {high.lon, low.lat}, high, {low.lon, high.lat}}, {}}};
}

}  // namespace

city::City town() {
  auto city = reach::lattice(14, 5);
  reach::generate(city, {600, 60, 4, false, false, 5});
  city.name = "邻圈 & Co";
  Draw draw{5};
  geo::Box box;
  for (auto& home : city.homes) {
    home.door = city.streets.nodes[city.streets.edges[home.access.edge].from];
    box.add(home.door);
  }
  for (std::uint32_t i = 0; i < 4; ++i) {
    auto& area = city.areas.emplace_back();
    area.id = city::AreaId{i + 1};
    area.code = "c" + std::to_string(i);
    area.name = "社区<" + std::to_string(i) + ">";
    area.shape = quarter(box, i);
  }
  for (auto& home : city.homes) {
    home.people.all = {static_cast<std::int64_t>(draw.below(9'000))};
    home.people.age_60 = {static_cast<std::int64_t>(draw.below(static_cast<std::uint64_t>(home.people.all.count) + 1))};
    for (std::uint32_t i = 0; i < 4; ++i) {
      home.community = geo::contains(city.areas[i].shape, home.door) ? i : home.community;
    }
  }
  return city;
}

standard::Evaluation evaluation_of(city::City const& city) {
  standard::Standard made;
  made.id = "made-up";
  made.name = {"试用标准", "a made-up standard"};
  using enum reach::Unit;
  made.rules = {rule("near", {city.kind_ids[0]}, seconds, 1'800), rule("far", {city.kind_ids[1]}, seconds, 1'200),
                rule("metres", {city.kind_ids[2]}, metres, 1'000), rule("unheard", {"no_such_kind"}, seconds, 4'800)};
  made.rules[1].people = reach::AgeGroup::age_60;
  made.rules[1].demand = standard::Demand::should;
  made.headlines.push_back({"both", {"两样", "both"}, {0, 1}, {}});
  SilentProgress progress;
  auto const& persons = persons::Persons::built_in();
  auto evaluation =
      standard::evaluate(city, made, {{*persons.find("standard"), *persons.find("pram")}, {}, {}, 1}, progress);
  ensure(evaluation.has_value(), "the made-up town can be evaluated");
  return *std::move(evaluation);
}

}  // namespace linquan::report
