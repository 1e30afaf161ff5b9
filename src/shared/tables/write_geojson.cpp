#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>

#include "linquan/base/ensure.h"
#include "linquan/base/file.h"
#include "linquan/tables/table.h"
#include "linquan/text/text.h"
#include "values.h"

namespace linquan::tables {
namespace {

using Out = std::back_insert_iterator<std::string>;

void add_degrees(std::string& to, std::int32_t units) {
  auto const size = units < 0 ? -std::int64_t{units} : std::int64_t{units};
  fmt::format_to(Out{to}, "{}{}.{:07}", units < 0 ? "-" : "", size / 10'000'000, size % 10'000'000);
}

void add_position(std::string& to, geo::Point p) {
  to += '[';
  add_degrees(to, p.lon);
  to += ',';
  add_degrees(to, p.lat);
  to += ']';
}

void add_text(std::string& to, std::string const& raw) {
  auto const text = text::is_utf8(raw) ? raw : text::tidy(raw);
  to += '"';
  for (auto const c : text) {
    if (c == '"' || c == '\\') {
      to += '\\';
      to += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      fmt::format_to(Out{to}, "\\u{:04x}", static_cast<unsigned>(c));
    } else {
      to += c;
    }
  }
  to += '"';
}

void add_value(std::string& to, Value const& value) {
  if (auto const* const text = std::get_if<std::string>(&value)) {
    add_text(to, *text);
    return;
  }
  auto const number = shown(value);
  to += number.empty() ? "null" : number;
}

/// Twice the signed area: positive where the ring runs counter-clockwise.
bool counter_clockwise(geo::Ring const& ring) {
  __extension__ using Wide = __int128;
  Wide sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    auto const a = ring[i];
    auto const b = ring[(i + 1) % ring.size()];
    sum += Wide{a.lon} * b.lat - Wide{b.lon} * a.lat;
  }
  return sum > 0;
}

/// RFC 7946: the last position repeats the first, outer rings run counter-clockwise and holes clockwise.
void add_ring(std::string& to, geo::Ring ring, bool outer) {
  if (counter_clockwise(ring) != outer) {
    std::ranges::reverse(ring);
  }
  to += '[';
  for (auto const p : ring) {
    add_position(to, p);
    to += ',';
  }
  add_position(to, ring.front());
  to += ']';
}

void add_polygon(std::string& to, geo::Polygon const& polygon) {
  to += '[';
  add_ring(to, polygon.outer, true);
  for (auto const& hole : polygon.holes) {
    if (!hole.empty()) {
      to += ',';
      add_ring(to, hole, false);
    }
  }
  to += ']';
}

void add_shape(std::string& to, geo::Point p) {
  to += R"({"type":"Point","coordinates":)";
  add_position(to, p);
  to += '}';
}

void add_shape(std::string& to, Line const& line) {
  if (line.size() < 2) {
    to += "null";
    return;
  }
  to += R"({"type":"LineString","coordinates":[)";
  for (std::size_t i = 0; i < line.size(); ++i) {
    to += i == 0 ? "" : ",";
    add_position(to, line[i]);
  }
  to += "]}";
}

void add_shape(std::string& to, geo::MultiPolygon const& shape) {
  geo::MultiPolygon whole;
  std::ranges::copy_if(shape, std::back_inserter(whole), [](auto const& p) { return !p.outer.empty(); });
  if (whole.empty()) {
    to += "null";
    return;
  }
  auto const one = whole.size() == 1;
  to += one ? R"({"type":"Polygon","coordinates":)" : R"({"type":"MultiPolygon","coordinates":[)";
  for (std::size_t i = 0; i < whole.size(); ++i) {
    to += i == 0 ? "" : ",";
    add_polygon(to, whole[i]);
  }
  to += one ? "}" : "]}";
}

void add_feature(std::string& to, Layer const& layer, Feature const& feature) {
  ensure(feature.values.size() <= layer.columns.size(), "a feature has more values than its layer has columns");
  to += R"({"type":"Feature","properties":{)";
  for (std::size_t i = 0; i < feature.values.size(); ++i) {
    to += i == 0 ? "" : ",";
    add_text(to, layer.columns[i]);
    to += ':';
    add_value(to, feature.values[i]);
  }
  to += R"(},"geometry":)";
  std::visit([&](auto const& shape) { add_shape(to, shape); }, feature.shape);
  to += '}';
}

}  // namespace

Result<void> write_geojson(std::filesystem::path const& path, Layer const& layer) {
  std::string bytes = R"({"type":"FeatureCollection","name":)";
  add_text(bytes, layer.name);
  bytes += ",\"features\":[";
  for (std::size_t i = 0; i < layer.features.size(); ++i) {
    bytes += i == 0 ? "\n" : ",\n";
    add_feature(bytes, layer, layer.features[i]);
  }
  bytes += "\n]}\n";
  return write_file(path, bytes);
}

}  // namespace linquan::tables
