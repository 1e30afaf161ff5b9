#include "reproject.h"

#include <fmt/format.h>
#include <ogr_spatialref.h>

#include <cmath>
#include <string_view>
#include <utility>

namespace linquan::tables {
namespace {

/// GeoPackages say "Undefined" where nobody knew: that states nothing.
bool states_nothing(OGRSpatialReference const* stated) {
  auto const* const name = stated == nullptr ? nullptr : stated->GetName();
  return stated == nullptr || (name != nullptr && std::string_view{name}.substr(0, 9) == "Undefined") ||
         stated->IsLocal() != 0;
}

}  // namespace

Reproject::Reproject(OGRSpatialReference const* stated, geo::Crs declared) : crs_{std::move(declared)} {
  if (states_nothing(stated)) {
    return;
  }
  crs_ = geo::Crs::wgs84();
  OGRSpatialReference from{*stated};
  from.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  OGRSpatialReference to;
  to.importFromEPSG(4326);
  to.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  if (from.IsSame(&to) == 0) {
    transformation_.reset(OGRCreateCoordinateTransformation(&from, &to));
    good_ = transformation_ != nullptr;
  }
}

Reproject::~Reproject() = default;

Result<geo::Point> Reproject::to_wgs84(double x, double y) const {
  auto lon = x;
  auto lat = y;
  auto success = 1;
  if (transformation_ != nullptr) {
    transformation_->Transform(1, &lon, &lat, nullptr, &success);
  }
  if (success == 0 || !std::isfinite(lon) || !std::isfinite(lat)) {
    return refuse(ErrorKind::bad_input, "coordinate_range",
                  {{"x", fmt::format("{}", x)}, {"y", fmt::format("{}", y)}, {"crs", crs_.name()}});
  }
  return crs_.to_wgs84(lon, lat);
}

}  // namespace linquan::tables
