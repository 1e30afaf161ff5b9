#include "linquan/identity/use.h"

#include <utility>

namespace linquan::identity {
namespace {

constexpr std::string_view of_code = "code";
constexpr std::string_view of_token = "token";

SignedIn begin_session(UnitOfWork& work, Accounts& accounts, Secrets& secrets, AccountId account,
                       std::string_view device, SessionPolicy const& policy) {
  auto token = secrets.token();
  auto const session = new_session(work.new_id<SessionId>(), account, device, work.now(), policy);
  accounts.add_session(work, session, secrets.digest(of_token, token));
  accounts.record(
      work, {work.new_id<ActId>(), work.now(), account, std::nullopt, "sign_in", std::to_string(session.id.value())});
  return {account, session.id, std::move(token)};
}

tl::unexpected<Error> closed() {
  return refuse(ErrorKind::forbidden, "account_closed");
}

}  // namespace

Result<CodeToSend> ask_for_code(UnitOfWork& work, Accounts& accounts, Secrets& secrets, std::string_view telephone,
                                CodePolicy const& policy) {
  auto number = mobile(telephone);
  if (!number) {
    return hand_on(number);
  }
  auto code = secrets.code();
  auto const next =
      decide_code(accounts.code(work, *number), secrets.digest(of_code, *number + code), work.now(), policy);
  if (!next) {
    return tl::unexpected<Error>{next.error()};
  }
  accounts.set_code(work, *number, *next);
  return CodeToSend{std::move(*number), std::move(code)};
}

Result<SignInAnswer> sign_in_by_code(UnitOfWork& work, Accounts& accounts, Secrets& secrets, std::string_view telephone,
                                     std::string_view code, std::string_view device) {
  auto number = mobile(telephone);
  if (!number) {
    return hand_on(number);
  }
  auto const digest = secrets.digest(of_code, *number + std::string{code});
  auto const verdict = decide_code_try(accounts.code(work, *number), digest, work.now());
  if (verdict.next) {
    accounts.set_code(work, *number, verdict.next);
  }
  if (verdict.refused) {
    return SignInAnswer{tl::unexpected<Error>{*verdict.refused}};
  }
  auto account = accounts.by_telephone(work, *number);
  if (!account) {
    auto added = accounts.add(work, {{}, *number, std::nullopt, std::nullopt});
    if (!added) {
      return hand_on(added);
    }
    accounts.give(work, added->id, {Role::resident, Level::city, {}}, std::nullopt);
    account = std::move(*added);
  }
  if (account->state != AccountState::active) {
    return SignInAnswer{closed()};
  }
  return SignInAnswer{begin_session(work, accounts, secrets, account->id, device, resident_sessions)};
}

Result<SignInAnswer> sign_in_by_password(UnitOfWork& work, Accounts& accounts, Secrets& secrets, std::string_view login,
                                         bool matches, std::string_view device, PasswordPolicy const& policy) {
  auto const check = accounts.by_login(work, login);
  if (!check) {
    return SignInAnswer{refuse(ErrorKind::forbidden, "password_wrong")};
  }
  auto const verdict = decide_password(check->attempts, matches, work.now(), policy);
  if (verdict.next != check->attempts) {
    accounts.set_password_state(work, check->account, verdict.next);
  }
  if (verdict.refused) {
    return SignInAnswer{tl::unexpected<Error>{*verdict.refused}};
  }
  if (check->state != AccountState::active) {
    return SignInAnswer{closed()};
  }
  return SignInAnswer{begin_session(work, accounts, secrets, check->account, device, staff_sessions)};
}

Result<SignInAnswer> sign_in_by_wechat(UnitOfWork& work, Accounts& accounts, Secrets& secrets, std::string_view openid,
                                       std::string_view device) {
  auto const account = accounts.by_openid(work, openid);
  if (!account) {
    return SignInAnswer{refuse(ErrorKind::conflict, "wechat_unlinked")};
  }
  if (account->state != AccountState::active) {
    return SignInAnswer{closed()};
  }
  return SignInAnswer{begin_session(work, accounts, secrets, account->id, device, resident_sessions)};
}

Result<Asker> asker(UnitOfWork& work, Accounts& accounts, Secrets const& secrets, std::string_view token) {
  auto const session = accounts.session(work, secrets.digest(of_token, token));
  if (!session) {
    return refuse(ErrorKind::signed_out, "session_unknown");
  }
  // Which policy prolongs it does not matter to whether it is over.
  if (auto alive = decide_session(*session, work.now(), resident_sessions); !alive) {
    return hand_on(alive);
  }
  auto account = accounts.find(work, session->account);
  if (!account) {
    return hand_on(account);
  }
  if (account->state != AccountState::active) {
    return closed();
  }
  return Asker{std::move(*account), *session, accounts.grants(work, session->account), std::nullopt};
}

Result<void> keep_session(UnitOfWork& work, Accounts& accounts, Session const& session, SessionPolicy const& policy) {
  auto const next = decide_session(session, work.now(), policy);
  if (!next) {
    return tl::unexpected<Error>{next.error()};
  }
  if (*next != session) {
    accounts.set_session(work, *next);
  }
  return {};
}

Result<void> act_for(UnitOfWork& work, Accounts& accounts, Asker const& asker, AccountId resident, Place const& home,
                     std::string_view action, std::string_view object) {
  auto const account = accounts.find(work, resident);
  if (!account) {
    return tl::unexpected<Error>{account.error()};
  }
  auto may = check_acting_for(*account, accounts.proxies(work, resident), asker.grants, asker.account.id, home);
  if (may) {
    accounts.record(work, done_at({work.new_id<ActId>(), work.now(), asker.account.id, resident, std::string{action},
                                   std::string{object}},
                                  home));
  }
  return may;
}

}  // namespace linquan::identity
