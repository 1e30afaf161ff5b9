#include "linquan/identity/keep.h"

#include <algorithm>
#include <utility>

namespace linquan::identity {
namespace {

std::string text_of(AccountId id) {
  return std::to_string(id.value());
}

std::string text_of(AccountId id, Grant const& grant) {
  return text_of(id) + " " + std::string{name_of(grant.role)} + " " + std::string{name_of(grant.level)} +
         (grant.place.empty() ? "" : " ") + grant.place;
}

Result<void> require_keeper(Asker const& keeper) {
  return require(keeper.grants, Action::keep_accounts, {});
}

/// Without an operator nobody could let anybody in again.
Result<void> check_operator_left(UnitOfWork& work, Accounts& accounts, AccountId id) {
  auto const grants = accounts.grants(work, id);
  auto const is_one =
      std::ranges::any_of(grants, [](Grant const& grant) { return grant.role == Role::platform_operator; });
  if (is_one && accounts.holders(work, Role::platform_operator) <= 1) {
    return refuse(ErrorKind::conflict, "operator_last");
  }
  return {};
}

bool is_of_login(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

}  // namespace

void note(UnitOfWork& work, Accounts& accounts, Asker const& asker, std::string_view action, std::string_view object,
          Place const& where) {
  accounts.record(work, done_at({work.new_id<ActId>(), work.now(), asker.account.id, asker.on_behalf_of,
                                 std::string{action}, std::string{object}},
                                where));
}

Result<void> check_login(std::string_view login) {
  constexpr std::size_t least = 3;
  constexpr std::size_t most = 40;
  if (login.size() < least || login.size() > most || !std::ranges::all_of(login, is_of_login)) {
    return refuse(ErrorKind::bad_input, "login_odd", {{"text", std::string{login}}});
  }
  return {};
}

Result<Account> open_account(UnitOfWork& work, Accounts& accounts, Asker const& keeper, NewAccount const& account) {
  if (auto may = require_keeper(keeper); !may) {
    return hand_on(may);
  }
  if (auto fits = check_login(account.login.value_or("")); !fits) {
    return hand_on(fits);
  }
  auto added = accounts.add(work, account);
  if (added) {
    note(work, accounts, keeper, "account_opened", text_of(added->id));
  }
  return added;
}

Result<Account> set_state(UnitOfWork& work, Accounts& accounts, Asker const& keeper, AccountId id, AccountState state) {
  if (auto may = require_keeper(keeper); !may) {
    return hand_on(may);
  }
  auto account = accounts.find(work, id);
  if (!account || account->state == state) {
    return account;
  }
  if (account->state == AccountState::deleted || state == AccountState::deleted) {
    return refuse(ErrorKind::conflict, "account_closed");
  }
  if (state == AccountState::suspended) {
    if (auto left = check_operator_left(work, accounts, id); !left) {
      return hand_on(left);
    }
    accounts.revoke(work, id, std::nullopt);
  }
  account->state = state;
  note(work, accounts, keeper, state == AccountState::suspended ? "account_suspended" : "account_restored",
       text_of(id));
  return accounts.change(work, *account);
}

Result<std::uint64_t> sign_out_everywhere(UnitOfWork& work, Accounts& accounts, Asker const& keeper, AccountId id) {
  if (auto may = require_keeper(keeper); !may) {
    return hand_on(may);
  }
  auto const account = accounts.find(work, id);
  if (!account) {
    return tl::unexpected<Error>{account.error()};
  }
  note(work, accounts, keeper, "sessions_ended", text_of(id));
  return accounts.revoke(work, id, std::nullopt);
}

Result<void> reset_password(UnitOfWork& work, Accounts& accounts, Asker const& keeper, AccountId id,
                            std::string_view hash) {
  if (auto may = require_keeper(keeper); !may) {
    return may;
  }
  auto const account = accounts.find(work, id);
  if (!account) {
    return tl::unexpected<Error>{account.error()};
  }
  if (!account->login) {
    return refuse(ErrorKind::conflict, "login_none");
  }
  accounts.set_password(work, id, hash);
  accounts.revoke(work, id, std::nullopt);
  note(work, accounts, keeper, "password_reset", text_of(id));
  return {};
}

void follow_owner(UnitOfWork& work, Accounts& accounts, Asker const& asker, Ownership const& owner,
                  Place const& outlet) {
  if (owner.before == owner.now) {
    return;
  }
  Grant const grant{Role::merchant_owner, Level::outlet, outlet.outlet};
  if (owner.before && accounts.end_by_claim(work, *owner.before, grant)) {
    note(work, accounts, asker, "role_ended", text_of(*owner.before, grant), outlet);
  }
  if (!owner.now) {
    return;
  }
  auto const account = accounts.find(work, *owner.now);
  if (account && account->state != AccountState::deleted &&
      accounts.give_by_claim(work, *owner.now, grant, asker.account.id)) {
    note(work, accounts, asker, "role_given", text_of(*owner.now, grant), outlet);
  }
}

Result<void> give_role(UnitOfWork& work, Accounts& accounts, Asker const& giver, AccountId id, Grant const& grant,
                       Place const& place) {
  if (auto may = check_giving(giver.grants, grant, place); !may) {
    return may;
  }
  auto const account = accounts.find(work, id);
  if (!account) {
    return tl::unexpected<Error>{account.error()};
  }
  if (account->state == AccountState::deleted) {
    return refuse(ErrorKind::forbidden, "account_closed");
  }
  accounts.give(work, id, grant, giver.account.id);
  note(work, accounts, giver, "role_given", text_of(id, grant), place);
  return {};
}

Result<void> end_role(UnitOfWork& work, Accounts& accounts, Asker const& giver, AccountId id, Grant const& grant,
                      Place const& place) {
  if (!require_keeper(giver)) {
    if (auto may = check_giving(giver.grants, grant, place); !may) {
      return may;
    }
  }
  auto const grants = accounts.grants(work, id);
  if (std::ranges::find(grants, grant) == grants.end()) {
    return refuse(ErrorKind::not_found, "grant_unknown");
  }
  if (grant.role == Role::platform_operator) {
    if (auto left = check_operator_left(work, accounts, id); !left) {
      return left;
    }
  }
  accounts.end_grant(work, id, grant);
  note(work, accounts, giver, "role_ended", text_of(id, grant), place);
  return {};
}

Result<std::optional<Account>> first_operator(UnitOfWork& work, Accounts& accounts, std::string_view login,
                                              std::string_view hash) {
  if (accounts.holders(work, Role::platform_operator) > 0) {
    return std::optional<Account>{};
  }
  auto account = accounts.add(work, {std::string{login}, std::nullopt, std::string{login}, std::string{hash}});
  if (!account) {
    return hand_on(account);
  }
  accounts.give(work, account->id, {Role::platform_operator, Level::city, {}}, std::nullopt);
  return std::optional{std::move(*account)};
}

Result<Account> demo_account(UnitOfWork& work, Accounts& accounts, NewAccount const& account,
                             std::vector<Grant> const& grants) {
  auto const there = accounts.by_login(work, account.login.value_or(""));
  auto result = there ? accounts.find(work, there->account) : accounts.add(work, account);
  if (!result) {
    return result;
  }
  if (there) {
    accounts.set_password(work, result->id, account.password_hash.value_or(""));
  }
  for (auto const& grant : grants) {
    accounts.give(work, result->id, grant, std::nullopt);
  }
  return result;
}

Result<void> change_own_password(UnitOfWork& work, Accounts& accounts, Asker const& asker, std::string_view hash) {
  if (!asker.account.login) {
    return refuse(ErrorKind::conflict, "login_none");
  }
  accounts.set_password(work, asker.account.id, hash);
  for (auto const& session : accounts.sessions(work, asker.account.id)) {
    if (session.id != asker.session.id) {
      accounts.revoke(work, asker.account.id, session.id);
    }
  }
  note(work, accounts, asker, "password_changed", text_of(asker.account.id));
  return {};
}

Result<void> name_proxy(UnitOfWork& work, Accounts& accounts, Asker const& asker, AccountId proxy) {
  if (proxy == asker.account.id) {
    return refuse(ErrorKind::usage, "proxy_self");
  }
  auto const account = accounts.find(work, proxy);
  if (!account || account->state != AccountState::active) {
    return refuse(ErrorKind::not_found, "account_unknown", {{"account", text_of(proxy)}});
  }
  auto const all = accounts.proxies(work, asker.account.id);
  if (std::ranges::any_of(all, [&](Proxy const& it) { return it.account == proxy && !it.until; })) {
    return refuse(ErrorKind::conflict, "proxy_there");
  }
  accounts.set_proxy(work, {proxy, asker.account.id, work.now(), std::nullopt});
  note(work, accounts, asker, "proxy_named", text_of(proxy));
  return {};
}

Result<void> end_proxy(UnitOfWork& work, Accounts& accounts, Asker const& asker, AccountId proxy) {
  auto const all = accounts.proxies(work, asker.account.id);
  auto const found = std::ranges::find_if(all, [&](Proxy const& it) { return it.account == proxy && !it.until; });
  if (found == all.end()) {
    return refuse(ErrorKind::not_found, "proxy_unknown");
  }
  auto ended = *found;
  ended.until = work.now();
  accounts.set_proxy(work, ended);
  note(work, accounts, asker, "proxy_ended", text_of(proxy));
  return {};
}

Result<void> delete_own(UnitOfWork& work, Accounts& accounts, Asker const& asker) {
  if (auto left = check_operator_left(work, accounts, asker.account.id); !left) {
    return left;
  }
  note(work, accounts, asker, "account_deleted", text_of(asker.account.id));
  return accounts.forget(work, asker.account.id);
}

}  // namespace linquan::identity
