#include "ellipsoid.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace linquan::geo {
namespace {

constexpr double major_metres = 6'378'137.0;
constexpr double flattening = 1.0 / 298.257223563;
constexpr double eccentricity2 = flattening * (2.0 - flattening);

// At 90 degrees the thirteenth term is below 1e-18, so that more terms change no bit.
constexpr int terms = 13;
using Series = std::array<double, terms>;

/// Coefficients of the sine (power 1) or cosine (power 0) in x², without the leading x of the sine.
constexpr Series taylor(int first_power) {
  Series series{1.0};
  for (int i = 1; i < terms; ++i) {
    int const power = first_power + 2 * i;
    series.at(static_cast<std::size_t>(i)) =
        -series.at(static_cast<std::size_t>(i - 1)) / static_cast<double>(power * (power - 1));
  }
  return series;
}

constexpr Series sine_series = taylor(1);
constexpr Series cosine_series = taylor(0);

double sum(Series const& series, double x2) {
  return std::accumulate(series.rbegin(), series.rend(), 0.0,
                         [x2](double total, double term) { return total * x2 + term; });
}

}  // namespace

SinCos sin_cos(double radians) {
  double const x2 = radians * radians;
  return {.sin = radians * sum(sine_series, x2), .cos = sum(cosine_series, x2)};
}

SinCos sin_cos_of_latitude(double units) {
  return sin_cos(units * radians_per_unit);
}

UnitMillimetres unit_millimetres(SinCos latitude) {
  // Radii of curvature: N across the meridian, M along it.
  double const w2 = 1.0 - eccentricity2 * latitude.sin * latitude.sin;
  double const n = major_metres / std::sqrt(w2);
  double const m = n * (1.0 - eccentricity2) / w2;
  return {.x = n * latitude.cos * radians_per_unit * 1000.0, .y = m * radians_per_unit * 1000.0};
}

double zone_square_metres(double sin_latitude) {
  // Integral of M·N·cos over the latitude; atanh(z)/z as a series, z² stays below 0.0067.
  double const z2 = eccentricity2 * sin_latitude * sin_latitude;
  double const atanh_over_z = 1.0 + z2 * (1.0 / 3 + z2 * (1.0 / 5 + z2 * (1.0 / 7 + z2 * (1.0 / 9 + z2 / 11))));
  double const minor2 = major_metres * major_metres * (1.0 - eccentricity2);
  return minor2 / 2.0 * sin_latitude * (1.0 / (1.0 - z2) + atanh_over_z);
}

}  // namespace linquan::geo
