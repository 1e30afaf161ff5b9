#include "china.h"

#include <cmath>

#include "ellipsoid.h"

namespace linquan::geo {
namespace {

constexpr double west = 72.004;
constexpr double east = 137.8347;
constexpr double south = 0.8293;
constexpr double north = 55.8271;

// The shift of GCJ-02 counts on the ellipsoid of Krassovsky.
constexpr double krassovsky_metres = 6'378'245.0;
constexpr double krassovsky_eccentricity2 = 0.00669342162296594323;

/// Sine of `half_turns` times pi.
double sin_pi(double half_turns) {
  double folded = half_turns - 2.0 * std::round(half_turns / 2.0);
  if (folded > 0.5) {
    folded = 1.0 - folded;
  } else if (folded < -0.5) {
    folded = -1.0 - folded;
  }
  return sin_cos(folded * pi).sin;
}

double cos_pi(double half_turns) {
  return sin_pi(half_turns + 0.5);
}

/// Metres northwards; `x` and `y` are degrees from 105 E, 35 N.
double shift_north(double x, double y) {
  double const trend = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x));
  double const waves = 20.0 * sin_pi(6.0 * x) + 20.0 * sin_pi(2.0 * x) + 20.0 * sin_pi(y) + 40.0 * sin_pi(y / 3.0) +
                       160.0 * sin_pi(y / 12.0) + 320.0 * sin_pi(y / 30.0);
  return trend + waves * 2.0 / 3.0;
}

/// Metres eastwards.
double shift_east(double x, double y) {
  double const trend = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x));
  double const waves = 20.0 * sin_pi(6.0 * x) + 20.0 * sin_pi(2.0 * x) + 20.0 * sin_pi(x) + 40.0 * sin_pi(x / 3.0) +
                       150.0 * sin_pi(x / 12.0) + 300.0 * sin_pi(x / 30.0);
  return trend + waves * 2.0 / 3.0;
}

LonLat gcj02_shift(LonLat wgs84) {
  double const x = wgs84.lon - 105.0;
  double const y = wgs84.lat - 35.0;
  SinCos const latitude = sin_cos(wgs84.lat * pi / 180.0);
  double const w2 = 1.0 - krassovsky_eccentricity2 * latitude.sin * latitude.sin;
  double const across = krassovsky_metres / std::sqrt(w2);
  double const along = across * (1.0 - krassovsky_eccentricity2) / w2;
  return {.lon = wgs84.lon + shift_east(x, y) * 180.0 / (across * latitude.cos * pi),
          .lat = wgs84.lat + shift_north(x, y) * 180.0 / (along * pi)};
}

/// BD-09 lengthens and turns the vector (longitude, latitude) a little and then moves it.
LonLat bd09_shift(LonLat gcj02) {
  double const x = gcj02.lon;
  double const y = gcj02.lat;
  double const length = std::sqrt(x * x + y * y);
  double const stretch = 1.0 + 0.00002 * sin_pi(y * 50.0 / 3.0) / length;
  SinCos const turned = sin_cos(0.000003 * cos_pi(x * 50.0 / 3.0));
  return {.lon = stretch * (x * turned.cos - y * turned.sin) + 0.0065,
          .lat = stretch * (y * turned.cos + x * turned.sin) + 0.006};
}

LonLat wgs84_to_bd09_shift(LonLat wgs84) {
  return bd09_shift(gcj02_shift(wgs84));
}

using Shift = LonLat (*)(LonLat);

/// The place that `shift` takes to `target`. Each round leaves about a fiftieth of the error, so that twelve take a
/// kilometre below a nanometre.
LonLat unshifted(LonLat target, Shift shift) {
  LonLat guess = target;
  for (int round = 0; round < 12; ++round) {
    LonLat const reached = shift(guess);
    guess = {.lon = guess.lon - (reached.lon - target.lon), .lat = guess.lat - (reached.lat - target.lat)};
  }
  return guess;
}

LonLat forward(LonLat wgs84, Shift shift) {
  return shifted_place(wgs84) ? shift(wgs84) : wgs84;
}

LonLat inverse(LonLat shifted, Shift shift) {
  // Farther than this from the box no coordinates come from inside, and the series would not hold.
  constexpr double reach = 0.1;
  if (shifted.lon < west - reach || shifted.lon > east + reach || shifted.lat < south - reach ||
      shifted.lat > north + reach) {
    return shifted;
  }
  LonLat const place = unshifted(shifted, shift);
  return shifted_place(place) || shifted_place(shifted) ? place : shifted;
}

}  // namespace

bool shifted_place(LonLat wgs84) {
  return wgs84.lon >= west && wgs84.lon <= east && wgs84.lat >= south && wgs84.lat <= north;
}

LonLat gcj02_from_wgs84(LonLat wgs84) {
  return forward(wgs84, gcj02_shift);
}
LonLat wgs84_from_gcj02(LonLat gcj02) {
  return inverse(gcj02, gcj02_shift);
}
LonLat bd09_from_wgs84(LonLat wgs84) {
  return forward(wgs84, wgs84_to_bd09_shift);
}
LonLat wgs84_from_bd09(LonLat bd09) {
  return inverse(bd09, wgs84_to_bd09_shift);
}

}  // namespace linquan::geo
