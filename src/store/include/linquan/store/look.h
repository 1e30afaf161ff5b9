#pragma once

#include <functional>

#include "linquan/base/clock.h"
#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"
#include "linquan/store/url.h"

namespace linquan::store {

/// One consistent look at a database that may be another's: nothing is written, brought forward or locked, and a server
/// that has it goes on.
///
/// not_found   `store_missing`: no such file, or no database of ours in it
/// bad_input   `store_older`, `store_newer`, `store_migration_changed`, `store_damaged`
/// machine     `store_unreachable`
/// Refuses as `question` does, too.
Result<void> look(Url const& url, Clock const& clock, std::function<Result<void>(UnitOfWork&)> const& question);

}  // namespace linquan::store
