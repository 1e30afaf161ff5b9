#pragma once

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/identity/rights.h"

/// Where things of the city lie, for rights.
namespace linquan::api {

/// Where the area of a grant lies in the city: an outlet in its community, a living circle in its district.
///
/// not_found   `grant_place`: the city has no such outlet or area
Result<identity::Place> place_of_grant(city::City const& city, identity::Grant const& grant);

/// Where an outlet lies.
identity::Place place_of_outlet(city::City const& city, city::Outlet const& outlet);

}  // namespace linquan::api
