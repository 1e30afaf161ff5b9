#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "linquan/city/city.h"
#include "linquan/siting/sites.h"
#include "linquan/words/messages.h"

/// Where new outlets should be, as the command line and the service tell it.
namespace linquan::answers {

/// Everything that a search for sites found, before it is told.
struct Sited {
  city::City const& city;
  siting::SiteRequest const& request;
  siting::Plan const& plan;
};

/// The figures of `linquan site`, for scripts.
nlohmann::ordered_json json_of(Sited const& sited, words::Messages const& messages);

/// What the table of kinds says of the kind, else 15 minutes; in seconds' tenths.
reach::Tenths usual_limit(std::string const& kind);
/// A length of a walk as scripts read it: minutes or metres.
double limit_number(reach::Tenths limit, reach::Unit unit);

/// The name of a spot, with the street where it has none of its own.
std::string spot_name(siting::Spot const& spot, city::City const& city, words::Messages const& messages);
/// Where a spot comes from, as --from takes it, and what it is there: the candidate's source, the outlet's id.
std::string origin_name(siting::Origin origin);
std::string spot_source(siting::Spot const& spot, siting::SpotRequest const& request, city::City const& city);

}  // namespace linquan::answers
