#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/standard/assess.h"
#include "linquan/standard/standard.h"

namespace linquan::standard {

/// An outlet that a rule counts for a home.
struct Served {
  std::uint32_t outlet = 0;  ///< index into City::outlets
  reach::Tenths far = 0;     ///< in the rule's unit
  friend bool operator==(Served const&, Served const&) = default;
};

/// The outlets that one rule counts for each of `homes` (indices into City::homes), nearest first.
///
/// A home that is joined to no street has none. Refuses as assess() does.
Result<std::vector<std::vector<Served>>> served_by(city::City const& city, Rule const& rule,
                                                   AssessOptions const& options, std::span<std::uint32_t const> homes);

}  // namespace linquan::standard
