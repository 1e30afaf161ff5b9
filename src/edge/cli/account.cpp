#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

#include "commands.h"
#include "first_start.h"
#include "linquan/base/clock.h"
#include "linquan/identity/keep.h"
#include "linquan/store/accounts.h"

namespace linquan::cli {
namespace {

using Json = nlohmann::ordered_json;

/// The account with this login gets the password; where there is no such account, it becomes one that keeps the others.
Result<bool> set_password(UnitOfWork& work, identity::Accounts& accounts, std::string const& login,
                          std::string const& hash) {
  if (auto const there = accounts.by_login(work, login)) {
    accounts.set_password(work, there->account, hash);
    accounts.revoke(work, there->account, std::nullopt);
    return false;
  }
  auto made = accounts.add(work, {login, std::nullopt, login, hash});
  if (!made) {
    return hand_on(made);
  }
  accounts.give(work, made->id, {identity::Role::platform_operator, identity::Level::city, {}}, std::nullopt);
  return true;
}

}  // namespace

Result<void> run_account(AccountOptions const& options, Console const& console, Progress& /*progress*/) {
  SystemClock const clock{std::chrono::seconds{0}};
  auto store = store::open(options.db, clock);
  if (!store) {
    return hand_on(store);
  }
  auto const accounts = store::accounts();
  auto const secrets = identity::sodium_secrets();
  auto const password = new_password(*secrets);
  auto const hash = identity::sodium_hasher()->hash(password);
  auto made = (*store)->write([&](UnitOfWork& work) { return set_password(work, *accounts, options.login, hash); });
  if (!made) {
    return hand_on(made);
  }
  if (console.json) {
    Json const object{{"login", options.login}, {"password", password}, {"made", *made}};
    std::fputs((object.dump() + "\n").c_str(), console.out);
    return {};
  }
  auto const sentence = console.messages.say(*made ? "account_made" : "account_password",
                                             {{"login", options.login}, {"password", password}});
  std::fputs((sentence + "\n").c_str(), console.out);
  return {};
}

}  // namespace linquan::cli
