#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "linquan/standard/assess.h"

namespace linquan::standard {

/// How a gap, or part of it, can be closed.
enum class Means : std::uint8_t {
  hours,      ///< an outlet that is there opens when the rule asks for it
  gate,       ///< a gate that nobody passes is opened
  take_on,    ///< an outlet that is there takes the kind on as well (一店多能)
  candidate,  ///< a new outlet at one of the city's candidates
  front,      ///< a new outlet on a street front
  more,       ///< so many outlets more anywhere in the area: its people are too many for those it has
};

/// One thing that would change a gap.
struct Remedy {
  Means means = Means::front;
  std::uint32_t index = walk::none;  ///< hours, take_on: into City::outlets; gate: Graph::gates; candidate: candidates
  geo::Point at;                     ///< not of `more`
  walk::Access access;               ///< of `front`: where on its street
  Millipersons people;               ///< of the gap, for whom the rule is then met
  std::int64_t count = 1;            ///< outlets; more than one only of `more`
  friend bool operator==(Remedy const&, Remedy const&) = default;
};

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
  /// The best of each means, that which serves most people first; empty until siting::add_remedies() has looked.
  std::vector<Remedy> remedies;
};

/// The gaps of one level, most people × weight first; musts before shoulds before upgrades where these are equal, then
/// by rule and area. Homes without people of the rule's age group are in no gap.
///
/// The same values for any number of threads.
std::vector<Gap> gaps(city::City const& city, Standard const& standard, Findings const& findings, city::AreaLevel level,
                      unsigned threads = 1);

}  // namespace linquan::standard
