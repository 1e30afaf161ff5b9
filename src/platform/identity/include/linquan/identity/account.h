#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/identity/ids.h"
#include "linquan/identity/rights.h"

namespace linquan::identity {

using Instant = std::chrono::sys_seconds;

enum class AccountState : std::uint8_t { active, suspended, deleted };

/// Somebody who can sign in: residents by telephone, staff by login and password, or both.
struct Account {
  AccountId id;
  std::string name;
  std::optional<std::string> telephone;
  std::optional<std::string> login;
  AccountState state = AccountState::active;
  std::uint64_t version = 1;  ///< rises with each change
  Instant created_at;
  std::optional<Instant> deleted_at;
  std::optional<std::string> community = {};  ///< where they live: who works there may help them

  friend bool operator==(Account const&, Account const&) = default;
};

/// What somebody agreed to, and which text they saw.
struct Consent {
  std::string purpose;  ///< such as "terms", "location"
  std::uint64_t text_version = 1;
  Instant given_at;
  std::optional<Instant> withdrawn_at;

  friend bool operator==(Consent const&, Consent const&) = default;
};

/// Somebody acts for somebody else: a daughter for her father. Community workers do so by right, not by this.
struct Proxy {
  AccountId account;  ///< who acts
  AccountId resident;
  Instant since;
  std::optional<Instant> until;

  friend bool operator==(Proxy const&, Proxy const&) = default;
};

/// Who did what, and for whom. Never changed, and kept when a person is gone.
struct Act {
  ActId id;
  Instant at;
  AccountId account;
  std::optional<AccountId> on_behalf_of;
  std::string action;
  std::string object;
  /// Where it was done, as codes; nullopt where it has no place, or none whose code tells.
  std::optional<std::string> subdistrict = {};
  std::optional<std::string> district = {};

  friend bool operator==(Act const&, Act const&) = default;
};

/// The act as one that was done there.
Act done_at(Act act, Place const& where);

/// Whether the account may act for the resident: a proxy that is in force, or the right to help at the resident's
/// place.
///
/// forbidden   `not_allowed`; `account_closed` where the resident's account is not active
Result<void> check_acting_for(Account const& resident, std::vector<Proxy> const& proxies, std::span<Grant const> grants,
                              AccountId account, Place const& home);

/// The account without the person: what the law makes us keep stays under its number.
///
/// conflict    `account_closed`: it is deleted already
Result<Account> without_person(Account const& account, Instant now);

/// What somebody may agree to: terms of use, privacy, the place where they are, notices.
std::span<std::string_view const> consent_purposes();

/// The consents after `purpose` is agreed to in this version of its text; the same again changes nothing.
std::vector<Consent> given(std::vector<Consent> consents, std::string const& purpose, std::uint64_t text_version,
                           Instant now);
/// The consents after `purpose` is withdrawn.
std::vector<Consent> withdrawn(std::vector<Consent> consents, std::string const& purpose, Instant now);
/// Whether the newest text that counts (`text_version` or newer) is agreed to.
bool agreed(std::vector<Consent> const& consents, std::string const& purpose, std::uint64_t text_version);

}  // namespace linquan::identity
