#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/base/units.h"
#include "linquan/circles/circle.h"
#include "linquan/circles/year.h"
#include "linquan/city/city.h"
#include "linquan/geo/point.h"
#include "linquan/needs/needs.h"
#include "linquan/standard/gaps.h"
#include "linquan/standard/standard.h"

/// Where living circles and needs meet the city: what lies within, who lives there, what is missed there.
namespace linquan::programme {

/// What the programme begins with: the city's areas of the level living_circle, with the states that they bear, drawn
/// as they are, in the district where most of their people live.
std::vector<circles::Circle> circles_of(city::City const& city);

/// The ground of a boundary: as it was drawn, or that of its communities.
///
/// usage   `living_circle_community` {code}: the city has no such community
Result<geo::MultiPolygon> ground_of(circles::Boundary const& boundary, city::City const& city);

/// The area with this code, of whatever level; codes are one for each in a city.
///
/// not_found   `area_code_unknown` {code}
Result<std::uint32_t> area_of_code(city::City const& city, std::string_view code);

/// What lies within grounds, in the order of these.
struct Within {
  std::vector<circles::Figures> figures;  ///< of each: see figure_names in docs/circles.md
  Millipersons residents;                 ///< of all together; who lives in two of them counts once
  std::uint64_t outlets = 0;              ///< the same
};
/// `days`: an outlet that opened or was rebuilt in them is new or rebuilt.
///
/// People count where their door is, outlets where their first stand is; an outlet without a place counts nowhere.
Within within(city::City const& city, std::span<geo::MultiPolygon const> grounds, circles::Days days);

/// The outlets whose first stand lies within, as indices into City::outlets: by their first kind as the table of kinds
/// has them, then by name and id.
std::vector<std::uint32_t> outlets_within(city::City const& city, geo::MultiPolygon const& ground);

/// So many people live in each area of the city; index as City::areas.
std::vector<Millipersons> people_by_area(city::City const& city);

/// How many of the open needs a gap answers: those of its rule's kinds, whose place lies in the gap's area.
///
/// nullopt: too few people live there to tell, or the gap lies in no area.
std::optional<std::uint64_t> needs_of(standard::Gap const& gap, standard::Rule const& rule, city::City const& city,
                                      std::span<needs::Demand const> open,
                                      std::span<Millipersons const> people_by_area);

/// Open needs of one kind in one community.
struct NeedCount {
  std::string community;  ///< code; empty: outside all of them
  std::string kind;       ///< id; empty: in words that name none
  std::uint64_t open = 0;
  friend bool operator==(NeedCount const&, NeedCount const&) = default;
};
/// By community and kind. Communities in which too few people live are told together with those outside all of them,
/// as one; that one is left out where too few people live there too.
std::vector<NeedCount> need_counts(city::City const& city, std::span<needs::Demand const> open);

}  // namespace linquan::programme
