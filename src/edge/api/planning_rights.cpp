#include "planning_rights.h"

#include <algorithm>
#include <span>

#include "asking.h"
#include "linquan/identity/rights.h"

namespace linquan::api {
namespace {

/// The middle of a grant's own scope.
identity::Place place_of(identity::Grant const& grant) {
  identity::Place place;
  switch (grant.level) {
    case identity::Level::outlet:
      place.outlet = grant.place;
      break;
    case identity::Level::circle:
      place.circle = grant.place;
      break;
    case identity::Level::community:
      place.community = grant.place;
      break;
    case identity::Level::subdistrict:
      place.subdistrict = grant.place;
      break;
    case identity::Level::district:
      place.district = grant.place;
      break;
    case identity::Level::city:
      break;
  }
  return place;
}

}  // namespace

Result<void> require_planner(identity::Asker const& asker) {
  auto const may = std::ranges::any_of(asker.grants, [](identity::Grant const& grant) {
    return identity::allowed(std::span{&grant, 1}, identity::Action::run_plans, place_of(grant));
  });
  return may ? Result<void>{} : Result<void>{refuse(ErrorKind::forbidden, "not_allowed")};
}

Result<identity::Asker> planner_of(Context const& context, http::Request const& request) {
  auto asker = asker_of(context, request);
  if (asker) {
    if (auto const may = require_planner(*asker); !may) {
      return tl::unexpected<Error>{may.error()};
    }
  }
  return asker;
}

}  // namespace linquan::api
