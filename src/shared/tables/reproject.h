#pragma once

#include <memory>
#include <string>

#include "linquan/base/result.h"
#include "linquan/geo/crs.h"
#include "linquan/geo/point.h"

class OGRCoordinateTransformation;
class OGRSpatialReference;

namespace linquan::tables {

/// From a file's own coordinates to WGS-84: by what the file states of itself, else by what the user declared.
class Reproject {
 public:
  Reproject(OGRSpatialReference const* stated, geo::Crs declared);
  Reproject(Reproject const&) = delete;
  Reproject& operator=(Reproject const&) = delete;
  Reproject(Reproject&&) = delete;
  Reproject& operator=(Reproject&&) = delete;
  ~Reproject();

  /// False where the stated system is one that PROJ cannot turn into WGS-84.
  [[nodiscard]] bool good() const { return good_; }
  /// bad_input   `coordinate_swapped`, `coordinate_range`
  [[nodiscard]] Result<geo::Point> to_wgs84(double x, double y) const;

 private:
  std::unique_ptr<OGRCoordinateTransformation> transformation_;
  geo::Crs crs_;
  bool good_ = true;
};

}  // namespace linquan::tables
