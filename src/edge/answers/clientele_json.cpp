#include "linquan/answers/circle.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "geojson.h"

namespace linquan::answers {
/// Ages are 0 everywhere where the source of people gives none.
bool ages_are_known(city::City const& city) {
  return std::ranges::any_of(city.homes, [](city::Home const& home) {
    return home.people.age_0_14.count > 0 || home.people.age_60.count > 0;
  });
}

nlohmann::ordered_json json_of(ClienteleReport const& report) {
  auto const ages = ages_are_known(report.city);
  auto const aged = [&](Millipersons people) { return ages ? Json(people.persons()) : Json(nullptr); };
  auto const people = [&](reach::Served const& it) {
    return Json{{"homes", it.homes},
                {"people", it.people.all.persons()},
                {"people_age_0_14", aged(it.people.age_0_14)},
                {"people_age_60", aged(it.people.age_60)},
                {"people_age_70", aged(it.people.age_70)}};
  };
  auto object = head_of(report.question);
  object["outlet"] = fmt::to_string(report.outlet.id.value());
  object["name"] = report.outlet.name;
  object.update(people(report.clientele.all));
  auto const step = reach::step_of(report.question.unit);
  auto steps = Json::array();
  for (std::size_t i = 0; i < report.clientele.steps.size(); ++i) {
    auto const end = std::min<std::size_t>((i + 1) * step, report.question.limits.farthest());
    Json row{{"up_to_" + std::string{time_key(report.question.unit)}, whole_units(static_cast<reach::Tenths>(end))}};
    row.update(people(report.clientele.steps[i]));
    steps.push_back(std::move(row));
  }
  object["steps"] = std::move(steps);
  return object;
}

nlohmann::ordered_json geojson_of(ClienteleReport const& report) {
  auto features = Json::array();
  for (auto const& it : report.clientele.homes) {
    auto const& home = report.city.homes[it.home];
    Json properties{{"what", "home"}, {"id", fmt::to_string(home.id.value())}, {"people", home.people.all.persons()}};
    properties[std::string{limit_key(report.question.unit)}] = walk_value(it.time, report.question.unit);
    features.push_back(point_feature(home.door, std::move(properties)));
  }
  for (auto const& stand : report.outlet.stands) {
    features.push_back(point_feature(
        stand.at,
        {{"what", "outlet"}, {"id", fmt::to_string(report.outlet.id.value())}, {"name", report.outlet.name}}));
  }
  return collection_of(std::move(features));
}

}  // namespace linquan::answers
