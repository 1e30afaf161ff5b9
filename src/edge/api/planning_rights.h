#pragma once

#include <string_view>

#include "linquan/api/routes.h"
#include "linquan/base/result.h"
#include "linquan/http/request.h"
#include "linquan/identity/use.h"
#include "linquan/store/plans.h"

namespace linquan::api {

/// Whether somebody plans anywhere: siting and scenarios look at the whole city, whatever the scope.
///
/// forbidden   `not_allowed`
Result<void> require_planner(identity::Asker const& asker);

/// Who is asking, where they plan.
///
/// Refuses as asker_of() and require_planner() do.
Result<identity::Asker> planner_of(Context const& context, http::Request const& request);

/// A scenario of the asker's own, or one that is shared.
///
/// not_found   `scenario_unknown`
/// and as planner_of() refuses
struct Readable {
  store::StoredScenario scenario;
  identity::AccountId asker;
};
Result<Readable> readable_scenario(Context const& context, http::Request const& request, std::string_view id);

/// The id of a scenario.
///
/// not_found   `scenario_unknown`
Result<store::ScenarioId> scenario_id_of(std::string_view text);

}  // namespace linquan::api
