#include "planning_rights.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "asking.h"
#include "id_number.h"
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

Result<store::ScenarioId> scenario_id_of(std::string_view text) {
  auto const number = id_number(text);
  return number ? Result<store::ScenarioId>{store::ScenarioId{*number}}
                : refuse(ErrorKind::not_found, "scenario_unknown", {{"id", std::string{text}}});
}

Result<Readable> readable_scenario(Context const& context, http::Request const& request, std::string_view id) {
  auto const planner = planner_of(context, request);
  if (!planner) {
    return tl::unexpected<Error>{planner.error()};
  }
  auto const number = scenario_id_of(id);
  if (!number) {
    return tl::unexpected<Error>{number.error()};
  }
  auto found =
      context.store.read([&](UnitOfWork& work) { return store::find_scenario(work, *number, planner->account.id); });
  if (!found) {
    return hand_on(found);
  }
  return Readable{*std::move(found), planner->account.id};
}

}  // namespace linquan::api
