#include "linquan/store/accounts.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "database.h"
#include "linquan/identity/keep.h"
#include "linquan/identity/use.h"

namespace linquan::store {
namespace {

using identity::Account;
using identity::AccountId;
using identity::SignInAnswer;

/// Codes and tokens that a test can foretell; digests that show what they hide.
class PlainSecrets final : public identity::Secrets {
 public:
  std::string code() override { return "123456"; }
  std::string token() override { return "token " + std::to_string(++tokens_); }
  [[nodiscard]] std::string digest(std::string_view purpose, std::string_view secret) const override {
    auto text = std::string{purpose} + ":" + std::string{secret};
    text.resize(64, '.');
    return text;
  }

 private:
  std::atomic<int> tokens_ = 0;
};

class AccountContract : public Contract {
 protected:
  template <class UseCase>
  auto write(UseCase use_case) {
    return store().write(use_case);
  }
  Result<Account> add(std::optional<std::string> telephone, std::optional<std::string> login = std::nullopt) {
    return write([&](UnitOfWork& work) {
      auto const hash = login ? std::optional<std::string>{"hash"} : std::nullopt;
      return people->add(work, {"王芳", telephone, login, hash});
    });
  }
  Result<SignInAnswer> sign_in(std::string const& telephone, std::string const& code) {
    return write(
        [&](UnitOfWork& work) { return identity::sign_in_by_code(work, *people, secrets, telephone, code, "phone"); });
  }
  Result<identity::CodeToSend> ask(std::string const& telephone) {
    return write([&](UnitOfWork& work) { return identity::ask_for_code(work, *people, secrets, telephone); });
  }
  Result<identity::Asker> who(std::string const& token) {
    return store().read([&](UnitOfWork& work) { return identity::asker(work, *people, secrets, token); });
  }
  identity::SignedIn signed_in(std::string const& telephone) {
    clock.move_by(std::chrono::minutes{2});
    EXPECT_TRUE(ask(telephone));
    return **sign_in(telephone, "123456");
  }
  Result<identity::Everything> everything(AccountId id) {
    return store().read([&](UnitOfWork& work) { return people->everything(work, id); });
  }

  std::vector<identity::Act> acts_within(std::vector<identity::Grant> const& scopes,
                                         std::optional<identity::ActId> before, std::uint64_t count) {
    return *store().read([&](UnitOfWork& work) -> Result<std::vector<identity::Act>> {
      return people->acts(work, scopes, before, count);
    });
  }
  /// The scope of somebody who audits an area.
  static identity::Grant auditor(identity::Level level, std::string place) {
    return {identity::Role::auditor, level, std::move(place)};
  }

  identity::Grant const whole_city = auditor(identity::Level::city, {});
  std::unique_ptr<identity::Accounts> people = accounts();
  PlainSecrets secrets;
};

TEST_P(AccountContract, GivesBackAnAccountAsItWasAdded) {
  auto const added = add("13812345678", "wangfang");
  ASSERT_TRUE(added);
  EXPECT_EQ(added->name, "王芳");
  EXPECT_EQ(added->created_at, clock.now());
  EXPECT_EQ(store().read([&](UnitOfWork& work) { return people->find(work, added->id); }), added);
  auto const none = store().read([&](UnitOfWork& work) { return people->find(work, AccountId{1}); });
  EXPECT_EQ(none.error().code, "account_unknown");
}

TEST_P(AccountContract, GivesATelephoneToOneOfSixtyFour) {
  std::atomic<int> added = 0;
  together(64, [&](std::size_t) {
    auto const account = add("13812345678");
    if (account) {
      ++added;
    } else {
      EXPECT_EQ(account.error().code, "account_taken");
    }
  });
  EXPECT_EQ(added, 1);
  EXPECT_EQ(add("13900000000", "wangfang").has_value(), true);
  EXPECT_EQ(add("13700000000", "wangfang").error().code, "account_taken");
}

TEST_P(AccountContract, ChangesOnlyWhatNobodyChangedInBetween) {
  auto const account = add("13812345678", "wangfang");
  auto renamed = *account;
  renamed.name = "王芳芳";
  auto const change = [&](Account const& to) {
    return write([&](UnitOfWork& work) { return people->change(work, to); });
  };
  auto const changed = change(renamed);
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->version, 2U);
  EXPECT_EQ(changed->name, "王芳芳");
  EXPECT_EQ(change(renamed).error().code, "account_changed");
  auto const other = add("13900000000");
  auto taking = *other;
  taking.telephone = "13812345678";
  EXPECT_EQ(change(taking).error().code, "account_taken");
}

TEST_P(AccountContract, SignsANewTelephoneInAndKnowsItsToken) {
  auto const sent = ask("138 1234 5678");
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->telephone, "13812345678");
  auto const answer = sign_in("13812345678", sent->code);
  ASSERT_TRUE(answer && *answer);
  auto const asker = who((*answer)->token);
  ASSERT_TRUE(asker);
  EXPECT_EQ(asker->account.telephone, "13812345678");
  EXPECT_EQ(asker->grants, (std::vector{identity::Grant{identity::Role::resident, identity::Level::city, ""}}));
  EXPECT_EQ(who("token of somebody else").error().code, "session_unknown");
  auto const second = signed_in("13812345678");
  EXPECT_EQ(second.account, (*answer)->account);
}

TEST_P(AccountContract, CountsWrongCodesThoughTheyAreRefused) {
  ASSERT_TRUE(ask("13812345678"));
  for (auto const* left : {"4", "3", "2", "1"}) {
    auto const answer = sign_in("13812345678", "000000");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->error(), (Error{ErrorKind::forbidden, "code_wrong", {{"left", left}}}));
  }
  EXPECT_EQ(sign_in("13812345678", "000000")->error().code, "code_used_up");
  EXPECT_EQ(sign_in("13812345678", "123456")->error().code, "code_used_up") << "the right one comes too late";
  EXPECT_EQ(ask("13812345678").error().code, "code_too_soon");
}

TEST_P(AccountContract, SpendsACodeOnceAmongSixtyFour) {
  ASSERT_TRUE(ask("13812345678"));
  std::atomic<int> in = 0;
  together(64, [&](std::size_t) {
    auto const answer = sign_in("13812345678", "123456");
    ASSERT_TRUE(answer);
    in += answer->has_value() ? 1 : 0;
  });
  EXPECT_EQ(in, 1);
  EXPECT_EQ(number("SELECT count(*) FROM sessions"), 1);
}

TEST_P(AccountContract, LocksAPasswordAfterFiveFailures) {
  ASSERT_TRUE(add(std::nullopt, "wangfang"));
  auto const try_it = [&](std::string const& login, bool matches) {
    return *write([&](UnitOfWork& work) {
      return identity::sign_in_by_password(work, *people, secrets, login, matches, "desk");
    });
  };
  for (auto i = 0; i < 5; ++i) {
    EXPECT_EQ(try_it("wangfang", false).error().code, "password_wrong");
  }
  EXPECT_EQ(try_it("wangfang", true).error().code, "password_locked");
  EXPECT_EQ(try_it("nobody", false).error().code, "password_wrong");
  clock.move_by(std::chrono::minutes{15});
  EXPECT_TRUE(try_it("wangfang", true));
}

TEST_P(AccountContract, ChangesAPasswordAndUnlocksIt) {
  auto const account = add(std::nullopt, "wangfang");
  EXPECT_TRUE(write([&](UnitOfWork& work) -> Result<void> {
    people->set_password_state(work, account->id, {3, clock.now()});
    people->set_password(work, account->id, "new hash");
    return {};
  }));
  auto const check = *store().read([&](UnitOfWork& work) -> Result<std::optional<identity::PasswordCheck>> {
    return people->by_login(work, "wangfang");
  });
  ASSERT_TRUE(check);
  EXPECT_EQ(check->hash, "new hash");
  EXPECT_EQ(check->attempts, identity::PasswordState{});
}

TEST_P(AccountContract, ListsSessionsAndEndsThem) {
  auto const first = signed_in("13812345678");
  auto const second = signed_in("13812345678");
  auto const third = signed_in("13812345678");
  auto const other = signed_in("13900000000");
  auto const sessions = *store().read([&](UnitOfWork& work) -> Result<std::vector<identity::Session>> {
    return people->sessions(work, first.account);
  });
  ASSERT_EQ(sessions.size(), 3U);
  EXPECT_EQ(sessions.front().id, third.session);
  auto const revoke = [&](AccountId account, std::optional<identity::SessionId> session) {
    return *write([&](UnitOfWork& work) -> Result<std::uint64_t> { return people->revoke(work, account, session); });
  };
  EXPECT_EQ(revoke(other.account, first.session), 0U) << "somebody else's session";
  EXPECT_EQ(revoke(first.account, first.session), 1U);
  EXPECT_EQ(who(first.token).error().code, "session_ended");
  EXPECT_TRUE(who(second.token));
  EXPECT_EQ(revoke(first.account, std::nullopt), 2U);
  EXPECT_EQ(who(third.token).error().code, "session_ended");
  EXPECT_TRUE(who(other.token));
}

TEST_P(AccountContract, EndsAnUnusedSessionAndProlongsAUsedOne) {
  auto const one = signed_in("13812345678");
  auto const keep = [&] {
    auto const asker = who(one.token);
    return asker ? write([&](UnitOfWork& work) {
      return identity::keep_session(work, *people, asker->session, identity::resident_sessions);
    })
                 : Result<void>{tl::unexpected<Error>{asker.error()}};
  };
  clock.move_by(std::chrono::days{29});
  EXPECT_TRUE(keep());
  clock.move_by(std::chrono::days{29});
  EXPECT_TRUE(keep());
  clock.move_by(std::chrono::days{30});
  EXPECT_EQ(keep().error().code, "session_ended");
}

TEST_P(AccountContract, ProlongsNoSessionThatWasRevokedInBetween) {
  auto const one = signed_in("13812345678");
  auto const asker = *who(one.token);
  clock.move_by(std::chrono::hours{1});
  EXPECT_TRUE(write([&](UnitOfWork& work) -> Result<void> {
    people->revoke(work, one.account, one.session);
    return identity::keep_session(work, *people, asker.session, identity::resident_sessions);
  }));
  EXPECT_EQ(who(one.token).error().code, "session_ended");
}

TEST_P(AccountContract, GivesAndEndsRights) {
  auto const account = add("13812345678");
  identity::Grant const grant{identity::Role::community_worker, identity::Level::community, "320302001001"};
  auto const grants = [&] {
    return *store().read(
        [&](UnitOfWork& work) -> Result<std::vector<identity::Grant>> { return people->grants(work, account->id); });
  };
  for (auto i = 0; i < 2; ++i) {
    EXPECT_TRUE(write([&](UnitOfWork& work) -> Result<void> {
      people->give(work, account->id, grant, account->id);
      return {};
    }));
    EXPECT_EQ(grants(), std::vector{grant}) << "the same right twice is one";
  }
  EXPECT_TRUE(write([&](UnitOfWork& work) -> Result<void> {
    people->end_grant(work, account->id, grant);
    return {};
  }));
  EXPECT_TRUE(grants().empty());
}

TEST_P(AccountContract, RecordsWhoActedForWhom) {
  auto const helper = signed_in("13812345678");
  auto const resident = signed_in("13900000000");
  auto const asker = *who(helper.token);
  auto const act = [&] {
    return write([&](UnitOfWork& work) {
      return identity::act_for(work, *people, asker, resident.account, {}, "report_need", "17");
    });
  };
  EXPECT_EQ(act().error().code, "not_allowed");
  identity::Proxy proxy{helper.account, resident.account, clock.now(), std::nullopt};
  auto const set = [&] {
    return write([&](UnitOfWork& work) -> Result<void> {
      people->set_proxy(work, proxy);
      return {};
    });
  };
  EXPECT_TRUE(set());
  EXPECT_TRUE(act());
  auto const acts = acts_within({whole_city}, std::nullopt, 1);
  ASSERT_EQ(acts.size(), 1U);
  EXPECT_EQ(acts[0].account, helper.account);
  EXPECT_EQ(acts[0].on_behalf_of, resident.account);
  EXPECT_EQ(acts[0].action, "report_need");
  proxy.until = clock.now();
  EXPECT_TRUE(set());
  EXPECT_EQ(act().error().code, "not_allowed");
}

TEST_P(AccountContract, ShowsActsToThoseInWhoseAreaTheyWereDone) {
  using identity::Level;
  auto const somebody = signed_in("13812345678");
  auto const asker = *who(somebody.token);
  auto const note = [&](std::string_view object, identity::Place const& where) {
    EXPECT_TRUE(write([&](UnitOfWork& work) -> Result<void> {
      identity::note(work, *people, asker, "role_given", object, where);
      return {};
    }));
  };
  note("in Lotus", identity::place_of_community("320302001001"));
  note("in its neighbour", identity::place_of_subdistrict("320302002"));
  note("in Maple", identity::place_of_community("320303002002"));
  note("nowhere", {});
  auto const told = [&](std::vector<identity::Grant> const& scopes, std::uint64_t count = 10) {
    std::vector<std::string> objects;
    for (auto const& act : acts_within(scopes, std::nullopt, count)) {
      objects.push_back(act.object);
    }
    return objects;
  };
  using Objects = std::vector<std::string>;
  EXPECT_EQ(told({auditor(Level::district, "320302")}), (Objects{"in its neighbour", "in Lotus"}));
  EXPECT_EQ(told({auditor(Level::subdistrict, "320302001")}), Objects{"in Lotus"});
  EXPECT_EQ(told({auditor(Level::subdistrict, "320302001"), auditor(Level::district, "320302")}),
            (Objects{"in its neighbour", "in Lotus"}))
      << "scopes that hold one another tell an act once";
  EXPECT_EQ(told({auditor(Level::subdistrict, "320302001"), auditor(Level::district, "320303")}, 1),
            Objects{"in Maple"});
  EXPECT_EQ(told({auditor(Level::district, "3203")}), Objects{}) << "a code is no beginning of others";
  EXPECT_EQ(told({}), Objects{});
  EXPECT_EQ(told({whole_city}, 4), (Objects{"nowhere", "in Maple", "in its neighbour", "in Lotus"}));
  auto const newest = acts_within({auditor(Level::district, "320302")}, std::nullopt, 1);
  ASSERT_EQ(newest.size(), 1U);
  EXPECT_EQ(newest[0].subdistrict, "320302002");
  auto const older = acts_within({auditor(Level::district, "320302")}, newest[0].id, 10);
  ASSERT_EQ(older.size(), 1U);
  EXPECT_EQ(older[0].object, "in Lotus");
}

TEST_P(AccountContract, ShowsEverythingAndForgetsThePersonButNotTheActs) {
  auto const helper = signed_in("13812345678");
  auto const resident = signed_in("13900000000");
  EXPECT_TRUE(write([&](UnitOfWork& work) -> Result<void> {
    people->set_consents(work, resident.account, identity::given({}, "terms", 3, work.now()));
    people->set_proxy(work, {helper.account, resident.account, work.now(), std::nullopt});
    return identity::act_for(work, *people, identity::asker(work, *people, secrets, helper.token).value(),
                             resident.account, {}, "report_need", "17");
  }));
  auto const before = everything(resident.account);
  ASSERT_TRUE(before);
  EXPECT_EQ(before->account.telephone, "13900000000");
  EXPECT_EQ(before->sessions.size(), 1U);
  EXPECT_EQ(before->consents.size(), 1U);
  EXPECT_EQ(before->proxies.size(), 1U);
  EXPECT_EQ(before->acts.size(), 2U);

  auto const forget = [&] { return write([&](UnitOfWork& work) { return people->forget(work, resident.account); }); };
  EXPECT_TRUE(forget());
  auto const after = everything(resident.account);
  ASSERT_TRUE(after);
  EXPECT_EQ(after->account.name, "");
  EXPECT_EQ(after->account.telephone, std::nullopt);
  EXPECT_EQ(after->account.state, identity::AccountState::deleted);
  EXPECT_TRUE(after->sessions.empty() && after->consents.empty() && after->proxies.empty() && after->grants.empty());
  EXPECT_EQ(after->acts, before->acts);
  EXPECT_EQ(who(resident.token).error().code, "session_unknown");
  EXPECT_EQ(forget().error().code, "account_closed");
  EXPECT_NE(signed_in("13900000000").account, resident.account) << "the telephone is free for a new person";
  EXPECT_TRUE(who(helper.token));
}

TEST_P(AccountContract, KeepsConsentsInTheirOrder) {
  auto const account = add("13812345678");
  auto consents = identity::given({}, "terms", 1, clock.now());
  consents = identity::given(consents, "location", 1, clock.now());
  consents = identity::given(consents, "terms", 2, clock.now() + std::chrono::hours{1});
  EXPECT_TRUE(write([&](UnitOfWork& work) -> Result<void> {
    people->set_consents(work, account->id, consents);
    return {};
  }));
  EXPECT_EQ(store().read([&](UnitOfWork& work) -> Result<std::vector<identity::Consent>> {
    return people->consents(work, account->id);
  }),
            Result<std::vector<identity::Consent>>{consents});
}

TEST_P(AccountContract, LinksAWeChatNumberToOneAccount) {
  auto const first = add("13812345678");
  auto const second = add("13900000000");
  auto const link = [&](AccountId id, std::string const& openid) {
    return write([&](UnitOfWork& work) { return people->set_openid(work, id, openid); });
  };
  auto const of = [&](std::string const& openid) {
    return *store().read([&](UnitOfWork& work) {
      auto const account = people->by_openid(work, openid);
      return Result<std::optional<AccountId>>{account ? std::optional{account->id} : std::nullopt};
    });
  };
  EXPECT_EQ(of("o-1"), std::nullopt);
  EXPECT_TRUE(link(first->id, "o-1"));
  EXPECT_TRUE(link(first->id, "o-1")) << "the same again changes nothing";
  EXPECT_EQ(of("o-1"), first->id);
  EXPECT_EQ(link(second->id, "o-1").error().code, "account_taken");
  EXPECT_TRUE(link(first->id, "o-2"));
  EXPECT_EQ(of("o-1"), std::nullopt) << "one account, one number";
  EXPECT_TRUE(link(second->id, "o-1"));
  EXPECT_TRUE(write([&](UnitOfWork& work) { return people->forget(work, second->id); }));
  EXPECT_EQ(of("o-1"), std::nullopt);
}

TEST_P(AccountContract, ListsAccountsAndCountsWhoHoldsARole) {
  std::vector<AccountId> ids;
  for (auto const* const number : {"13800000001", "13800000002", "13800000003"}) {
    ids.push_back(add(number)->id);
  }
  auto const list = [&](std::optional<AccountId> before, std::uint64_t count) {
    return *store().read([&](UnitOfWork& work) {
      std::vector<AccountId> found;
      for (auto const& account : people->list(work, before, count)) {
        found.push_back(account.id);
      }
      return Result<std::vector<AccountId>>{found};
    });
  };
  EXPECT_EQ(list(std::nullopt, 2), (std::vector{ids[2], ids[1]}));
  EXPECT_EQ(list(ids[1], 2), (std::vector{ids[0]}));
  auto const holders = [&] {
    return *store().read([&](UnitOfWork& work) {
      return Result<std::uint64_t>{people->holders(work, identity::Role::platform_operator)};
    });
  };
  EXPECT_EQ(holders(), 0U);
  EXPECT_TRUE(write([&](UnitOfWork& work) -> Result<void> {
    people->give(work, ids[0], {identity::Role::platform_operator, identity::Level::city, {}}, std::nullopt);
    people->give(work, ids[1], {identity::Role::platform_operator, identity::Level::city, {}}, std::nullopt);
    return {};
  }));
  EXPECT_EQ(holders(), 2U);
  EXPECT_TRUE(write([&](UnitOfWork& work) -> Result<void> {
    auto account = people->find(work, ids[1]);
    account->state = identity::AccountState::suspended;
    account->community = "320302001001";
    auto const changed = people->change(work, *account);
    EXPECT_EQ(changed->community, "320302001001");
    return {};
  }));
  EXPECT_EQ(holders(), 1U) << "who is suspended keeps nothing";
  EXPECT_TRUE(write([&](UnitOfWork& work) { return people->forget(work, ids[1]); }));
  EXPECT_EQ(everything(ids[1])->account.community, std::nullopt);
  EXPECT_EQ(list(std::nullopt, 5), (std::vector{ids[2], ids[0]})) << "who is gone is listed no more";
}

TEST_P(AccountContract, ForgetsWhatIsPast) {
  auto const ended = signed_in("13812345678");
  auto const alive = signed_in("13812345678");
  EXPECT_TRUE(write([&](UnitOfWork& work) -> Result<void> {
    people->revoke(work, ended.account, ended.session);
    return {};
  }));
  auto const forget = [&] {
    return *write([&](UnitOfWork& work) {
      return Result<std::uint64_t>{people->forget_past(work, work.now() - std::chrono::days{7}, 10)};
    });
  };
  EXPECT_EQ(forget(), 0U) << "they may still be looked at";
  clock.move_by(std::chrono::days{8});
  EXPECT_EQ(forget(), 2U) << "a session and a telephone's code";
  EXPECT_EQ(number("SELECT count(*) FROM codes"), 0);
  EXPECT_TRUE(who(alive.token));
  EXPECT_EQ(who(ended.token).error().code, "session_unknown");
}

TEST_P(AccountContract, MakesOneFirstOperator) {
  auto const first = write([&](UnitOfWork& work) { return identity::first_operator(work, *people, "admin", "hash"); });
  ASSERT_TRUE(first && *first);
  auto const again = write([&](UnitOfWork& work) { return identity::first_operator(work, *people, "other", "hash"); });
  ASSERT_TRUE(again);
  EXPECT_FALSE(*again) << "there is one";
}

LINQUAN_BOTH_ENGINES(AccountContract);

}  // namespace
}  // namespace linquan::store
