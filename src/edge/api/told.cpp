#include "told.h"

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linquan/answers/level_word.h"
#include "linquan/answers/placing_word.h"
#include "linquan/answers/standards.h"
#include "linquan/base/ensure.h"
#include "linquan/base/units.h"
#include "linquan/kinds/kinds.h"
#include "linquan/persons/persons.h"
#include "linquan/standard/inside.h"

namespace linquan::api {
namespace {

Json text_or_null(std::string const& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

struct Inside {
  std::size_t homes = 0;
  Millipersons people;
};

std::vector<Inside> inside_of(city::City const& city) {
  std::vector<Inside> all(city.areas.size());
  for (auto const& home : city.homes) {
    for (auto const level : {city::AreaLevel::compound, city::AreaLevel::community, city::AreaLevel::subdistrict,
                             city::AreaLevel::district, city::AreaLevel::living_circle}) {
      if (auto const area = standard::area_of(home, level); area != walk::none) {
        ++all[area].homes;
        all[area].people += home.people.all;
      }
    }
  }
  return all;
}

/// Where one may begin to walk in each area: at its home that lies nearest to its middle.
std::vector<std::optional<geo::Point>> places_of(city::City const& city, std::optional<city::AreaLevel> level) {
  std::vector<std::optional<geo::Point>> middles(city.areas.size());
  for (std::size_t i = 0; i < city.areas.size(); ++i) {
    auto const& area = city.areas[i];
    if (!area.shape.empty() && (!level || area.level == *level)) {
      middles[i] = geo::inner_point(area.shape);
    }
  }
  std::vector<std::optional<geo::Point>> places(city.areas.size());
  std::vector<Millimetres> away(city.areas.size());
  for (auto const& home : city.homes) {
    for (auto const area : {home.compound, home.community, home.subdistrict, home.district, home.living_circle}) {
      if (area == walk::none || !middles[area] || home.access.edge == walk::none) {
        continue;
      }
      auto const metres = geo::distance(*middles[area], home.door);
      if (!places[area] || metres < away[area]) {
        places[area] = home.door;
        away[area] = metres;
      }
    }
  }
  return places;
}

}  // namespace

Json open_json(city::Outlet const& outlet, hours::When const& when) {
  auto known = false;
  for (auto const& stand : outlet.stands) {
    if (stand.hours && stand.hours->open_at(when)) {
      return true;
    }
    known = known || stand.hours.has_value();
  }
  return known ? Json(false) : Json(nullptr);
}

Json kinds_json(city::City const& city) {
  std::vector<std::size_t> counts(city.kind_ids.size());
  for (auto const& outlet : city.outlets) {
    for (auto const kind : outlet.kinds) {
      ++counts[kind];
    }
  }
  auto const& table = kinds::Kinds::built_in();
  auto list = Json::array();
  for (std::size_t i = 0; i < city.kind_ids.size(); ++i) {
    auto const& id = city.kind_ids[i];
    auto const known = table.find(id);
    list.push_back({{"id", id},
                    {"zh", known ? table[*known].zh : id},
                    {"en", known ? table[*known].en : id},
                    {"level", known ? text_or_null(table[*known].level) : Json(nullptr)},
                    {"outlets", counts[i]}});
  }
  return {{"kinds", std::move(list)}};
}

Json persons_json() {
  auto list = Json::array();
  for (auto const& person : persons::Persons::built_in().all()) {
    list.push_back({{"id", person.id},
                    {"zh", person.zh},
                    {"en", person.en},
                    {"source", person.source},
                    {"metres_per_minute", person.metres * 60.0 / person.seconds},
                    {"stairs", person.stairs},
                    {"waits", person.waits},
                    {"wheels", person.wheels}});
  }
  return {{"persons", std::move(list)}};
}

Json standards_json(standard::Standards const& standards) {
  auto list = Json::array();
  for (auto const& id : standards.ids()) {
    auto const standard = standards.find(id);
    ensure(standard.has_value(), "a standard that was read is not what its schema asks");
    list.push_back(answers::about_json(*standard));
  }
  return {{"standards", std::move(list)}};
}

Json areas_json(city::City const& city, std::optional<city::AreaLevel> level) {
  auto const inside = inside_of(city);
  auto const places = places_of(city, level);
  auto list = Json::array();
  for (std::size_t i = 0; i < city.areas.size(); ++i) {
    auto const& area = city.areas[i];
    if (level && area.level != *level) {
      continue;
    }
    auto const& at = places[i];
    list.push_back({{"at", at ? Json{{"lat", geo::lat_degrees(*at)}, {"lon", geo::lon_degrees(*at)}} : Json(nullptr)},
                    {"id", fmt::to_string(area.id.value())},
                    {"level", answers::level_word(area.level)},
                    {"code", area.code},
                    {"name", area.name},
                    {"state", text_or_null(area.state)},
                    {"homes", inside[i].homes},
                    {"people", inside[i].people.persons()}});
  }
  return {{"areas", std::move(list)}};
}

}  // namespace linquan::api
