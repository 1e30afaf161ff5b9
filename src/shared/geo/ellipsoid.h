#pragma once

namespace linquan::geo {

/// Sine and cosine from our own series: the same bits on every machine.
struct SinCos {
  double sin = 0;
  double cos = 1;
};

/// Accurate to about 1e-16 within a quarter turn, which is all that is asked here.
SinCos sin_cos(double radians);
/// `units` are 1e-7 degrees; halves are allowed.
SinCos sin_cos_of_latitude(double units);

/// How long a step of one unit (1e-7 degrees) is at a latitude of the WGS-84 ellipsoid.
struct UnitMillimetres {
  double x = 0;  ///< eastwards
  double y = 0;  ///< northwards
};
UnitMillimetres unit_millimetres(SinCos latitude);

/// Square metres between the equator and the latitude, for each radian of longitude.
double zone_square_metres(double sin_latitude);

inline constexpr double pi = 3.14159265358979323846;
inline constexpr double radians_per_unit = pi / 180.0 * 1e-7;

}  // namespace linquan::geo
