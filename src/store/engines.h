#pragma once

#include <memory>
#include <string>

#include "linquan/base/clock.h"
#include "linquan/base/result.h"
#include "linquan/store/failure.h"
#include "linquan/store/store.h"
#include "linquan/store/url.h"
#include "sql.h"

namespace linquan::store {

Result<std::unique_ptr<Store>> open_sqlite(Url const& url, Clock const& clock, Options const& options);
Result<std::unique_ptr<Store>> open_postgresql(Url const& url, Clock const& clock, Options const& options);

/// A session set up as its engine needs it: durable, checked, with limits.
std::unique_ptr<Sql> session_of(Url const& url, Sql::Access access);

/// Refuses a SQLite file that holds tables of somebody else.
///
/// bad_input   `store_foreign`
Result<void> check_ours(Sql& sql, Url const& url);

/// What broke while opening, as a refusal in one line.
tl::unexpected<Error> unreachable(Url const& url, Failure const& failure);

}  // namespace linquan::store
