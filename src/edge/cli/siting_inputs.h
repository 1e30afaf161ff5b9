#pragma once

#include <string>
#include <vector>

#include "linquan/answers/sites.h"
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
using answers::limit_number;
using answers::origin_name;
using answers::spot_name;
using answers::spot_source;

}  // namespace linquan::cli
