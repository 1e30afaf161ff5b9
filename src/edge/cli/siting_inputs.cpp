#include "siting_inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "linquan/answers/sites.h"
#include "linquan/city/join.h"
#include "target.h"

namespace linquan::cli {
Result<siting::SpotRequest> spots_asked(SitingOptions const& options, city::City const& city, bool any_candidates) {
  auto spots = options.spots;
  if (options.candidates) {
    auto table = city::candidates_from(city, *options.candidates, options.crs);
    if (!table) {
      return hand_on(table);
    }
    spots.table = *std::move(table);
  } else if (spots.candidates && !spots.outlets && !any_candidates) {
    spots.streets = true;
  }
  if (options.forbidden) {
    auto forbidden = city::polygons_from(*options.forbidden, options.crs);
    if (!forbidden) {
      return hand_on(forbidden);
    }
    spots.forbidden = *std::move(forbidden);
  }
  return spots;
}

Result<void> check_targets(SitingOptions const& options) {
  for (auto const& input : {std::optional{options.city}, options.candidates, options.forbidden}) {
    if (!input) {
      continue;
    }
    if (auto fit = check_target(*input, options.out, {".csv", ".xlsx", ".geojson", ".gpkg"}); !fit) {
      return fit;
    }
  }
  return {};
}

reach::Tenths limit_of(SitingOptions const& options, std::string const& kind) {
  if (options.limit) {
    return *options.limit;
  }
  return answers::usual_limit(kind);
}

std::string limit_text(reach::Tenths limit, reach::Unit unit, Messages const& messages) {
  return messages.say(unit == reach::Unit::seconds ? "access_minutes" : "access_metres",
                      {{"n", fmt::format("{}", limit_number(limit, unit))}});
}

}  // namespace linquan::cli
