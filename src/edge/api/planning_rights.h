#pragma once

#include "linquan/api/routes.h"
#include "linquan/base/result.h"
#include "linquan/http/request.h"
#include "linquan/identity/use.h"

namespace linquan::api {

/// Whether somebody plans anywhere: siting and scenarios look at the whole city, whatever the scope.
///
/// forbidden   `not_allowed`
Result<void> require_planner(identity::Asker const& asker);

/// Who is asking, where they plan.
///
/// Refuses as asker_of() and require_planner() do.
Result<identity::Asker> planner_of(Context const& context, http::Request const& request);

}  // namespace linquan::api
