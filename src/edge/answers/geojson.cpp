#include "geojson.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "linquan/answers/circle.h"

namespace linquan::answers {

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

Json collection_of(Json features) {
  return {{"type", "FeatureCollection"}, {"features", std::move(features)}};
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

Json limits_of(ReachQuestion const& question) {
  auto list = Json::array();
  for (auto const limit : question.limits) {
    list.push_back(limit_value(limit, question.unit));
  }
  return list;
}

Json head_of(ReachQuestion const& question) {
  return {{"person", question.person}, {std::string{limit_key(question.unit)}, limits_of(question)}};
}

}  // namespace linquan::answers
