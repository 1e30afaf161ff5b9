#include "linquan/answers/circle.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "geojson.h"

namespace linquan::answers {
namespace {

std::string const& kind_id(CircleReport const& report, std::size_t i) {
  return report.sight.city().kind_ids[report.kinds[i]];
}

Json outlets_of(CircleReport const& report) {
  auto const& question = report.question;
  auto outlets = Json::object();
  for (std::size_t c = 0; c < report.kinds.size(); ++c) {
    auto const& found = report.outlets[c];
    auto within = Json::array();
    for (auto const limit : question.limits) {
      within.push_back(std::ranges::upper_bound(found, limit, {}, &reach::Near::time) - found.begin());
    }
    auto const none = found.empty();
    outlets[kind_id(report, c)] = {
        {"count", found.size()},
        {fmt::format("nearest_{}", time_key(question.unit)), none ? Json{} : Json(whole_units(found.front().time))},
        {"nearest_outlet", none ? Json{} : Json(fmt::to_string(found.front().id.value()))},
        {"within", std::move(within)},
        {"known", !none || report.sight.is_known(report.kinds[c])}};
  }
  return outlets;
}

Json street_metres_of(CircleReport const& report) {
  auto within = Json::array();
  for (std::size_t i = 0; i < report.question.limits.size(); ++i) {
    within.push_back(report.street_length[i].metres());
  }
  return within;
}

Json path_properties(CircleReport const& report) {
  return {{"what", "path"},
          {"to", fmt::to_string(report.question.to->value())},
          {std::string{time_key(report.question.unit)}, whole_units(report.path->time)}};
}

/// Each outlet once, with all the asked kinds it is of; nearest first.
struct Listed {
  reach::Near near;
  Json kinds = Json::array();
};

std::vector<Listed> listed(CircleReport const& report) {
  std::map<city::OutletId, Listed> by_outlet;
  for (std::size_t c = 0; c < report.kinds.size(); ++c) {
    for (auto const& near : report.outlets[c]) {
      auto& it = by_outlet[near.id];
      it.near = near;
      it.kinds.push_back(kind_id(report, c));
    }
  }
  std::vector<Listed> all;
  all.reserve(by_outlet.size());
  for (auto& [outlet, it] : by_outlet) {
    all.push_back(std::move(it));
  }
  std::ranges::stable_sort(all, {}, [](Listed const& it) { return it.near.time; });
  return all;
}

/// A market of several stands is shown where it is reached.
geo::Point nearest_stand(reach::Circle const& circle, city::Outlet const& outlet) {
  auto const time = [&](city::Stand const& stand) {
    auto best = reach::absent;
    for (auto const& access : stand.accesses) {
      for (auto const& goal : circle.streets().goals(access)) {
        best = std::min(best, circle.time_to(goal));
      }
    }
    return best;
  };
  return std::ranges::min_element(outlet.stands, {}, time)->at;
}

void add_outlets(CircleReport const& report, Json& features) {
  for (auto& it : listed(report)) {
    auto const& outlet = *report.sight.town().outlet(it.near.id);
    Json properties{{"what", "outlet"},
                    {"id", fmt::to_string(outlet.id.value())},
                    {"name", outlet.name},
                    {"kinds", std::move(it.kinds)}};
    properties[std::string{limit_key(report.question.unit)}] = walk_value(it.near.time, report.question.unit);
    features.push_back(point_feature(nearest_stand(report.circle, outlet), std::move(properties)));
  }
}

Json circle_features(CircleReport const& report) {
  auto const unit = report.question.unit;
  auto const key = std::string{limit_key(unit)};
  auto features = Json::array();
  for (auto i = report.shapes.size(); i-- > 0;) {
    features.push_back(
        feature(shape_of(report.shapes[i]), {{"what", "circle"}, {key, limit_value(report.question.limits[i], unit)}}));
  }
  return features;
}

}  // namespace

nlohmann::ordered_json outlines_of(CircleReport const& report) {
  return collection_of(circle_features(report));
}

std::string text_of_outlines(CircleReport const& report) {
  auto const unit = report.question.unit;
  std::string text = R"({"type":"FeatureCollection","features":[)";
  for (auto i = report.shapes.size(); i-- > 0;) {
    Json const properties{{"what", "circle"},
                          {std::string{limit_key(unit)}, limit_value(report.question.limits[i], unit)}};
    text += fmt::format(R"({{"type":"Feature","properties":{},"geometry":)", properties.dump());
    append_shape(report.shapes[i], text);
    text += i == 0 ? "}" : "},";
  }
  return text + "]}";
}

nlohmann::ordered_json json_of(CircleReport const& report) {
  auto object = head_of(report.question);
  object["at"] = position(*report.question.at);
  object["outlets"] = outlets_of(report);
  auto within = street_metres_of(report);
  object["street_metres"] = within.back();
  object["street_metres_within"] = std::move(within);
  if (report.path) {
    object["path"] = path_properties(report);
    object["path"]["line"] = {{"type", "LineString"}, {"coordinates", positions(report.path->line)}};
  }
  return object;
}

nlohmann::ordered_json geojson_of(CircleReport const& report) {
  auto const unit = report.question.unit;
  auto const key = std::string{limit_key(unit)};
  auto features = circle_features(report);
  for (std::size_t i = 0; i < report.streets.size(); ++i) {
    auto const limit = limit_value(report.question.limits[report.street_limits[i]], unit);
    features.push_back(line_feature(report.streets[i], {{"what", "street"}, {key, limit}}));
  }
  add_outlets(report, features);
  if (report.path) {
    features.push_back(line_feature(report.path->line, path_properties(report)));
  }
  features.push_back(point_feature(*report.question.at, {{"what", "origin"}}));
  return collection_of(std::move(features));
}

}  // namespace linquan::answers
