#include "linquan/store/accounts.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "account_rows.h"
#include "linquan/base/ensure.h"
#include "linquan/store/jobs.h"
#include "linquan/store/plans.h"
#include "person_columns.h"
#include "work.h"

namespace linquan::store {
namespace {

using identity::Account;
using identity::AccountId;

std::int64_t number(std::uint64_t count) {
  return static_cast<std::int64_t>(count);
}

Sql& sql_of(UnitOfWork& work) {
  return work_of(work).sql();
}

tl::unexpected<Error> unknown(AccountId id) {
  return refuse(ErrorKind::not_found, "account_unknown", {{"account", std::to_string(id.value())}});
}

class SqlAccounts final : public identity::Accounts {
 public:
  Result<Account> add(UnitOfWork& work, identity::NewAccount const& account) override {
    ensure(account.login.has_value() == account.password_hash.has_value(), "a login comes with a password");
    // Both unique keys decide here: no look beforehand could.
    auto const row = sql_of(work).one(
        {"INSERT INTO accounts (id, name, telephone, login, password_hash, password_failures, state, version, "
         "created_at) VALUES (:id, :name, :telephone, :login, :hash, 0, 'active', 1, :created) ON CONFLICT DO NOTHING "
         "RETURNING " LINQUAN_ACCOUNT_COLUMNS,
         account_shape},
        {work.new_id<AccountId>(), account.name, account.telephone, account.login, account.password_hash, work.now()});
    if (!row) {
      return refuse(ErrorKind::conflict, "account_taken");
    }
    return account_of(*row);
  }

  Result<Account> find(UnitOfWork& work, AccountId id) override {
    auto const row =
        sql_of(work).one({"SELECT " LINQUAN_ACCOUNT_COLUMNS " FROM accounts WHERE id = :id", account_shape}, {id});
    return row ? Result<Account>{account_of(*row)} : unknown(id);
  }

  std::optional<Account> by_telephone(UnitOfWork& work, std::string_view telephone) override {
    auto const row = sql_of(work).one(
        {"SELECT " LINQUAN_ACCOUNT_COLUMNS " FROM accounts WHERE telephone = :telephone", account_shape}, {telephone});
    return row ? std::optional{account_of(*row)} : std::nullopt;
  }

  std::optional<Account> by_openid(UnitOfWork& work, std::string_view openid) override {
    auto const row = sql_of(work).one({"SELECT " LINQUAN_ACCOUNT_COLUMNS
                                       " FROM accounts WHERE id = (SELECT account_id FROM wechat_accounts WHERE openid "
                                       "= :openid)",
                                       account_shape},
                                      {openid});
    return row ? std::optional{account_of(*row)} : std::nullopt;
  }

  Result<void> set_openid(UnitOfWork& work, AccountId id, std::string_view openid) override {
    auto& sql = sql_of(work);
    auto const held = sql.one({"SELECT account_id FROM wechat_accounts WHERE openid = :openid", "n"}, {openid});
    if (held && held->id<AccountId>(0) != id) {
      return refuse(ErrorKind::conflict, "account_taken");
    }
    sql.run("DELETE FROM wechat_accounts WHERE account_id = :account", {id});
    sql.run("INSERT INTO wechat_accounts (openid, account_id, linked_at) VALUES (:openid, :account, :at)",
            {openid, id, work.now()});
    return {};
  }

  std::vector<Account> list(UnitOfWork& work, std::optional<AccountId> before, std::uint64_t count) override {
    std::vector<Account> found;
    auto const end = before ? number(before->value()) : INT64_MAX;
    for (auto const& row : sql_of(work).all(
             {"SELECT " LINQUAN_ACCOUNT_COLUMNS " FROM accounts WHERE id < :before AND state <> 'deleted' ORDER BY id "
              "DESC LIMIT :count",
              account_shape},
             {end, number(count)})) {
      found.push_back(account_of(row));
    }
    return found;
  }

  std::uint64_t holders(UnitOfWork& work, identity::Role role) override {
    return sql_of(work)
        .one({"SELECT count(*) FROM accounts WHERE state = 'active' AND EXISTS (SELECT 1 FROM grants WHERE account_id "
              "= accounts.id AND role = :role)",
              "n"},
             {identity::name_of(role)})
        ->count(0);
  }

  std::optional<identity::PasswordCheck> by_login(UnitOfWork& work, std::string_view login) override {
    auto const row = sql_of(work).one(
        {"SELECT " LINQUAN_ACCOUNT_COLUMNS
         ", password_hash, password_failures, password_locked_until FROM accounts WHERE login = :login",
         "ntttntnnttnn"},
        {login});
    if (!row) {
      return std::nullopt;
    }
    auto const account = account_of(*row);
    return identity::PasswordCheck{account.id, account.state, row->text(9), {row->count(10), row->maybe_instant(11)}};
  }

  Result<Account> change(UnitOfWork& work, Account const& account) override {
    auto& sql = sql_of(work);
    if (taken(sql, account)) {
      return refuse(ErrorKind::conflict, "account_taken");
    }
    auto const row = sql.one(
        {"UPDATE accounts SET name = :name, telephone = :telephone, login = :login, password_hash "
         "= CASE WHEN :with_login = 1 THEN password_hash ELSE NULL END, state = :state, "
         "deleted_at = :deleted, community = :community, version = version + 1 WHERE id = :id AND version = :version "
         "RETURNING " LINQUAN_ACCOUNT_COLUMNS,
         account_shape},
        {account.name, account.telephone, account.login, number(account.login ? 1 : 0), name_of(account.state),
         account.deleted_at, account.community, account.id, number(account.version)});
    if (row) {
      return account_of(*row);
    }
    auto const there = find(work, account.id);
    return there ? Result<Account>{refuse(ErrorKind::conflict, "account_changed")} : there;
  }

  void set_password_state(UnitOfWork& work, AccountId id, identity::PasswordState const& state) override {
    sql_of(work).run("UPDATE accounts SET password_failures = :failures, password_locked_until = :until WHERE id = :id",
                     {number(state.failures), state.locked_until, id});
  }

  void set_password(UnitOfWork& work, AccountId id, std::string_view hash) override {
    sql_of(work).run(
        "UPDATE accounts SET password_hash = :hash, password_failures = 0, password_locked_until = NULL, version = "
        "version + 1 WHERE id = :id AND login IS NOT NULL",
        {hash, id});
  }

  std::optional<identity::CodeState> code(UnitOfWork& work, std::string_view telephone) override {
    auto const row = sql_of(work).one(
        {"SELECT digest, sent_at, expires_at, attempts_left, window_began, sent_in_window FROM codes WHERE telephone = "
         ":telephone",
         "tnnnnn"},
        {telephone});
    if (!row) {
      return std::nullopt;
    }
    return identity::CodeState{row->text(0),  row->instant(1), row->instant(2),
                               row->count(3), row->instant(4), row->count(5)};
  }

  void set_code(UnitOfWork& work, std::string_view telephone,
                std::optional<identity::CodeState> const& state) override {
    auto& sql = sql_of(work);
    sql.run("DELETE FROM codes WHERE telephone = :telephone", {telephone});
    if (state) {
      sql.run(
          "INSERT INTO codes (telephone, digest, sent_at, expires_at, attempts_left, window_began, sent_in_window) "
          "VALUES (:telephone, :digest, :sent, :expires, :left, :window, :count)",
          {telephone, state->digest, state->sent_at, state->expires_at, number(state->attempts_left),
           state->window_began, number(state->sent_in_window)});
    }
  }

  void add_session(UnitOfWork& work, identity::Session const& session, std::string_view token_digest) override {
    sql_of(work).run(
        "INSERT INTO sessions (id, account_id, token_digest, device, created_at, seen_at, expires_at, ends_at) VALUES "
        "(:id, :account, :digest, :device, :created, :seen, :expires, :ends)",
        {session.id, session.account, token_digest, session.device, session.created_at, session.seen_at,
         session.expires_at, session.ends_at});
  }

  std::optional<identity::Session> session(UnitOfWork& work, std::string_view token_digest) override {
    auto const row = sql_of(work).one(
        {"SELECT " LINQUAN_SESSION_COLUMNS " FROM sessions WHERE token_digest = :digest", session_shape},
        {token_digest});
    return row ? std::optional{session_of(*row)} : std::nullopt;
  }

  void set_session(UnitOfWork& work, identity::Session const& session) override {
    // What was revoked in between stays so.
    sql_of(work).run("UPDATE sessions SET seen_at = :seen, expires_at = :expires WHERE id = :id AND revoked_at IS NULL",
                     {session.seen_at, session.expires_at, session.id});
  }

  std::vector<identity::Session> sessions(UnitOfWork& work, AccountId account) override {
    std::vector<identity::Session> found;
    for (auto const& row :
         sql_of(work).all({"SELECT " LINQUAN_SESSION_COLUMNS
                           " FROM sessions WHERE account_id = :account ORDER BY created_at DESC, id DESC",
                           session_shape},
                          {account})) {
      found.push_back(session_of(row));
    }
    return found;
  }

  std::uint64_t revoke(UnitOfWork& work, AccountId account, std::optional<identity::SessionId> session) override {
    auto& sql = sql_of(work);
    auto const rows = session ? sql.all({"UPDATE sessions SET revoked_at = :at WHERE account_id = :account AND id = "
                                         ":id AND revoked_at IS NULL RETURNING id",
                                         "n"},
                                        {work.now(), account, *session})
                              : sql.all({"UPDATE sessions SET revoked_at = :at WHERE account_id = :account AND "
                                         "revoked_at IS NULL RETURNING id",
                                         "n"},
                                        {work.now(), account});
    return rows.size();
  }

  std::vector<identity::Grant> grants(UnitOfWork& work, AccountId account) override {
    std::vector<identity::Grant> found;
    for (auto const& row :
         sql_of(work).all({"SELECT role, level, place FROM grants WHERE account_id = :account ORDER BY role, level, "
                           "place",
                           "ttt"},
                          {account})) {
      auto const role = identity::role_named(row.text(0));
      auto const level = identity::level_named(row.text(1));
      // A role that this program does not know lets nobody do anything.
      if (role && level) {
        found.push_back({*role, *level, row.text(2)});
      }
    }
    return found;
  }

  void give(UnitOfWork& work, AccountId account, identity::Grant const& grant,
            std::optional<AccountId> giver) override {
    sql_of(work).run(
        "INSERT INTO grants (account_id, role, level, place, given_by, given_at) VALUES (:account, :role, :level, "
        ":place, :giver, :at) ON CONFLICT (account_id, role, level, place) DO UPDATE SET by_claim = 0, given_by = "
        "excluded.given_by, given_at = excluded.given_at WHERE grants.by_claim = 1",
        {account, identity::name_of(grant.role), identity::name_of(grant.level), grant.place, giver, work.now()});
  }

  void end_grant(UnitOfWork& work, AccountId account, identity::Grant const& grant) override {
    sql_of(work).run(
        "DELETE FROM grants WHERE account_id = :account AND role = :role AND level = :level AND place = :place",
        {account, identity::name_of(grant.role), identity::name_of(grant.level), grant.place});
  }

  bool give_by_claim(UnitOfWork& work, AccountId account, identity::Grant const& grant, AccountId giver) override {
    return sql_of(work)
        .one({"INSERT INTO grants (account_id, role, level, place, given_by, given_at, by_claim) VALUES (:account, "
              ":role, :level, :place, :giver, :at, 1) ON CONFLICT DO NOTHING RETURNING account_id",
              "n"},
             {account, identity::name_of(grant.role), identity::name_of(grant.level), grant.place, giver, work.now()})
        .has_value();
  }

  bool end_by_claim(UnitOfWork& work, AccountId account, identity::Grant const& grant) override {
    return sql_of(work)
        .one({"DELETE FROM grants WHERE account_id = :account AND role = :role AND level = :level AND place = :place "
              "AND by_claim = 1 RETURNING account_id",
              "n"},
             {account, identity::name_of(grant.role), identity::name_of(grant.level), grant.place})
        .has_value();
  }

  std::vector<identity::Consent> consents(UnitOfWork& work, AccountId account) override {
    std::vector<identity::Consent> found;
    for (auto const& row :
         sql_of(work).all({"SELECT purpose, text_version, given_at, withdrawn_at FROM consents WHERE account_id = "
                           ":account ORDER BY place",
                           "tnnn"},
                          {account})) {
      found.push_back({row.text(0), row.count(1), row.instant(2), row.maybe_instant(3)});
    }
    return found;
  }

  void set_consents(UnitOfWork& work, AccountId account, std::vector<identity::Consent> const& consents) override {
    auto& sql = sql_of(work);
    sql.run("DELETE FROM consents WHERE account_id = :account", {account});
    for (std::size_t i = 0; i < consents.size(); ++i) {
      auto const& consent = consents[i];
      sql.run(
          "INSERT INTO consents (account_id, purpose, place, text_version, given_at, withdrawn_at) VALUES (:account, "
          ":purpose, :place, :version, :given, :withdrawn)",
          {account, consent.purpose, number(i), number(consent.text_version), consent.given_at, consent.withdrawn_at});
    }
  }

  std::vector<identity::Proxy> proxies(UnitOfWork& work, AccountId resident) override {
    return proxies_of(work,
                      {"SELECT account_id, resident_id, since, until_at FROM proxies WHERE resident_id = :resident "
                       "ORDER BY since, account_id",
                       "nnnn"},
                      {resident});
  }

  void set_proxy(UnitOfWork& work, identity::Proxy const& proxy) override {
    sql_of(work).run(
        "INSERT INTO proxies (account_id, resident_id, since, until_at) VALUES (:account, :resident, :since, :until) "
        "ON CONFLICT (resident_id, account_id, since) DO UPDATE SET until_at = excluded.until_at",
        {proxy.account, proxy.resident, proxy.since, proxy.until});
  }

  void record(UnitOfWork& work, identity::Act const& act) override {
    std::optional<AccountId> const behalf = act.on_behalf_of;
    sql_of(work).run(
        "INSERT INTO acts (id, done_at, account_id, on_behalf_of, action, object, subdistrict, district) VALUES (:id, "
        ":at, :account, :behalf, :action, :object, :subdistrict, :district)",
        {act.id, act.at, act.account, behalf, act.action, act.object, act.subdistrict, act.district});
  }

  std::vector<identity::Act> acts(UnitOfWork& work, std::span<identity::Grant const> scopes,
                                  std::optional<identity::ActId> before, std::uint64_t count) override {
    auto const end = before ? number(before->value()) : INT64_MAX;
    std::map<identity::ActId, identity::Act, std::greater<>> found;  // scopes may hold one another
    for (auto const& scope : scopes) {
      for (auto const& row : acts_within(work, scope, end, number(count))) {
        auto act = act_of(row);
        found.try_emplace(act.id, std::move(act));
      }
    }
    std::vector<identity::Act> newest;
    for (auto& [id, act] : found) {
      if (newest.size() == count) {
        break;
      }
      newest.push_back(std::move(act));
    }
    return newest;
  }

  Result<identity::Everything> everything(UnitOfWork& work, AccountId id) override {
    auto account = find(work, id);
    if (!account) {
      return hand_on(account);
    }
    identity::Everything all{std::move(*account), grants(work, id), sessions(work, id), consents(work, id), {}, {}, {}};
    all.proxies = proxies_of(work,
                             {"SELECT account_id, resident_id, since, until_at FROM proxies WHERE resident_id = "
                              ":resident OR account_id = :account ORDER BY since, account_id",
                              "nnnn"},
                             {id, id});
    for (auto const& row : sql_of(work).all(
             {"SELECT " LINQUAN_ACT_COLUMNS " FROM acts WHERE account_id = :account OR on_behalf_of = :person "
              "ORDER BY id",
              act_shape},
             {id, id})) {
      all.acts.push_back(act_of(row));
    }
    all.made = made(work, id);
    return all;
  }

  std::uint64_t forget_past(UnitOfWork& work, identity::Instant before, std::uint64_t count) override {
    auto& sql = sql_of(work);
    auto const sessions =
        sql.all({"DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at < :before OR revoked_at < "
                 ":revoked ORDER BY id LIMIT :count) RETURNING id",
                 "n"},
                {before, before, number(count)});
    auto const codes = sql.all({"DELETE FROM codes WHERE telephone IN (SELECT telephone FROM codes WHERE expires_at < "
                                ":now AND window_began < :began ORDER BY telephone LIMIT :count) RETURNING telephone",
                                "t"},
                               {work.now(), work.now() - identity::CodePolicy{}.window, number(count)});
    return sessions.size() + codes.size();
  }

  Result<void> forget(UnitOfWork& work, AccountId id) override {
    auto const account = find(work, id);
    if (!account) {
      return tl::unexpected<Error>{account.error()};
    }
    auto const left = identity::without_person(*account, work.now());
    if (!left) {
      return tl::unexpected<Error>{left.error()};
    }
    auto& sql = sql_of(work);
    if (sql.one({"SELECT id FROM orders WHERE resident_id = :account AND state NOT IN ('completed', 'rated', 'unpaid', "
                 "'refused', 'cancelled') LIMIT 1",
                 "n"},
                {id})) {
      return refuse(ErrorKind::conflict, "account_orders_open");
    }
    if (account->telephone) {
      set_code(work, *account->telephone, std::nullopt);
    }
    for (auto const* text :
         {"DELETE FROM sessions WHERE account_id = :account", "DELETE FROM grants WHERE account_id = :account",
          "DELETE FROM consents WHERE account_id = :account", "DELETE FROM proxies WHERE account_id = :account",
          "DELETE FROM proxies WHERE resident_id = :account", "DELETE FROM wechat_accounts WHERE account_id = :account",
          "DELETE FROM answers WHERE owner = :account",
          "DELETE FROM scenarios WHERE account_id = :account AND shared = 0",
          "DELETE FROM booking_waits WHERE resident_id = :account",
          // What was sold and paid is kept, as the law asks; where it went and for whom is not.
          "UPDATE refunds SET reason = '' WHERE order_id IN (SELECT id FROM orders WHERE resident_id = :account)",
          "UPDATE orders SET address = '', telephone = '', note = '' WHERE resident_id = :account",
          // Words may say who somebody is; a need without them is still demand of its kind.
          "DELETE FROM needs WHERE asked_by = :account AND (state <> 'open' OR kind = '')",
          "UPDATE needs SET asked_by = NULL, words = '', at_times = '' WHERE asked_by = :account"}) {
      sql.run(text, {id});
    }
    for (auto const& job : plan_jobs_of(work, id, plan_jobs_open_max)) {
      if (job.job.state == JobState::waiting || job.job.state == JobState::running) {
        static_cast<void>(cancel_job(work, job.job.id));
      }
    }
    auto changed = change(work, *left);
    return changed ? Result<void>{} : hand_on(changed);
  }

 private:
  static std::vector<identity::Made> made(UnitOfWork& work, AccountId id) {
    constexpr std::int64_t made_max = 10'000;
    std::vector<identity::Made> found;
    for (auto const& column : person_columns()) {
      if (column.made.empty()) {
        continue;
      }
      for (auto const& row : sql_of(work).all({column.made, "tn"}, {id, made_max})) {
        auto const at = row.number(1) == 0 ? std::nullopt : std::optional{row.instant(1)};
        found.push_back({std::string{column.table}, std::string{column.column}, row.text(0), at});
      }
    }
    return found;
  }

  /// The newest acts of one scope; what has no place is the whole city's affair.
  static std::vector<Row> acts_within(UnitOfWork& work, identity::Grant const& scope, std::int64_t before,
                                      std::int64_t count) {
    auto& sql = sql_of(work);
    switch (scope.level) {
      case identity::Level::city:
        return sql.all(
            {"SELECT " LINQUAN_ACT_COLUMNS " FROM acts WHERE id < :before ORDER BY id DESC LIMIT :count", act_shape},
            {before, count});
      case identity::Level::district:
        return sql.all({"SELECT " LINQUAN_ACT_COLUMNS
                        " FROM acts WHERE district = :district AND id < :before ORDER BY id DESC LIMIT :count",
                        act_shape},
                       {scope.place, before, count});
      case identity::Level::subdistrict:
        return sql.all({"SELECT " LINQUAN_ACT_COLUMNS
                        " FROM acts WHERE subdistrict = :subdistrict AND id < :before ORDER BY id DESC LIMIT :count",
                        act_shape},
                       {scope.place, before, count});
      case identity::Level::outlet:
      case identity::Level::circle:
      case identity::Level::community:
        return {};
    }
    return {};
  }

  /// Whether another account has the telephone or the login that this one is to have.
  static bool taken(Sql& sql, Account const& account) {
    return sql
        .one({"SELECT id FROM accounts WHERE (telephone = :telephone OR login = :login) AND id <> :id", "n"},
             {account.telephone, account.login, account.id})
        .has_value();
  }

  static std::vector<identity::Proxy> proxies_of(UnitOfWork& work, Text const& text, Sql::Values values) {
    std::vector<identity::Proxy> found;
    for (auto const& row : sql_of(work).all(text, values)) {
      found.push_back({row.id<AccountId>(0), row.id<AccountId>(1), row.instant(2), row.maybe_instant(3)});
    }
    return found;
  }
};

}  // namespace

std::unique_ptr<identity::Accounts> accounts() {
  return std::make_unique<SqlAccounts>();
}

}  // namespace linquan::store
