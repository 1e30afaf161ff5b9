#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "drawn_town.h"
#include "linquan/api/seeding.h"
#include "linquan/tiles/grid.h"
#include "served.h"

namespace linquan::api {
namespace {

using identity::Level;
using identity::Role;
using nlohmann::json;

constexpr auto post = http::Method::post;
constexpr auto put = http::Method::put;
constexpr auto patch = http::Method::patch;

geo::MultiPolygon box_about(geo::Point a, geo::Point b) {
  constexpr std::int32_t metres_100 = 10'000;
  return {{{{a.lon - metres_100, a.lat - metres_100},
            {b.lon + metres_100, a.lat - metres_100},
            {b.lon + metres_100, b.lat + metres_100},
            {a.lon - metres_100, b.lat + metres_100}},
           {}}};
}

/// 200 people at a and 300 at c in Lotus, 500 at e in Plum; a pharmacy at a, nobody who repairs anything. A built
/// circle about Lotus, a planned one about Plum.
city::City lotus_and_plum() {
  drawn::DrawnTown drawn{"a---c---e", 50};
  city::City city;
  city.name = "Drawn";
  city.kind_ids = {"pharmacy", "repair_appliance", "repair_small", "tailor", "repair_bike"};
  city.completeness = {{"register.csv", {0, 1, 2, 3, 4}, {}}};
  auto const area = [&](std::uint64_t id, city::AreaLevel level, std::string code, std::string name, char from,
                        char to) {
    auto& made = city.areas.emplace_back();
    made.id = city::AreaId{id};
    made.level = level;
    made.code = std::move(code);
    made.name = std::move(name);
    made.shape = box_about(drawn.at(from), drawn.at(to));
  };
  area(1, city::AreaLevel::community, "320302001001", "Lotus", 'a', 'c');
  area(2, city::AreaLevel::community, "320302001002", "Plum", 'e', 'e');
  area(3, city::AreaLevel::district, "320302", "Drum Tower", 'a', 'e');
  area(4, city::AreaLevel::living_circle, "SHQ001", "Lotus circle", 'a', 'c');
  area(5, city::AreaLevel::living_circle, "SHQ002", "Plum circle", 'e', 'e');
  city.areas[3].state = "built";
  city.areas[4].state = "planned";
  for (auto const& [letter, people] : {std::pair{'a', 200}, std::pair{'c', 300}, std::pair{'e', 500}}) {
    auto& home = city.homes.emplace_back();
    home.id = city::HomeId{city.homes.size()};
    home.door = drawn.at(letter);
    home.access = drawn.access(letter);
    home.people = {{people * 1'000}, {0}, {1'000}, {0}};
    home.community = letter == 'e' ? 1 : 0;
    home.district = 2;
    home.living_circle = letter == 'e' ? 4 : 3;
    city.box.add(home.door);
  }
  auto& pharmacy = city.outlets.emplace_back();
  pharmacy.id = city::OutletId{70};
  pharmacy.name = "Hope <&>";
  pharmacy.kinds = {0};
  pharmacy.sources = {"drawn:a"};
  pharmacy.telephone = "0516-83712345";
  pharmacy.opened = "2026-03-01";
  pharmacy.stands = {{drawn.at('a'), {drawn.access('a')}, *hours::Hours::parse("Mo-Su 08:00-20:00")}};
  pharmacy.community = 0;
  city.streets = drawn.graph();
  return city;
}

class ProgrammeApi : public Served {
 protected:
  ProgrammeApi() : Served{lotus_and_plum()} {
    EXPECT_EQ(*seed_circles(*store_, current_.get()->city()), 2U);
    EXPECT_EQ(*seed_circles(*store_, current_.get()->city()), 0U) << "once";
  }
  static json place(geo::Point at) { return {{"lat", geo::lat_degrees(at)}, {"lon", geo::lon_degrees(at)}}; }
  json place_of_home(std::size_t home) { return place(current_.get()->city().homes[home].door); }

  std::string bureau = token_with({{Role::district_bureau, Level::district, "320302"}});
  std::string other = token_with({{Role::district_bureau, Level::district, "320303"}});
  std::string resident = token_with({});
};

TEST_F(ProgrammeApi, TellsTheCirclesAndTheCitysFigures) {
  auto const all = get("/api/v1/circles").body["circles"];
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0]["code"], "SHQ001");
  EXPECT_EQ(all[0]["state"], "built");
  EXPECT_EQ(all[0]["district"], "320302");
  EXPECT_EQ(all[0]["figures"]["residents"], 500);
  EXPECT_EQ(all[0]["figures"]["outlets"], 1);
  EXPECT_EQ(all[0]["figures"]["outlets_opened"], 1);
  EXPECT_EQ(all[0]["figures"]["by_kind"], (json{{"pharmacy", 1}}));
  EXPECT_EQ(get("/api/v1/circles?state=planned").body["circles"].size(), 1U);
  EXPECT_EQ(get("/api/v1/circles?district=320303").body["circles"].size(), 0U);
  EXPECT_EQ(refusal("/api/v1/circles?state=done", 400), "choice_unknown");
  auto const city = get("/api/v1/programme").body;
  EXPECT_EQ(city["circles"], 2);
  EXPECT_EQ(city["by_state"], (json{{"planned", 1}, {"building", 0}, {"built", 1}, {"accepted", 0}}));
  EXPECT_EQ(city["residents"], 1'000);
  EXPECT_EQ(city["residents_covered"], 500);
  EXPECT_EQ(city["outlets_covered"], 1);
  EXPECT_EQ(city["satisfaction"], nullptr);
  auto const one = get("/api/v1/circles/4").body;
  EXPECT_EQ(one["boundary"]["shape"]["type"], "MultiPolygon");
  EXPECT_EQ(one["history"].size(), 1U);
  EXPECT_EQ(refusal("/api/v1/circles/9", 404), "living_circle_unknown");
  EXPECT_EQ(refusal("/api/v1/circles/x", 404), "living_circle_unknown");
}

TEST_F(ProgrammeApi, ColoursTilesByTheStatesOfToday) {
  auto const drawn = [&](std::string const& state, std::string const& layer) {
    return get("/api/v1/tiles/" + layer).text.find(state) != std::string::npos;
  };
  auto const corner = tiles::world_of(current_.get()->city().homes[2].door);
  auto const tile = "13/" + std::to_string(corner.x >> 19U) + "/" + std::to_string(corner.y >> 19U);
  auto const all = "circles/" + tile;
  auto const as_areas = "areas/" + tile + "?level=living_circle";
  EXPECT_TRUE(drawn("planned", all) && drawn("built", all) && drawn("planned", as_areas));
  EXPECT_FALSE(drawn("building", all) || drawn("building", as_areas));
  EXPECT_EQ(send(post, "/api/v1/circles/5/state", json{{"to", "building"}}, {.token = bureau}).status, 200U);
  EXPECT_TRUE(drawn("building", all) && drawn("built", all) && drawn("building", as_areas));
  EXPECT_FALSE(drawn("planned", all) || drawn("planned", as_areas));
}

TEST_F(ProgrammeApi, TakesACircleFromAPlanToItsAcceptance) {
  Sent const by{.token = bureau};
  json const body{
      {"code", "SHQ003"}, {"name", "Both"}, {"district", "320302"}, {"communities", {"320302001001", "320302001002"}}};
  EXPECT_EQ(send(post, "/api/v1/circles", body).status, 401U);
  EXPECT_EQ(send(post, "/api/v1/circles", body, {.token = other}).status, 403U);
  EXPECT_EQ(send(post, "/api/v1/circles", body, {.token = resident}).status, 403U);
  auto const made = send(post, "/api/v1/circles", body, {.token = bureau, .key = "one"});
  ASSERT_EQ(made.status, 201U) << made.body;
  EXPECT_EQ(send(post, "/api/v1/circles", body, {.token = bureau, .key = "one"}).body, made.body) << "replayed";
  EXPECT_EQ(send(post, "/api/v1/circles", body, by).code(), "living_circle_code_taken");
  auto ghost = body;
  ghost["communities"] = {"320302001009"};
  EXPECT_EQ(send(post, "/api/v1/circles", ghost, by).code(), "living_circle_community");
  auto const path = "/api/v1/circles/" + made.body["id"].get<std::string>();
  EXPECT_EQ(get(path).body["figures"]["residents"], 1'000);
  auto const step = [&](json const& what) { return send(post, path + "/state", what, by); };
  EXPECT_EQ(step({{"to", "built"}}).code(), "living_circle_step");
  EXPECT_EQ(step({{"to", "building"}, {"seen", 2}}).code(), "living_circle_changed");
  EXPECT_EQ(step({{"to", "building"}, {"seen", 1}}).body["state"], "building");
  EXPECT_EQ(step({{"to", "planned"}}).code(), "living_circle_reason");
  EXPECT_EQ(step({{"to", "planned"}, {"reason", "no money yet"}}).status, 200U);
  EXPECT_EQ(step({{"to", "building"}, {"on", "2026-09-31"}}).code(), "body_day");
  EXPECT_EQ(step({{"to", "building"}}).status, 200U);
  EXPECT_EQ(step({{"to", "built"}}).status, 200U);
  EXPECT_EQ(send(post, path + "/grade", json{{"grade", "达标"}, {"standard", "nonsense"}}, by).code(),
            "standard_unknown");
  EXPECT_EQ(send(post, path + "/grade", json{{"grade", "达标"}, {"standard", "mofcom"}}, by).status, 200U);
  auto const of_stars = send(post, path + "/grade", json{{"grade", "达标"}, {"standard", "star-scheme"}}, by);
  EXPECT_EQ(of_stars.code(), "choice_unknown") << "a standard that names its grades is judged by those";
  EXPECT_NE(of_stars.body["detail"].get<std::string>().find("达到参评门槛"), std::string::npos) << of_stars.text;
  EXPECT_EQ(send(post, path + "/grade", json{{"grade", "admitted"}, {"standard", "star-scheme"}}, by).status, 200U);
  EXPECT_EQ(send(post, path + "/grade", json{{"grade", "达标"}, {"standard", "mofcom"}}, by).status, 200U);
  auto const accepted = step({{"to", "accepted"}});
  EXPECT_EQ(accepted.body["state"], "accepted");
  EXPECT_EQ(accepted.body["grade"]["standard"], "mofcom");
  EXPECT_EQ(get(path).body["history"].size(), 9U);
  EXPECT_EQ(send(patch, path, json{{"name", "Both together"}}, by).body["name"], "Both together");
  auto const drawn = json{{"type", "Polygon"}, {"coordinates", {{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}}};
  EXPECT_EQ(send(patch, path, json{{"drawn", drawn}}, by).status, 200U);
  EXPECT_EQ(get(path).body["figures"]["residents"], 0) << "nobody lives off the coast of Africa";
  EXPECT_EQ(send(patch, path, json{{"drawn", drawn}, {"communities", {"320302001001"}}}, by).code(),
            "living_circle_boundary");
}

TEST_F(ProgrammeApi, PlansAsksFreezesAndCompares) {
  Sent const by{.token = bureau};
  std::string const path = "/api/v1/circles/4";
  json const plan{
      {"text", "一圈一策"},
      {"items",
       {{{"what", "a repairer"}, {"kind", "repair_small"}, {"due", "2026-12-01"}, {"spot", place_of_home(1)}}}}};
  EXPECT_EQ(send(put, path + "/plans/2026", plan, {.token = other}).status, 403U);
  EXPECT_EQ(send(put, path + "/plans/2026", plan, by).body["version"], 1);
  EXPECT_EQ(send(put, path + "/plans/2026", plan, by).code(), "living_circle_changed") << "one is there";
  EXPECT_EQ(send(put, path + "/plans/1999", plan, by).status, 400U);
  EXPECT_EQ(get(path + "/plans").body["plans"][0]["items"][0]["kind"], "repair_small");
  json const survey{{"asked", 120}, {"content", 96}, {"source", "door to door"}};
  EXPECT_EQ(send(post, path + "/surveys", survey, by).status, 201U);
  EXPECT_EQ(send(post, path + "/surveys", json{{"asked", 1}, {"content", 2}, {"source", "s"}}, by).code(),
            "circle_survey");
  EXPECT_EQ(get(path).body["satisfaction"]["content"], 96);
  EXPECT_EQ(get("/api/v1/programme").body["satisfaction"], (json{{"asked", 120}, {"content", 96}}));
  EXPECT_EQ(send(post, path + "/years", json{{"year", 2025}}, by).code(), "circle_year_open");
  auto const frozen = send(post, path + "/years", json{{"year", 2026}}, by);
  ASSERT_EQ(frozen.status, 201U) << frozen.body;
  EXPECT_EQ(send(post, path + "/years", json{{"year", 2026}}, by).code(), "circle_year_frozen");
  // A year later the pharmacy is gone; what was frozen stays.
  clock_.move_by(std::chrono::hours{24 * 365});
  bureau = token_with({{Role::district_bureau, Level::district, "320302"}});
  ASSERT_EQ(send(post, "/api/v1/outlets/70/changes", json{{"command", "close"}}, {.token = bureau}).status, 200U);
  ASSERT_EQ(send(post, path + "/years", json{{"year", 2027}}, {.token = bureau}).status, 201U);
  EXPECT_EQ(get(path + "/years").body["years"][1], frozen.body);
  auto const compared = get(path + "/years/differences?from=2026&to=2027").body;
  auto const figure = [&](std::string const& name) {
    return *std::ranges::find_if(compared["differences"], [&](json const& one) { return one["figure"] == name; });
  };
  EXPECT_EQ(figure("outlets"), (json{{"figure", "outlets"}, {"before", 1}, {"after", 0}, {"change", -1}}));
  EXPECT_EQ(figure("residents")["change"], 0);
  EXPECT_EQ(figure("kind:pharmacy")["after"], nullptr);
  EXPECT_EQ(refusal(path + "/years/differences?from=2026&to=2030", 404), "circle_year_unknown");
  EXPECT_EQ(refusal(path + "/years/differences?from=2026", 400), "http_parameter_missing");
}

TEST_F(ProgrammeApi, KeepsBrandsWithLogosAndBoards) {
  Sent const by{.token = bureau};
  std::string const path = "/api/v1/brands/320302";
  EXPECT_EQ(send(put, path, json{{"name", "Drum Tower Neighbours"}}, {.token = other}).status, 403U);
  EXPECT_EQ(send(put, path, json{{"name", "Drum Tower Neighbours"}}, by).status, 200U);
  auto const board =
      send(post, path + "/boards", json{{"place", "metro"}, {"state", "planned"}, {"at", place_of_home(0)}}, by);
  ASSERT_EQ(board.status, 201U) << board.body;
  auto const id = board.body["boards"][0]["id"].get<std::string>();
  EXPECT_EQ(
      send(put, path + "/boards/" + id, json{{"place", "metro"}, {"state", "standing"}}, by).body["boards"][0]["state"],
      "standing");
  EXPECT_EQ(send(put, path + "/boards/77", json{{"place", "metro"}, {"state", "standing"}}, by).status, 404U);
  EXPECT_EQ(refusal(path + "/logo", 404), "brand_unknown");
  auto const city = token_with({{identity::Role::city_bureau, identity::Level::city, {}}});
  for (auto const* const nowhere : {"320399", "3203", "none"}) {
    auto const refused = send(put, "/api/v1/brands/" + std::string{nowhere}, json{{"name", "A"}}, {.token = city});
    EXPECT_EQ(refused.status, 404U) << nowhere;
    EXPECT_EQ(refused.code(), "district_unknown") << nowhere;
  }
  Sent picture = by;
  picture.content_type = "image/png";
  EXPECT_EQ(send_bytes(put, path + "/logo", "<svg/>", picture).code(), "brand_logo");
  EXPECT_EQ(get("/api/v1/brands").body["brands"][0]["has_logo"], false);
}

TEST_F(ProgrammeApi, ListsServicesAsDataWorkbookAndPage) {
  auto const list = get("/api/v1/circles/4/services").body;
  ASSERT_EQ(list["lines"].size(), 1U);
  EXPECT_EQ(list["lines"][0]["telephone"], "0516-83712345");
  EXPECT_EQ(list["lines"][0]["unconfirmed"], true);
  EXPECT_EQ(get("/api/v1/areas/320302001002/services").body["lines"].size(), 0U);
  EXPECT_EQ(get("/api/v1/areas/320302001001/services").body["lines"], list["lines"]);
  EXPECT_EQ(refusal("/api/v1/areas/9/services", 404), "area_code_unknown");
  auto const book = get("/api/v1/circles/4/services?format=xlsx");
  EXPECT_EQ(book.text.substr(0, 2), "PK");
  auto const page = get("/api/v1/circles/4/services?format=page");
  EXPECT_NE(page.text.find("Hope &lt;&amp;&gt;"), std::string::npos);
  EXPECT_NE(page.text.find("href=\"/services.css\""), std::string::npos);
  EXPECT_EQ(page.text.find("<style"), std::string::npos) << "the server's policy takes no style from a page";
  EXPECT_EQ(get("/services.css").type, "text/css; charset=utf-8");
  EXPECT_EQ(refusal("/api/v1/circles/4/services?format=pdf", 400), "choice_unknown");
}

TEST_F(ProgrammeApi, TellsWhoIsNearWithTheirTelephones) {
  auto const near = get("/api/v1/near?kinds=pharmacy&minutes=15&at=" + at(1)).body;
  ASSERT_EQ(near["outlets"].size(), 1U);
  EXPECT_EQ(near["outlets"][0]["telephone"], "0516-83712345");
  EXPECT_EQ(near["outlets"][0]["hours"], "Mon to Sun 08:00–20:00");
  EXPECT_NEAR(near["outlets"][0]["seconds"].get<double>(), 200 / (1'000.0 / 900), 1);
  EXPECT_EQ(get("/api/v1/near?kinds=tailor&at=" + at(1)).body["count"], 0);
  EXPECT_EQ(refusal("/api/v1/near?at=" + at(1), 400), "http_parameter_missing");
  EXPECT_EQ(get("/api/v1/near?q=hope&minutes=15&at=" + at(1)).body, near) << "asked in words";
  EXPECT_EQ(get("/api/v1/near?q=%E8%8D%AF%E5%BA%97&at=" + at(1)).body["count"], 1) << "药店";
  EXPECT_EQ(get("/api/v1/near?q=hope&minutes=1&at=" + at(1)).body["count"], 0) << "too far";
  EXPECT_EQ(refusal("/api/v1/near?q=" + std::string(201, 'x') + "&at=" + at(1), 400), "search_text");
  EXPECT_EQ(get("/").text, get("/near").text);
  EXPECT_EQ(get("/").text.find("<script>"), std::string::npos) << "the server's policy takes no program from a page";
  for (auto const* const file : {"/near/near.css", "/near/near.js", "/near/words.js"}) {
    EXPECT_EQ(get(file).status, 200U) << file;
    EXPECT_NE(get("/").text.find(file), std::string::npos) << file;
  }
  for (auto const* const trick :
       {"/near/..%2f..%2fetc/passwd", "/near/../near.js", "/near/%2e%2e/near.js", "/near//near.js", "/near/near.js/",
        "/near/near.js%00", "//etc/passwd", "/near/nothing.js"}) {
    EXPECT_GE(get(trick).status, 400U) << trick;
    EXPECT_LE(get(trick).status, 404U) << trick;
  }
}

/// The gap of the repairers in an area, as the evaluation tells it.
json gap_of(json const& evaluation, std::string const& code) {
  for (auto const& gap : evaluation["gaps"]) {
    if (gap["rule"] == "repair" && gap["code"] == code) {
      return gap;
    }
  }
  return nullptr;
}

/// What stands in `text` between each `before` and the next quotation mark.
std::set<std::string> quoted_behind(std::string const& text, std::string const& before) {
  std::set<std::string> found;
  for (auto at = text.find(before); at != std::string::npos; at = text.find(before, at + 1)) {
    auto const begin = at + before.size();
    found.insert(text.substr(begin, text.find('"', begin) - begin));
  }
  return found;
}

TEST_F(ProgrammeApi, HasEveryWordOfThePageForAPhoneInBothLanguages) {
  auto words = quoted_behind(get("/near").text, "data-word=\"");
  words.merge(quoted_behind(get("/near/near.js").text, "say(\""));
  words.erase("for_");  // "for_anybody" and the like
  ASSERT_GT(words.size(), 40U);
  auto const catalogue = get("/near/words.js").text;
  auto const english = catalogue.find("\n  en: {");
  ASSERT_NE(english, std::string::npos);
  for (auto const& word : words) {
    auto const has = [&](std::string const& text) { return text.find(" " + word + ": \"") != std::string::npos; };
    EXPECT_TRUE(has(catalogue.substr(0, english))) << word;
    EXPECT_TRUE(has(catalogue.substr(english))) << word;
  }
}

TEST_F(ProgrammeApi, ShowsANeedInTheGapAtOnce) {
  std::string const question = "/api/v1/evaluation?standard=mofcom&level=community&gaps=100";
  auto const before = gap_of(get(question).body, "320302001001");
  ASSERT_FALSE(before.is_null());
  EXPECT_EQ(before["needs"], 0);
  json const body{{"words", "修鞋"}, {"at", place_of_home(0)}, {"for", "age_70"}};
  Sent const nobody{.key = "0123456789abcdef0123456789abcdef"};
  auto const sent = send(post, "/api/v1/needs", body, nobody);
  ASSERT_EQ(sent.status, 201U) << sent.body;
  EXPECT_EQ(sent.body["kind"], "repair_small");
  EXPECT_EQ(sent.body["community"], "320302001001");
  EXPECT_EQ(send(post, "/api/v1/needs", body, nobody).body, sent.body) << "a second tap is no second need";
  EXPECT_EQ(gap_of(get(question).body, "320302001001")["needs"], 1);
  EXPECT_EQ(gap_of(get(question).body, "320302001002")["needs"], 0);
  EXPECT_EQ(gap_of(get("/api/v1/evaluation?standard=mofcom&level=district&gaps=100").body, "320302")["needs"], 1);
  EXPECT_EQ(get("/api/v1/needs/counts").body["counts"],
            json::array({{{"community", "320302001001"}, {"name", "Lotus"}, {"kind", "repair_small"}, {"open", 1}}}));
  auto const worker = token_with({{Role::community_worker, Level::community, "320302001001"}});
  auto const taken = "/api/v1/needs/" + sent.body["id"].get<std::string>() + "/withdraw";
  EXPECT_EQ(send(post, taken, std::nullopt, {.token = resident}).status, 403U);
  EXPECT_EQ(send(post, "/api/v1/needs/1/withdraw", std::nullopt, {.token = resident}).status, 403U) << "no such need";
  EXPECT_EQ(send(post, taken, std::nullopt, {.token = worker}).body["state"], "withdrawn");
  EXPECT_EQ(send(post, taken, std::nullopt, {.token = worker}).code(), "need_ended");
  EXPECT_EQ(gap_of(get(question).body, "320302001001")["needs"], 0);
}

TEST_F(ProgrammeApi, NamesThoseWhoNeedOnlyToThoseWhoMayReadIt) {
  json const body{{"kind", "tailor"}, {"at", place_of_home(2)}};
  ASSERT_EQ(send(post, "/api/v1/needs", body, {.token = resident}).status, 201U);
  EXPECT_EQ(get("/api/v1/needs/mine", {.token = resident}).body["needs"].size(), 1U);
  EXPECT_EQ(get("/api/v1/needs/mine", {.token = other}).body["needs"].size(), 0U);
  struct Row {
    std::string token;
    std::string area;
    unsigned status;
  };
  auto const worker = token_with({{Role::community_worker, Level::community, "320302001002"}});
  auto const officer = token_with({{Role::subdistrict_officer, Level::subdistrict, "320302001"}});
  auto const city = token_with({{Role::city_bureau, Level::city, ""}});
  for (auto const& row : std::vector<Row>{{"", "", 401},
                                          {resident, "320302001002", 403},
                                          {worker, "320302001002", 200},
                                          {worker, "320302001001", 403},
                                          {worker, "320302001", 403},
                                          {worker, "", 403},
                                          {officer, "320302001", 200},
                                          {officer, "320302", 403},
                                          {bureau, "320302", 200},
                                          {bureau, "3203", 403},
                                          {other, "320302", 403},
                                          {city, "", 200},
                                          {city, "x%27", 404}}) {
    EXPECT_EQ(get("/api/v1/needs?area=" + row.area, {.token = row.token}).status, row.status) << row.area;
  }
  auto const list = get("/api/v1/needs?area=320302001002", {.token = worker}).body["needs"];
  ASSERT_EQ(list.size(), 1U);
  EXPECT_FALSE(list[0]["name"].is_null());
  EXPECT_EQ(get("/api/v1/needs/counts").body.dump().find(list[0]["name"].get<std::string>()), std::string::npos);
}

TEST_F(ProgrammeApi, RefusesNeedsThatAreNone) {
  auto const nobody = [](std::string const& key) { return Sent{.key = key}; };
  std::string const key = "0123456789abcdef";
  EXPECT_EQ(send(post, "/api/v1/needs", json{{"at", place_of_home(0)}}, nobody(key)).code(), "need_empty");
  EXPECT_EQ(send(post, "/api/v1/needs", json{{"at", place_of_home(0)}, {"kind", "ghost"}}, nobody(key)).code(),
            "need_kind");
  EXPECT_EQ(send(post, "/api/v1/needs", json{{"at", {{"lat", 1}, {"lon", 2}}}, {"kind", "tailor"}}, nobody(key)).code(),
            "place_outside");
  EXPECT_EQ(send(post, "/api/v1/needs", json{{"kind", "tailor"}, {"at", place_of_home(0)}}, nobody("short")).code(),
            "need_key");
  EXPECT_EQ(
      send(post, "/api/v1/needs", json{{"kind", "tailor"}, {"for", "cats"}, {"at", place_of_home(0)}}, nobody(key))
          .code(),
      "choice_unknown");
}

}  // namespace
}  // namespace linquan::api
