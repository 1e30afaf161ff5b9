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

/// Spots where the first of `kinds` could be: what a spot says of its kinds decides; a stall point that says nothing
/// takes only what roams, and an outlet does not take on what it has.
std::vector<Spot const*> spots_for(city::City const& city, std::vector<Spot> const& spots,
                                   std::vector<kinds::KindIndex> const& kinds);

/// Without those nearer than `spacing` to an outlet of `kinds`.
void keep_away(city::City const& city, std::vector<kinds::KindIndex> const& kinds, Millimetres spacing,
               std::vector<Spot const*>& spots);

}  // namespace linquan::siting
