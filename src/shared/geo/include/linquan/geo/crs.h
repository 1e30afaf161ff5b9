#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "linquan/base/result.h"
#include "linquan/geo/point.h"

namespace linquan::geo {

/// A declared coordinate system: "wgs84", "gcj02", "bd09" or "EPSG:n". Turns its coordinates into WGS-84 and back.
///
/// GCJ-02 and BD-09 shift only inside the box of the public algorithm (72.004…137.8347 E, 0.8293…55.8271 N); outside
/// they equal WGS-84. A Point that is turned into any system and back is the same Point; coordinates that go the other
/// way come back within half a unit of Point, the systems themselves being exact to far below 1 mm. Only within 2 km
/// of that box's rim, where the shift starts abruptly, two places may share their coordinates: then the inner one wins.
/// A value that any thread may use.
class Crs {
 public:
  /// Upper and lower case, hyphens, underscores and blanks do not matter.
  ///
  /// bad_input   `crs_unknown` a name that is none of these, or a system that is not for places on a map
  /// machine     `crs_data_missing` PROJ's database is not installed
  static Result<Crs> parse(std::string_view name);
  static Crs wgs84();

  /// `x` is longitude or easting, `y` latitude or northing: the order of GIS tables, whatever the authority says.
  ///
  /// bad_input   `coordinate_swapped` longitude and latitude, or easting and northing, stand in each other's place;
  ///             `coordinate_range` no place on earth, or outside of what the system can express
  [[nodiscard]] Result<Point> to_wgs84(double x, double y) const;
  struct XY {
    double x = 0;
    double y = 0;
  };
  /// bad_input   `coordinate_range` the system cannot express the place
  [[nodiscard]] Result<XY> from_wgs84(Point p) const;
  /// One spelling for each system: "wgs84", "gcj02", "bd09", "EPSG:4490".
  [[nodiscard]] std::string const& name() const { return name_; }

 private:
  struct Transform;
  Crs(std::string name, std::shared_ptr<Transform const> transform);
  std::string name_;
  std::shared_ptr<Transform const> transform_;
};

/// Whether longitude `x` and latitude `y` (degrees) were exchanged, given where the rest of the data lies.
///
/// Sure where the latitude is beyond 90 and the longitude could be one; else only where just the exchanged place lies
/// in `expected`.
bool looks_swapped(double x, double y, Box const& expected);

}  // namespace linquan::geo
