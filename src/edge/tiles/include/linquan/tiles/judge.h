#pragma once

#include <cstdint>

#include "linquan/standard/assess.h"

namespace linquan::tiles {

/// What a standard says of homes and areas: tiles are coloured by it. For many threads.
class Judge {
 public:
  Judge() = default;
  Judge(Judge const&) = delete;
  Judge& operator=(Judge const&) = delete;
  Judge(Judge&&) = delete;
  Judge& operator=(Judge&&) = delete;
  virtual ~Judge() = default;

  /// The home's own people, as Score::needs counts those of an area.
  [[nodiscard]] virtual standard::Needs needs(std::uint32_t home) const = 0;
  [[nodiscard]] virtual standard::Verdict verdict(standard::RuleIndex rule, std::uint32_t home) const = 0;
  /// Of an area by its index in City::areas.
  [[nodiscard]] virtual standard::Needs needs_of_area(std::uint32_t area) const = 0;
  [[nodiscard]] virtual standard::Tally tally_of_area(standard::RuleIndex rule, std::uint32_t area) const = 0;
};

}  // namespace linquan::tiles
