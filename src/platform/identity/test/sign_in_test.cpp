#include "linquan/identity/sign_in.h"

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "linquan/identity/account.h"
#include "linquan/identity/ports.h"

namespace linquan::identity {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

Instant const noon{seconds{1'790'000'000}};

TEST(Mobile, IsElevenDigitsHoweverItIsWritten) {
  for (std::string const text : {"13812345678", "+86 138 1234 5678", "138-1234-5678", "１３８１２３４５６７８"}) {
    EXPECT_EQ(mobile(text), Result<std::string>{"13812345678"}) << text;
  }
  for (std::string const text :
       {"", "0516-83712345", "12345", "10086", "138123456789", "13812345678 13912345678", "+1 212 555 0100", "abc"}) {
    auto const number = mobile(text);
    ASSERT_FALSE(number) << text;
    EXPECT_EQ(number.error().code, "telephone_not_mobile");
  }
}

TEST(Code, IsSentOnceAMinuteAndTenTimesADay) {
  std::optional<CodeState> state;
  auto now = noon;
  auto const send = [&] {
    auto const next = decide_code(state, "digest", now, {});
    if (next) {
      state = *next;
    }
    return next ? std::string{} : next.error().args.at(0).second;
  };
  EXPECT_EQ(send(), "");
  now += seconds{59};
  EXPECT_EQ(send(), "1");
  now += seconds{1};
  EXPECT_EQ(send(), "");
  for (auto i = 3; i <= 10; ++i) {
    now += minutes{1};
    EXPECT_EQ(send(), "") << i;
  }
  now += minutes{1};
  EXPECT_EQ(send(), std::to_string((noon + days{1} - now).count()));
  now = noon + days{1};
  EXPECT_EQ(send(), "");
  EXPECT_EQ(state->sent_in_window, 1U);
}

TEST(Code, IsTriedFiveTimesAndServesOnce) {
  struct Case {
    std::vector<std::string> tries;
    seconds after;
    std::string outcome;  ///< of the last
  };
  for (auto const& [tries, after, outcome] : std::vector<Case>{
           {{"right"}, seconds{0}, ""},
           {{"right"}, seconds{299}, ""},
           {{"right"}, seconds{300}, "code_expired"},
           {{"wrong"}, seconds{0}, "code_wrong"},
           {{"wrong", "right"}, seconds{0}, ""},
           {{"wrong", "wrong", "wrong", "wrong", "right"}, seconds{0}, ""},
           {{"wrong", "wrong", "wrong", "wrong", "wrong"}, seconds{0}, "code_used_up"},
           {{"wrong", "wrong", "wrong", "wrong", "wrong", "right"}, seconds{0}, "code_used_up"},
           {{"right", "right"}, seconds{0}, "code_used_up"},
       }) {
    std::optional<CodeState> state = *decide_code(std::nullopt, "right", noon, {});
    std::optional<Error> refused;
    for (auto const& digest : tries) {
      auto const verdict = decide_code_try(state, digest, noon + after);
      state = verdict.next;
      refused = verdict.refused;
    }
    EXPECT_EQ(refused ? refused->code : "", outcome) << tries.size() << " tries after " << after.count() << " s";
  }
  EXPECT_EQ(decide_code_try(std::nullopt, "right", noon).refused->code, "code_none");
}

TEST(Code, ThatWasUsedStillCountsAgainstTheLimits) {
  auto const sent = *decide_code(std::nullopt, "right", noon, {});
  auto const used = decide_code_try(sent, "right", noon);
  EXPECT_EQ(decide_code(used.next, "next", noon + seconds{1}, {}).error().code, "code_too_soon");
}

TEST(Password, LocksForAQuarterOfAnHourAfterFiveFailuresInARow) {
  PasswordState state;
  auto const attempt = [&](bool matches, Instant now) {
    auto const verdict = decide_password(state, matches, now, {});
    state = verdict.next;
    return verdict.refused ? verdict.refused->code : "";
  };
  for (auto i = 0; i < 4; ++i) {
    EXPECT_EQ(attempt(false, noon), "password_wrong");
  }
  EXPECT_EQ(attempt(true, noon), "") << "a success forgets the failures";
  for (auto i = 0; i < 5; ++i) {
    EXPECT_EQ(attempt(false, noon), "password_wrong");
  }
  EXPECT_EQ(attempt(true, noon), "password_locked");
  EXPECT_EQ(attempt(true, noon + seconds{899}), "password_locked");
  EXPECT_EQ(attempt(false, noon + seconds{900}), "password_wrong");
  EXPECT_EQ(attempt(true, noon + seconds{901}), "");
}

TEST(Password, IsLongEnoughAndNotTheLogin) {
  struct Case {
    std::string password;
    bool good;
  };
  for (auto const& [password, good] : std::vector<Case>{{"123456789", false},
                                                        {"1234567890", true},
                                                        {"wangfang2026", false},
                                                        {"一二三四五六七八九", false},
                                                        {"一二三四五六七八九十", true},
                                                        {std::string(200, 'x'), true},
                                                        {std::string(201, 'x'), false}}) {
    EXPECT_EQ(check_new_password("wangfang2026", password, {}).has_value(), good) << password;
  }
}

TEST(Session, EndsWhenUnusedOrOldOrRevoked) {
  SessionPolicy const policy{hours{12}, days{7}};
  auto const session = new_session(SessionId{1}, AccountId{2}, "phone", noon, policy);
  EXPECT_TRUE(decide_session(session, noon + hours{12} - seconds{1}, policy));
  EXPECT_EQ(decide_session(session, noon + hours{12}, policy).error().code, "session_ended");
  EXPECT_EQ(decide_session(session, noon + hours{12}, policy).error().kind, ErrorKind::signed_out);
  auto revoked = session;
  revoked.revoked_at = noon;
  EXPECT_EQ(decide_session(revoked, noon, policy).error().code, "session_ended");
  auto used = session;
  auto now = noon;
  while (auto const next = decide_session(used, now += hours{11}, policy)) {
    used = *next;
  }
  EXPECT_EQ(used.expires_at, noon + days{7}) << "use prolongs it to its end and no further";
}

TEST(Session, IsNotWrittenAtEveryUse) {
  auto const session = new_session(SessionId{1}, AccountId{2}, "phone", noon, resident_sessions);
  EXPECT_EQ(decide_session(session, noon + seconds{299}, resident_sessions), Result<Session>{session});
  EXPECT_NE(decide_session(session, noon + seconds{300}, resident_sessions), Result<Session>{session});
}

TEST(Consent, HoldsForItsTextUntilItIsWithdrawn) {
  auto consents = given({}, "terms", 2, noon);
  EXPECT_TRUE(agreed(consents, "terms", 1));
  EXPECT_TRUE(agreed(consents, "terms", 2));
  EXPECT_FALSE(agreed(consents, "terms", 3)) << "a newer text asks again";
  EXPECT_FALSE(agreed(consents, "location", 1));
  EXPECT_EQ(given(consents, "terms", 2, noon + hours{1}), consents) << "twice is once";
  consents = given(consents, "terms", 3, noon + hours{1});
  EXPECT_EQ(consents.size(), 2U);
  EXPECT_EQ(consents[0].withdrawn_at, noon + hours{1});
  consents = withdrawn(consents, "terms", noon + hours{2});
  EXPECT_FALSE(agreed(consents, "terms", 1));
  EXPECT_EQ(consents.size(), 2U) << "what was agreed to once stays on record";
}

TEST(ActingFor, NeedsAProxyInForceOrTheRightToHelpThere) {
  Account const resident{AccountId{1}, "", "13812345678", std::nullopt, AccountState::active, 1, noon, std::nullopt};
  Place const home{{}, {}, "320302001001", "320302001", "320302"};
  std::vector<Proxy> const proxies{{AccountId{2}, AccountId{1}, noon, std::nullopt},
                                   {AccountId{3}, AccountId{1}, noon, noon},
                                   {AccountId{4}, AccountId{9}, noon, std::nullopt}};
  std::vector<Grant> const near{{Role::community_worker, Level::community, "320302001001"}};
  std::vector<Grant> const far{{Role::community_worker, Level::community, "320303002002"}};
  auto const may = [&](Account const& whom, std::vector<Grant> const& grants, std::uint64_t who) {
    return check_acting_for(whom, proxies, grants, AccountId{who}, home).has_value();
  };
  EXPECT_TRUE(may(resident, {}, 2));
  EXPECT_FALSE(may(resident, {}, 3)) << "it is over";
  EXPECT_FALSE(may(resident, {}, 4)) << "for somebody else";
  EXPECT_FALSE(may(resident, {}, 5));
  EXPECT_TRUE(may(resident, near, 5));
  EXPECT_FALSE(may(resident, far, 5));
  auto closed = resident;
  closed.state = AccountState::suspended;
  EXPECT_FALSE(may(closed, near, 2));
}

TEST(Deletion, LeavesTheNumberAndTakesThePerson) {
  Account const account{AccountId{1}, "王芳", "13812345678", "wangfang", AccountState::active, 3, noon, std::nullopt};
  auto const left = without_person(account, noon + hours{1});
  ASSERT_TRUE(left);
  EXPECT_EQ(*left,
            (Account{AccountId{1}, "", std::nullopt, std::nullopt, AccountState::deleted, 3, noon, noon + hours{1}}));
  EXPECT_EQ(without_person(*left, noon).error().code, "account_closed");
}

TEST(Sodium, HashesPasswordsThatOnlyThemselvesMatch) {
  auto const hasher = sodium_hasher();
  auto const hash = hasher->hash("correct horse 电池");
  EXPECT_TRUE(hash.starts_with("$argon2id$")) << hash;
  EXPECT_TRUE(hasher->matches(hash, "correct horse 电池"));
  EXPECT_FALSE(hasher->matches(hash, "correct horse"));
  EXPECT_FALSE(hasher->matches("", ""));
  EXPECT_FALSE(hasher->matches("not a hash", "correct horse 电池"));
}

TEST(Sodium, DrawsCodesAndTokensAndHidesThem) {
  auto const secrets = sodium_secrets();
  std::set<std::string> tokens;
  std::set<std::string> codes;
  for (auto i = 0; i < 200; ++i) {
    auto const code = secrets->code();
    EXPECT_EQ(code.size(), 6U);
    EXPECT_EQ(code.find_first_not_of("0123456789"), std::string::npos);
    codes.insert(code);
    tokens.insert(secrets->token());
  }
  EXPECT_EQ(tokens.size(), 200U);
  EXPECT_GT(codes.size(), 150U);
  EXPECT_EQ(tokens.begin()->size(), 64U);
  EXPECT_EQ(secrets->digest("code", "x"), secrets->digest("code", "x"));
  EXPECT_NE(secrets->digest("code", "x"), secrets->digest("token", "x"));
  // SHA-256 of "token:x", worked out with another program.
  EXPECT_EQ(secrets->digest("token", "x"), "ab00c5b73271ed79ac3e51f910a6fe1d260fdb760aed2774aa7e72d4024748a5");
}

}  // namespace
}  // namespace linquan::identity
