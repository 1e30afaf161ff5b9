#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "linquan/city/city.h"
#include "linquan/standard/assess.h"

namespace linquan::standard {

/// By area: how many outlets of the rule's kinds its people ask for by the rule's ratio; 0 for areas of other levels.
std::vector<std::int64_t> outlets_asked(city::City const& city, Rule const& rule);

/// By area: how many outlets of the rule's kinds it is short of by the rule's ratio, 0 where it has enough; nullopt for
/// areas of other levels, and everywhere when the age group is counted nowhere in the city. `inside`: as
/// outlets_inside() gives it.
std::vector<std::optional<std::int64_t>> outlets_lacking(city::City const& city, Rule const& rule,
                                                         std::vector<std::vector<std::uint32_t>> const& inside);

/// Whether each home's area has outlets enough for its people, by the rule's ratio. `unknown` outside all areas of the
/// level, and where the age group is counted nowhere in the city.
std::vector<Verdict> ratio_verdicts(city::City const& city, Rule const& rule,
                                    std::vector<std::vector<std::uint32_t>> const& inside);

/// Whether anybody of the age group is counted in the city: a source without ages says nothing of the old.
bool people_known(city::City const& city, reach::AgeGroup group);

}  // namespace linquan::standard
