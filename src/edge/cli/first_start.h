#pragma once

#include <string>

#include "commands.h"
#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/identity/ports.h"
#include "linquan/store/store.h"

/// Who can sign in to a service that is new.
namespace linquan::cli {

/// Makes the account that keeps all others where there is none, and says how to sign in: its password is shown here
/// once, and nowhere else. LINQUAN_ADMIN_PASSWORD decides the password, which is then not shown.
///
/// bad_input   `password_weak`; and what identity::first_operator() refuses
Result<void> make_first_operator(store::Store& store, identity::Ports const& people, Console const& console);

/// One account for each role, with scopes that the city has, and the table of their logins; the same again at the next
/// start. For demonstrations only: everybody knows the passwords.
Result<void> make_demo_accounts(store::Store& store, identity::Ports const& people, city::City const& city,
                                Console const& console);

/// Goods and a service that the demonstration's merchant sells, where the outlet has no terms yet.
Result<void> open_demo_shop(store::Store& store, city::City const& city);

/// A password that nobody guesses and anybody can type: 20 letters and digits in groups.
std::string new_password(identity::Secrets& secrets);

}  // namespace linquan::cli
