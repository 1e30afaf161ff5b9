#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "asking.h"
#include "body.h"
#include "served.h"

namespace linquan::api {
namespace {

using nlohmann::json;

Result<Body> parsed(std::string const& text, Body::Names known) {
  http::Request request;
  request.body = text;
  return Body::parse(request, known);
}

std::string code_of(std::string const& text) {
  auto const body = parsed(text, {"a", "b"});
  return body ? "" : body.error().code;
}

TEST(Bodies, AreClosedObjectsOfWellFormedJson) {
  EXPECT_EQ(code_of(R"({"a": 1})"), "");
  EXPECT_EQ(code_of("{}"), "");
  for (auto const* const text :
       {"", "{", "nonsense", R"({"a": 1} x)", R"({"a": 1,})", "{\"a\": \"\xff\"}", "{\"a\": NaN}",
        R"({"a": 1, "a": 2})", R"({"b": {"x": 1, "x": 2}})", R"({"a": "\ud800"})", "{'a': 1}", "{\"a\": 1e999}"}) {
    EXPECT_EQ(code_of(text), "body_not_json") << text;
  }
  for (auto const* const text : {"[]", "1", "null", R"("a")"}) {
    EXPECT_EQ(code_of(text), "body_not_object") << text;
  }
  EXPECT_EQ(code_of(R"({"c": 1})"), "body_field_unknown");
  auto const refused = parsed(R"({"c": 1})", {"a", "b"});
  EXPECT_EQ(refused.error().args, (Error::Args{{"name", "c"}, {"known", "a, b"}}));
}

TEST(Bodies, AreReadOnlySoDeepAndSoFar) {
  std::string deep(100'000, '[');
  EXPECT_EQ(code_of("{\"a\": " + deep), "body_deep");
  EXPECT_EQ(code_of("{\"a\": " + std::string(15, '[') + std::string(15, ']') + "}"), "");
  EXPECT_EQ(code_of("{\"a\": " + std::string(16, '[') + std::string(16, ']') + "}"), "body_deep");
  std::string many = "{\"a\": [0";
  for (int i = 0; i < 20'000; ++i) {
    many += ",0";
  }
  EXPECT_EQ(code_of(many + "]}"), "body_many");
}

TEST(Bodies, GiveTextsWithoutControlCharactersAndWithinBounds) {
  auto const body = *parsed("{\"a\": \"王芳\", \"b\": \"x\\u0000\"}", {"a", "b"});
  EXPECT_EQ(*body.text("a"), "王芳");
  EXPECT_EQ(body.text("a", {.bytes_max = 5}).error().code, "body_field_text");
  EXPECT_EQ(body.text("b").error().code, "body_field_text");
  EXPECT_EQ(body.text("c").error().code, "body_field_missing");
  EXPECT_FALSE(*body.text_if("c"));
  auto const lines = *parsed(R"({"a": "one\ntwo", "b": ""})", {"a", "b"});
  EXPECT_EQ(lines.text("a").error().code, "body_field_text");
  EXPECT_EQ(*lines.text("a", {.lines = true}), "one\ntwo");
  EXPECT_EQ(lines.text("b").error().code, "body_field_text");
  EXPECT_EQ(*lines.text("b", {.empty = true}), "");
  EXPECT_EQ(parsed(R"({"a": 1})", {"a"})->text("a").error().code, "body_field_type");
  EXPECT_FALSE(*parsed(R"({"a": null})", {"a"})->text_if("a"));
  EXPECT_TRUE(parsed(R"({"a": null})", {"a"})->is_null("a"));
}

TEST(Bodies, GiveNumbersThatAreWholeAndFit) {
  auto const number = [](std::string const& text) {
    return parsed("{\"a\": " + text + "}", {"a"})->number("a", {-5, 100});
  };
  EXPECT_EQ(*number("5"), 5);
  EXPECT_EQ(*number("-5"), -5);
  EXPECT_EQ(*number("1e2"), 100);
  for (auto const* const text : {"101", "-6", "1.5", "\"5\"", "null", "true", "[5]", "18446744073709551615",
                                 "99999999999999999999999999", "1e300", "-1e300"}) {
    EXPECT_EQ(number(text).error().code, "body_field_type") << text;
  }
  EXPECT_EQ(parsed(R"({"a": 1})", {"a"})->boolean("a").error().code, "body_field_type");
  EXPECT_TRUE(*parsed(R"({"a": true})", {"a"})->boolean("a"));
}

TEST(Bodies, GivePlacesIdsAndLists) {
  auto const body = *parsed(
      R"({"a": {"lat": 34.261, "lon": 117.188}, "b": "4538637326769641836", "c": ["x", "y"], "d": [{"e": 1}, {"e": 2}]})",
      {"a", "b", "c", "d"});
  EXPECT_EQ(*body.place("a"), (geo::Point{1'171'880'000, 342'610'000}));
  EXPECT_EQ(*body.id("b"), 4538637326769641836U);
  EXPECT_EQ(*body.texts("c", 2), (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(body.texts("c", 1).error().code, "body_field_type");
  auto const objects = body.objects("d", 5, {"e"});
  ASSERT_TRUE(objects);
  EXPECT_EQ(*(*objects)[1].number("e", {0, 9}), 2);
  auto const unknown = body.objects("d", 5, {"f"});
  EXPECT_EQ(unknown.error().args.front().second, "d[0].e");
  for (auto const* const text : {R"({"lat": 91, "lon": 0})", R"({"lat": 1})", R"({"lat": 1, "lon": 2, "z": 3})",
                                 "[1, 2]", R"({"lat": "1", "lon": 2})", "1"}) {
    EXPECT_EQ(parsed("{\"a\": " + std::string{text} + "}", {"a"})->place("a").error().code, "body_field_type") << text;
  }
  for (auto const* const text : {"1", "\"\"", "\"-1\"", "\"1x\"", "\"18446744073709551615\""}) {
    EXPECT_EQ(parsed("{\"a\": " + std::string{text} + "}", {"a"})->id("a").error().code, "body_field_type") << text;
  }
}

/// A service with one route that writes, and what it did.
class Writing : public Served {
 protected:
  Writing() {
    context_.emplace(Context{current_, *store_, clock_, metrics_, people_, following_});
    http::Handler handler = [this](http::Request const& request) {
      return written(
          *context_, request,
          [this](UnitOfWork& /*work*/, identity::Asker const& asker) -> Result<nlohmann::ordered_json> {
            if (refuses_) {
              return refuse(ErrorKind::conflict, "account_changed");
            }
            return nlohmann::ordered_json{{"done", ++done_}, {"whose", std::to_string(asker.whose().value())}};
          },
          {.status = 201, .on_behalf = on_behalf_});
    };
    http::Handler reads = [this](http::Request const& request) -> Result<http::Answer> {
      auto asker = asker_of(*context_, request);
      return asker ? Result<http::Answer>{http::Answer{}} : hand_on(asker);
    };
    own_.emplace(std::vector<http::Route>{{http::Method::post, "/write/{id}", {}, handler, false, 1000},
                                          {http::Method::get, "/read", {}, reads}});
  }
  struct Got {
    unsigned status = 0;
    std::string body;
    bool replayed = false;
    std::string code;
  };
  Got ask(http::Head const& head, std::string const& body = {}) {
    auto opened = own_->open(head, "id");
    std::string fault;
    auto* const taken = std::get_if<http::Service::Opened>(&opened);
    if (taken != nullptr) {
      taken->request.body = body;
    }
    auto const answer = taken == nullptr ? std::get<1>(opened).answer : own_->answer(*taken, fault);
    EXPECT_EQ(fault, "");
    Told const told{answer.status, json::parse(answer.body.empty() ? "{}" : answer.body), {}, {}, answer.fields};
    return {answer.status, answer.body, told.field("Idempotent-Replayed") == "true", told.code()};
  }
  static http::Head post(std::string const& token, std::string const& key, std::string const& target = "/write/1") {
    http::Head head;
    head.method = "POST";
    head.target = target;
    head.content_type = "application/json";
    head.authorization = token.empty() ? "" : "Bearer " + token;
    head.idempotency_key = key;
    return head;
  }

  int done_ = 0;
  bool refuses_ = false;
  bool on_behalf_ = false;
  std::optional<Context> context_;
  std::optional<http::Service> own_;
};

TEST_F(Writing, IsDoneOnceForEachKeyAndItsAnswerReplayed) {
  auto const token = token_with({});
  auto const first = ask(post(token, "k1"), "{}");
  EXPECT_EQ(first.status, 201U);
  EXPECT_FALSE(first.replayed);
  auto const again = ask(post(token, "k1"), "{}");
  EXPECT_EQ(again.status, 201U);
  EXPECT_EQ(again.body, first.body);
  EXPECT_TRUE(again.replayed);
  EXPECT_EQ(done_, 1);
  EXPECT_EQ(ask(post(token, "k1"), "{\"a\": 1}").code, "idempotency_conflict");
  EXPECT_EQ(ask(post(token, "k1", "/write/2"), "{}").code, "idempotency_conflict")
      << "another target is another request";
  EXPECT_EQ(ask(post(token, "k2"), "{}").status, 201U);
  EXPECT_EQ(ask(post(token_with({}), "k1"), "{}").status, 201U) << "keys of two people are two keys";
  EXPECT_EQ(done_, 3);
}

TEST_F(Writing, MayTryAgainWithTheKeyOfARefusal) {
  auto const token = token_with({});
  refuses_ = true;
  EXPECT_EQ(ask(post(token, "k"), "{}").status, 409U);
  refuses_ = false;
  auto const done = ask(post(token, "k"), "{}");
  EXPECT_EQ(done.status, 201U);
  EXPECT_FALSE(done.replayed);
}

TEST_F(Writing, WantsAKeyOfPrintableCharacters) {
  auto const token = token_with({});
  for (auto const& key : {std::string{}, std::string(201, 'k'), std::string{"a b"}, std::string{"k\xff"}}) {
    EXPECT_EQ(ask(post(token, key), "{}").code, "idempotency_key") << key;
  }
  EXPECT_EQ(done_, 0);
}

TEST_F(Writing, WantsToKnowWhoItIs) {
  EXPECT_EQ(ask(post("", "k"), "{}").status, 401U);
  EXPECT_EQ(ask(post(std::string(64, 'a'), "k"), "{}").code, "session_unknown");
  auto other = post("", "k");
  other.authorization = "Basic abc";
  EXPECT_EQ(ask(other, "{}").status, 401U);
  auto const token = token_with({});
  auto lower = post("", "k");
  lower.authorization = "bearer  " + token;
  EXPECT_EQ(ask(lower, "{}").status, 201U);
}

TEST_F(Writing, ByABrowsersCookieComesFromOurPagesOnly) {
  auto const token = token_with({});
  auto head = post("", "k");
  head.cookie = "other=1; linquan_session=" + token;
  EXPECT_EQ(ask(head, "{}").code, "cookie_write");
  head.own_page = "1";
  EXPECT_EQ(ask(head, "{}").status, 201U);
  http::Head read;
  read.method = "GET";
  read.target = "/read";
  read.cookie = head.cookie;
  EXPECT_EQ(ask(read).status, 200U) << "reading changes nothing";
  read.cookie = "linquan_session=";
  EXPECT_EQ(ask(read).status, 401U);
}

TEST_F(Writing, EndsWithTheSessionAndUseMovesItsEndOn) {
  auto const token = token_with({});
  for (int i = 0; i < 3; ++i) {
    clock_.move_by(std::chrono::hours{8});
    EXPECT_EQ(ask(post(token, "k" + std::to_string(i)), "{}").status, 201U);
  }
  http::Head read;
  read.method = "GET";
  read.target = "/read";
  read.authorization = "Bearer " + token;
  clock_.move_by(std::chrono::hours{8});
  EXPECT_EQ(ask(read).status, 200U);
  clock_.move_by(std::chrono::hours{8});
  EXPECT_EQ(ask(read).status, 200U) << "reading moved it on";
  clock_.move_by(std::chrono::hours{12});
  EXPECT_EQ(ask(read).code, "session_ended");
  EXPECT_EQ(ask(post(token, "late"), "{}").code, "session_ended");
}

TEST_F(Writing, ForAnotherIsForProxiesAndNoOneElse) {
  auto const acting = token_with({});
  auto const resident = token_with({});
  auto const id_of = [&](std::string const& token) {
    return store_->read([&](UnitOfWork& work) { return identity::asker(work, *accounts_, *secrets_, token); })
        ->account.id;
  };
  auto head = post(acting, "k1");
  head.on_behalf_of = std::to_string(id_of(resident).value());
  EXPECT_EQ(ask(head, "{}").code, "behalf_not_here");
  on_behalf_ = true;
  EXPECT_EQ(ask(head, "{}").code, "not_allowed");
  head.on_behalf_of = "7";
  EXPECT_EQ(ask(head, "{}").code, "not_allowed") << "in the same words where there is no such account";
  auto const proxy = identity::Proxy{id_of(acting), id_of(resident), clock_.now(), std::nullopt};
  ASSERT_TRUE(store_->write([&](UnitOfWork& work) -> Result<void> {
    accounts_->set_proxy(work, proxy);
    return {};
  }));
  head.on_behalf_of = std::to_string(id_of(resident).value());
  auto const done = ask(head, "{}");
  EXPECT_EQ(done.status, 201U);
  EXPECT_EQ(json::parse(done.body)["whose"], head.on_behalf_of);
  auto const acts = *store_->read([&](UnitOfWork& work) {
    std::vector const whole_city{identity::Grant{identity::Role::auditor, identity::Level::city, {}}};
    return Result<std::vector<identity::Act>>{accounts_->acts(work, whole_city, std::nullopt, 5)};
  });
  ASSERT_EQ(acts.size(), 1U);
  EXPECT_EQ(acts[0].on_behalf_of, id_of(resident));
  EXPECT_EQ(acts[0].action, "POST /write/{id}");
}

TEST_F(Writing, ForAnotherIsForTheWorkerWhereTheyLive) {
  using identity::Level;
  using identity::Role;
  auto const here = token_with({{Role::community_worker, Level::community, "320302001001"}});
  auto const elsewhere = token_with({{Role::community_worker, Level::community, "320303002002"}});
  auto const resident = account_with({});
  on_behalf_ = true;
  auto const ask_for = [&](std::string const& token, std::string const& key) {
    auto head = post(token, key);
    head.on_behalf_of = std::to_string(resident.value());
    return ask(head, "{}");
  };
  EXPECT_EQ(ask_for(here, "k1").code, "not_allowed") << "nobody knows where the resident lives";
  ASSERT_TRUE(store_->write([&](UnitOfWork& work) -> Result<void> {
    auto account = accounts_->find(work, resident);
    account->community = "320302001001";
    auto changed = accounts_->change(work, *account);
    return changed ? Result<void>{} : hand_on(changed);
  }));
  EXPECT_EQ(ask_for(here, "k2").status, 201U);
  EXPECT_EQ(ask_for(elsewhere, "k3").code, "not_allowed");
}

}  // namespace
}  // namespace linquan::api
