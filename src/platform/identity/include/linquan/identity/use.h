#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"
#include "linquan/identity/account.h"
#include "linquan/identity/ports.h"
#include "linquan/identity/sign_in.h"

/// The rules joined to the ports: each function is one use case, to be run in one unit of work.
namespace linquan::identity {

struct CodeToSend {
  std::string telephone;
  std::string code;
};

/// A new code for a telephone; to be sent once the unit is durable.
///
/// Refuses as mobile() and decide_code() do.
Result<CodeToSend> ask_for_code(UnitOfWork& work, Accounts& accounts, Secrets& secrets, std::string_view telephone,
                                CodePolicy const& policy = {});

struct SignedIn {
  AccountId account;
  SessionId session;
  std::string token;  ///< shown once
};

/// The outer result is the transaction's, the inner one the answer: a wrong code is stored as an attempt.
using SignInAnswer = Result<SignedIn>;

/// A code comes back; a telephone that is new gets an account.
///
/// Inner refusals: as decide_code_try(); forbidden   `account_closed`
Result<SignInAnswer> sign_in_by_code(UnitOfWork& work, Accounts& accounts, Secrets& secrets, std::string_view telephone,
                                     std::string_view code, std::string_view device);

/// A password was compared outside (by_login() says with what); a login that is unknown is refused in the same words.
///
/// Inner refusals: as decide_password(); forbidden   `account_closed`
Result<SignInAnswer> sign_in_by_password(UnitOfWork& work, Accounts& accounts, Secrets& secrets, std::string_view login,
                                         bool matches, std::string_view device, PasswordPolicy const& policy = {});

/// WeChat said who it is (outside, because it is far away).
///
/// Inner refusals: conflict   `wechat_unlinked`: no account has this number yet; forbidden   `account_closed`
Result<SignInAnswer> sign_in_by_wechat(UnitOfWork& work, Accounts& accounts, Secrets& secrets, std::string_view openid,
                                       std::string_view device);

struct Asker {
  Account account;
  Session session;
  std::vector<Grant> grants;
  std::optional<AccountId> on_behalf_of = {};  ///< whom this is done for, where act_for() allowed it

  /// Whose it becomes: theirs for whom it is done.
  [[nodiscard]] AccountId whose() const { return on_behalf_of.value_or(account.id); }
};

/// Who holds this token.
///
/// signed_out  `session_unknown`, `session_ended`; forbidden   `account_closed`
Result<Asker> asker(UnitOfWork& work, Accounts& accounts, Secrets const& secrets, std::string_view token);

/// Moves the end of a session that is in use. A read tells with asker() who it is; a write does this now and then.
Result<void> keep_session(UnitOfWork& work, Accounts& accounts, Session const& session, SessionPolicy const& policy);

/// Records that `asker` does something for `resident`, where that is allowed.
///
/// Refuses as check_acting_for() does.
Result<void> act_for(UnitOfWork& work, Accounts& accounts, Asker const& asker, AccountId resident, Place const& home,
                     std::string_view action, std::string_view object);

}  // namespace linquan::identity
