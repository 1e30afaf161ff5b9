#include "account_options.h"

#include <utility>

#include "linquan/identity/keep.h"
#include "options_of.h"

namespace linquan::cli {

Result<AccountOptions> read_account(std::function<std::string const&(std::string_view)> const& value) {
  AccountOptions options;
  if (value("db").empty()) {
    return tl::unexpected<Error>{missing("account", "--db")};
  }
  auto url = store::parse_url(value("db"));
  if (!url) {
    return hand_on(url);
  }
  options.db = std::move(*url);
  if (auto const& login = value("login"); !login.empty()) {
    if (auto fits = identity::check_login(login); !fits) {
      return hand_on(fits);
    }
    options.login = login;
  }
  return options;
}

}  // namespace linquan::cli
