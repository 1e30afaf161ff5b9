#include "linquan/geo/crs.h"

#include <fmt/format.h>

#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "china.h"
#include "projection.h"

namespace linquan::geo {
namespace {

/// Lower case without what people put between: "GCJ-02" and "gcj 02" are the same name.
std::string bare_name(std::string_view name) {
  std::string bare;
  for (char const c : name) {
    if (c != '-' && c != '_' && c != ' ') {
      bare += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return bare;
}

std::optional<int> epsg_number(std::string_view bare) {
  constexpr std::string_view prefix = "epsg:";
  constexpr std::size_t digits_max = 6;
  if (!bare.starts_with(prefix) || bare.size() > prefix.size() + digits_max) {
    return std::nullopt;
  }
  bare.remove_prefix(prefix.size());
  int number = 0;
  auto const [end, error] = std::from_chars(bare.data(), bare.data() + bare.size(), number);
  if (error != std::errc{} || end != bare.data() + bare.size() || number <= 0) {
    return std::nullopt;
  }
  return number;
}

/// Nothing but an exchange explains a latitude beyond the pole beside a longitude that could be a latitude.
bool surely_swapped(double x, double y) {
  return std::abs(y) > 90.0 && std::abs(y) <= 180.0 && std::abs(x) <= 90.0;
}

tl::unexpected<Error> refused(std::string_view code, double x, double y) {
  return refuse(ErrorKind::bad_input, code, {{"x", fmt::to_string(x)}, {"y", fmt::to_string(y)}});
}

}  // namespace

struct Crs::Transform {
  LonLat (*to_wgs84)(LonLat) = nullptr;
  LonLat (*from_wgs84)(LonLat) = nullptr;
  std::shared_ptr<Projection const> projection;

  [[nodiscard]] bool in_degrees() const { return !projection || projection->geographic(); }

  [[nodiscard]] std::optional<LonLat> place_of(double x, double y) const {
    return projection ? projection->to_wgs84(x, y) : to_wgs84({.lon = x, .lat = y});
  }
};

Crs::Crs(std::string name, std::shared_ptr<Transform const> transform)
    : name_{std::move(name)}, transform_{std::move(transform)} {}

Crs Crs::wgs84() {
  auto const same = [](LonLat place) { return place; };
  return {"wgs84", std::make_shared<Transform const>(Transform{same, same, nullptr})};
}

Result<Crs> Crs::parse(std::string_view name) {
  std::string const bare = bare_name(name);
  if (bare == "wgs84") {
    return wgs84();
  }
  if (bare == "gcj02") {
    return Crs{bare, std::make_shared<Transform const>(Transform{wgs84_from_gcj02, gcj02_from_wgs84, nullptr})};
  }
  if (bare == "bd09") {
    return Crs{bare, std::make_shared<Transform const>(Transform{wgs84_from_bd09, bd09_from_wgs84, nullptr})};
  }
  auto const epsg = epsg_number(bare);
  if (!epsg) {
    return refuse(ErrorKind::bad_input, "crs_unknown", {{"name", std::string{name}}});
  }
  auto projection = Projection::open(*epsg);
  if (!projection) {
    return hand_on(projection);
  }
  return Crs{fmt::format("EPSG:{}", *epsg),
             std::make_shared<Transform const>(Transform{nullptr, nullptr, std::move(*projection)})};
}

Result<Point> Crs::to_wgs84(double x, double y) const {
  if (!std::isfinite(x) || !std::isfinite(y)) {
    return refused("coordinate_range", x, y);
  }
  if (transform_->in_degrees()) {
    if (surely_swapped(x, y)) {
      return refused("coordinate_swapped", x, y);
    }
    if (std::abs(x) > 180.0 || std::abs(y) > 90.0) {
      return refused("coordinate_range", x, y);
    }
  }
  auto const place = transform_->place_of(x, y);
  if (transform_->projection && !(place && transform_->projection->made_for(*place))) {
    // Chinese surveyors call the northing x: where only the exchanged place is at home in the system, that is it.
    auto const exchanged = transform_->projection->to_wgs84(y, x);
    if (exchanged && transform_->projection->made_for(*exchanged)) {
      return refused("coordinate_swapped", x, y);
    }
  }
  if (!place) {
    return refused("coordinate_range", x, y);
  }
  return from_degrees(place->lon, place->lat);
}

Result<Crs::XY> Crs::from_wgs84(Point p) const {
  LonLat const place{.lon = lon_degrees(p), .lat = lat_degrees(p)};
  if (std::abs(place.lon) > 180.0 || std::abs(place.lat) > 90.0) {
    return refused("coordinate_range", place.lon, place.lat);
  }
  if (!transform_->projection) {
    LonLat const there = transform_->from_wgs84(place);
    return XY{.x = there.lon, .y = there.lat};
  }
  auto const there = transform_->projection->from_wgs84(place);
  if (!there) {
    return refused("coordinate_range", place.lon, place.lat);
  }
  return XY{.x = there->x, .y = there->y};
}

bool looks_swapped(double x, double y, Box const& expected) {
  if (surely_swapped(x, y)) {
    return true;
  }
  return !expected.contains(from_degrees(x, y)) && expected.contains(from_degrees(y, x));
}

}  // namespace linquan::geo
