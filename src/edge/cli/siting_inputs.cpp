#include "siting_inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "linquan/city/join.h"
#include "linquan/kinds/kinds.h"
#include "linquan/walk/street_of.h"
#include "target.h"

namespace linquan::cli {
namespace {

constexpr int minutes_otherwise = 15;

}  // namespace

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
  auto const& table = kinds::Kinds::built_in();
  auto const known = table.find(kind);
  auto const minutes = known ? table[*known].minutes.value_or(minutes_otherwise) : minutes_otherwise;
  return static_cast<reach::Tenths>(minutes * 600);
}

double limit_number(reach::Tenths limit, reach::Unit unit) {
  return static_cast<double>(limit) / (unit == reach::Unit::seconds ? 600 : 10);
}

std::string limit_text(reach::Tenths limit, reach::Unit unit, Messages const& messages) {
  return messages.say(unit == reach::Unit::seconds ? "access_minutes" : "access_metres",
                      {{"n", fmt::format("{}", limit_number(limit, unit))}});
}

std::string spot_name(siting::Spot const& spot, city::City const& city, Messages const& messages) {
  if (!spot.name.empty()) {
    return spot.name;
  }
  auto street = walk::street_of(city.streets, spot.access);
  return street.empty() ? messages.say("site_unnamed") : street;
}

std::string origin_name(siting::Origin origin) {
  switch (origin) {
    case siting::Origin::candidate:
      return "candidates";
    case siting::Origin::outlet:
      return "outlets";
    case siting::Origin::street:
      return "streets";
  }
  return {};
}

std::string spot_source(siting::Spot const& spot, siting::SpotRequest const& request, city::City const& city) {
  switch (spot.origin) {
    case siting::Origin::candidate:
      return (request.table ? *request.table : city.candidates.values())[spot.index].source;
    case siting::Origin::outlet:
      return fmt::to_string(city.outlets[spot.index].id.value());
    case siting::Origin::street:
      return {};
  }
  return {};
}

}  // namespace linquan::cli
