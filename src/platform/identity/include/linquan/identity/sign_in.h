#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "linquan/base/result.h"
#include "linquan/identity/account.h"
#include "linquan/identity/ids.h"

/// Who it is: rules without a clock, a database, or a secret's plain text.
namespace linquan::identity {

struct CodePolicy {
  std::chrono::seconds valid{300};
  std::chrono::seconds between{60};  ///< two codes to one telephone
  std::chrono::seconds window{86'400};
  std::uint64_t in_window = 10;  ///< codes to one telephone
  std::uint64_t attempts = 5;    ///< for one code
};

/// The one code that is out for a telephone.
struct CodeState {
  std::string digest;
  Instant sent_at;
  Instant expires_at;
  std::uint64_t attempts_left = 0;
  Instant window_began;
  std::uint64_t sent_in_window = 0;

  friend bool operator==(CodeState const&, CodeState const&) = default;
};

/// What a try leaves behind, and whether it succeeded: a "no" has to be stored too, or it would not count.
template <class State>
struct Verdict {
  State next;
  std::optional<Error> refused;
};

/// A mobile number as it is stored: eleven digits.
///
/// bad_input   `telephone_not_mobile`
Result<std::string> mobile(std::string_view text);

/// The state after a code with `digest` goes out; the one before it is void.
///
/// busy        `code_too_soon` {seconds}: wait so long
Result<CodeState> decide_code(std::optional<CodeState> const& state, std::string_view digest, Instant now,
                              CodePolicy const& policy);

/// A code comes back. It serves once: right or wrong, every try takes an attempt.
///
/// forbidden   `code_wrong` {left}, `code_expired`, `code_used_up`; `code_none` where none was sent
Verdict<std::optional<CodeState>> decide_code_try(std::optional<CodeState> const& state, std::string_view digest,
                                                  Instant now);

struct PasswordPolicy {
  std::uint64_t failures = 5;        ///< in a row
  std::chrono::seconds locked{900};  ///< then
  std::uint64_t characters_min = 10;
  std::uint64_t bytes_max = 200;
};

struct PasswordState {
  std::uint64_t failures = 0;
  std::optional<Instant> locked_until;

  friend bool operator==(PasswordState const&, PasswordState const&) = default;
};

/// A password comes in; `matches` was found outside the transaction, because it is slow on purpose.
///
/// forbidden   `password_wrong`; busy   `password_locked` {seconds}
Verdict<PasswordState> decide_password(PasswordState const& state, bool matches, Instant now,
                                       PasswordPolicy const& policy);

/// bad_input   `password_weak`: too short, too long, or the login itself
Result<void> check_new_password(std::string_view login, std::string_view password, PasswordPolicy const& policy);

struct SessionPolicy {
  std::chrono::seconds idle;     ///< unused for so long, it ends
  std::chrono::seconds longest;  ///< from its beginning, whatever happens
};
inline constexpr SessionPolicy resident_sessions{std::chrono::days{30}, std::chrono::days{180}};
inline constexpr SessionPolicy staff_sessions{std::chrono::hours{12}, std::chrono::days{7}};

struct Session {
  SessionId id;
  AccountId account;
  std::string device;  ///< as its owner sees it in the list
  Instant created_at;
  Instant seen_at;
  Instant expires_at;
  Instant ends_at;
  std::optional<Instant> revoked_at;

  friend bool operator==(Session const&, Session const&) = default;
};

Session new_session(SessionId id, AccountId account, std::string_view device, Instant now, SessionPolicy const& policy);

/// The policy under which a session began, told by how long it may last.
SessionPolicy const& policy_of(Session const& session);

/// The session after it was used at `now`: its end moves on, in steps, so that not every request writes.
///
/// signed_out  `session_ended`: expired, or revoked
Result<Session> decide_session(Session const& session, Instant now, SessionPolicy const& policy);

}  // namespace linquan::identity
