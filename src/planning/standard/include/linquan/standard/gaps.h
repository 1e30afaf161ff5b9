#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "linquan/standard/assess.h"

namespace linquan::standard {

/// People of one area for whom a rule is not met.
struct Gap {
  RuleIndex rule = 0;
  std::uint32_t area = walk::none;   ///< index into City::areas; `walk::none`: outside all of the level
  Millipersons people;               ///< of the rule's age group
  std::vector<std::uint32_t> homes;  ///< indices into City::homes, ascending
  std::uint32_t compounds = 0;       ///< closed or open ones in which these homes lie
  /// How near the nearest outlet is: the shortest and the longest over the homes that have one within the horizon.
  std::optional<reach::Tenths> nearest_min;
  std::optional<reach::Tenths> nearest_max;
  std::uint32_t homes_beyond = 0;  ///< homes with none within the horizon
};

/// The gaps of one level, most people × weight first; musts before shoulds before upgrades where these are equal, then
/// by rule and area. Homes without people of the rule's age group are in no gap.
///
/// The same values for any number of threads.
std::vector<Gap> gaps(city::City const& city, Standard const& standard, Findings const& findings, city::AreaLevel level,
                      unsigned threads = 1);

}  // namespace linquan::standard
