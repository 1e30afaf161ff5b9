#include "geojson.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
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

namespace {

/// A coordinate in degrees, as the shortest number that is read as it: whole degrees, and up to seven decimals.
void append_degrees(std::int32_t value, std::string& text) {
  constexpr std::uint32_t unit = 10'000'000;
  constexpr std::size_t decimals = 7;
  constexpr std::size_t longest = 3 + 1 + decimals;
  auto const number = static_cast<std::uint32_t>(std::abs(std::int64_t{value}));
  std::array<char, longest> digits{};
  auto rest = number % unit;
  for (auto place = longest; place > longest - decimals; --place) {
    digits[place - 1] = static_cast<char>('0' + rest % 10);
    rest /= 10;
  }
  auto begin = longest - decimals - 1;
  digits[begin] = '.';
  auto whole = number / unit;
  do {
    digits[--begin] = static_cast<char>('0' + whole % 10);
    whole /= 10;
  } while (whole > 0);
  // One decimal stays, so that it reads as a number of degrees that happens to be whole.
  auto end = longest;
  while (end > longest - decimals + 1 && digits[end - 1] == '0') {
    --end;
  }
  if (value < 0) {
    text += '-';
  }
  text.append(digits.data() + begin, end - begin);
}

void append_position(geo::Point at, std::string& text) {
  text += '[';
  append_degrees(at.lon, text);
  text += ',';
  append_degrees(at.lat, text);
  text += ']';
}

void append_ring(geo::Ring const& ring, std::string& text) {
  text += '[';
  for (auto const at : ring) {
    append_position(at, text);
    text += ',';
  }
  append_position(ring.front(), text);
  text += ']';
}

}  // namespace

void append_shape(geo::MultiPolygon const& shape, std::string& text) {
  text += R"({"type":"MultiPolygon","coordinates":[)";
  for (auto const& polygon : shape) {
    text += &polygon == shape.data() ? "[" : ",[";
    append_ring(polygon.outer, text);
    for (auto const& hole : polygon.holes) {
      text += ',';
      append_ring(hole, text);
    }
    text += ']';
  }
  text += "]}";
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
