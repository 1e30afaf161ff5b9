#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <span>

#include "linquan/city/city.h"
#include "linquan/standard/evaluation.h"
#include "linquan/words/messages.h"

namespace linquan::answers {

/// A city under a standard, before it is told.
struct Evaluated {
  city::City const& city;
  standard::Evaluation const& evaluation;
  city::AreaLevel level;                ///< of the gaps
  std::span<standard::Gap const> gaps;  ///< of that level, largest first
  std::size_t gaps_told = 10;           ///< as sentences
};

/// The figures of a city under a standard: of the whole, of each area, and its largest gaps.
nlohmann::ordered_json json_of(Evaluated const& evaluated, words::Messages const& messages);

}  // namespace linquan::answers
