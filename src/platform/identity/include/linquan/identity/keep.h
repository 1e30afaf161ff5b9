#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"
#include "linquan/identity/account.h"
#include "linquan/identity/ports.h"
#include "linquan/identity/use.h"

/// Keeping accounts: others' by those who have the right to, and one's own. Each function is one use case, to be run in
/// one unit of work, and notes among the acts what was done.
namespace linquan::identity {

/// A new account with a login; its roles are given one by one.
///
/// forbidden   `not_allowed`; bad_input   `login_odd`; conflict   `account_taken`
Result<Account> open_account(UnitOfWork& work, Accounts& accounts, Asker const& keeper, NewAccount const& account);

/// A login: 3 to 40 of a-z, 0-9, dot, hyphen and underscore, so that no two look alike.
///
/// bad_input   `login_odd`
Result<void> check_login(std::string_view login);

/// Suspends an account, which ends its sessions, or takes that back.
///
/// forbidden   `not_allowed`; not_found   `account_unknown`; conflict   `account_closed`, `operator_last`
Result<Account> set_state(UnitOfWork& work, Accounts& accounts, Asker const& keeper, AccountId id, AccountState state);

/// Ends all sessions of an account; how many.
///
/// forbidden   `not_allowed`; not_found   `account_unknown`
Result<std::uint64_t> sign_out_everywhere(UnitOfWork& work, Accounts& accounts, Asker const& keeper, AccountId id);

/// Gives an account another password, which was hashed outside, and ends its sessions.
///
/// forbidden   `not_allowed`; not_found   `account_unknown`; conflict   `login_none`: it has no login
Result<void> reset_password(UnitOfWork& work, Accounts& accounts, Asker const& keeper, AccountId id,
                            std::string_view hash);

/// Whose an outlet was and is, as claims that were believed say.
struct Ownership {
  std::optional<AccountId> before;
  std::optional<AccountId> now;
};

/// Whoever an outlet has become keeps it from then on; whose it no longer is loses the role that the claim gave, and no
/// role that somebody gave them otherwise. Nothing is given to an account that is deleted. `asker` made it so.
void follow_owner(UnitOfWork& work, Accounts& accounts, Asker const& asker, Ownership const& owner,
                  Place const& outlet);

/// Gives a role within a scope, which lies at `place`; the same again changes nothing.
///
/// Refuses as check_giving() does; not_found   `account_unknown`; forbidden   `account_closed`
Result<void> give_role(UnitOfWork& work, Accounts& accounts, Asker const& giver, AccountId id, Grant const& grant,
                       Place const& place);

/// Takes a role back: whoever may give it may, and whoever keeps the accounts.
///
/// Refuses as check_giving() does; conflict   `operator_last`; not_found   `grant_unknown`
Result<void> end_role(UnitOfWork& work, Accounts& accounts, Asker const& giver, AccountId id, Grant const& grant,
                      Place const& place);

/// The first operator of a new service, with a password that was hashed outside; nullopt where there is one.
///
/// conflict    `account_taken`: the login is somebody's who is none
Result<std::optional<Account>> first_operator(UnitOfWork& work, Accounts& accounts, std::string_view login,
                                              std::string_view hash);

/// An account with a login and roles, as a demonstration has them; one that is there already gets the password and the
/// roles.
Result<Account> demo_account(UnitOfWork& work, Accounts& accounts, NewAccount const& account,
                             std::vector<Grant> const& grants);

/// Somebody's own password, in the place of the one that was right (checked outside); ends their other sessions.
///
/// conflict    `login_none`
Result<void> change_own_password(UnitOfWork& work, Accounts& accounts, Asker const& asker, std::string_view hash);

/// From now on `proxy` may act for the asker; or no longer.
///
/// usage       `proxy_self`; not_found   `account_unknown`, `proxy_unknown`; conflict   `proxy_there`
Result<void> name_proxy(UnitOfWork& work, Accounts& accounts, Asker const& asker, AccountId proxy);
Result<void> end_proxy(UnitOfWork& work, Accounts& accounts, Asker const& asker, AccountId proxy);

/// The asker's account without the person.
///
/// conflict    `operator_last`
Result<void> delete_own(UnitOfWork& work, Accounts& accounts, Asker const& asker);

/// Notes something among the acts; `asker` did it, at `where`.
void note(UnitOfWork& work, Accounts& accounts, Asker const& asker, std::string_view action, std::string_view object,
          Place const& where = {});

}  // namespace linquan::identity
