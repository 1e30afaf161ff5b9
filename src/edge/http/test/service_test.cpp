#include "linquan/http/service.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "linquan/http/accepted.h"
#include "linquan/http/gzip.h"

namespace linquan::http {
namespace {

using nlohmann::json;

Result<Answer> say(std::string text) {
  Answer answer;
  answer.type = "text/plain";
  answer.body = std::move(text);
  return answer;
}

Service service() {
  return Service{
      {{Method::get, "/things/{id}", {"colour"}, [](Request const& it) { return say(std::string{it.at("id")}); }},
       {Method::get, "/things/new", {}, [](Request const&) { return say("a new one"); }},
       {Method::post, "/things/{id}", {}, [](Request const& it) { return say(it.body); }, false, 10},
       {Method::get, "/large", {}, [](Request const&) { return say(std::string(5000, 'a')); }},
       {Method::get,
        "/zipped",
        {},
        [](Request const&) {
          auto answer = say(gzipped("a short one"));
          answer->zipped = true;
          answer->etag = "\"7\"";
          return answer;
        }},
       {Method::get,
        "/busy",
        {},
        [](Request const&) -> Result<Answer> { return refuse(ErrorKind::busy, "store_busy"); }},
       {Method::get, "/broken", {}, [](Request const&) -> Result<Answer> {
          throw std::runtime_error{"disk at /secret/path"};
        }}}};
}

std::string field(Answer const& answer, std::string const& name) {
  auto const found = std::ranges::find(answer.fields, name, &decltype(answer.fields)::value_type::first);
  return found == answer.fields.end() ? std::string{} : found->second;
}

Answer ask(Service const& service, Head const& head, std::string* fault = nullptr) {
  auto opened = service.open(head, "id-1");
  if (auto const* const refused = std::get_if<Service::Refused>(&opened)) {
    return refused->answer;
  }
  std::string ignored;
  return service.answer(std::get<Service::Opened>(opened), fault == nullptr ? ignored : *fault);
}

Head get(std::string target) {
  Head head;
  head.method = "GET";
  head.target = std::move(target);
  return head;
}

Head post(std::string target, std::string type = "application/json") {
  auto head = get(std::move(target));
  head.method = "POST";
  head.content_type = std::move(type);
  return head;
}

Answer ask_with(Service const& service, Head const& head, std::string body) {
  auto opened = service.open(head, "id-1");
  if (auto const* const refused = std::get_if<Service::Refused>(&opened)) {
    return refused->answer;
  }
  std::string ignored;
  auto& taken = std::get<Service::Opened>(opened);
  taken.request.body = std::move(body);
  return service.answer(taken, ignored);
}

TEST(Bodies, AreTakenInTheirTypeOnly) {
  auto const it = service();
  EXPECT_EQ(ask_with(it, post("/things/7"), "{}").body, "{}");
  EXPECT_EQ(ask_with(it, post("/things/7", "Application/JSON; charset=utf-8"), "{}").body, "{}");
  for (auto const* const type : {"text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""}) {
    auto const answer = ask_with(it, post("/things/7", type), "{}");
    EXPECT_EQ(answer.status, 415U) << type;
    EXPECT_NE(answer.body.find("http_body_type"), std::string::npos);
  }
  EXPECT_EQ(ask_with(it, post("/things/7", ""), "").status, 200U) << "where there is no body there is no type";
  auto packed = post("/things/7");
  packed.content_encoding = "gzip";
  EXPECT_EQ(ask_with(it, packed, "{}").status, 415U);
}

TEST(Refusals, SayHowToSignIn) {
  Service const it{{{Method::get, "/mine", {}, [](Request const&) -> Result<Answer> {
                       return linquan::refuse(ErrorKind::signed_out, "session_unknown");
                     }}}};
  auto const answer = ask(it, get("/mine"));
  EXPECT_EQ(answer.status, 401U);
  EXPECT_EQ(field(answer, "WWW-Authenticate"), "Bearer realm=\"linquan\"");
}

TEST(Router, TakesTheLiteralSegmentBeforeTheCapturedOne) {
  auto const it = service();
  EXPECT_EQ(ask(it, get("/things/new")).body, "a new one");
  EXPECT_EQ(ask(it, get("/things/7")).body, "7");
  EXPECT_EQ(ask(it, get("/things/")).status, 404U);
  EXPECT_EQ(ask(it, get("/things/7/8")).status, 404U);
  EXPECT_EQ(ask(it, get("/")).status, 404U);
}

TEST(Router, FindsTheRootWhichHasNoSegments) {
  Router const router{{Route{Method::get, "/", {}, {}}, Route{Method::get, "/near", {}, {}}}};
  auto const root = router.find(Method::get, parse_target("/")->segments);
  ASSERT_NE(root.route, nullptr);
  EXPECT_EQ(root.route->pattern, "/");
  EXPECT_EQ(router.find(Method::get, parse_target("/near/")->segments).route, nullptr);
}

TEST(Router, NamesTheMethodsThatAreTaken) {
  auto const it = service();
  for (auto const* const method : {"DELETE", "OPTIONS", "BREW"}) {
    auto head = get("/things/7");
    head.method = method;
    auto const answer = ask(it, head);
    EXPECT_EQ(answer.status, 405U);
    EXPECT_EQ(field(answer, "Allow"), "GET, HEAD, POST");
  }
  auto head = get("/things/7");
  head.method = "HEAD";
  EXPECT_EQ(ask(it, head).status, 200U);
}

TEST(Service, RefusesParametersByName) {
  auto const it = service();
  EXPECT_EQ(ask(it, get("/things/7?colour=red")).status, 200U);
  auto head = get("/things/7?color=red");
  head.accept_language = "en";
  auto const problem = json::parse(ask(it, head).body);
  EXPECT_EQ(problem["code"], "http_parameter_unknown");
  EXPECT_EQ(problem["detail"], "The parameter color is not known. There are: colour");
  EXPECT_EQ(json::parse(ask(it, get("/large?x")).body)["code"], "http_parameter_none");
  EXPECT_EQ(ask(it, get("/" + std::string(target_bytes_max, 'a'))).status, 414U);
}

TEST(Service, SpeaksTheLanguageThatIsAsked) {
  auto const it = service();
  for (auto const& [accepted, language] :
       std::vector<std::pair<std::string, std::string>>{{"", "zh"},
                                                        {"en", "en"},
                                                        {"zh-CN,en;q=0.8", "zh"},
                                                        {"en-GB;q=0.9, zh;q=0.1", "en"},
                                                        {"fr", "zh"},
                                                        {"en, zh", "zh"},
                                                        {"EN", "en"},
                                                        {"en;q=0", "zh"},
                                                        {"en;q=0.300,*;q=0.2", "en"}}) {
    auto head = get("/nothing");
    head.accept_language = accepted;
    EXPECT_EQ(field(ask(it, head), "Content-Language"), language) << accepted;
  }
}

TEST(Service, HidesWhatBrokeAndKeepsItForTheLog) {
  std::string fault;
  auto const answer = ask(service(), get("/broken"), &fault);
  EXPECT_EQ(answer.status, 500U);
  EXPECT_EQ(answer.body.find("secret"), std::string::npos);
  EXPECT_EQ(fault, "disk at /secret/path");
  auto const problem = json::parse(answer.body);
  EXPECT_EQ(problem["request_id"], "id-1");
  EXPECT_EQ(problem["type"], "urn:linquan:problem:http_fault");
}

TEST(Service, SaysWhenToComeAgain) {
  auto const answer = ask(service(), get("/busy"));
  EXPECT_EQ(answer.status, 503U);
  EXPECT_EQ(field(answer, "Retry-After"), "1");
  EXPECT_EQ(field(answer, "Cache-Control"), "no-store");
}

TEST(Service, AnswersOnlyWhatIsNew) {
  auto const it = service();
  auto head = get("/things/7");
  auto const etag = field(ask(it, head), "ETag");
  ASSERT_FALSE(etag.empty());
  for (auto const& known : {etag, "\"other\", " + etag, std::string{"*"}, etag.substr(2)}) {
    head.if_none_match = known;
    auto const answer = ask(it, head);
    EXPECT_EQ(answer.status, 304U) << known;
    EXPECT_EQ(answer.body, "");
  }
  head.if_none_match = "W/\"0\"";
  EXPECT_EQ(ask(it, head).status, 200U);
  auto other = get("/things/8");
  other.if_none_match = etag;
  EXPECT_EQ(ask(it, other).status, 200U);
}

TEST(Service, ZipsWhatIsLargeForThoseWhoReadIt) {
  auto const it = service();
  auto head = get("/large");
  EXPECT_EQ(ask(it, head).body.size(), 5000U);
  for (auto const* const refusal : {"gzip;q=0", "br", "identity", "*;q=0"}) {
    head.accept_encoding = refusal;
    EXPECT_EQ(field(ask(it, head), "Content-Encoding"), "") << refusal;
  }
  head.accept_encoding = "br, gzip";
  auto const answer = ask(it, head);
  EXPECT_EQ(field(answer, "Content-Encoding"), "gzip");
  EXPECT_LT(answer.body.size(), 200U);
  z_stream stream{};
  ASSERT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  std::vector<unsigned char> in{answer.body.begin(), answer.body.end()};
  std::array<unsigned char, 6000> out{};
  stream.next_in = in.data();
  stream.avail_in = static_cast<unsigned>(in.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<unsigned>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  EXPECT_EQ(stream.total_out, 5000U);
  inflateEnd(&stream);
  EXPECT_TRUE(std::all_of(out.begin(), out.begin() + 5000, [](unsigned char c) { return c == 'a'; }));
}

TEST(Service, TakesAnIdThatIsHarmlessAndNoOther) {
  auto const it = service();
  auto head = get("/things/7");
  head.request_id = "abc-123";
  EXPECT_EQ(field(ask(it, head), "X-Request-Id"), "abc-123");
  for (auto const& id : {std::string{"a b"}, std::string{"x\n"}, std::string(65, 'x'), std::string{"é"}}) {
    head.request_id = id;
    EXPECT_EQ(field(ask(it, head), "X-Request-Id"), "id-1");
  }
}

TEST(Service, BearsTheLinesThatKeepBrowsersFromHarm) {
  auto const it = service();
  for (auto const* const target : {"/things/7", "/nothing", "/broken"}) {
    auto const answer = ask(it, get(target));
    EXPECT_EQ(field(answer, "X-Content-Type-Options"), "nosniff");
    EXPECT_NE(field(answer, "Content-Security-Policy").find("default-src 'self'"), std::string::npos);
    EXPECT_EQ(field(answer, "Content-Security-Policy").find("unsafe"), std::string::npos);
  }
}

TEST(ForwardedAddress, IsTheOneThatTheNearestProxyWrote) {
  EXPECT_EQ(forwarded_address("1.2.3.4, 5.6.7.8"), "5.6.7.8");
  EXPECT_EQ(forwarded_address(" 5.6.7.8 "), "5.6.7.8");
  EXPECT_EQ(forwarded_address(""), "");
}

TEST(Service, UnzipsWhatCameZippedForThoseWhoCannot) {
  auto const it = service();
  auto head = get("/zipped");
  auto const plain = ask(it, head);
  EXPECT_EQ(plain.body, "a short one");
  EXPECT_EQ(field(plain, "Content-Encoding"), "");
  EXPECT_EQ(field(plain, "ETag"), "\"7\"") << "the handler's own";
  head.accept_encoding = "gzip";
  auto const zipped = ask(it, head);
  EXPECT_EQ(field(zipped, "Content-Encoding"), "gzip");
  EXPECT_EQ(gunzipped(zipped.body, 100), "a short one");
  head.if_none_match = "\"7\"";
  EXPECT_EQ(ask(it, head).status, 304U);
}

TEST(Gzip, GivesBackWhatItWasGiven) {
  std::string text;
  for (std::size_t size = 0; size < 100'000; size = size * 3 / 2 + 1) {
    while (text.size() < size) {
      text += std::to_string(text.size() * 7919 % 1'000'003) + (text.size() % 5 == 0 ? "修鞋" : ",");
    }
    EXPECT_EQ(gunzipped(gzipped(text), text.size()), text);
  }
}

TEST(Gzip, RefusesWhatIsNoneIsCutOffOrGrowsTooLarge) {
  auto const large = gzipped(std::string(200'000, 'a'));
  EXPECT_EQ(gunzipped(large, 200'000), std::string(200'000, 'a'));
  EXPECT_EQ(gunzipped(large, 199'999), std::nullopt);
  EXPECT_EQ(gunzipped(large.substr(0, large.size() - 1), 200'000), std::nullopt);
  EXPECT_EQ(gunzipped("no gzip at all", 200'000), std::nullopt);
  EXPECT_EQ(gunzipped("", 200'000), std::nullopt);
}

}  // namespace
}  // namespace linquan::http
