#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "linquan/base/result.h"
#include "linquan/store/url.h"

namespace linquan::cli {

/// `linquan account`: a new password for an account, or the account that keeps all others.
struct AccountOptions {
  store::Url db;
  std::string login = "admin";
};

/// `value` hands out what stands behind an option.
///
/// usage   `usage_missing`, `store_url`; bad_input   `login_odd`
Result<AccountOptions> read_account(std::function<std::string const&(std::string_view)> const& value);

}  // namespace linquan::cli
