#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/answers/circle.h"
#include "linquan/geo/point.h"
#include "linquan/reach/limits.h"

namespace linquan::answers {

using Json = nlohmann::ordered_json;

/// Longitude and latitude.
Json position(geo::Point at);
Json positions(std::vector<geo::Point> const& line);
Json shape_of(geo::MultiPolygon const& shape);
/// shape_of() as a text: the same numbers, each in its shortest form.
void append_shape(geo::MultiPolygon const& shape, std::string& text);
Json feature(Json geometry, Json properties);
Json point_feature(geo::Point at, Json properties);
Json line_feature(std::vector<geo::Point> const& line, Json properties);
Json collection_of(Json features);

/// A walk in minutes with two digits, or in metres with one.
double walk_value(reach::Tenths time, reach::Unit unit);
std::string_view limit_key(reach::Unit unit);
std::string_view time_key(reach::Unit unit);
/// The person and the limits, as every answer about reach begins.
Json head_of(ReachQuestion const& question);

}  // namespace linquan::answers
