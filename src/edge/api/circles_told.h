#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "body.h"
#include "linquan/base/result.h"
#include "linquan/circles/circles.h"
#include "told.h"

/// The programme as JSON, and what people write of it.
namespace linquan::api {

/// "2026-03-01".
std::string day_text(std::chrono::sys_days day);
Json day_or_null(std::optional<std::chrono::sys_days> day);
/// The day of a field; `otherwise` where it is not there.
///
/// usage   `body_day` {name}
Result<std::optional<std::chrono::sys_days>> day_in(Body const& body, std::string_view name);

/// What is known of a circle beside itself.
struct CircleTold {
  circles::Kept const& kept;
  circles::Figures const* figures = nullptr;  ///< null: not told
  std::optional<circles::Survey> survey;
};
Json circle_json(CircleTold const& told);
Json figures_json(circles::Figures const& figures);
/// {"asked", "content", "on", "source"}, or null.
Json survey_json(std::optional<circles::Survey> const& survey);
Json plan_json(circles::KeptPlan const& plan);
Json year_json(circles::Year const& year);
Json difference_json(circles::Difference const& difference);
Json brand_json(circles::Brand const& brand);
/// GeoJSON; longitude first.
Json shape_json(geo::MultiPolygon const& shape);

/// The fields `communities`, codes, and `drawn`, a GeoJSON Polygon or MultiPolygon; nullopt where neither is there.
///
/// usage   `living_circle_boundary`
Result<std::optional<circles::Boundary>> boundary_in(Body const& body);
/// The plan of a PUT's body.
Result<circles::Plan> plan_in(Body const& body, int year);

}  // namespace linquan::api
