#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "body.h"
#include "linquan/api/routes.h"
#include "linquan/circles/circles.h"
#include "linquan/needs/needs.h"

/// What the routes of the programme share.
namespace linquan::api {

/// What they stand on.
struct Programme {
  explicit Programme(Context const& in);

  /// busy   `http_not_ready`
  [[nodiscard]] Result<std::shared_ptr<Snapshot const>> snapshot() const;
  [[nodiscard]] std::chrono::sys_days today() const;
  /// Empty where the city no longer has the circle's communities.
  [[nodiscard]] geo::MultiPolygon ground_of(Snapshot const& snapshot, circles::Circle const& circle) const;

  Context context;  ///< references all: a copy costs nothing
  std::unique_ptr<circles::Circles> circles;
  std::unique_ptr<needs::Needs> needs;
};

using ProgrammeHandler = Result<http::Answer> (*)(Programme const&, http::Request const&);

/// A route with the usual room for a body where it writes.
http::Route programme_route(std::shared_ptr<Programme const> const& programme, http::Method method, std::string pattern,
                            std::vector<std::string> parameters, ProgrammeHandler handler);

/// The circle of the path.
///
/// not_found   `living_circle_unknown`
Result<circles::CircleId> circle_in(http::Request const& request);

/// The version that the writer looked at; nullopt: whatever it is.
Result<std::optional<std::uint64_t>> seen_in(Body const& body);

/// Plans, surveys, frozen years.
std::vector<http::Route> years_routes(std::shared_ptr<Programme const> const& programme);
/// Service lists of circles and areas.
std::vector<http::Route> services_routes(std::shared_ptr<Programme const> const& programme);
std::vector<http::Route> brands_routes(std::shared_ptr<Programme const> const& programme);

}  // namespace linquan::api
