#pragma once

namespace linquan::geo {

struct LonLat {
  double lon = 0;  ///< degrees
  double lat = 0;
};

/// The two shifted systems of Chinese maps, by the public algorithm, in degrees.
///
/// The shift starts abruptly at the rim of a box around China, so that no inverse can be right everywhere within 2 km
/// of that rim: there a shifted place inside and an unshifted one outside may have the same coordinates. The inverse
/// then prefers the place inside. Where nothing maps to the coordinates at all, it goes on as if the shift did.
LonLat gcj02_from_wgs84(LonLat wgs84);
LonLat wgs84_from_gcj02(LonLat gcj02);
LonLat bd09_from_wgs84(LonLat wgs84);
LonLat wgs84_from_bd09(LonLat bd09);

/// Whether the shift applies to a place given in WGS-84.
bool shifted_place(LonLat wgs84);

}  // namespace linquan::geo
