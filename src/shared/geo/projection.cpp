#include "projection.h"

#include <fmt/format.h>
#include <proj.h>

#include <cmath>
#include <string>

namespace linquan::geo {

void Projection::Free::operator()(PJconsts* object) const {
  proj_destroy(object);
}
void Projection::Free::operator()(pj_ctx* context) const {
  proj_context_destroy(context);
}

Result<std::shared_ptr<Projection const>> Projection::open(int epsg) {
  std::shared_ptr<Projection> made{new Projection};
  made->context_.reset(proj_context_create());
  PJ_CONTEXT* const context = made->context_.get();
  // Refusals are values here, and the same input must give the same answer with and without a network.
  proj_log_level(context, PJ_LOG_NONE);
  proj_context_set_enable_network(context, 0);
  if (proj_context_get_database_path(context) == nullptr) {
    return refuse(ErrorKind::machine, "crs_data_missing");
  }
  std::string const name = fmt::format("EPSG:{}", epsg);
  std::unique_ptr<PJ, Free> const system{proj_create(context, name.c_str())};
  PJ_TYPE const type = system ? proj_get_type(system.get()) : PJ_TYPE_UNKNOWN;
  made->geographic_ = type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
  if (!made->geographic_ && type != PJ_TYPE_PROJECTED_CRS) {
    return refuse(ErrorKind::bad_input, "crs_unknown", {{"name", name}});
  }
  std::unique_ptr<PJ, Free> const as_authority{proj_create_crs_to_crs(context, name.c_str(), "EPSG:4326", nullptr)};
  made->way_.reset(as_authority ? proj_normalize_for_visualization(context, as_authority.get()) : nullptr);
  if (!made->way_) {
    return refuse(ErrorKind::bad_input, "crs_unknown", {{"name", name}});
  }
  LonLat low;
  LonLat high;
  if (proj_get_area_of_use(context, system.get(), &low.lon, &low.lat, &high.lon, &high.lat, nullptr) != 0 &&
      low.lon > -1000) {
    made->low_ = low;
    made->high_ = high;
  }
  return std::shared_ptr<Projection const>{std::move(made)};
}

std::optional<LonLat> Projection::to_wgs84(double x, double y) const {
  std::lock_guard const lock{one_at_a_time_};
  PJ_COORD const out = proj_trans(way_.get(), PJ_FWD, proj_coord(x, y, 0, HUGE_VAL));
  // PROJ answers infinity for what it cannot transform.
  if (!(std::abs(out.xy.x) <= 180.0 && std::abs(out.xy.y) <= 90.0)) {
    return std::nullopt;
  }
  return LonLat{.lon = out.xy.x, .lat = out.xy.y};
}

std::optional<Projection::XY> Projection::from_wgs84(LonLat place) const {
  std::lock_guard const lock{one_at_a_time_};
  PJ_COORD const out = proj_trans(way_.get(), PJ_INV, proj_coord(place.lon, place.lat, 0, HUGE_VAL));
  if (!std::isfinite(out.xy.x) || !std::isfinite(out.xy.y)) {
    return std::nullopt;
  }
  return XY{.x = out.xy.x, .y = out.xy.y};
}

bool Projection::made_for(LonLat place) const {
  bool const in_lat = place.lat >= low_.lat && place.lat <= high_.lat;
  bool const after_west = place.lon >= low_.lon;
  bool const before_east = place.lon <= high_.lon;
  // A region across the antimeridian has its west in the east.
  return in_lat && (low_.lon <= high_.lon ? after_west && before_east : after_west || before_east);
}

}  // namespace linquan::geo
