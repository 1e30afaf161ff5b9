#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

#include "linquan/answers/sight.h"
#include "linquan/base/progress.h"
#include "linquan/standard/evaluation.h"
#include "linquan/store/outlets.h"
#include "linquan/tiles/grid.h"
#include "served.h"

/// The directory over HTTP: what somebody changes there is what everybody is told next.
namespace linquan::api {
namespace {

using http::Method;
using identity::Grant;
using identity::Level;
using identity::Role;
using nlohmann::json;

constexpr auto* lotus = "320302001001";
constexpr auto* hope = "/api/v1/outlets/70";
constexpr auto* change_hope = "/api/v1/outlets/70/changes";

class DirectoryApi : public Served {
 protected:
  std::string const worker = token_with({Grant{Role::community_worker, Level::community, lotus}});
  std::string const stranger = token_with({Grant{Role::community_worker, Level::community, "320303002002"}});
  std::string const bureau = token_with({Grant{Role::city_bureau, Level::city, ""}});
  std::string const resident = token_with({});

  Told change(std::string const& token, json const& body, std::string const& target = change_hope) {
    return send(Method::post, target, body, {.token = token});
  }
  int pharmacies(std::size_t home) {
    return get("/api/v1/circle?outline=no&minutes=15&at=" + at(home)).body["outlets"]["pharmacy"]["count"];
  }
  std::size_t found(std::string const& query) { return get("/api/v1/search?" + query).body["all"]; }
  /// Of the pharmacy's rules under a standard: people for whom they are met.
  json met() {
    json rules;
    auto const told = get("/api/v1/evaluation?standard=mofcom");
    EXPECT_EQ(told.status, 200U) << told.text;
    for (auto const& rule : told.body["rules"]) {
      rules[rule["id"].get<std::string>()] = rule["people_met"];
    }
    return rules;
  }
};

TEST_F(DirectoryApi, HoldsTheCitysOutletsFromTheFirstStartOn) {
  auto const told = get(hope);
  ASSERT_EQ(told.status, 200U) << told.text;
  EXPECT_EQ(told.body["name"], "Hope");
  EXPECT_EQ(told.body["version"], 1);
  EXPECT_EQ(told.body["in_circles"], true);
  EXPECT_EQ(told.body["unconfirmed"], true);
  EXPECT_EQ(told.body["origins"]["name"]["source"], "drawn:a");
  EXPECT_EQ(refusal("/api/v1/outlets/72", 404), "outlet_unknown");
  EXPECT_EQ(refusal("/api/v1/outlets/hope", 404), "outlet_unknown");
}

TEST_F(DirectoryApi, ClosesAPharmacyEverywhereAtOnceAndUndoBringsTheSameBack) {
  ASSERT_EQ(change(bureau, {{"command", "close"}}, "/api/v1/outlets/90/changes").status, 200U);
  auto const circle = get("/api/v1/circle?minutes=5,15&at=" + at(2)).text;
  auto const search = get("/api/v1/search?q=hope&at=" + at(2)).body["hits"];
  auto const scores = met();
  auto const tag = get("/api/v1/circle?minutes=5,15&at=" + at(2)).field("ETag");
  ASSERT_EQ(search.size(), 1U);
  ASSERT_EQ(pharmacies(2), 1);

  auto const closed = change(worker, {{"command", "close"}, {"seen", 1}});
  ASSERT_EQ(closed.status, 200U) << closed.text;
  EXPECT_EQ(closed.body["version"], 2);
  EXPECT_EQ(pharmacies(2), 0);
  EXPECT_EQ(found("q=hope"), 0U);
  EXPECT_EQ(found("kinds=pharmacy&at=" + at(2)), 0U);
  EXPECT_NE(met(), scores);
  EXPECT_EQ(get(hope).body["state"], "closed");
  EXPECT_EQ(get(hope).body["in_circles"], false);
  EXPECT_EQ(refusal("/api/v1/outlets/70/serves?minutes=5", 404), "outlet_unknown");

  auto const undone = change(worker, {{"command", "undo"}, {"version", 2}});
  ASSERT_EQ(undone.status, 200U) << undone.text;
  EXPECT_EQ(get("/api/v1/circle?minutes=5,15&at=" + at(2)).text, circle);
  EXPECT_EQ(get("/api/v1/circle?minutes=5,15&at=" + at(2)).field("ETag"), tag);
  EXPECT_EQ(get("/api/v1/search?q=hope&at=" + at(2)).body["hits"], search);
  EXPECT_EQ(met(), scores);
}

TEST_F(DirectoryApi, RefusesWhoMayNotAndWhoSawAnOlderVersion) {
  EXPECT_EQ(change("", {{"command", "close"}}).code(), "session_unknown");
  EXPECT_EQ(change(stranger, {{"command", "close"}}).code(), "not_allowed");
  EXPECT_EQ(change(resident, {{"command", "confirm"}}).code(), "not_allowed");
  EXPECT_EQ(change(worker, {{"command", "close"}, {"seen", 7}}).code(), "directory_changed");
  EXPECT_EQ(change(worker, {{"command", "burn"}}).code(), "choice_unknown");
  EXPECT_EQ(change(worker, {{"command", "correct"}}).code(), "directory_no_change");
  EXPECT_EQ(change(worker, {{"command", "close"}}, "/api/v1/outlets/99/changes").code(), "outlet_unknown");
  EXPECT_EQ(change(worker, {{"command", "undo"}, {"version", 9}}).code(), "directory_version_unknown");
  EXPECT_EQ(get(hope).body["version"], 1);
}

TEST_F(DirectoryApi, TakesANewOutletThatTheNextSearchFinds) {
  auto const door = current_.get()->town().imported().homes[1].door;
  json const stand{{"at", {{"lat", geo::lat_degrees(door)}, {"lon", geo::lon_degrees(door)}}}, {"hours", "9:00-18:00"}};
  json const fresh{{"name", "Fresh"},
                   {"kinds", {"market"}},
                   {"stands", json::array({stand})},
                   {"telephone", "0516-85550199"},
                   {"address", "Lotus Road 3"}};
  EXPECT_EQ(send(Method::post, "/api/v1/outlets", fresh, {.token = stranger}).code(), "not_allowed");
  auto const added = send(Method::post, "/api/v1/outlets", fresh, {.token = worker});
  ASSERT_EQ(added.status, 200U) << added.text;
  auto const target = "/api/v1/outlets/" + added.body["id"].get<std::string>();
  auto const told = get(target);
  ASSERT_EQ(told.status, 200U) << told.text;
  EXPECT_EQ(told.body["community"], lotus);
  EXPECT_EQ(told.body["unconfirmed"], false);
  auto const hits = get("/api/v1/search?q=fresh&minutes=5&at=" + at(0)).body["hits"];
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_GT(hits[0]["seconds"], 0);
  EXPECT_EQ(found("q=fresh&open=Mo%2010:00"), 1U);
  EXPECT_EQ(found("q=fresh&open=Mo%2020:00"), 0U);
  json const odd{{"name", "?"}, {"kinds", {"dragon"}}};
  auto const again = send(Method::post, "/api/v1/outlets", odd, {.token = bureau});
  EXPECT_EQ(again.code(), "directory_kind");
}

TEST_F(DirectoryApi, KeepsAClaimUntilSomebodyElseApprovesIt) {
  auto const claimed = change(resident, {{"command", "claim"}});
  ASSERT_EQ(claimed.status, 200U) << claimed.text;
  auto const id = claimed.body["waits"].get<std::string>();
  EXPECT_EQ(get(hope).body["claimed"], false);
  EXPECT_EQ(get("/api/v1/waiting", {.token = stranger}).body["waiting"].size(), 0U);
  EXPECT_EQ(get("/api/v1/waiting", {.token = resident}).body["waiting"].size(), 1U);
  EXPECT_EQ(get("/api/v1/waiting?community=" + std::string{lotus}, {.token = bureau}).body["waiting"].size(), 1U);
  auto const decide = [&](std::string const& token, bool yes) {
    return send(Method::post, "/api/v1/waiting/" + id, json{{"approve", yes}}, {.token = token});
  };
  EXPECT_EQ(decide(resident, true).code(), "not_allowed");
  ASSERT_EQ(decide(bureau, true).status, 200U);
  EXPECT_EQ(decide(bureau, true).code(), "directory_waiting_unknown");
  EXPECT_EQ(get(hope).body["claimed"], true);
  // From then on it is theirs to keep.
  EXPECT_EQ(change(resident, {{"command", "confirm"}}).status, 200U);
  EXPECT_EQ(get("/api/v1/outlets/70/versions", {.token = resident}).status, 200U);
}

/// A claim of `token` that the bureau believes: the version that it made.
class Claims : public DirectoryApi {
 protected:
  std::uint64_t claimed(std::string const& token) {
    auto const asked = change(token, {{"command", "claim"}});
    EXPECT_EQ(asked.status, 200U) << asked.text;
    auto const target = "/api/v1/waiting/" + asked.body["waits"].get<std::string>();
    auto const done = send(Method::post, target, json{{"approve", true}}, {.token = bureau});
    EXPECT_EQ(done.status, 200U) << done.text;
    return done.body["version"].get<std::uint64_t>();
  }
  Told undo(std::uint64_t version) { return change(bureau, {{"command", "undo"}, {"version", version}}); }
  json roles(std::string const& token) { return get("/api/v1/me", {.token = token}).body["roles"]; }

  json const owner{{"role", "merchant_owner"}, {"level", "outlet"}, {"place", "70"}};
};

TEST_F(Claims, GoWithTheRoleThatTheyGave) {
  auto const version = claimed(resident);
  EXPECT_EQ(roles(resident), json::array({owner}));
  auto const undone = undo(version);
  ASSERT_EQ(undone.status, 200U) << undone.text;
  EXPECT_EQ(roles(resident), json::array()) << "whose claim is taken back keeps nothing of it";
  EXPECT_EQ(change(resident, {{"command", "confirm"}}).code(), "not_allowed");
  ASSERT_EQ(undo(undone.body["version"]).status, 200U);
  EXPECT_EQ(roles(resident), json::array({owner})) << "undoing that brings it back";
  auto const auditor = token_with({Grant{Role::auditor, Level::district, "320302"}});
  auto const acts = get("/api/v1/acts", {.token = auditor}).body["acts"];
  ASSERT_EQ(acts.size(), 3U);
  EXPECT_EQ(acts[1]["action"], "role_ended");
}

TEST_F(Claims, LeaveARoleThatWasGivenOtherwise) {
  auto const before = token_with({Grant{Role::merchant_owner, Level::outlet, "70"}});
  ASSERT_EQ(undo(claimed(before)).status, 200U);
  EXPECT_EQ(roles(before), json::array({owner})) << "it was theirs before the claim";

  auto const version = claimed(resident);
  auto const boss = token_with({Grant{Role::platform_operator, Level::city, ""}});
  auto const path = "/api/v1/accounts/" + std::to_string(account_of(resident).value()) + "/roles";
  ASSERT_EQ(send(Method::post, path, owner, {.token = boss}).status, 201U);
  ASSERT_EQ(undo(version).status, 200U);
  EXPECT_EQ(roles(resident), json::array({owner})) << "somebody gave it meanwhile";
}

TEST_F(Claims, WaitOncePerPerson) {
  ASSERT_EQ(change(resident, {{"command", "claim"}}).status, 200U);
  EXPECT_EQ(change(resident, {{"command", "claim"}}).code(), "directory_claim_waits");
  EXPECT_EQ(get("/api/v1/waiting", {.token = resident}).body["waiting"].size(), 1U);
  auto const mine = token_with({});
  claimed(mine);
  EXPECT_EQ(change(mine, {{"command", "claim"}}).code(), "directory_claimed_own");
  EXPECT_EQ(change(token_with({}), {{"command", "claim"}}).code(), "directory_claimed");
}

TEST_F(DirectoryApi, TellsAnOwnerWhoClosesTwiceThatItIsClosed) {
  auto const keeper = token_with({Grant{Role::merchant_owner, Level::outlet, "70"}});
  json const close{{"command", "close"}, {"seen", 1}};
  ASSERT_EQ(change(keeper, close).status, 200U);
  EXPECT_EQ(change(keeper, close).code(), "directory_closed_already");
  EXPECT_EQ(change(keeper, {{"command", "reopen"}, {"seen", 1}}).code(), "directory_changed_own");
  EXPECT_EQ(change(bureau, {{"command", "reopen"}, {"seen", 1}}).code(), "directory_changed");
}

TEST_F(DirectoryApi, TellsTheHistoryToThoseWhoAnswerForIt) {
  ASSERT_EQ(change(worker, {{"command", "correct"}, {"to", {{"telephone", "13812345678"}}}}).status, 200U);
  ASSERT_EQ(change(worker, {{"command", "confirm"}}).status, 200U);
  auto const told = get("/api/v1/outlets/70/versions", {.token = worker});
  ASSERT_EQ(told.status, 200U) << told.text;
  ASSERT_EQ(told.body["versions"].size(), 3U);
  EXPECT_EQ(told.body["versions"][1]["fields"], json::array({"telephone"}));
  EXPECT_EQ(get("/api/v1/outlets/70/versions", {.token = resident}).code(), "not_allowed");
  auto const log = get("/api/v1/changes?after=1");
  ASSERT_EQ(log.body["changes"].size(), 2U) << log.text;
  EXPECT_EQ(log.body["next"], 3);
  EXPECT_EQ(get("/api/v1/changes?after=3").body["changes"].size(), 0U);
}

TEST_F(DirectoryApi, SendsAWorkerRoundAndAwayFromOtherCommunities) {
  auto const target = std::string{"/api/v1/communities/"} + lotus + "/walk-round";
  EXPECT_EQ(get(target, {.token = worker}).body["outlets"].size(), 1U);
  EXPECT_EQ(get(target, {.token = stranger}).code(), "not_allowed");
}

TEST_F(DirectoryApi, PutsWhatHasNoPlaceOnTheMap) {
  ASSERT_EQ(get("/api/v1/unplaced").body["outlets"].size(), 1U);
  auto const door = current_.get()->town().imported().homes[1].door;
  json const stand{{"at", {{"lat", geo::lat_degrees(door)}, {"lon", geo::lon_degrees(door)}}}};
  json const move{{"command", "move"}, {"stands", json::array({stand})}};
  EXPECT_EQ(change(stranger, move, "/api/v1/outlets/71/changes").code(), "not_allowed");
  auto const moved = change(worker, move, "/api/v1/outlets/71/changes");
  ASSERT_EQ(moved.status, 200U) << moved.text;
  EXPECT_EQ(get("/api/v1/unplaced").body["outlets"].size(), 0U);
  EXPECT_EQ(pharmacies(1), 3);
}

TEST_F(DirectoryApi, ListsWhatHasNoPlaceByTheCommunityThatItNames) {
  auto const here = std::string{"/api/v1/unplaced?community="} + lotus;
  EXPECT_EQ(get(here).body["outlets"].size(), 0U) << "nobody says that Nowhere is in Lotus";
  std::string const table{"name,kind,address,community\nBread,pharmacy,Long lane 7," + std::string{lotus} +
                          "\nMilk,pharmacy,Long lane 8,320303002002\n"};
  Sent sheet{.token = bureau};
  sheet.content_type = "text/csv";
  auto const read = send_bytes(Method::post, "/api/v1/registers?name=a.csv", table, sheet);
  ASSERT_EQ(read.status, 201U) << read.text;
  auto const apply = "/api/v1/registers/" + read.body["id"].get<std::string>() + "/apply";
  auto applied = json{{"state", ""}};
  for (auto i = 0; i < 10 && applied["state"] != "applied"; ++i) {
    applied = send(Method::post, apply, json{{"added", true}, {"changed", true}}, {.token = bureau}).body;
  }
  auto const listed = get(here).body["outlets"];
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0]["name"], "Bread");
  EXPECT_EQ(get("/api/v1/unplaced").body["outlets"].size(), 3U);
  EXPECT_EQ(refusal("/api/v1/unplaced?community=320302001999", 404), "area_code_unknown");
}

TEST_F(DirectoryApi, MovesNothingOffTheMapAndKeepsTheHours) {
  EXPECT_EQ(change(bureau, {{"command", "move"}}).code(), "body_field_missing");
  EXPECT_EQ(change(bureau, {{"command", "move"}, {"stands", json::array()}}).code(), "body_field_missing");
  ASSERT_EQ(change(worker, {{"command", "set_hours"}, {"hours", "8:00-18:00"}}).status, 200U);
  auto const hours = get(hope).body["stands"][0]["hours"];
  ASSERT_TRUE(hours.is_string());
  auto const door = current_.get()->town().imported().homes[1].door;
  json const at_door{{"lat", geo::lat_degrees(door)}, {"lon", geo::lon_degrees(door)}};
  ASSERT_EQ(change(bureau, {{"command", "move"}, {"stands", json::array({{{"at", at_door}}})}}).status, 200U);
  EXPECT_EQ(get(hope).body["stands"][0]["hours"], hours);
  json const without{{"at", at_door}, {"hours", ""}};
  ASSERT_EQ(change(bureau, {{"command", "move"}, {"stands", json::array({without})}}).status, 200U);
  EXPECT_TRUE(get(hope).body["stands"][0]["hours"].is_null());
}

TEST_F(DirectoryApi, ClosesAStreetForEveryCircleAndOpensItAgain) {
  auto const way = std::to_string(current_.get()->town().imported().streets.streets[0].source_id);
  auto const target = "/api/v1/streets/" + way;
  ASSERT_EQ(get(target).body["opening"], "mapped") << get(target).text;
  ASSERT_EQ(pharmacies(2), 2);
  EXPECT_EQ(send(Method::post, target + "/changes", json{{"opening", "closed"}}, {.token = stranger}).code(),
            "not_allowed");
  auto const closed = send(Method::post, target + "/changes", json{{"opening", "closed"}}, {.token = bureau});
  ASSERT_EQ(closed.status, 200U) << closed.text;
  EXPECT_EQ(pharmacies(2), 1);
  // Circle and route are of one mind.
  auto const route = "/api/v1/route?from=" + at(0) + "&to=" + at(2);
  EXPECT_EQ(refusal(route, 404), "no_way");
  ASSERT_EQ(send(Method::post, target + "/changes", json{{"undo", 1}}, {.token = bureau}).status, 200U);
  EXPECT_EQ(pharmacies(2), 2);
  EXPECT_EQ(get(route).status, 200U);
  EXPECT_EQ(get(target).body["history"].size(), 2U);
  EXPECT_EQ(refusal("/api/v1/gates/1", 404), "gate_unknown");
  EXPECT_EQ(refusal("/api/v1/streets/99", 404), "street_unknown");
}

TEST_F(DirectoryApi, CountsAStreetAtTheHourThatIsAskedFor) {
  auto const way = std::to_string(current_.get()->town().imported().streets.streets[0].source_id);
  ASSERT_EQ(send(Method::post, "/api/v1/streets/" + way + "/changes",
                 json{{"opening", "at_hours"}, {"hours", "6:00-22:00"}}, {.token = bureau})
                .status,
            200U);
  auto const pharmacies_at = [&](std::string const& when) -> int {
    return get("/api/v1/circle?outline=no&minutes=15&at=" + at(2) + when).body["outlets"]["pharmacy"]["count"];
  };
  EXPECT_EQ(pharmacies_at(""), 2);
  EXPECT_EQ(pharmacies_at("&when=Mo%2012:00"), 2);
  EXPECT_EQ(pharmacies_at("&when=Mo%2023:00"), 1);
  auto const route = "/api/v1/route?from=" + at(0) + "&to=" + at(2);
  auto const by_day = get(route + "&at=Mo%2012:00");
  ASSERT_EQ(by_day.status, 200U) << by_day.text;
  EXPECT_GT(by_day.body["metres"], 0.0);
  EXPECT_EQ(refusal(route + "&at=Mo%2023:00", 404), "no_way");
  EXPECT_EQ(refusal("/api/v1/circle?when=noon&at=" + at(2), 400), "minute_not_understood");
}

TEST_F(DirectoryApi, JudgesTheCityAtTheHourThatIsAskedFor) {
  for (auto const* const id : {"70", "90"}) {
    ASSERT_EQ(change(bureau, {{"command", "set_hours"}, {"hours", "8:00-18:00"}},
                     std::string{"/api/v1/outlets/"} + id + "/changes")
                  .status,
              200U);
  }
  auto const pharmacy = [&](std::string const& when) -> double {
    auto const told = get("/api/v1/evaluation?standard=mofcom&gaps=0" + when);
    EXPECT_EQ(told.status, 200U) << told.text;
    for (auto const& rule : told.body["rules"]) {
      if (rule["id"] == "pharmacy") {
        return rule["people_met"];
      }
    }
    ADD_FAILURE() << "no rule of pharmacies";
    return -1;
  };
  auto const at_any_hour = pharmacy("");
  EXPECT_GT(at_any_hour, 0.0);
  EXPECT_EQ(pharmacy("&when=Mo%2012:00"), at_any_hour);
  EXPECT_EQ(pharmacy("&when=Mo%2023:00"), 0.0);
  EXPECT_EQ(refusal("/api/v1/evaluation?standard=mofcom&when=noon", 400), "minute_not_understood");
}

TEST_F(DirectoryApi, StaysWithoutWhatWasTakenBackAfterARestart) {
  ASSERT_EQ(change(bureau, {{"command", "undo"}, {"version", 1}}).status, 200U);
  ASSERT_EQ(pharmacies(0), 1);
  Current current;
  Following restarted{*store_, current};
  ASSERT_TRUE(restarted.start(street_town()));
  EXPECT_EQ(current.get()->town().outlet(city::OutletId{70}), nullptr) << "the city's file still has it";
  EXPECT_NE(current.get()->town().outlet(city::OutletId{90}), nullptr);
}

TEST_F(DirectoryApi, KeepsTheLastHoursThatWereJudgedAsLongAsTheyHold) {
  auto const judged = [&](int hour) {
    Snapshot::Asked const asked{"mofcom", "standard", std::nullopt, 0};
    auto const minute = static_cast<std::uint16_t>(hour * 60);
    return (*current_.get()->judged_at(asked, hours::MinuteOfWeek{minute})).made;
  };
  auto const eight = judged(8);
  EXPECT_EQ(judged(8), eight);
  auto const nine = judged(9);
  EXPECT_NE(nine, eight);
  EXPECT_EQ(judged(8), eight);
  judged(10);
  EXPECT_EQ(judged(8), eight) << "nine was not asked for so long";
  EXPECT_NE(judged(9), nine);
  ASSERT_EQ(change(worker, {{"command", "confirm"}}).status, 200U);
  EXPECT_EQ(judged(8), eight) << "nothing is different for those who walk";
  ASSERT_EQ(change(worker, {{"command", "close"}}).status, 200U);
  EXPECT_NE(judged(8), eight);
}

TEST_F(DirectoryApi, ForgetsScoresThatNobodyAsksForButTheCitysOwn) {
  auto const judged = [&](std::string const& person) {
    return (*current_.get()->judged({"mofcom", person, std::nullopt, 0})).made;
  };
  auto const own = judged("standard");
  auto const elders = judged("elder");
  auto const now = std::chrono::steady_clock::now();
  current_.get()->forget_unasked(now - std::chrono::minutes{1}, "mofcom");
  EXPECT_EQ(judged("elder"), elders) << "it was asked for a moment ago";
  current_.get()->forget_unasked(now + std::chrono::minutes{1}, "mofcom");
  EXPECT_EQ(judged("standard"), own);
  EXPECT_NE(judged("elder"), elders) << "it is worked out anew";
  EXPECT_EQ(judged("elder")->persons.front().scores.city.needs.met, elders->persons.front().scores.city.needs.met);
}

/// What the judge of this hour would say, asked whole and without anything that is kept.
std::string asked_whole(Snapshot const& snapshot, hours::MinuteOfWeek minute) {
  auto rules = *snapshot.standards().find("mofcom");
  for (auto& rule : rules.rules) {
    rule.open_at = rule.open_at.value_or(minute);
  }
  auto const edits = snapshot.town().street_edits(minute);
  standard::EvaluateOptions options;
  options.persons = {*answers::person_named("standard")};
  options.edits = edits;
  SilentProgress silent;
  auto const made = standard::evaluate(snapshot.town().city(), rules, options, silent);
  std::string text;
  for (std::size_t home = 0; home < 3; ++home) {
    for (std::size_t rule = 0; rule < rules.rules.size(); ++rule) {
      text += std::to_string(static_cast<int>(made->persons.front().findings.rules[rule].verdicts[home]));
    }
  }
  return text;
}

std::string kept(Snapshot const& snapshot, hours::MinuteOfWeek minute) {
  auto const scored = snapshot.scored_at("mofcom", "standard", minute);
  std::string text;
  for (std::uint32_t home = 0; home < 3; ++home) {
    for (std::size_t rule = 0; rule < scored->live.standard().rules.size(); ++rule) {
      text += std::to_string(static_cast<int>(scored->live.verdict(static_cast<standard::RuleIndex>(rule), home)));
    }
  }
  return text;
}

TEST_F(DirectoryApi, KeepsWhatItJudgedAtAnHourTrue) {
  constexpr hours::MinuteOfWeek noon{12 * 60};
  constexpr hours::MinuteOfWeek night{23 * 60};
  constexpr hours::MinuteOfWeek morning{7 * 60};
  auto const target = std::string{"/api/v1/outlets/70/changes"};
  auto const all_true = [&] {
    for (auto const minute : {noon, night, morning, noon}) {
      EXPECT_EQ(kept(*current_.get(), minute), asked_whole(*current_.get(), minute)) << minute.value;
    }
  };
  all_true();
  auto const before = kept(*current_.get(), noon);
  for (auto const& outlet : {target, std::string{"/api/v1/outlets/90/changes"}}) {
    ASSERT_EQ(change(bureau, {{"command", "set_hours"}, {"hours", "8:00-9:00"}}, outlet).status, 200U);
    all_true();
  }
  EXPECT_NE(kept(*current_.get(), noon), before) << "an outlet's hours count";
  auto const way = std::to_string(current_.get()->town().imported().streets.streets[0].source_id);
  ASSERT_EQ(send(Method::post, "/api/v1/streets/" + way + "/changes",
                 json{{"opening", "at_hours"}, {"hours", "6:00-22:00"}}, {.token = bureau})
                .status,
            200U);
  all_true();
}

TEST_F(DirectoryApi, ColoursTilesAtTheHourThatIsAskedFor) {
  for (auto const* const id : {"70", "90"}) {
    ASSERT_EQ(change(bureau, {{"command", "set_hours"}, {"hours", "8:00-18:00"}},
                     std::string{"/api/v1/outlets/"} + id + "/changes")
                  .status,
              200U);
  }
  auto const door = tiles::world_of(current_.get()->town().imported().homes[2].door);
  auto const of = [&](std::string const& layer, std::uint32_t zoom) {
    return "/api/v1/tiles/" + layer + "/" + std::to_string(zoom) + "/" + std::to_string(door.x >> (32U - zoom)) + "/" +
           std::to_string(door.y >> (32U - zoom)) + "?standard=mofcom";
  };
  for (auto const& target : {of("homes", 16), of("hexagons", 13), of("areas", 13)}) {
    auto const noon = get(target + "&when=Mo%2012:00");
    ASSERT_EQ(noon.status, 200U) << noon.text;
    EXPECT_EQ(noon.text, get(target).text) << "both pharmacies are open then: " << target;
    EXPECT_NE(noon.text, get(target + "&when=Mo%2023:00").text) << target;
    EXPECT_EQ(refusal(target + "&when=noon", 400), "minute_not_understood");
  }
}

TEST_F(DirectoryApi, KeepsTwoCitiesApart) {
  auto elsewhere = current_.get()->town().imported();
  elsewhere.box = {};
  Current other;
  Following following{*store_, other};
  auto const started = following.start(elsewhere, "");
  ASSERT_FALSE(started.has_value());
  EXPECT_EQ(started.error().code, "serve_other_city");
}

TEST_F(DirectoryApi, FollowsWhatAnotherServerWrote) {
  // Written past this server, as another one on the same database would.
  auto const before = current_.get()->change();
  auto const outlets = store::outlets();
  auto const added = store_->write([&](UnitOfWork& work) {
    directory::Entry entry;
    entry.id = directory::OutletId{5};
    entry.name = "Elsewhere";
    entry.kinds = {"market"};
    return outlets->seed(work, {entry});
  });
  ASSERT_TRUE(added);
  for (int i = 0; i < 100 && current_.get()->change() == before; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
  EXPECT_EQ(found("q=elsewhere"), 1U);
}

}  // namespace
}  // namespace linquan::api
