#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "linquan/answers/circle.h"
#include "linquan/answers/found.h"
#include "linquan/base/progress.h"
#include "linquan/kinds/kinds.h"
#include "linquan/reach/limits.h"
#include "linquan/search/search.h"
#include "linquan/standard/standards.h"
#include "linquan/tiles/grid.h"
#include "served.h"

namespace linquan::api {
namespace {

using nlohmann::json;

using Api = Served;

std::string lower(std::string_view text) {
  std::string result{text};
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

TEST_F(Api, HasTheRoutesAndParametersOfTheContractAndNoOthers) {
  std::set<std::string> routes;
  for (auto const& route : service_.router().routes()) {
    std::set<std::string> taken{route.parameters.begin(), route.parameters.end()};
    for (std::size_t at = route.pattern.find('{'); at != std::string::npos; at = route.pattern.find('{', at + 1)) {
      taken.insert(route.pattern.substr(at + 1, route.pattern.find('}', at) - at - 1));
    }
    std::string line = lower(word_of(route.method)) + " " + route.pattern;
    line += route.body_bytes_max > 0 ? " with a body" : "";
    for (auto const& name : taken) {
      line += " " + name;
    }
    routes.insert(line);
  }
  std::set<std::string> documented;
  for (auto const& [path, methods] : schemas_.contract()["paths"].items()) {
    for (auto const& [method, operation] : methods.items()) {
      std::set<std::string> taken;
      for (auto const& parameter : operation.value("parameters", json::array())) {
        auto const& resolved = schemas_.resolved(parameter);
        if (resolved["in"] != "header") {
          taken.insert(resolved["name"].get<std::string>());
        }
      }
      auto line = method + " " + path;
      line += operation.contains("requestBody") ? " with a body" : "";
      for (auto const& name : taken) {
        line += " " + name;
      }
      documented.insert(line);
    }
  }
  EXPECT_EQ(routes, documented);
}

/// The names of the parameters that a request's head bears.
std::set<std::string> head_of(Schemas const& schemas, json const& operation) {
  std::set<std::string> names;
  for (auto const& parameter : operation.value("parameters", json::array())) {
    auto const& resolved = schemas.resolved(parameter);
    if (resolved["in"] == "header") {
      names.insert(resolved["name"].get<std::string>());
    }
  }
  return names;
}

TEST_F(Api, WantsAKeyForEveryWriteButSigningInAndOutAndWhatMayBeRepeated) {
  // Bills change nothing; a provider is asked, and repeats itself, under the payment's and the transaction's number.
  std::set<std::string> const repeated{"/api/v1/baskets/bill", "/api/v1/payments/{id}/ask",
                                       "/api/v1/payments/{id}/simulate", "/api/v1/provider/notices"};
  for (auto const& [path, methods] : schemas_.contract()["paths"].items()) {
    for (auto const& [method, operation] : methods.items()) {
      auto const keyless = method == "get" || path.starts_with("/api/v1/sign-") || repeated.contains(path);
      EXPECT_EQ(head_of(schemas_, operation).contains("Idempotency-Key"), !keyless) << method << " " << path;
    }
  }
}

std::string upper(std::string_view text) {
  std::string result{text};
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return result;
}

/// A path with something in each of its places.
std::string any_of(std::string path) {
  for (auto at = path.find('{'); at != std::string::npos; at = path.find('{')) {
    path.replace(at, path.find('}', at) + 1 - at, "1");
  }
  return path;
}

TEST_F(Api, KnowsTheFieldsOfTheContractAndRefusesOthersByName) {
  for (auto const& [path, methods] : schemas_.contract()["paths"].items()) {
    for (auto const& [method, operation] : methods.items()) {
      if (!operation.contains("requestBody") || !operation["requestBody"]["content"].contains("application/json")) {
        continue;
      }
      auto const name = method + " " + path;
      auto const& schema = schemas_.resolved(operation["requestBody"]["content"]["application/json"]["schema"]);
      auto const unknown = send(method_named(upper(method)), any_of(path), json{{"no_such_field", 1}});
      EXPECT_EQ(unknown.code(), "body_field_unknown") << name << unknown.body;
      for (auto const& [field, property] : schema["properties"].items()) {
        // Something that the field is not: a list where it is an object, else an object.
        auto const object = schemas_.resolved(property).value("type", json{}) == "object";
        auto const what = object ? json::array({"odd"}) : json{{"odd", json::array()}};
        auto const odd = send(method_named(upper(method)), any_of(path), json{{field, what}});
        EXPECT_NE(odd.code(), "body_field_unknown") << name << " " << field;
        EXPECT_GE(odd.status, 400U) << name << " " << field;
        EXPECT_LT(odd.status, 500U) << name << " " << field;
      }
    }
  }
}

TEST_F(Api, LeavesNoSchemaOpen) {
  EXPECT_EQ(schemas_.open_objects(), std::vector<std::string>{});
}

TEST_F(Api, TellsWhatAPlaceReaches) {
  auto const told = get("/api/v1/circle?minutes=2,5&at=" + at(0));
  ASSERT_EQ(told.status, 200U) << told.body;
  EXPECT_EQ(told.body["outlets"]["pharmacy"]["count"], 1);
  EXPECT_EQ(told.body["outlets"]["pharmacy"]["nearest_outlet"], "70");
  EXPECT_EQ(told.body["outlets"]["market"]["known"], false);
  EXPECT_EQ(told.body["outline"]["features"].size(), 2U);
  EXPECT_EQ(told.body["outline"]["features"][0]["properties"]["minutes"], 5);
  auto const walked = get("/api/v1/circle?metres=300&outline=no&to=70&kinds=pharmacy&at=" + at(1));
  ASSERT_EQ(walked.status, 200U) << walked.body;
  EXPECT_EQ(walked.body["outlets"].size(), 1U);
  EXPECT_FALSE(walked.body.contains("outline"));
  EXPECT_NEAR(walked.body["path"]["metres"].get<double>(), 200, 1);
}

TEST_F(Api, WritesACircleCharacterForCharacterAsJsonDoes) {
  auto const snapshot = current_.get();
  for (auto const* const person : {"standard", "elder"}) {
    for (auto const unit : {reach::Unit::seconds, reach::Unit::metres}) {
      for (auto const& to : {std::optional<city::OutletId>{}, std::optional{city::OutletId{70}}}) {
        answers::ReachQuestion question;
        question.person = person;
        question.unit = unit;
        question.at = snapshot->city().homes[1].door;
        question.to = to;
        question.limits = *reach::Limits::of(std::array{5.0, 20.0, 60.0}, reach::Unit::seconds);
        auto const& sight = snapshot->sight(*answers::walker_of(question));
        answers::CircleFinder finder{sight};
        auto const report = finder.find(sight, question, answers::Drawn::outlines, "");
        ASSERT_TRUE(report) << report.error().code;
        EXPECT_EQ(answers::text_of(*report), answers::json_of(*report).dump());
        EXPECT_EQ(nlohmann::ordered_json::parse(answers::text_of_outlines(*report)), answers::outlines_of(*report));
      }
    }
  }
}

TEST_F(Api, WritesWhatWasFoundCharacterForCharacterAsJsonDoes) {
  directory::Entry entry;
  entry.id = directory::OutletId{7};
  entry.name = "老李\"修鞋\"\\铺\n\x01";
  entry.kinds = {"pharmacy", "repair_small"};
  entry.state = directory::EntryState::open;
  auto plain = entry;
  plain.id = directory::OutletId{8};
  plain.name = "修鞋";
  plain.address = "兰苑路7号";
  plain.telephone = "0516-1";
  plain.services = {{"repair_small", "修鞋", std::nullopt}, {"repair_small", "配钥匙", 1'000}};
  search::Index const index{std::array{entry, plain}, kinds::Kinds::built_in()};
  search::Times const times{std::vector<search::Times::Time>{{7, 0}, {8, 1'234}}};
  for (auto const* const text : {"修鞋", "修协", "xx", "", "zzzzzz"}) {
    for (auto const walked : {false, true}) {
      search::Asked asked;
      asked.query = *search::parse_query(text);
      asked.times = walked ? &times : nullptr;
      auto const found = search::find(index, asked);
      EXPECT_EQ(answers::text_of(index, found, walked), answers::json_of(index, found, walked).dump()) << text;
    }
  }
  auto const told = get("/api/v1/search?count=1&at=" + at(0));
  EXPECT_EQ(told.body["change"], current_.get()->change()) << told.body;
  EXPECT_TRUE(told.body.contains("next"));
}

TEST_F(Api, AnswersEveryQuestionOfTheContract) {
  for (auto const& target :
       {"/api/v1/route?from=" + at(0) + "&to=" + at(2) + "&person=elder&at=Mo%2008:30",
        std::string{"/api/v1/outlets/70"}, std::string{"/api/v1/outlets/71"},
        std::string{"/api/v1/outlets/70/serves?minutes=5"}, std::string{"/api/v1/outlets/70/serves?metres=500"},
        std::string{"/api/v1/kinds"}, std::string{"/api/v1/persons"}, std::string{"/api/v1/standards"},
        std::string{"/api/v1/areas"}, std::string{"/api/v1/evaluation?standard=mofcom"},
        std::string{"/api/v1/evaluation?standard=gb-50180&gaps=100"},
        std::string{"/api/v1/evaluation?standard=star-scheme&level=community&person=elder"},
        std::string{"/api/v1/openapi.yaml"}, std::string{"/healthz"}, std::string{"/readyz"},
        std::string{"/metrics"}}) {
    EXPECT_EQ(get(target).status, 200U) << target;
    EXPECT_EQ(get(target, {.language = "zh"}).status, 200U) << target;
  }
  EXPECT_EQ(get("/api/v1/outlets/70/serves?minutes=3").body["homes"], 2);
  EXPECT_EQ(get("/api/v1/areas?level=community").body["areas"][0]["people"], 5);
  EXPECT_EQ(get("/api/v1/areas?level=district").body["areas"].size(), 0U);
}

TEST_F(Api, DrawsTiles) {
  auto const tile_of = [&](std::size_t home, std::uint32_t zoom) {
    auto const at = tiles::world_of(current_.get()->city().homes[home].door);
    return std::to_string(zoom) + "/" + std::to_string(at.x >> (32U - zoom)) + "/" +
           std::to_string(at.y >> (32U - zoom));
  };
  auto const homes = get("/api/v1/tiles/homes/" + tile_of(0, 14) + "?standard=mofcom");
  ASSERT_EQ(homes.status, 200U) << homes.body;
  EXPECT_EQ(homes.type, "application/vnd.mapbox-vector-tile");
  EXPECT_NE(homes.body.get<std::string>().find("score"), std::string::npos);
  EXPECT_EQ(get("/api/v1/tiles/homes/" + tile_of(0, 14)).body.get<std::string>().find("score"), std::string::npos);
  auto const by_one = get("/api/v1/tiles/homes/" + tile_of(0, 14) + "?standard=mofcom&rule=pharmacy");
  ASSERT_EQ(by_one.status, 200U) << by_one.body;
  EXPECT_NE(by_one.body.get<std::string>().find("score"), std::string::npos);
  for (auto const* const target :
       {"homes/14/0/0", "homes/13/0/0", "hexagons/14/0/0", "outlets/10/0/0", "circles/0/0/0", "gates/14/0/0"}) {
    EXPECT_EQ(get("/api/v1/tiles/" + std::string{target}).body, "") << target << ": nothing is there";
  }
  for (auto const& target : {std::string{"hexagons/"} + tile_of(0, 13) + "?standard=gb-50180&person=elder",
                             "outlets/" + tile_of(0, 9) + "?kinds=pharmacy", "outlets/" + tile_of(0, 16),
                             "streets/" + tile_of(1, 15), std::string{"hexagons/0/0/0"}}) {
    EXPECT_NE(get("/api/v1/tiles/" + target).body, "") << target;
  }
  EXPECT_EQ(get("/api/v1/tiles/areas/0/0/0?level=community&standard=mofcom").status, 200U);
  EXPECT_EQ(get("/api/v1/tiles").body["layers"].size(), 7U);
}

TEST_F(Api, HasABasemapOnlyWhereItIsGivenOne) {
  EXPECT_EQ(refusal("/api/v1/basemap", 404), "basemap_none");
  EXPECT_EQ(refusal("/api/v1/basemap/0/0/0", 404), "basemap_none");
}

TEST_F(Api, RefusesTilesThatAreNone) {
  EXPECT_EQ(refusal("/api/v1/tiles/homes/19/0/0", 404), "tile_outside");
  EXPECT_EQ(refusal("/api/v1/tiles/homes/4000000000/0/0", 404), "tile_outside");
  EXPECT_EQ(refusal("/api/v1/tiles/homes/2/4/0", 404), "tile_outside");
  EXPECT_EQ(refusal("/api/v1/tiles/homes/2/-1/0", 400), "tile_not_understood");
  EXPECT_EQ(refusal("/api/v1/tiles/homes/2/1.0/0", 400), "tile_not_understood");
  EXPECT_EQ(refusal("/api/v1/tiles/homes/2/1/0.mvt", 400), "tile_not_understood");
  EXPECT_EQ(refusal("/api/v1/tiles/homes/2/1/..%2F0", 400), "http_target");
  EXPECT_EQ(refusal("/api/v1/tiles/homes/2/1/../0", 400), "http_target");
  EXPECT_EQ(refusal("/api/v1/tiles/ghosts/2/1/0", 404), "http_no_route");
  EXPECT_EQ(refusal("/api/v1/tiles/streets/2/1/0?standard=mofcom", 400), "http_parameter_none");
  EXPECT_EQ(refusal("/api/v1/tiles/homes/14/1/0?standard=ghost", 400), "standard_unknown");
  EXPECT_EQ(refusal("/api/v1/tiles/homes/14/1/0?standard=mofcom&person=ghost", 400), "person_unknown");
  EXPECT_EQ(refusal("/api/v1/tiles/homes/14/1/0?rules=x", 400), "http_parameter_missing");
  EXPECT_EQ(refusal("/api/v1/tiles/homes/14/1/0?standard=mofcom&rules=ghost", 400), "tile_rule_unknown");
  EXPECT_EQ(refusal("/api/v1/tiles/hexagons/9/1/0?standard=mofcom&rule=ghost", 400), "tile_rule_unknown");
  EXPECT_EQ(refusal("/api/v1/tiles/hexagons/9/1/0?rule=pharmacy", 400), "http_parameter_missing");
  EXPECT_EQ(refusal("/api/v1/tiles/outlets/14/1/0?kinds=ghost", 400), "kind_unknown");
  EXPECT_EQ(refusal("/api/v1/tiles/areas/14/1/0?level=ghost", 400), "choice_unknown");
}

TEST_F(Api, EvaluatesOnceAndKeepsIt) {
  auto const snapshot = current_.get();
  auto const first = snapshot->judged({"mofcom", "standard", std::nullopt});
  auto const second = snapshot->judged({"mofcom", "standard", city::AreaLevel::district});
  ASSERT_TRUE(first && second);
  EXPECT_EQ(&first->evaluation, &second->evaluation);
  EXPECT_EQ(second->level, city::AreaLevel::district);
  EXPECT_EQ(get("/api/v1/evaluation?standard=mofcom").body, get("/api/v1/evaluation?standard=mofcom").body);
}

class OwnStandard : public Served {
 protected:
  OwnStandard() {
    auto const standards = standard::Standards::with_file(file(), kinds::Kinds::built_in());
    EXPECT_TRUE(standards);
    auto const now = current_.get();
    current_.set(std::make_shared<Snapshot>(now->town(), now->index(), *standards));
  }
  ~OwnStandard() override { std::filesystem::remove(file_); }
  OwnStandard(OwnStandard const&) = delete;
  OwnStandard& operator=(OwnStandard const&) = delete;
  OwnStandard(OwnStandard&&) = delete;
  OwnStandard& operator=(OwnStandard&&) = delete;
  std::filesystem::path const& file(std::string const& id = "our-city") {
    std::ofstream{file_} << "version: 1\nstandard: {id: " << id
                         << ", zh: 本市标准, en: Our city, source: a, mark: V}\nrules:\n"
                            "  - {id: pharmacy, zh: 药店, en: Pharmacy, needs: pharmacy, within: {minutes: 5}, source: "
                            "b, mark: V}\n";
    return file_;
  }

 private:
  std::filesystem::path file_ =
      std::filesystem::temp_directory_path() / ("linquan_own_" + std::to_string(::getpid()) + ".yaml");
};

TEST_F(OwnStandard, IsAskedForLikeOneThatIsBuiltIn) {
  auto const listed = get("/api/v1/standards").body["standards"];
  EXPECT_EQ(listed.size(), standard::built_in_ids().size() + 1);
  EXPECT_EQ(listed.back()["id"], "our-city");
  auto const told = get("/api/v1/evaluation?standard=our-city");
  ASSERT_EQ(told.status, 200U) << told.text;
  EXPECT_EQ(told.body["standard"], "our-city");
  EXPECT_EQ(told.body["rules"][0]["id"], "pharmacy");
  EXPECT_EQ(get("/api/v1/tiles/areas/0/0/0?level=community&standard=our-city").status, 200U);
  EXPECT_EQ(get("/api/v1/evaluation?standard=mofcom").status, 200U);
  auto const refused = get("/api/v1/evaluation?standard=other");
  EXPECT_EQ(refused.code(), "standard_unknown");
  EXPECT_NE(refused.body["detail"].get<std::string>().find("our-city"), std::string::npos) << "it says which there are";
  auto const token = token_with({{identity::Role::city_bureau, identity::Level::city, {}}});
  auto const job = [&](std::string const& name) {
    return send(http::Method::post, "/api/v1/jobs", json{{"sort", "report"}, {"standard", name}}, {.token = token});
  };
  EXPECT_EQ(job("our-city").status, 202U);
  EXPECT_EQ(job("other").code(), "standard_unknown");
}

TEST_F(OwnStandard, BearsNoIdOfOneThatIsBuiltIn) {
  auto const taken = standard::Standards::with_file(file("mofcom"), kinds::Kinds::built_in());
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, "standard_id_built_in");
  auto const none = standard::Standards::with_file("/nowhere/own.yaml", kinds::Kinds::built_in());
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, "file_unreadable");
}

/// Holds its work where it first asks whether to go on, until it is let go.
class Held final : public Progress {
 public:
  void step(std::string_view /*code*/, std::uint64_t /*total*/) override {}
  void advance(std::uint64_t /*done*/) override {}
  [[nodiscard]] bool stopped() const override {
    begun = true;
    for (int i = 0; i < 10'000 && !go; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    return false;
  }
  mutable std::atomic<bool> begun = false;
  std::atomic<bool> go = false;
};

/// Stops once it is told to.
class Stoppable final : public Progress {
 public:
  void step(std::string_view /*code*/, std::uint64_t /*total*/) override {}
  void advance(std::uint64_t /*done*/) override {}
  [[nodiscard]] bool stopped() const override { return over; }
  std::atomic<bool> over = false;
};

TEST_F(Api, SharesAFirstEvaluationWithWhoeverAsksMeanwhile) {
  auto const snapshot = current_.get();
  Held held;
  auto first = std::async(std::launch::async, [&] { return snapshot->scored("mofcom", "elder", held); });
  for (int i = 0; i < 10'000 && !held.begun; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
  ASSERT_TRUE(held.begun);
  std::vector<std::unique_ptr<Stoppable>> watches;
  std::vector<std::future<Result<Snapshot::Scored>>> others;
  for (std::size_t i = 0; i < Snapshot::waiting_max(); ++i) {
    auto& watch = *watches.emplace_back(std::make_unique<Stoppable>());
    others.push_back(std::async(std::launch::async, [&] { return snapshot->scored("mofcom", "elder", watch); }));
  }
  // Those above wait by now, or will; whoever comes beyond their number need not wait to hear it.
  auto beyond = snapshot->scored("gb-50180", "elder");
  EXPECT_TRUE(beyond) << "another standard is nobody's wait";
  std::this_thread::sleep_for(std::chrono::milliseconds{200});
  auto const began = std::chrono::steady_clock::now();
  auto const refused = get("/api/v1/evaluation?standard=mofcom&person=elder");
  EXPECT_EQ(refused.status, 503U);
  EXPECT_EQ(refused.code(), "evaluation_running");
  EXPECT_NE(refused.field("Retry-After"), "");
  EXPECT_LT(std::chrono::steady_clock::now() - began, Snapshot::patience / 2);
  watches.back()->over = true;
  auto const stopped = others.back().get();
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, "interrupted");
  held.go = true;
  auto const made = first.get();
  ASSERT_TRUE(made);
  for (std::size_t i = 0; i + 1 < others.size(); ++i) {
    auto const shared = others[i].get();
    ASSERT_TRUE(shared);
    EXPECT_EQ(&shared->live.standard(), &made->live.standard()) << "it is the same one: nothing was worked out again";
  }
  EXPECT_EQ(get("/api/v1/evaluation?standard=mofcom&person=elder").status, 200U);
}

TEST_F(Api, RefusesByNameWhatItDoesNotUnderstand) {
  EXPECT_EQ(refusal("/api/v1/circle", 400), "http_parameter_missing");
  EXPECT_EQ(refusal("/api/v1/circle?at=here", 400), "place_not_understood");
  EXPECT_EQ(refusal("/api/v1/circle?at=1,2", 400), "place_outside");
  auto const place = at(0);
  EXPECT_EQ(refusal("/api/v1/circle?person=ghost&at=" + place, 400), "person_unknown");
  EXPECT_EQ(refusal("/api/v1/circle?minutes=0&at=" + place, 400), "limit_minutes");
  EXPECT_EQ(refusal("/api/v1/circle?minutes=5&metres=5&at=" + place, 400), "limits_two_units");
  EXPECT_EQ(refusal("/api/v1/circle?kinds=ghost&at=" + place, 400), "kind_unknown");
  EXPECT_EQ(refusal("/api/v1/circle?outline=maybe&at=" + place, 400), "choice_unknown");
  EXPECT_EQ(refusal("/api/v1/circle?to=71&at=" + place, 404), "outlet_without_place");
  EXPECT_EQ(refusal("/api/v1/circle?radius=3&at=" + place, 400), "http_parameter_unknown");
  EXPECT_EQ(refusal("/api/v1/outlets/72", 404), "outlet_unknown");
  EXPECT_EQ(refusal("/api/v1/outlets/x", 404), "outlet_unknown");
  EXPECT_EQ(refusal("/api/v1/evaluation", 400), "http_parameter_missing");
  EXPECT_EQ(refusal("/api/v1/evaluation?standard=%2Fetc%2Fpasswd", 400), "standard_unknown") << "no file is opened";
  EXPECT_EQ(refusal("/api/v1/areas?level=street", 400), "choice_unknown");
  EXPECT_EQ(refusal("/api/v2/circle", 404), "http_no_route");
}

TEST_F(Api, SaysThatTheCityIsNotThereYet) {
  current_.set(nullptr);
  EXPECT_EQ(refusal("/readyz", 503), "http_not_ready");
  EXPECT_EQ(refusal("/api/v1/kinds", 503), "http_not_ready");
  EXPECT_EQ(get("/healthz").status, 200U);
}

TEST(Schemas, ComplainAboutWhatIsNotInTheContract) {
  Schemas const schemas{json_of_yaml(
      "components: {schemas: {A: {type: object, additionalProperties: false, required: [n], properties: {n: {type: "
      "integer, minimum: 1}, s: {type: [string, \"null\"], enum: [x, null]}}}, B: {type: object}}}")};
  auto const& a = schemas.contract()["components"]["schemas"]["A"];
  EXPECT_TRUE(schemas.complaints({{"n", 1}, {"s", nullptr}}, a).empty());
  for (auto const& wrong : std::vector<json>{json::object(),
                                             {{"n", 0}},
                                             {{"n", 1.5}},
                                             {{"n", 1}, {"m", 2}},
                                             {{"n", 1}, {"s", "y"}},
                                             json::array(),
                                             "n"}) {
    EXPECT_FALSE(schemas.complaints(wrong, a).empty()) << wrong;
  }
  EXPECT_FALSE(schemas.complaints(1, {{"pattern", "x"}}).empty()) << "a keyword that is not checked is no check";
  EXPECT_EQ(schemas.open_objects(), std::vector<std::string>{"#/components/schemas/B"});
}

}  // namespace
}  // namespace linquan::api
