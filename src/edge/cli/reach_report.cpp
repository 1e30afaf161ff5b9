#include "reach_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "figures.h"

namespace linquan::cli {
namespace {

using Json = nlohmann::ordered_json;

Json position(geo::Point at) {
  // Seven digits, the precision of our points; more would be noise.
  return {static_cast<double>(at.lon) / 1e7, static_cast<double>(at.lat) / 1e7};
}

Json positions(std::vector<geo::Point> const& line) {
  auto list = Json::array();
  for (auto const at : line) {
    list.push_back(position(at));
  }
  return list;
}

Json ring_of(geo::Ring const& ring) {
  auto list = positions(ring);
  list.push_back(position(ring.front()));
  return list;
}

Json shape_of(geo::MultiPolygon const& shape) {
  auto polygons = Json::array();
  for (auto const& polygon : shape) {
    auto rings = Json::array({ring_of(polygon.outer)});
    for (auto const& hole : polygon.holes) {
      rings.push_back(ring_of(hole));
    }
    polygons.push_back(std::move(rings));
  }
  return {{"type", "MultiPolygon"}, {"coordinates", std::move(polygons)}};
}

Json feature(Json geometry, Json properties) {
  return {{"type", "Feature"}, {"properties", std::move(properties)}, {"geometry", std::move(geometry)}};
}

Json point_feature(geo::Point at, Json properties) {
  return feature({{"type", "Point"}, {"coordinates", position(at)}}, std::move(properties));
}

Json line_feature(std::vector<geo::Point> const& line, Json properties) {
  return feature({{"type", "LineString"}, {"coordinates", positions(line)}}, std::move(properties));
}

double whole_units(reach::Tenths tenths) {
  return static_cast<double>(tenths) / 10;
}

/// A limit as it was asked for: minutes or metres.
double limit_value(reach::Tenths limit, reach::Unit unit) {
  return unit == reach::Unit::seconds ? static_cast<double>(limit) / 600 : whole_units(limit);
}

/// A walk in minutes with two digits, or in metres with one.
double walk_value(reach::Tenths time, reach::Unit unit) {
  return unit == reach::Unit::seconds ? std::round(static_cast<double>(time) / 6) / 100 : whole_units(time);
}

std::string_view limit_key(reach::Unit unit) {
  return unit == reach::Unit::seconds ? "minutes" : "metres";
}

std::string_view time_key(reach::Unit unit) {
  return unit == reach::Unit::seconds ? "seconds" : "metres";
}

Json limits_of(ReachOptions const& options) {
  auto list = Json::array();
  for (auto const limit : options.limits) {
    list.push_back(limit_value(limit, options.unit));
  }
  return list;
}

std::string const& kind_id(city::City const& city, reach::Column const& column) {
  return city.kind_ids[column.front()];
}

Json head_of(ReachOptions const& options) {
  return {{"person", options.person}, {std::string{limit_key(options.unit)}, limits_of(options)}};
}

/// Whether any outlet of the city is of the kind: where none is, nobody knows of any, and nothing is missing.
bool is_known(city::City const& city, reach::Column const& column) {
  return std::ranges::any_of(city.outlets, [&](city::Outlet const& outlet) {
    return std::ranges::any_of(column, [&](auto kind) { return std::ranges::binary_search(outlet.kinds, kind); });
  });
}

/// Ages are 0 everywhere where the source of people gives none.
bool ages_are_known(city::City const& city) {
  return std::ranges::any_of(city.homes, [](city::Home const& home) {
    return home.people.age_0_14.count > 0 || home.people.age_60.count > 0;
  });
}

Json outlets_of(CircleReport const& report) {
  auto const& options = report.options;
  auto outlets = Json::object();
  for (std::size_t c = 0; c < report.columns.size(); ++c) {
    auto const& found = report.outlets[c];
    auto within = Json::array();
    for (auto const limit : options.limits) {
      within.push_back(std::ranges::upper_bound(found, limit, {}, &reach::Near::time) - found.begin());
    }
    auto const none = found.empty();
    outlets[kind_id(report.city, report.columns[c])] = {
        {"count", found.size()},
        {fmt::format("nearest_{}", time_key(options.unit)), none ? Json{} : Json(whole_units(found.front().time))},
        {"nearest_outlet", none ? Json{} : Json(fmt::to_string(found.front().id.value()))},
        {"within", std::move(within)},
        {"known", !none || is_known(report.city, report.columns[c])}};
  }
  return outlets;
}

Json street_metres_of(CircleReport const& report) {
  auto within = Json::array();
  for (std::size_t i = 0; i < report.options.limits.size(); ++i) {
    within.push_back(report.street_length[i].metres());
  }
  return within;
}

Json path_properties(CircleReport const& report) {
  return {{"what", "path"},
          {"to", fmt::to_string(report.options.to->value())},
          {std::string{time_key(report.options.unit)}, whole_units(report.path->time)}};
}

/// Each outlet once, with all the asked kinds it is of; nearest first.
struct Listed {
  reach::Near near;
  Json kinds = Json::array();
};

std::vector<Listed> listed(CircleReport const& report) {
  std::map<std::uint32_t, Listed> by_outlet;
  for (std::size_t c = 0; c < report.columns.size(); ++c) {
    for (auto const& near : report.outlets[c]) {
      auto& it = by_outlet[near.outlet];
      it.near = near;
      it.kinds.push_back(kind_id(report.city, report.columns[c]));
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
    auto const& outlet = report.city.outlets[it.near.outlet];
    Json properties{{"what", "outlet"},
                    {"id", fmt::to_string(outlet.id.value())},
                    {"name", outlet.name},
                    {"kinds", std::move(it.kinds)}};
    properties[std::string{limit_key(report.options.unit)}] = walk_value(it.near.time, report.options.unit);
    features.push_back(point_feature(nearest_stand(report.circle, outlet), std::move(properties)));
  }
}

std::string distance_text(reach::Tenths time, reach::Unit unit, Messages const& messages) {
  return unit == reach::Unit::seconds
             ? messages.say("duration_minutes", {{"n", fmt::format("{:.1f}", limit_value(time, unit))}})
             : messages.say("length_metres", {{"n", fmt::format("{:.0f}", whole_units(time))}});
}

std::string limit_text(reach::Tenths limit, reach::Unit unit, Messages const& messages) {
  return messages.say(unit == reach::Unit::seconds ? "duration_minutes" : "length_metres",
                      {{"n", fmt::format("{:g}", limit_value(limit, unit))}});
}

}  // namespace

std::string json_of(CircleReport const& report) {
  auto object = head_of(report.options);
  object["at"] = position(*report.options.at);
  object["outlets"] = outlets_of(report);
  auto within = street_metres_of(report);
  object["street_metres"] = within.back();
  object["street_metres_within"] = std::move(within);
  if (report.path) {
    object["path"] = path_properties(report);
    object["path"]["line"] = {{"type", "LineString"}, {"coordinates", positions(report.path->line)}};
  }
  return object.dump() + "\n";
}

std::string geojson_of(CircleReport const& report) {
  auto const unit = report.options.unit;
  auto const key = std::string{limit_key(unit)};
  auto features = Json::array();
  // The largest comes first, so that a map draws the smaller ones over it.
  for (auto i = report.shapes.size(); i-- > 0;) {
    features.push_back(
        feature(shape_of(report.shapes[i]), {{"what", "circle"}, {key, limit_value(report.options.limits[i], unit)}}));
  }
  for (std::size_t i = 0; i < report.streets.size(); ++i) {
    auto const limit = limit_value(report.options.limits[report.street_limits[i]], unit);
    features.push_back(line_feature(report.streets[i], {{"what", "street"}, {key, limit}}));
  }
  add_outlets(report, features);
  if (report.path) {
    features.push_back(line_feature(report.path->line, path_properties(report)));
  }
  features.push_back(point_feature(*report.options.at, {{"what", "origin"}}));
  Json const collection{{"type", "FeatureCollection"}, {"features", std::move(features)}};
  return collection.dump() + "\n";
}

std::string text_of(CircleReport const& report, Messages const& messages) {
  auto const unit = report.options.unit;
  std::string text;
  for (std::size_t i = 0; i < report.options.limits.size(); ++i) {
    auto const kilometres = fmt::format("{:.1f}", report.street_length[i].metres() / 1000);
    text += messages.say("reach_streets",
                         {{"limit", limit_text(report.options.limits[i], unit, messages)}, {"km", kilometres}}) +
            "\n";
  }
  std::size_t width = 0;
  for (auto const& column : report.columns) {
    width = std::max(width, columns_of(kind_name(kind_id(report.city, column), messages.language())));
  }
  for (std::size_t c = 0; c < report.columns.size(); ++c) {
    auto const& found = report.outlets[c];
    auto const name = kind_name(kind_id(report.city, report.columns[c]), messages.language());
    auto const nearest =
        !found.empty() ? distance_text(found.front().time, unit, messages)
                       : messages.say(is_known(report.city, report.columns[c]) ? "reach_missing" : "reach_not_known");
    text += fmt::format("{}  {:>5}  {}\n", padded(name, width), found.size(), nearest);
  }
  if (report.path) {
    text += messages.say("reach_path", {{"outlet", fmt::to_string(report.options.to->value())},
                                        {"far", distance_text(report.path->time, unit, messages)}}) +
            "\n";
  }
  return text;
}

std::string json_of(ClienteleReport const& report) {
  auto const ages = ages_are_known(report.city);
  auto const aged = [&](Millipersons people) { return ages ? Json(people.persons()) : Json(nullptr); };
  auto const people = [&](reach::Served const& it) {
    return Json{{"homes", it.homes},
                {"people", it.people.all.persons()},
                {"people_age_0_14", aged(it.people.age_0_14)},
                {"people_age_60", aged(it.people.age_60)},
                {"people_age_70", aged(it.people.age_70)}};
  };
  auto object = head_of(report.options);
  object["outlet"] = fmt::to_string(report.outlet.id.value());
  object["name"] = report.outlet.name;
  object.update(people(report.clientele.all));
  auto const step = reach::step_of(report.options.unit);
  auto steps = Json::array();
  for (std::size_t i = 0; i < report.clientele.steps.size(); ++i) {
    auto const end = std::min<std::size_t>((i + 1) * step, report.options.limits.farthest());
    Json row{{"up_to_" + std::string{time_key(report.options.unit)}, whole_units(static_cast<reach::Tenths>(end))}};
    row.update(people(report.clientele.steps[i]));
    steps.push_back(std::move(row));
  }
  object["steps"] = std::move(steps);
  return object.dump() + "\n";
}

std::string geojson_of(ClienteleReport const& report) {
  auto features = Json::array();
  for (auto const& it : report.clientele.homes) {
    auto const& home = report.city.homes[it.home];
    Json properties{{"what", "home"}, {"id", fmt::to_string(home.id.value())}, {"people", home.people.all.persons()}};
    properties[std::string{limit_key(report.options.unit)}] = walk_value(it.time, report.options.unit);
    features.push_back(point_feature(home.door, std::move(properties)));
  }
  for (auto const& stand : report.outlet.stands) {
    features.push_back(point_feature(
        stand.at,
        {{"what", "outlet"}, {"id", fmt::to_string(report.outlet.id.value())}, {"name", report.outlet.name}}));
  }
  Json const collection{{"type", "FeatureCollection"}, {"features", std::move(features)}};
  return collection.dump() + "\n";
}

std::string text_of(ClienteleReport const& report, Messages const& messages) {
  auto const& all = report.clientele.all;
  auto const unit = report.options.unit;
  auto text = messages.say("reach_serves", {{"name", report.outlet.name},
                                            {"people", people_text(all.people.all)},
                                            {"homes", grouped(all.homes)},
                                            {"limit", limit_text(report.options.limits.farthest(), unit, messages)}}) +
              "\n";
  auto const step = reach::step_of(unit);
  auto const* const row_code = ages_are_known(report.city) ? "reach_serves_row" : "reach_serves_row_no_ages";
  for (std::size_t i = 0; i < report.clientele.steps.size(); ++i) {
    auto const& row = report.clientele.steps[i];
    auto const end = std::min<std::size_t>((i + 1) * step, report.options.limits.farthest());
    text += messages.say(row_code, {{"limit", limit_text(static_cast<reach::Tenths>(end), unit, messages)},
                                    {"people", people_text(row.people.all)},
                                    {"age_0_14", people_text(row.people.age_0_14)},
                                    {"age_60", people_text(row.people.age_60)},
                                    {"homes", grouped(row.homes)}}) +
            "\n";
  }
  return text;
}

}  // namespace linquan::cli
