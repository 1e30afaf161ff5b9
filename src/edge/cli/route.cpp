#include "linquan/city/route.h"

#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "commands.h"
#include "figures.h"
#include "linquan/answers/route.h"
#include "linquan/tables/table.h"
#include "opened.h"
#include "parse.h"
#include "target.h"

namespace linquan::cli {
namespace {

using Json = nlohmann::ordered_json;

/// Seven digits, the precision of our points; more would be noise.
double degrees(std::int32_t units) {
  return static_cast<double>(units) / 1e7;
}

Json line_of(city::Route const& route) {
  auto coordinates = Json::array();
  for (auto const point : route.line) {
    coordinates.push_back({degrees(point.lon), degrees(point.lat)});
  }
  return {{"type", "LineString"}, {"coordinates", std::move(coordinates)}};
}

double seconds_of(city::Route const& route) {
  return static_cast<double>(route.time.count()) / 10;
}

Json feature_of(city::Route const& route, city::RouteRequest const& request) {
  return {
      {"type", "Feature"},
      {"properties", {{"metres", route.length.metres()}, {"seconds", seconds_of(route)}, {"person", request.person}}},
      {"geometry", line_of(route)}};
}

Result<void> write_line(city::Route const& route, city::RouteRequest const& request,
                        std::filesystem::path const& path) {
  return tables::write_geojson(path, {"route",
                                      {"metres", "seconds", "person"},
                                      {{route.line, {route.length.metres(), seconds_of(route), request.person}}}});
}

std::string text_of(city::Route const& route, city::RouteRequest const& request, Messages const& messages) {
  auto const tenths = route.time.count();
  return messages.say("route_done", {{"metres", grouped(static_cast<std::uint64_t>(route.length.count + 500) / 1000)},
                                     {"minutes", fmt::to_string(tenths / 600)},
                                     {"seconds", fmt::format("{}.{}", tenths / 10 % 60, tenths % 10)},
                                     {"person", request.person}});
}

}  // namespace

Result<void> run_route(RouteOptions const& options, Console const& console, Progress& progress) {
  if (auto fit = check_target(options.city, options.out, {}); !fit) {
    return fit;
  }
  auto const town = open_town(options.city, options.directory, console, progress);
  if (!town) {
    return tl::unexpected<Error>{town.error()};
  }
  for (auto const& [name, place] : {std::pair{"--from", options.request.from}, std::pair{"--to", options.request.to}}) {
    if (auto fit = check_place(name, place, town->imported().box); !fit) {
      return fit;
    }
  }
  progress.step("step_route", 0);
  auto const route = answers::route_in(*town, options.request);
  if (!route) {
    return tl::unexpected<Error>{route.error()};
  }
  if (options.out) {
    if (auto written = write_line(*route, options.request, *options.out); !written) {
      return written;
    }
  }
  if (console.json) {
    std::fputs((answers::json_of(*route, options.request).dump() + "\n").c_str(), console.out);
    return {};
  }
  std::fputs((text_of(*route, options.request, console.messages) + "\n").c_str(), console.out);
  if (!options.out) {
    std::fputs((feature_of(*route, options.request).dump() + "\n").c_str(), console.out);
  }
  return {};
}

}  // namespace linquan::cli
