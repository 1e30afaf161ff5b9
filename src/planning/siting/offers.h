#pragma once

#include <cstddef>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/siting/sites.h"

namespace linquan::siting {

/// The numbers of a want's kinds in the city's table.
///
/// bad_input   `site_kind_unknown`
Result<std::vector<kinds::KindIndex>> kinds_of(city::City const& city, std::vector<std::string> const& ids);

/// Kinds whose outlets may take on a kind, by the table of kinds.
std::vector<std::string> hosts_of(std::string const& kind);

/// Spots where the first of `kinds` could be: what a candidate says of its kinds decides; of those that say nothing a
/// stall point takes what roams, and premises and street fronts what kinds::where_of() lets stand there; an outlet is
/// of a kind in `hosts` and does not take on what it has.
std::vector<Spot const*> spots_for(city::City const& city, std::vector<Spot> const& spots,
                                   std::vector<kinds::KindIndex> const& kinds, std::vector<std::string> const& hosts);

/// Without those nearer than `spacing` to an outlet of `kinds`.
void keep_away(city::City const& city, std::vector<kinds::KindIndex> const& kinds, Millimetres spacing,
               std::vector<Spot const*>& spots);

}  // namespace linquan::siting
