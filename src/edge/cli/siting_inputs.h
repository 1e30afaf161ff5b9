#pragma once

#include <string>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/siting/sites.h"
#include "messages.h"
#include "siting_options.h"

namespace linquan::cli {

/// The candidates and forbidden places of the files named, the streets where there is nothing else to choose from.
/// `any_candidates`: whether the city has candidates of use.
///
/// bad_input   what candidates_from() and polygons_from() refuse
Result<siting::SpotRequest> spots_asked(SitingOptions const& options, city::City const& city, bool any_candidates);

/// Refuses an output that would overwrite an input or is of no form that we write.
///
/// usage     as check_target()
/// machine   as check_target()
Result<void> check_targets(SitingOptions const& options);

/// As asked, else what the table of kinds says of the kind, else 15 minutes.
reach::Tenths limit_of(SitingOptions const& options, std::string const& kind);

/// A length of a walk as people say it: "10 minutes", "500 m".
std::string limit_text(reach::Tenths limit, reach::Unit unit, Messages const& messages);
/// As scripts read it.
double limit_number(reach::Tenths limit, reach::Unit unit);

/// The name of a spot, with the street where it has none of its own.
std::string spot_name(siting::Spot const& spot, city::City const& city, Messages const& messages);
/// Where a spot comes from, as --from takes it, and what it is there: the candidate's source, the outlet's id.
std::string origin_name(siting::Origin origin);
std::string spot_source(siting::Spot const& spot, siting::SpotRequest const& request, city::City const& city);

}  // namespace linquan::cli
