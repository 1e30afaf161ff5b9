#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "linquan/base/result.h"
#include "linquan/geo/point.h"

namespace linquan::geo {

/// A declared coordinate system: "wgs84", "gcj02", "bd09" or "EPSG:n". Turns its coordinates into WGS-84 and back.
///
/// GCJ-02 and BD-09 shift only inside China's box (73.66…135.05 E, 0.83…55.83 N... as the public algorithm has it);
/// outside they equal WGS-84. Round trips stay under 1 mm.
class Crs {
 public:
  /// bad_input   `crs_unknown` a name that is neither of these
  static Result<Crs> parse(std::string_view name);
  static Crs wgs84();

  /// `x` is longitude or easting, `y` latitude or northing: the order of GIS tables, whatever the authority says.
  ///
  /// bad_input   `coordinate_swapped` (latitude stands where longitude should, and this is said), `coordinate_range`
  [[nodiscard]] Result<Point> to_wgs84(double x, double y) const;
  struct XY {
    double x = 0;
    double y = 0;
  };
  [[nodiscard]] Result<XY> from_wgs84(Point p) const;
  [[nodiscard]] std::string const& name() const { return name_; }

 private:
  struct Transform;
  std::string name_;
  std::shared_ptr<Transform const> transform_;
};

/// Whether longitude and latitude of (x, y) were probably exchanged, given where the rest of the data lies.
bool looks_swapped(double x, double y, Box const& expected);

}  // namespace linquan::geo
