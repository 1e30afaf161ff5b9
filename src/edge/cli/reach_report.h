#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "arguments.h"
#include "linquan/base/units.h"
#include "linquan/city/city.h"
#include "linquan/geo/point.h"
#include "linquan/reach/circle.h"
#include "linquan/reach/serves.h"
#include "linquan/reach/supply.h"
#include "messages.h"

namespace linquan::cli {

/// What `linquan reach` found from a place, with what it was asked.
struct CircleReport {
  city::City const& city;
  ReachOptions const& options;
  reach::Circle const& circle;
  std::vector<reach::Column> columns;
  std::vector<std::vector<reach::Near>> outlets;  ///< by column
  std::array<Millimetres, reach::limits_max> street_length;
  std::vector<std::vector<geo::Point>> streets;  ///< for drawings only, as the next two
  std::vector<std::uint8_t> street_limits;
  std::vector<geo::MultiPolygon> shapes;
  std::optional<reach::Path> path;
};

/// What `linquan reach --outlet` found.
struct ClienteleReport {
  city::City const& city;
  ReachOptions const& options;
  city::Outlet const& outlet;
  reach::Clientele clientele;
};

/// A short table: kind, count, nearest; one that is missing says so.
std::string text_of(CircleReport const& report, Messages const& messages);
std::string json_of(CircleReport const& report);
std::string geojson_of(CircleReport const& report);
std::string text_of(ClienteleReport const& report, Messages const& messages);
std::string json_of(ClienteleReport const& report);
/// The outlet's doors and the homes it serves.
std::string geojson_of(ClienteleReport const& report);

}  // namespace linquan::cli
