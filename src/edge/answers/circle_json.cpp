#include "linquan/answers/circle.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "geojson.h"
#include "json_text.h"

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

/// outlets_of() as a text.
void append_outlets(CircleReport const& report, std::string& text) {
  auto const nearest_key = fmt::format(R"(,"nearest_{}":)", time_key(report.question.unit));
  text += '{';
  for (std::size_t c = 0; c < report.kinds.size(); ++c) {
    auto const& found = report.outlets[c];
    text += c == 0 ? "" : ",";
    append_quoted(kind_id(report, c), text);
    text += R"(:{"count":)" + std::to_string(found.size()) + nearest_key;
    if (found.empty()) {
      text += R"(null,"nearest_outlet":null)";
    } else {
      append_tenths(found.front().time, text);
      text += R"(,"nearest_outlet":")" + std::to_string(found.front().id.value()) + '"';
    }
    auto separator = R"(,"within":[)";
    for (auto const limit : report.question.limits) {
      text += separator;
      text += std::to_string(std::ranges::upper_bound(found, limit, {}, &reach::Near::time) - found.begin());
      separator = ",";
    }
    text += !found.empty() || report.sight.is_known(report.kinds[c]) ? R"(],"known":true})" : R"(],"known":false})";
  }
  text += '}';
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

/// What comes before the outlets, and after them.
Json head_of(CircleReport const& report) {
  auto object = head_of(report.question);
  object["at"] = position(*report.question.at);
  return object;
}

Json rest_of(CircleReport const& report) {
  auto within = street_metres_of(report);
  Json object{{"street_metres", within.back()}};
  object["street_metres_within"] = std::move(within);
  if (report.path) {
    object["path"] = path_properties(report);
    object["path"]["line"] = {{"type", "LineString"}, {"coordinates", positions(report.path->line)}};
  }
  return object;
}

/// About as many characters as the outlines take.
std::size_t text_size(std::vector<geo::MultiPolygon> const& shapes) {
  constexpr std::size_t of_corner = 26;
  constexpr std::size_t of_ring = 128;
  std::size_t size = of_ring;
  auto const add = [&](geo::Ring const& ring) { size += of_ring + ring.size() * of_corner; };
  for (auto const& shape : shapes) {
    for (auto const& polygon : shape) {
      add(polygon.outer);
      std::ranges::for_each(polygon.holes, add);
    }
  }
  return size;
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
  text.reserve(text_size(report.shapes));
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
  auto object = head_of(report);
  object["outlets"] = outlets_of(report);
  object.update(rest_of(report));
  return object;
}

std::string text_of(CircleReport const& report) {
  auto text = head_of(report).dump();
  text.back() = ',';
  text += R"("outlets":)";
  append_outlets(report, text);
  auto const rest = rest_of(report).dump();
  text += ',';
  text.append(rest, 1);
  return text;
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
