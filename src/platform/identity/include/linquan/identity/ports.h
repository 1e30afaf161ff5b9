#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"
#include "linquan/identity/account.h"
#include "linquan/identity/ids.h"
#include "linquan/identity/rights.h"
#include "linquan/identity/sign_in.h"

namespace linquan::identity {

/// A port's ground: handed in, never copied.
class Port {
 public:
  Port() = default;
  Port(Port const&) = delete;
  Port& operator=(Port const&) = delete;
  Port(Port&&) = delete;
  Port& operator=(Port&&) = delete;
  virtual ~Port() = default;
};

/// Takes a code to a telephone: a text message, or the demo's console. Called outside any transaction.
class Sender : public Port {
 public:
  /// machine   whatever kept the message from leaving
  virtual Result<void> send(std::string_view telephone, std::string_view code) = 0;
};

/// Slow on purpose; called outside any transaction.
class Hasher : public Port {
 public:
  virtual std::string hash(std::string_view password) = 0;
  virtual bool matches(std::string_view hash, std::string_view password) = 0;
};

/// Chance, and what hides it: codes and tokens leave once, only their digests are stored.
class Secrets : public Port {
 public:
  virtual std::string code() = 0;   ///< six digits
  virtual std::string token() = 0;  ///< 64 hexadecimal digits, 256 bits of chance
  /// 64 hexadecimal digits. `purpose` keeps equal texts of two sorts apart.
  [[nodiscard]] virtual std::string digest(std::string_view purpose, std::string_view secret) const = 0;
};

/// Tells who somebody is at WeChat, from the code that its mini program hands out. Called outside any transaction.
class WeChat : public Port {
 public:
  /// The person's number at WeChat, for this mini program only.
  ///
  /// forbidden   `wechat_code`: WeChat knows no such code
  /// busy        `wechat_unreachable`
  virtual Result<std::string> openid(std::string_view code) = 0;
};

/// argon2id with libsodium's limits for interactive use (64 MiB, two passes).
std::unique_ptr<Hasher> sodium_hasher();
std::unique_ptr<Secrets> sodium_secrets();

/// Something that somebody made in an office: a version of an outlet, a plan, a board.
struct Made {
  std::string what;           ///< the table: "outlet_versions"
  std::string as;             ///< as whom: "made_by", "approved_by"
  std::string object;         ///< its number, code or role
  std::optional<Instant> at;  ///< nullopt: no time is kept

  friend bool operator==(Made const&, Made const&) = default;
};

/// What is stored of one person's account; needs, scenarios and jobs lie with their own ports.
struct Everything {
  Account account;
  std::vector<Grant> grants;
  std::vector<Session> sessions;
  std::vector<Consent> consents;
  std::vector<Proxy> proxies;  ///< theirs, and for them
  std::vector<Act> acts;       ///< theirs, and on their behalf
  std::vector<Made> made;      ///< of each table the newest 10,000

  friend bool operator==(Everything const&, Everything const&) = default;
};

struct NewAccount {
  std::string name;
  std::optional<std::string> telephone;
  std::optional<std::string> login;
  std::optional<std::string> password_hash;  ///< with the login
};

struct PasswordCheck {
  AccountId account;
  AccountState state = AccountState::active;
  std::string hash;
  PasswordState attempts;
};

/// What identity wants stored. Every function belongs to the unit of work that it is given.
class Accounts : public Port {
 public:
  /// conflict    `account_taken`: the telephone or the login is somebody's
  virtual Result<Account> add(UnitOfWork& work, NewAccount const& account) = 0;
  /// not_found   `account_unknown`
  virtual Result<Account> find(UnitOfWork& work, AccountId id) = 0;
  virtual std::optional<Account> by_telephone(UnitOfWork& work, std::string_view telephone) = 0;
  virtual std::optional<Account> by_openid(UnitOfWork& work, std::string_view openid) = 0;
  /// Whom WeChat knows by this number; in the place of another number of theirs.
  ///
  /// conflict    `account_taken`: it is somebody else's
  virtual Result<void> set_openid(UnitOfWork& work, AccountId id, std::string_view openid) = 0;
  /// Those that are not deleted, newest first, at most `count`, older than `before` where it is given.
  virtual std::vector<Account> list(UnitOfWork& work, std::optional<AccountId> before, std::uint64_t count) = 0;
  /// How many active accounts have a role.
  virtual std::uint64_t holders(UnitOfWork& work, Role role) = 0;
  virtual std::optional<PasswordCheck> by_login(UnitOfWork& work, std::string_view login) = 0;
  /// Stores the account where it is still at `account.version`; it is then one version further.
  ///
  /// conflict    `account_changed`: somebody changed it in between; `account_taken`
  virtual Result<Account> change(UnitOfWork& work, Account const& account) = 0;
  virtual void set_password_state(UnitOfWork& work, AccountId id, PasswordState const& state) = 0;
  virtual void set_password(UnitOfWork& work, AccountId id, std::string_view hash) = 0;

  virtual std::optional<CodeState> code(UnitOfWork& work, std::string_view telephone) = 0;
  /// nullopt: none is out any more.
  virtual void set_code(UnitOfWork& work, std::string_view telephone, std::optional<CodeState> const& state) = 0;

  virtual void add_session(UnitOfWork& work, Session const& session, std::string_view token_digest) = 0;
  virtual std::optional<Session> session(UnitOfWork& work, std::string_view token_digest) = 0;
  virtual void set_session(UnitOfWork& work, Session const& session) = 0;
  virtual std::vector<Session> sessions(UnitOfWork& work, AccountId account) = 0;  ///< newest first
  /// One of the account's sessions, or with nullopt all of them. How many ended by this.
  virtual std::uint64_t revoke(UnitOfWork& work, AccountId account, std::optional<SessionId> session) = 0;

  virtual std::vector<Grant> grants(UnitOfWork& work, AccountId account) = 0;
  virtual void give(UnitOfWork& work, AccountId account, Grant const& grant, std::optional<AccountId> giver) = 0;
  virtual void end_grant(UnitOfWork& work, AccountId account, Grant const& grant) = 0;
  /// A role that a believed claim gives. False: they have it otherwise, and nothing changes. give() of the same role
  /// makes it theirs whatever becomes of the claim.
  virtual bool give_by_claim(UnitOfWork& work, AccountId account, Grant const& grant, AccountId giver) = 0;
  /// Takes it back where give_by_claim() gave it and nobody has given it since; whether that was so.
  virtual bool end_by_claim(UnitOfWork& work, AccountId account, Grant const& grant) = 0;

  virtual std::vector<Consent> consents(UnitOfWork& work, AccountId account) = 0;
  virtual void set_consents(UnitOfWork& work, AccountId account, std::vector<Consent> const& consents) = 0;
  virtual std::vector<Proxy> proxies(UnitOfWork& work, AccountId resident) = 0;
  virtual void set_proxy(UnitOfWork& work, Proxy const& proxy) = 0;

  virtual void record(UnitOfWork& work, Act const& act) = 0;
  /// Those within any of the scopes: all within the city's, in a district's or subdistrict's only those that were done
  /// there. Newest first, at most `count`, older than `before` where it is given.
  virtual std::vector<Act> acts(UnitOfWork& work, std::span<Grant const> scopes, std::optional<ActId> before,
                                std::uint64_t count) = 0;

  /// not_found   `account_unknown`
  virtual Result<Everything> everything(UnitOfWork& work, AccountId id) = 0;
  /// Forgets sessions that ended before `before`, and telephones whose codes and counts are all past; at most `count`
  /// of each. How many.
  virtual std::uint64_t forget_past(UnitOfWork& work, Instant before, std::uint64_t count) = 0;
  /// Takes the person out: name, telephone, login, password, WeChat, sessions, grants, consents, proxies, stored
  /// answers, scenarios that are not shared. Open needs of a kind stay as nobody's, without their words; all other
  /// needs go. Jobs are cancelled. What was done in an office stays under the account's number.
  ///
  /// not_found   `account_unknown`; conflict   `account_closed`
  virtual Result<void> forget(UnitOfWork& work, AccountId id) = 0;
};

/// What signing in stands on, handed over together. All of it outlives whoever holds this.
struct Ports {
  Accounts& accounts;
  Secrets& secrets;
  Hasher& hasher;
  Sender& sender;
  WeChat* wechat = nullptr;  ///< null: nobody signs in by WeChat here
  bool tells_codes = false;  ///< a demonstration: whoever asks for a code is told it
};

}  // namespace linquan::identity
