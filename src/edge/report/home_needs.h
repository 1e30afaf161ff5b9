#pragma once

#include <cstdint>
#include <vector>

#include "linquan/report/subject.h"

namespace linquan::report {

/// How many rules one home meets, and what they weigh; only those that ask for people who live there.
struct HomeNeeds {
  std::uint16_t met = 0;
  std::uint16_t unmet = 0;
  std::uint16_t unknown = 0;
  standard::Needs needs;  ///< as in scores: people × weight
  friend bool operator==(HomeNeeds const&, HomeNeeds const&) = default;
};

std::vector<HomeNeeds> home_needs(Subject const& subject);

/// Where a share of needs stands to the pass mark.
enum class NeedsClass : std::uint8_t { passed, near, far, farthest, unknown };
inline constexpr std::size_t needs_classes = 5;
NeedsClass class_of(standard::Needs const& needs);

}  // namespace linquan::report
