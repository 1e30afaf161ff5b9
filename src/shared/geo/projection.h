#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "china.h"
#include "linquan/base/result.h"

struct PJconsts;
struct pj_ctx;

namespace linquan::geo {

/// PROJ's way from one EPSG system to WGS-84 and back, in the order x, y. PROJ objects serve one thread at a time, so
/// each call holds the lock.
class Projection {
 public:
  /// bad_input   `crs_unknown`
  /// machine     `crs_data_missing`
  static Result<std::shared_ptr<Projection const>> open(int epsg);

  /// Coordinates are degrees of longitude and latitude rather than lengths.
  [[nodiscard]] bool geographic() const { return geographic_; }
  [[nodiscard]] std::optional<LonLat> to_wgs84(double x, double y) const;
  struct XY {
    double x = 0;
    double y = 0;
  };
  [[nodiscard]] std::optional<XY> from_wgs84(LonLat place) const;
  /// Inside the region that the system's authority made it for.
  [[nodiscard]] bool made_for(LonLat place) const;

 private:
  struct Free {
    void operator()(PJconsts* object) const;
    void operator()(pj_ctx* context) const;
  };
  Projection() = default;

  mutable std::mutex one_at_a_time_;
  std::unique_ptr<pj_ctx, Free> context_;
  std::unique_ptr<PJconsts, Free> way_;
  bool geographic_ = false;
  LonLat low_{-180, -90};
  LonLat high_{180, 90};
};

}  // namespace linquan::geo
