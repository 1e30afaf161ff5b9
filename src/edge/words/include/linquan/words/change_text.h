#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/compare/compare.h"
#include "linquan/reach/scenario.h"
#include "linquan/words/messages.h"
#include "linquan/words/shift_text.h"

namespace linquan::words {

/// The codes of a sentence about one thing, and about any other number of them: `{n}`.
struct Plural {
  std::string_view one;
  std::string_view many;
};
std::string counted(Plural codes, std::uint64_t n, Messages const& messages, Error::Args args = {});

/// What differs between two states, a line for each factor that differs; empty where nothing does. `edits`: those of
/// the scenario that makes the second state; nullopt where two files are compared.
std::vector<std::string> difference_lines(Compared const& compared, std::optional<std::span<reach::Edit const>> edits,
                                          Messages const& messages);

/// Whether a rule stands otherwise than before for anybody.
bool differs(compare::RuleChange const& change);

/// Gains and losses over all rules; a person counts once for each.
struct Sums {
  Millipersons gained;
  Millipersons lost;
};
Sums sums_of(compare::AreaChange const& area);

/// The name of an area, or its code where it has none; `area_outside` for what lies in none of its level.
std::string area_text(compare::AreaChange const& area, Messages const& messages);

}  // namespace linquan::words
