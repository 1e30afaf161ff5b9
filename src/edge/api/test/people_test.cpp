#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/identity/sign_in.h"
#include "served.h"

namespace linquan::api {
namespace {

using nlohmann::json;
using enum http::Method;

constexpr std::string_view telephone = "13812345678";

/// Knows one code of one person.
class OneWeChat final : public identity::WeChat {
 public:
  Result<std::string> openid(std::string_view code) override {
    return code == "good" ? Result<std::string>{"o-1"} : refuse(ErrorKind::forbidden, "wechat_code");
  }
};

class People : public Served {
 protected:
  static json account_of_body(Told const& told) { return told.body["account"]; }
  /// Signs in by telephone and code, as a resident does.
  std::string signed_in(std::string_view number = telephone) {
    clock_.move_by(std::chrono::minutes{2});
    EXPECT_EQ(send(post, "/api/v1/sign-in/code", json{{"telephone", number}}).status, 202U);
    auto const told =
        send(post, "/api/v1/sign-in", json{{"telephone", number}, {"code", sender_.codes[std::string{number}]}});
    EXPECT_EQ(told.status, 200U) << told.text;
    return told.body.value("token", "");
  }
  std::string boss() {
    auto const told = send(post, "/api/v1/sign-in", json{{"login", "boss"}, {"password", "secret"}});
    EXPECT_EQ(told.status, 200U) << told.text;
    return told.body.value("token", "");
  }
  Told by_password(std::string_view login, std::string_view password) {
    return send(post, "/api/v1/sign-in", json{{"login", login}, {"password", password}});
  }
};

TEST_F(People, SignInByTelephoneAndCode) {
  auto const sent = send(post, "/api/v1/sign-in/code", json{{"telephone", "138 1234 5678"}}, {.without_key = true});
  ASSERT_EQ(sent.status, 202U) << sent.text;
  EXPECT_FALSE(sent.body.contains("code")) << "the telephone is told, not who asks";
  auto const code = sender_.codes[std::string{telephone}];
  auto const wrong =
      send(post, "/api/v1/sign-in", json{{"telephone", telephone}, {"code", code == "000000" ? "000001" : "000000"}});
  EXPECT_EQ(wrong.status, 403U);
  EXPECT_EQ(wrong.code(), "code_wrong");
  auto const told =
      send(post, "/api/v1/sign-in", json{{"telephone", telephone}, {"code", code}, {"device", "old phone"}});
  ASSERT_EQ(told.status, 200U) << told.text;
  EXPECT_EQ(told.field("Cache-Control"), "no-store");
  auto const token = told.body["token"].get<std::string>();
  EXPECT_EQ(token.size(), 64U);
  auto const me = get("/api/v1/me", {.token = token});
  EXPECT_EQ(me.status, 200U);
  EXPECT_EQ(me.body["telephone"], telephone);
  EXPECT_EQ(me.body["roles"], (json{{{"role", "resident"}, {"level", "city"}, {"place", ""}}}));
  EXPECT_EQ(send(post, "/api/v1/sign-in", json{{"telephone", telephone}, {"code", code}}).code(), "code_used_up");
  EXPECT_EQ(get("/api/v1/me", {.token = signed_in()}).body["id"], me.body["id"]) << "one telephone, one account";
}

TEST_F(People, AreSentSoManyCodesOnly) {
  EXPECT_EQ(send(post, "/api/v1/sign-in/code", json{{"telephone", telephone}}).status, 202U);
  auto const soon = send(post, "/api/v1/sign-in/code", json{{"telephone", telephone}});
  EXPECT_EQ(soon.status, 503U);
  EXPECT_EQ(soon.code(), "code_too_soon");
  EXPECT_EQ(send(post, "/api/v1/sign-in/code", json{{"telephone", "12345"}}).code(), "telephone_not_mobile");
}

TEST_F(People, OfADemonstrationAreToldTheirCode) {
  people_.tells_codes = true;
  auto const sent = send(post, "/api/v1/sign-in/code", json{{"telephone", telephone}});
  EXPECT_EQ(sent.body["code"], sender_.codes[std::string{telephone}]);
}

TEST_F(People, AreNotToldWhichLoginsThereAre) {
  auto const wrong = by_password("boss", "not it");
  auto const nobody = by_password("ghost", "not it");
  EXPECT_EQ(wrong.status, 403U);
  EXPECT_EQ(wrong.text, nobody.text) << "byte for byte";
  for (int i = 0; i < 6; ++i) {
    EXPECT_EQ(by_password("boss", "not it").text, nobody.text) << i;
  }
  EXPECT_EQ(by_password("boss", "secret").text, nobody.text) << "locked, and that is not told either";
  clock_.move_by(std::chrono::minutes{15});
  EXPECT_EQ(by_password("boss", "secret").status, 200U);
}

TEST_F(People, WhoGuessAreCountedForMoreThanWhoLook) {
  for (auto const& route : service_.router().routes()) {
    auto const guesses = route.pattern.starts_with("/api/v1/sign-in") || route.pattern == "/api/v1/me/password";
    EXPECT_GE(route.cost, guesses ? 20U : 1U) << route.pattern;
  }
}

TEST_F(People, SignInInOneWay) {
  for (auto const& body :
       {json::object(), json{{"telephone", telephone}}, json{{"login", "boss"}}, json{{"code", "123456"}},
        json{{"login", "boss"}, {"password", "secret"}, {"telephone", telephone}, {"code", "123456"}},
        json{{"login", "boss"}, {"password", "secret"}, {"wechat_code", "good"}}}) {
    auto const told = send(post, "/api/v1/sign-in", body);
    EXPECT_EQ(told.status, 400U) << body;
    EXPECT_EQ(told.code(), "sign_in_way") << body;
  }
}

TEST_F(People, InABrowserHoldTheirTokenInACookieThatNoScriptReads) {
  json const body{{"login", "boss"}, {"password", "secret"}, {"cookie", true}};
  auto const told = send(post, "/api/v1/sign-in", body);
  ASSERT_EQ(told.status, 200U);
  EXPECT_TRUE(told.body["token"].is_null());
  auto const line = told.field("Set-Cookie");
  EXPECT_NE(line.find("; HttpOnly; SameSite=Strict"), std::string::npos) << line;
  EXPECT_NE(line.find("Path=/; Max-Age=604800"), std::string::npos) << line;
  EXPECT_EQ(line.find("Secure"), std::string::npos) << "plain HTTP would lose it";
  auto const cookie = line.substr(0, line.find(';'));
  EXPECT_EQ(get("/api/v1/me", {.cookie = cookie}).status, 200U);
  EXPECT_EQ(send(post, "/api/v1/sign-out", {}, {.cookie = cookie}).code(), "cookie_write");
  auto const out = send(post, "/api/v1/sign-out", {}, {.cookie = cookie, .own_page = "1"});
  EXPECT_EQ(out.status, 200U);
  EXPECT_NE(out.field("Set-Cookie").find("linquan_session=; Path=/; Max-Age=0"), std::string::npos);
  EXPECT_EQ(get("/api/v1/me", {.cookie = cookie}).status, 401U);
  auto const tls = send(post, "/api/v1/sign-in", body, {.secure = true});
  EXPECT_TRUE(tls.field("Set-Cookie").ends_with("; Secure"));
}

TEST_F(People, SeeTheirSessionsAndEndThem) {
  auto const first = signed_in();
  auto const second = signed_in();
  auto const list = get("/api/v1/me/sessions", {.token = second}).body["sessions"];
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0]["current"], true);
  auto const old = list[1]["id"].get<std::string>();
  auto const foreign = send(remove, "/api/v1/me/sessions/" + old, {}, {.token = signed_in("13912345678")});
  EXPECT_EQ(foreign.status, 404U);
  EXPECT_EQ(get("/api/v1/me", {.token = first}).status, 200U) << "a foreign session is not ended";
  EXPECT_EQ(send(remove, "/api/v1/me/sessions/" + old, {}, {.token = second}).status, 200U);
  EXPECT_EQ(get("/api/v1/me", {.token = first}).code(), "session_ended");
  EXPECT_EQ(send(remove, "/api/v1/me/sessions/x", {}, {.token = second}).status, 404U);
  auto const third = signed_in();
  EXPECT_EQ(send(remove, "/api/v1/me/sessions", {}, {.token = third}).body["ended"], 1);
  EXPECT_EQ(get("/api/v1/me", {.token = second}).status, 401U);
  EXPECT_EQ(get("/api/v1/me", {.token = third}).status, 200U);
  clock_.move_by(std::chrono::days{31});
  EXPECT_EQ(get("/api/v1/me", {.token = third}).code(), "session_ended");
}

TEST_F(People, ChangeTheirNameAndWhereTheyLive) {
  auto const token = signed_in();
  auto const changed =
      send(patch, "/api/v1/me", json{{"name", "王芳"}, {"community", "320302001001"}}, {.token = token});
  ASSERT_EQ(changed.status, 200U) << changed.text;
  EXPECT_EQ(changed.body["community"], "320302001001");
  EXPECT_EQ(send(patch, "/api/v1/me", json{{"community", "320302001999"}}, {.token = token}).code(),
            "community_unknown");
  EXPECT_EQ(send(patch, "/api/v1/me", json{{"role", "platform_operator"}}, {.token = token}).code(),
            "body_field_unknown");
  auto const moved = send(patch, "/api/v1/me", json{{"community", nullptr}}, {.token = token});
  EXPECT_TRUE(moved.body["community"].is_null());
  EXPECT_EQ(moved.body["name"], "王芳");
}

TEST_F(People, ChangeTheirPasswordWhereTheyKnowIt) {
  auto const token = boss();
  auto const other = boss();
  auto const change = [&](std::string_view before, std::string_view after) {
    return send(put, "/api/v1/me/password", json{{"old", before}, {"new", after}}, {.token = token});
  };
  EXPECT_EQ(change("secret", "short").code(), "password_weak");
  EXPECT_EQ(change("wrong", "a longer secret").code(), "password_wrong");
  EXPECT_EQ(change("secret", "a longer secret").status, 200U);
  EXPECT_EQ(get("/api/v1/me", {.token = other}).status, 401U) << "other sessions are over";
  EXPECT_EQ(get("/api/v1/me", {.token = token}).status, 200U);
  EXPECT_EQ(by_password("boss", "secret").status, 403U);
  EXPECT_EQ(by_password("boss", "a longer secret").status, 200U);
  EXPECT_EQ(
      send(put, "/api/v1/me/password", json{{"old", "x"}, {"new", "a longer secret"}}, {.token = signed_in()}).code(),
      "login_none");
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(change("guess", "another secret").status, 403U);
  }
  EXPECT_EQ(change("a longer secret", "another secret").code(), "password_locked") << "guessing ends here too";
}

TEST_F(People, AgreeAndTakeItBack) {
  auto const token = signed_in();
  auto const given = send(put, "/api/v1/me/consents/location", json{{"text_version", 3}}, {.token = token});
  ASSERT_EQ(given.status, 200U) << given.text;
  EXPECT_EQ(given.body["consents"].size(), 1U);
  EXPECT_EQ(send(put, "/api/v1/me/consents/soul", json{{"text_version", 1}}, {.token = token}).code(),
            "consent_purpose");
  auto const back = send(remove, "/api/v1/me/consents/location", {}, {.token = token});
  EXPECT_FALSE(back.body["consents"][0]["withdrawn_at"].is_null());
  EXPECT_EQ(get("/api/v1/me/consents", {.token = token}).body, back.body);
}

TEST_F(People, NameWhoMayActForThem) {
  auto const father = signed_in();
  auto const daughter = signed_in("13912345678");
  auto const id = std::to_string(account_of(daughter).value());
  EXPECT_EQ(send(post, "/api/v1/me/proxies", json{{"account", id}}, {.token = father}).status, 201U);
  EXPECT_EQ(send(post, "/api/v1/me/proxies", json{{"account", id}}, {.token = father}).code(), "proxy_there");
  EXPECT_EQ(send(post, "/api/v1/me/proxies", json{{"account", "7"}}, {.token = father}).code(), "account_unknown");
  EXPECT_EQ(send(post, "/api/v1/me/proxies", json{{"account", id}}, {.token = daughter}).code(), "proxy_self");
  auto const seen = get("/api/v1/me/proxies", {.token = daughter}).body["proxies"];
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0]["resident"], std::to_string(account_of(father).value()));
  EXPECT_EQ(send(remove, "/api/v1/me/proxies/" + id, {}, {.token = father}).status, 200U);
  EXPECT_EQ(send(remove, "/api/v1/me/proxies/" + id, {}, {.token = father}).code(), "proxy_unknown");
}

TEST_F(People, TakeTheirDataWithThemAndGo) {
  auto const token = signed_in();
  auto const id = get("/api/v1/me", {.token = token}).body["id"].get<std::string>();
  EXPECT_EQ(send(patch, "/api/v1/me", json{{"name", "王芳"}}, {.token = token}).status, 200U);
  auto const asked = filled(R"({"kind":"pharmacy","words":"ask for Wang","at":$at})", Scope::own);
  EXPECT_EQ(send_bytes(post, "/api/v1/needs", asked, {.token = token}).status, 201U);
  auto const all = get("/api/v1/me/export", {.token = token});
  ASSERT_EQ(all.status, 200U);
  ASSERT_EQ(all.body["needs"].size(), 1U);
  EXPECT_EQ(all.body["needs"][0]["words"], "ask for Wang");
  EXPECT_TRUE(all.body["made"].empty() && all.body["scenarios"].empty() && all.body["jobs"].empty());
  EXPECT_EQ(all.body["account"]["name"], "王芳");
  EXPECT_EQ(all.body["sessions"].size(), 1U);
  EXPECT_EQ(all.body["acts"][0]["action"], "sign_in");
  EXPECT_EQ(send(remove, "/api/v1/me", {}, {.token = token, .key = "bye"}).status, 200U);
  EXPECT_EQ(get("/api/v1/me", {.token = token}).status, 401U);
  auto const left = get("/api/v1/accounts/" + id, {.token = boss()}).body;
  EXPECT_EQ(left["name"], "");
  EXPECT_TRUE(left["telephone"].is_null());
  EXPECT_EQ(left["state"], "deleted");
  auto const worker = token_with({{identity::Role::community_worker, identity::Level::community, "320302001001"}});
  auto const needs = get("/api/v1/needs?area=320302001001", {.token = worker}).body["needs"];
  ASSERT_EQ(needs.size(), 1U) << "the demand stays";
  EXPECT_TRUE(needs[0]["words"].is_null() && needs[0]["name"].is_null());
  EXPECT_NE(get("/api/v1/me", {.token = signed_in()}).body["id"], id) << "the same telephone begins anew";
  EXPECT_EQ(send(remove, "/api/v1/me", {}, {.token = boss()}).code(), "operator_last");
}

TEST_F(People, AreKeptByThoseWhoKeepAccounts) {
  auto const token = boss();
  json const made_of{{"name", "李强"}, {"login", "liqiang"}, {"password", "a longer secret"}};
  auto const made = send(post, "/api/v1/accounts", made_of, {.token = token});
  ASSERT_EQ(made.status, 201U) << made.text;
  auto const path = "/api/v1/accounts/" + made.body["id"].get<std::string>();
  EXPECT_EQ(send(post, "/api/v1/accounts", made_of, {.token = token}).code(), "account_taken");
  EXPECT_EQ(send(post, "/api/v1/accounts", json{{"name", "x"}, {"login", "Li Qiang"}, {"password", "a longer secret"}},
                 {.token = token})
                .code(),
            "login_odd");
  json const role{{"role", "community_worker"}, {"level", "community"}, {"place", "320302001001"}};
  auto const given = send(post, path + "/roles", role, {.token = token});
  ASSERT_EQ(given.status, 201U) << given.text;
  EXPECT_EQ(given.body["roles"], json::array({role}));
  EXPECT_EQ(
      send(post, path + "/roles", json{{"role", "community_worker"}, {"level", "community"}, {"place", "320302001999"}},
           {.token = token})
          .code(),
      "grant_place");
  EXPECT_EQ(send(post, path + "/roles", json{{"role", "community_worker"}, {"level", "city"}}, {.token = token}).code(),
            "grant_scope");
  auto const worker = by_password("liqiang", "a longer secret").body["token"].get<std::string>();
  EXPECT_EQ(send(patch, path, json{{"state", "suspended"}}, {.token = token}).status, 200U);
  EXPECT_EQ(get("/api/v1/me", {.token = worker}).status, 401U);
  EXPECT_EQ(by_password("liqiang", "a longer secret").code(), "account_closed");
  EXPECT_EQ(send(patch, path, json{{"state", "active"}}, {.token = token}).body["state"], "active");
  EXPECT_EQ(send(put, path + "/password", json{{"password", "yet another one"}}, {.token = token}).status, 200U);
  EXPECT_EQ(by_password("liqiang", "yet another one").status, 200U);
  auto const ended =
      send(remove, path + "/roles?role=community_worker&level=community&place=320302001001", {}, {.token = token});
  EXPECT_EQ(ended.body["roles"], json::array());
  auto const listed = get("/api/v1/accounts?count=1", {.token = token}).body;
  EXPECT_EQ(listed["accounts"][0]["login"], "liqiang");
  auto const next =
      get("/api/v1/accounts?count=1&before=" + listed["before"].get<std::string>(), {.token = token}).body;
  EXPECT_EQ(next["accounts"][0]["login"], "boss");
  auto const me = "/api/v1/accounts/" + std::to_string(account_of(token).value());
  EXPECT_EQ(send(patch, me, json{{"state", "suspended"}}, {.token = token}).code(), "operator_last");
  EXPECT_EQ(send(remove, me + "/roles?role=platform_operator&level=city", {}, {.token = token}).code(),
            "operator_last");
}

TEST_F(People, LeaveTheirActsToTheAuditor) {
  auto const token = boss();
  auto const account = std::to_string(account_with({}).value());
  EXPECT_EQ(send(remove, "/api/v1/accounts/" + account + "/sessions", {}, {.token = token}).status, 200U);
  auto const auditor = token_with({{identity::Role::auditor, identity::Level::city, {}}});
  auto const first = get("/api/v1/acts?count=1", {.token = auditor});
  ASSERT_EQ(first.status, 200U);
  EXPECT_EQ(first.body["acts"][0]["action"], "sessions_ended");
  EXPECT_EQ(first.body["acts"][0]["object"], account);
  auto const second = get("/api/v1/acts?before=" + first.body["before"].get<std::string>(), {.token = auditor});
  EXPECT_EQ(second.body["acts"][0]["action"], "sign_in");
}

TEST_F(People, LeaveTheActsOfAnAreaToItsAuditor) {
  using identity::Level;
  using identity::Role;
  auto const token = boss();
  auto const account = "/api/v1/accounts/" + std::to_string(account_with({}).value());
  for (auto const* community : {"320302001001", "320303002002"}) {
    json const role{{"role", "community_worker"}, {"level", "community"}, {"place", community}};
    ASSERT_EQ(send(post, account + "/roles", role, {.token = token}).status, 201U);
  }
  for (auto const& [level, place] :
       {std::pair{Level::subdistrict, "320303002"}, std::pair{Level::district, "320303"}}) {
    auto const auditor = token_with({{Role::auditor, level, place}});
    auto const told = get("/api/v1/acts", {.token = auditor});
    ASSERT_EQ(told.status, 200U) << told.text;
    ASSERT_EQ(told.body["acts"].size(), 1U) << "neither the other district's nor signing in, which has no place";
    EXPECT_EQ(told.body["acts"][0]["action"], "role_given");
    EXPECT_EQ(told.body["acts"][0]["area"], "320303002");
  }
  auto const elsewhere = token_with({{Role::auditor, Level::district, "320311"}});
  EXPECT_TRUE(get("/api/v1/acts", {.token = elsewhere}).body["acts"].empty());
  auto const everywhere = token_with({{Role::auditor, Level::city, {}}});
  auto const all = get("/api/v1/acts", {.token = everywhere}).body["acts"];
  ASSERT_FALSE(all.empty());
  EXPECT_EQ(all.back()["action"], "sign_in");
  EXPECT_EQ(all.back()["area"], nullptr);
}

TEST_F(People, ComeInByWeChatOnceTheirTelephoneIsKnown) {
  EXPECT_EQ(send(post, "/api/v1/sign-in", json{{"wechat_code", "good"}}).code(), "wechat_none");
  OneWeChat wechat;
  identity::Ports const people{*accounts_, *secrets_, hasher_, sender_, &wechat};
  http::Service const service{routes({current_, *store_, clock_, metrics_, people, following_})};
  auto const sign_in = [&](json const& body) { return send_to(service, post, "/api/v1/sign-in", body.dump(), {}); };
  EXPECT_EQ(sign_in({{"wechat_code", "good"}}).code(), "wechat_unlinked");
  EXPECT_EQ(sign_in({{"wechat_code", "bad"}}).code(), "wechat_code");
  EXPECT_EQ(send(post, "/api/v1/sign-in/code", json{{"telephone", telephone}}).status, 202U);
  auto const linked =
      sign_in({{"telephone", telephone}, {"code", sender_.codes[std::string{telephone}]}, {"wechat_code", "good"}});
  ASSERT_EQ(linked.status, 200U) << linked.text;
  auto const again = sign_in({{"wechat_code", "good"}});
  ASSERT_EQ(again.status, 200U) << again.text;
  EXPECT_EQ(again.body["account"]["id"], linked.body["account"]["id"]);
}

TEST_F(People, WithAClosedSessionReachNothingThatWantsOne) {
  auto const token = signed_in();
  EXPECT_EQ(send(post, "/api/v1/sign-out", {}, {.token = token}).status, 200U);
  for (auto const& [path, methods] : schemas_.contract()["paths"].items()) {
    if (methods.contains("get") && methods["get"].contains("security")) {
      auto target = path;
      for (auto at = target.find('{'); at != std::string::npos; at = target.find('{')) {
        target.replace(at, target.find('}', at) + 1 - at, "1");
      }
      EXPECT_EQ(get(target, {.token = token}).status, 401U) << path;
    }
  }
}

}  // namespace
}  // namespace linquan::api
