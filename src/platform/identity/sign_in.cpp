#include "linquan/identity/sign_in.h"

#include <algorithm>

#include "linquan/text/text.h"

namespace linquan::identity {
namespace {

/// The end of a session moves on when this much of it is used up.
constexpr std::chrono::seconds step{300};

tl::unexpected<Error> too_soon(Instant until, Instant now) {
  return refuse(ErrorKind::busy, "code_too_soon", {{"seconds", std::to_string((until - now).count())}});
}

Error wrong_code(std::uint64_t left) {
  return left > 0 ? Error{ErrorKind::forbidden, "code_wrong", {{"left", std::to_string(left)}}}
                  : Error{ErrorKind::forbidden, "code_used_up", {}};
}

/// Characters of UTF-8: every byte that does not continue one.
std::uint64_t characters_of(std::string_view text) {
  return static_cast<std::uint64_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

Result<std::string> mobile(std::string_view text) {
  auto const number = text::telephone(text);
  if (!number || number->size() != 11 || (*number)[0] != '1' ||
      number->find_first_not_of("0123456789") != std::string::npos) {
    return refuse(ErrorKind::bad_input, "telephone_not_mobile", {{"text", std::string{text}}});
  }
  return *number;
}

Result<CodeState> decide_code(std::optional<CodeState> const& state, std::string_view digest, Instant now,
                              CodePolicy const& policy) {
  CodeState next{std::string{digest}, now, now + policy.valid, policy.attempts, now, 1};
  if (!state) {
    return next;
  }
  if (auto const earliest = state->sent_at + policy.between; now < earliest) {
    return too_soon(earliest, now);
  }
  auto const window_ends = state->window_began + policy.window;
  if (now >= window_ends) {
    return next;
  }
  if (state->sent_in_window >= policy.in_window) {
    return too_soon(window_ends, now);
  }
  next.window_began = state->window_began;
  next.sent_in_window = state->sent_in_window + 1;
  return next;
}

Verdict<std::optional<CodeState>> decide_code_try(std::optional<CodeState> const& state, std::string_view digest,
                                                  Instant now) {
  if (!state) {
    return {state, Error{ErrorKind::forbidden, "code_none", {}}};
  }
  if (state->attempts_left == 0) {
    return {state, wrong_code(0)};
  }
  if (now >= state->expires_at) {
    return {state, Error{ErrorKind::forbidden, "code_expired", {}}};
  }
  auto next = *state;
  if (digest != state->digest) {
    --next.attempts_left;
    return {next, wrong_code(next.attempts_left)};
  }
  // It stays as used up, so that the limits on sending go on counting.
  next.attempts_left = 0;
  return {next, std::nullopt};
}

Verdict<PasswordState> decide_password(PasswordState const& state, bool matches, Instant now,
                                       PasswordPolicy const& policy) {
  if (state.locked_until && now < *state.locked_until) {
    auto const seconds = std::to_string((*state.locked_until - now).count());
    return {state, Error{ErrorKind::busy, "password_locked", {{"seconds", seconds}}}};
  }
  if (matches) {
    return {{}, std::nullopt};
  }
  PasswordState next{state.failures + 1, std::nullopt};
  if (next.failures >= policy.failures) {
    next = {0, now + policy.locked};
  }
  return {next, Error{ErrorKind::forbidden, "password_wrong", {}}};
}

Result<void> check_new_password(std::string_view login, std::string_view password, PasswordPolicy const& policy) {
  if (characters_of(password) < policy.characters_min || password.size() > policy.bytes_max || password == login) {
    return refuse(ErrorKind::bad_input, "password_weak",
                  {{"min", std::to_string(policy.characters_min)}, {"max", std::to_string(policy.bytes_max)}});
  }
  return {};
}

Session new_session(SessionId id, AccountId account, std::string_view device, Instant now,
                    SessionPolicy const& policy) {
  return {id,
          account,
          std::string{device},
          now,
          now,
          now + std::min(policy.idle, policy.longest),
          now + policy.longest,
          std::nullopt};
}

SessionPolicy const& policy_of(Session const& session) {
  return session.ends_at - session.created_at <= staff_sessions.longest ? staff_sessions : resident_sessions;
}

Result<Session> decide_session(Session const& session, Instant now, SessionPolicy const& policy) {
  if (session.revoked_at || now >= session.expires_at || now >= session.ends_at) {
    return refuse(ErrorKind::signed_out, "session_ended");
  }
  auto next = session;
  if (now - session.seen_at >= step) {
    next.seen_at = now;
    next.expires_at = std::min(now + policy.idle, session.ends_at);
  }
  return next;
}

}  // namespace linquan::identity
