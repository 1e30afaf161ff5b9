#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/hours/hours.h"
#include "token.h"

namespace linquan::hours {

/// The rules that a text states.
///
///   value   = rule { separator rule }
///   rule    = [ seasons [":"] ] [ days [":"] ] [ times ] [ "off" | "open" ]
///   seasons = month [ day ] [ "-" [ month ] [ day ] ] { "," … }
///   days    = ( weekday [ "-" weekday ] | "PH" | "SH" ) { "," … }
///   times   = clock ( "-" clock [ "+" ] | "+" ) { "," … } | "24/7"
///   clock   = time | "sunrise" | "(" "sunrise" ( "+" | "-" ) time ")"
///
/// Words::osm: ";" starts a rule that replaces the earlier ones on its days, "," one that adds, "||" one for what is
/// left. Words::plain: days that come after their times belong to them, and times alone add to the rule before.
///
/// bad_input   `hours_not_understood`
Result<std::vector<Rule>> rules_of(std::string_view text, Words words);

/// The canonical OSM form; rules_of() of it gives the rules back.
std::string text_of(std::vector<Rule> const& rules);

/// The refusal of `text` whose part from `at` on is not understood.
tl::unexpected<Error> not_understood(std::string_view text, std::size_t at);

}  // namespace linquan::hours
