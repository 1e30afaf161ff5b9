#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

#include "linquan/answers/scenario_name.h"
#include "linquan/api/plan_runner.h"
#include "linquan/base/progress.h"
#include "linquan/siting/carts.h"
#include "linquan/store/plans.h"
#include "linquan/tiles/grid.h"
#include "plan_ask.h"
#include "served.h"

namespace linquan::api {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;
using std::chrono::seconds;

class Jobs : public Served {
 protected:
  Jobs() : token_{token_with({{identity::Role::city_bureau, identity::Level::city, {}}})} {}
  ~Jobs() override { std::filesystem::remove_all(files_); }
  Jobs(Jobs const&) = delete;
  Jobs& operator=(Jobs const&) = delete;
  Jobs(Jobs&&) = delete;
  Jobs& operator=(Jobs&&) = delete;

  Told ask(json const& body) { return send(http::Method::post, "/api/v1/jobs", body, {.token = token_}); }
  Told job(std::string const& id) { return get("/api/v1/jobs/" + id, {.token = token_}); }
  [[nodiscard]] PlanRunner runner() {
    return PlanRunner{
        current_, *store_, {.files = files_, .lease = seconds{30}, .look_every = milliseconds{1}, .fault = {}}};
  }
  /// The job, once it has ended.
  Told ended(std::string const& id) {
    for (int i = 0; i < 10'000; ++i) {
      auto told = job(id);
      auto const state = told.body.value("state", "");
      if (state != "waiting" && state != "running") {
        return told;
      }
      std::this_thread::sleep_for(milliseconds{1});
    }
    ADD_FAILURE() << "the job does not end";
    return job(id);
  }
  static json sites() {
    return {{"sort", "site"}, {"kinds", {"market"}}, {"count", 1}, {"minutes", 3}, {"from", {"streets"}}};
  }

  std::string token_;
};

TEST_F(Jobs, FindSitesAndKeepThem) {
  auto const asked = ask(sites());
  ASSERT_EQ(asked.status, 202U) << asked.text;
  EXPECT_EQ(asked.body["state"], "waiting");
  EXPECT_EQ(asked.body["progress"], 0);
  auto const id = asked.body["id"].get<std::string>();
  auto const working = runner();
  auto const told = ended(id);
  ASSERT_EQ(told.body["state"], "done") << told.text;
  EXPECT_EQ(told.body["progress"], 1000);
  ASSERT_EQ(told.body["site"]["sites"].size(), 1U);
  EXPECT_EQ(told.body["site"]["sites"][0]["kind"], "market");
  EXPECT_EQ(told.body["site"]["optimal"], true);
  EXPECT_EQ(get("/api/v1/jobs", {.token = token_}).body["jobs"].size(), 1U);
  EXPECT_EQ(get("/api/v1/jobs/" + id + "/file", {.token = token_}).code(), "job_no_file");
}

TEST_F(Jobs, PlanAWeekOfCarts) {
  auto const working = runner();
  auto const told = ended(ask({{"sort", "carts"},
                               {"kinds", {"market"}},
                               {"carts", 1},
                               {"minutes", 3},
                               {"days", "Sa,Su"},
                               {"hours", "09:00-10:30"},
                               {"circles", {"city"}},
                               {"people", "60"},
                               {"from", {"streets"}}})
                              .body["id"]);
  ASSERT_EQ(told.body["state"], "done") << told.text;
  EXPECT_EQ(told.body["site"], nullptr);
  // The same, asked without the service.
  siting::CartRequest request;
  request.kind = "market";
  request.limit = 1800;
  request.people = reach::AgeGroup::age_60;
  request.days = 0x60;
  request.spots = {};
  request.spots.candidates = false;
  request.spots.streets = true;
  SilentProgress silent;
  auto const plan = siting::plan_carts(current_.get()->city(), request, silent);
  ASSERT_TRUE(plan) << plan.error().code;
  auto const& week = told.body["carts"];
  EXPECT_EQ(week["people"].get<double>(), 3.0) << "one in each home is 60 or older";
  EXPECT_EQ(week["people_gained"].get<double>(), plan->people_gained.persons());
  EXPECT_EQ(week["bound"].get<double>(), plan->people_bound.persons());
  EXPECT_EQ(week["circles"], nullptr);
  ASSERT_EQ(week["visits"].size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(week["visits"][i]["day"], i == 0 ? "Sa" : "Su");
    EXPECT_EQ(week["visits"][i]["hours"], "09:00-10:30");
    EXPECT_EQ(week["visits"][i]["people_near"].get<double>(), plan->visits[i].near.persons());
  }
}

TEST_F(Jobs, WriteAReportThatCanBeTaken) {
  auto const id = ask({{"sort", "report"}, {"standard", "mofcom"}}).body["id"].get<std::string>();
  auto const working = runner();
  auto const told = ended(id);
  ASSERT_EQ(told.body["state"], "done") << told.text;
  EXPECT_EQ(told.body["site"], nullptr);
  auto const file = get("/api/v1/jobs/" + id + "/file", {.token = token_});
  ASSERT_EQ(file.status, 200U);
  EXPECT_EQ(file.text.size(), told.body["file"]["bytes"].get<std::size_t>());
  EXPECT_TRUE(file.text.starts_with("PK")) << "a workbook";
  EXPECT_EQ(file.field("Content-Disposition"), "attachment; filename=\"report.xlsx\"");
}

TEST_F(Jobs, WriteAReportAsTheFormThatIsWanted) {
  auto const working = runner();
  auto const written = [&](std::string const& form) {
    auto const told = ended(ask({{"sort", "report"}, {"standard", "mofcom"}, {"form", form}}).body["id"]);
    EXPECT_EQ(told.body["state"], "done") << told.text;
    return get("/api/v1/jobs/" + told.body["id"].get<std::string>() + "/file", {.token = token_});
  };
  auto const layers = written("geopackage");
  EXPECT_TRUE(layers.text.starts_with("SQLite format 3"));
  EXPECT_EQ(layers.field("Content-Disposition"), "attachment; filename=\"city.gpkg\"");
  auto const all = written("all");
  EXPECT_EQ(all.type, "application/zip");
  for (auto const* const name : {"report.xlsx", "city.gpkg", "gaps.csv", "homes.geojson", "pages/index.html"}) {
    EXPECT_NE(all.text.find(name), std::string::npos) << name;
  }
  EXPECT_EQ(ask({{"sort", "report"}, {"standard", "mofcom"}, {"form", "stone"}}).code(), "choice_unknown");
}

TEST_F(Jobs, AreRefusedBeforeTheyWaitWhereTheyCannotBegin) {
  auto const refused = [&](json const& body) {
    auto const told = ask(body);
    EXPECT_EQ(told.status, 400U) << told.text;
    return told.code();
  };
  EXPECT_EQ(refused({{"sort", "dance"}}), "choice_unknown");
  EXPECT_EQ(refused({{"kinds", {"pharmacy"}}}), "body_field_missing");
  EXPECT_EQ(refused({{"sort", "site"}}), "kind_none");
  EXPECT_EQ(refused({{"sort", "site"}, {"kinds", {"ghost"}}}), "kind_unknown");
  EXPECT_EQ(refused({{"sort", "site"}, {"kinds", {"pharmacy"}}, {"count", 0}}), "body_field_type");
  EXPECT_EQ(refused({{"sort", "site"}, {"kinds", {"pharmacy"}}, {"minutes", 5}, {"metres", 5}}), "limits_two_units");
  EXPECT_EQ(refused({{"sort", "site"}, {"kinds", {"pharmacy"}}, {"from", {"moon"}}}), "choice_unknown");
  EXPECT_EQ(refused({{"sort", "site"}, {"kinds", {"pharmacy"}}, {"person", "ghost"}}), "person_unknown");
  EXPECT_EQ(refused({{"sort", "site"}, {"standard", "mofcom"}, {"rule", "ghost"}}), "tile_rule_unknown");
  EXPECT_EQ(refused({{"sort", "site"}, {"standard", "/etc/passwd"}, {"rule", "x"}}), "standard_unknown");
  EXPECT_EQ(refused({{"sort", "report"}, {"standard", "../mofcom.yaml"}}), "standard_unknown");
  EXPECT_EQ(refused({{"sort", "carts"}}), "kind_none");
  EXPECT_EQ(refused({{"sort", "carts"}, {"kinds", {"market", "pharmacy"}}}), "carts_one_kind");
  EXPECT_EQ(refused({{"sort", "carts"}, {"kinds", {"market"}}, {"days", "someday"}}), "days_not_understood");
  EXPECT_EQ(refused({{"sort", "carts"}, {"kinds", {"market"}}, {"hours", "early"}}), "hours_of_day");
  EXPECT_EQ(refused({{"sort", "carts"}, {"kinds", {"market"}}, {"people", "old"}}), "choice_unknown");
  EXPECT_EQ(ask({{"sort", "carts"}, {"kinds", {"market"}}}).code(), "circles_none") << "no living circle is built";
  EXPECT_EQ(get("/api/v1/jobs/x", {.token = token_}).code(), "job_unknown");
  EXPECT_EQ(get("/api/v1/jobs/99999999999999999999", {.token = token_}).code(), "job_unknown");
}

TEST_F(Jobs, AreOneAccountsOwnAndOnlySoMany) {
  std::string id;
  for (std::uint64_t i = 0; i < store::plan_jobs_open_max; ++i) {
    auto const told = ask(sites());
    ASSERT_EQ(told.status, 202U) << told.text;
    id = told.body["id"].get<std::string>();
  }
  auto const many = ask(sites());
  EXPECT_EQ(many.status, 503U);
  EXPECT_EQ(many.code(), "plan_jobs_many");
  auto const other = token_with({{identity::Role::district_bureau, identity::Level::district, "320302"}});
  EXPECT_EQ(get("/api/v1/jobs/" + id, {.token = other}).code(), "job_unknown");
  EXPECT_EQ(send(http::Method::remove, "/api/v1/jobs/" + id, std::nullopt, {.token = other}).code(), "job_unknown");
  EXPECT_EQ(get("/api/v1/jobs", {.token = other}).body["jobs"].size(), 0U);
  auto const cancelled = send(http::Method::remove, "/api/v1/jobs/" + id, std::nullopt, {.token = token_});
  EXPECT_EQ(cancelled.body["state"], "cancelled");
  EXPECT_EQ(ask(sites()).status, 202U) << "one ended, another may wait";
}

TEST_F(Jobs, ThatFailTellWhyInTheAskersLanguage) {
  auto body = sites();
  body["from"] = {"candidates"};
  auto const id = ask(body).body["id"].get<std::string>();
  auto const working = runner();
  auto const told = ended(id);
  ASSERT_EQ(told.body["state"], "failed") << told.text;
  EXPECT_EQ(told.body["problem"]["code"], "site_no_spots");
  auto const zh = get("/api/v1/jobs/" + id, {.token = token_, .language = "zh"});
  EXPECT_NE(zh.body["problem"]["detail"], told.body["problem"]["detail"]);
}

TEST_F(Jobs, AreTakenUpAgainAfterAServerDied) {
  auto const id = ask(sites()).body["id"].get<std::string>();
  // A server takes it and is never heard of again.
  auto const taken = store_->write([&](UnitOfWork& work) -> Result<std::optional<store::TakenJob>> {
    return store::take_job(work, "site", seconds{30});
  });
  ASSERT_TRUE(taken && *taken);
  EXPECT_EQ(job(id).body["state"], "running");
  auto const working = runner();
  std::this_thread::sleep_for(milliseconds{50});
  EXPECT_EQ(job(id).body["state"], "running") << "its lease holds still";
  clock_.move_by(seconds{31});
  EXPECT_EQ(ended(id).body["state"], "done");
}

TEST_F(Jobs, StopWhereTheyAreCancelledAtWork) {
  auto const id = ask(sites()).body["id"].get<std::string>();
  auto const taken = store_->write([&](UnitOfWork& work) -> Result<std::optional<store::TakenJob>> {
    return store::take_job(work, "site", seconds{30});
  });
  ASSERT_TRUE(taken && *taken);
  auto const told = send(http::Method::remove, "/api/v1/jobs/" + id, std::nullopt, {.token = token_});
  EXPECT_EQ(told.body["state"], "running");
  EXPECT_EQ(told.body["cancel_asked"], true);
  auto const kept =
      store_->write([&](UnitOfWork& work) { return store::keep_job(work, (*taken)->lease, 500, seconds{30}); });
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().code, "job_cancelled");
}

/// What a listener hears until it is over.
std::string heard(http::Listener& listener) {
  std::string all;
  for (int i = 0; i < 10'000; ++i) {
    auto const over = listener.over();
    all += listener.take();
    if (over) {
      return all;
    }
    std::this_thread::sleep_for(milliseconds{1});
  }
  ADD_FAILURE() << "the stream does not end: " << all;
  return all;
}

TEST_F(Jobs, TellHowTheyGoUntilTheyEnd) {
  auto const id = ask(sites()).body["id"].get<std::string>();
  auto const stream = get("/api/v1/jobs/" + id + "/events", {.token = token_});
  ASSERT_EQ(stream.status, 200U);
  ASSERT_TRUE(stream.stream);
  auto const first = stream.stream->take();
  EXPECT_TRUE(first.starts_with("event: progress\ndata: {\"id\":\"" + id)) << "how it is now comes at once: " << first;
  EXPECT_NE(first.find(R"("state":"waiting")"), std::string::npos);
  EXPECT_FALSE(stream.stream->over());
  auto const working = runner();
  auto const text = heard(*stream.stream);
  auto const end = text.find("id: 1001\nevent: finished\ndata: ");
  ASSERT_NE(end, std::string::npos) << text;
  auto const data = text.substr(text.find("{", end), text.find("\n\n", end) - text.find("{", end));
  EXPECT_EQ(json::parse(data), job(id).body);
  EXPECT_EQ(text.find("event:", end + 20), std::string::npos) << "nothing comes after the end";
  auto const late = get("/api/v1/jobs/" + id + "/events", {.token = token_});
  EXPECT_TRUE(heard(*late.stream).starts_with("id: 1001\nevent: finished\n"));
  EXPECT_EQ(get("/api/v1/jobs/" + id + "/events", {.token = token_, .last_event_id = "1001"}).status, 204U);
}

TEST_F(Jobs, TellOfAnotherServersWorkAndOfACancelledOne) {
  auto const id = ask(sites()).body["id"].get<std::string>();
  auto const stream = get("/api/v1/jobs/" + id + "/events", {.token = token_, .language = "zh"}).stream;
  ASSERT_TRUE(stream);
  // Only the database knows of that server.
  auto const taken = store_->write([&](UnitOfWork& work) -> Result<std::optional<store::TakenJob>> {
    return store::take_job(work, "site", seconds{30});
  });
  ASSERT_TRUE(taken && *taken);
  auto const ended = store_->write([&](UnitOfWork& work) {
    return store::end_job(work, (*taken)->lease, store::JobState::failed, R"({"code":"site_no_spots","args":[]})");
  });
  ASSERT_TRUE(ended);
  auto const text = heard(*stream);
  EXPECT_NE(text.find("event: failed"), std::string::npos) << text;
  EXPECT_NE(text.find("site_no_spots"), std::string::npos);
  auto const other = ask(sites()).body["id"].get<std::string>();
  auto const second = get("/api/v1/jobs/" + other + "/events", {.token = token_}).stream;
  send(http::Method::remove, "/api/v1/jobs/" + other, std::nullopt, {.token = token_});
  EXPECT_NE(heard(*second).find("event: cancelled"), std::string::npos);
}

TEST_F(Jobs, TellNobodyElse) {
  auto const id = ask(sites()).body["id"].get<std::string>();
  auto const other = token_with({{identity::Role::district_bureau, identity::Level::district, "320302"}});
  EXPECT_EQ(get("/api/v1/jobs/" + id + "/events", {.token = other}).code(), "job_unknown");
  EXPECT_EQ(get("/api/v1/jobs/" + id + "/events").status, 401U);
}

class Scenarios : public Jobs {
 protected:
  /// Takes the only pharmacies away.
  static json no_pharmacies() { return {{{"remove_outlet", "70"}}, {{"remove_outlet", "90"}}}; }
  Told put(json const& body) { return send(http::Method::post, "/api/v1/scenarios", body, {.token = token_}); }
  /// A market at the far end of the street, where there is none.
  json far_market() const {
    auto const door = current_.get()->city().homes[2].door;
    return json::array(
        {{{"put_outlet",
           {{"name", "New"}, {"kinds", {"market"}}, {"at", {geo::lat_degrees(door), geo::lon_degrees(door)}}}}}});
  }
};

TEST_F(Scenarios, AreKeptChangedAndRemoved) {
  auto const made = put({{"name", "一店多能"}, {"edits", far_market()}});
  ASSERT_EQ(made.status, 201U) << made.text;
  auto const target = "/api/v1/scenarios/" + made.body["id"].get<std::string>();
  EXPECT_EQ(get(target, {.token = token_}).body["edits"], far_market());
  auto const changed =
      send(http::Method::patch, target, json{{"version", 1}, {"name", "b"}, {"shared", true}}, {.token = token_});
  ASSERT_EQ(changed.status, 200U) << changed.text;
  EXPECT_EQ(changed.body["version"], 2);
  EXPECT_EQ(changed.body["edits"], far_market()) << "what is not said stays";
  auto const late = send(http::Method::patch, target, json{{"version", 1}, {"name", "c"}}, {.token = token_});
  EXPECT_EQ(late.status, 409U);
  EXPECT_EQ(late.code(), "scenario_changed");
  auto const other = token_with({{identity::Role::district_bureau, identity::Level::district, "320302"}});
  EXPECT_EQ(get(target, {.token = other}).body["own"], false) << "it is shared";
  EXPECT_EQ(send(http::Method::remove, target, std::nullopt, {.token = other}).code(), "scenario_unknown");
  EXPECT_EQ(get("/api/v1/scenarios", {.token = other}).body["scenarios"].size(), 1U);
  EXPECT_EQ(send(http::Method::remove, target, std::nullopt, {.token = token_}).status, 200U);
  EXPECT_EQ(get(target, {.token = token_}).code(), "scenario_unknown");
}

TEST_F(Scenarios, MayBeBegunWithoutEdits) {
  auto const made = put({{"name", "begun"}, {"edits", json::array()}});
  ASSERT_EQ(made.status, 201U) << made.text;
  auto const told =
      get("/api/v1/scenarios/" + made.body["id"].get<std::string>() + "/evaluation?standard=mofcom", {.token = token_});
  ASSERT_EQ(told.status, 200U) << told.text;
  EXPECT_EQ(told.body["homes_differing"], 0);
  EXPECT_EQ(told.body["before"], told.body["after"]);
}

TEST_F(Scenarios, ComeInPages) {
  for (int i = 0; i < 5; ++i) {
    ASSERT_EQ(put({{"name", std::to_string(i)}}).status, 201U);
  }
  std::string names;
  std::string next;
  do {
    auto const page = get("/api/v1/scenarios?limit=2" + (next.empty() ? "" : "&before=" + next), {.token = token_});
    for (auto const& it : page.body["scenarios"]) {
      names += it["name"].get<std::string>();
    }
    next = page.body["next_before"].is_null() ? "" : page.body["next_before"].get<std::string>();
  } while (!next.empty());
  EXPECT_EQ(names, "43210");
}

TEST_F(Scenarios, AreRefusedWhereTheCityDoesNotKnowWhatTheySay) {
  EXPECT_EQ(put({{"edits", json::array()}}).code(), "body_field_missing");
  EXPECT_EQ(put({{"name", "a"}, {"edits", "none"}}).code(), "body_field_type");
  EXPECT_EQ(put({{"name", "a"}, {"edits", {{{"remove_outlet", "nobody"}}}}}).code(), "scenario_outlet_unknown");
  EXPECT_EQ(put({{"name", "a"}, {"edits", {{{"fly", 1}}}}}).code(), "scenario_file");
  EXPECT_EQ(put({{"name", "a"}, {"edits", {7}}}).code(), "scenario_file");
  json many = json::array();
  for (int i = 0; i < 1'001; ++i) {
    many.push_back({{"remove_outlet", "x"}});
  }
  EXPECT_EQ(put({{"name", "a"}, {"edits", many}}).code(), "body_field_type");
}

TEST_F(Scenarios, ColourTiles) {
  auto const made = put({{"name", "none"}, {"edits", no_pharmacies()}});
  ASSERT_EQ(made.status, 201U) << made.text;
  auto const at = tiles::world_of(current_.get()->city().homes[2].door);
  auto const target =
      "/api/v1/tiles/homes/16/" + std::to_string(at.x >> 16U) + "/" + std::to_string(at.y >> 16U) + "?standard=mofcom";
  auto const scenario = "&scenario=" + made.body["id"].get<std::string>();
  auto const plain = get(target);
  auto const coloured = get(target + scenario, {.token = token_});
  ASSERT_EQ(coloured.status, 200U) << coloured.text;
  EXPECT_NE(coloured.text, plain.text);
  EXPECT_EQ(coloured.field("Cache-Control"), "private, no-cache");
  EXPECT_EQ(get(target + scenario, {.token = token_}).text, coloured.text) << "kept";
  EXPECT_EQ(get(target).text, plain.text) << "the city is as it was";
  EXPECT_EQ(get(target + scenario).status, 401U);
  EXPECT_EQ(get(target + "&scenario=1", {.token = token_}).code(), "scenario_unknown");
}

TEST_F(Scenarios, AreReportedAsTheCityWouldBe) {
  auto const made = put({{"name", "none"}, {"edits", no_pharmacies()}});
  auto const id = made.body["id"].get<std::string>();
  json const wanted{{"sort", "report"}, {"standard", "mofcom"}, {"form", "geopackage"}, {"scenario", id}};
  auto const first = ask(wanted).body["id"].get<std::string>();
  std::string text;
  {
    auto const working = runner();
    auto const told = ended(first);
    ASSERT_EQ(told.body["state"], "done") << told.text;
    text = get("/api/v1/jobs/" + first + "/file", {.token = token_}).text;
  }
  // The same of a city without them.
  auto without = current_.get()->city();
  std::vector<city::Outlet> outlets;
  for (auto const& outlet : without.outlets) {
    if (outlet.id.value() == 71) {
      outlets.push_back(outlet);
    }
  }
  without.outlets = std::move(outlets);
  PlanAsk plan;
  plan.sort = PlanSort::report;
  plan.standard = "mofcom";
  plan.person = "standard";
  plan.form = ReportForm::geopackage;
  words::Messages const messages{words::Language::en};
  SilentProgress silent;
  auto const of = [&](city::City const& city) {
    return do_plan(plan, {city, current_.get()->standards()}, messages, silent)->file;
  };
  EXPECT_NE(text, of(current_.get()->city()));
  answers::name_scenario(without, {"none", "none"}, messages);
  EXPECT_EQ(text, of(without));
  // What is taken away before the work begins is not reported as if it were there.
  auto const late = ask(wanted).body["id"].get<std::string>();
  ASSERT_EQ(send(http::Method::remove, "/api/v1/scenarios/" + id, std::nullopt, {.token = token_}).status, 200U);
  auto const working = runner();
  EXPECT_EQ(ended(late).body["problem"]["code"], "scenario_unknown");
  EXPECT_EQ(ask(wanted).code(), "scenario_unknown");
  EXPECT_EQ(ask({{"sort", "site"}, {"kinds", {"market"}}, {"scenario", id}}).code(), "scenario_unknown");
}

TEST_F(Scenarios, AreForReportsAlone) {
  auto const made = put({{"name", "none"}, {"edits", no_pharmacies()}});
  EXPECT_EQ(ask({{"sort", "site"}, {"kinds", {"market"}}, {"scenario", made.body["id"]}}).code(), "job_scenario_sort");
  auto const other = token_with({{identity::Role::district_bureau, identity::Level::district, "320302"}});
  auto const foreign =
      send(http::Method::post, "/api/v1/jobs",
           json{{"sort", "report"}, {"standard", "mofcom"}, {"scenario", made.body["id"]}}, {.token = other});
  EXPECT_EQ(foreign.code(), "scenario_unknown") << "it is not shared";
}

TEST_F(Scenarios, TellWhoGainsAndWhoLoses) {
  auto edits = far_market();
  for (auto const& edit : no_pharmacies()) {
    edits.push_back(edit);
  }
  auto const made = put({{"name", "moved"}, {"edits", edits}});
  ASSERT_EQ(made.status, 201U) << made.text;
  auto const target = "/api/v1/scenarios/" + made.body["id"].get<std::string>() + "/evaluation?standard=mofcom";
  auto const told = get(target, {.token = token_});
  ASSERT_EQ(told.status, 200U) << told.text;
  // The same, asked the slow way: the city evaluated before and after.
  auto const& city = current_.get()->city();
  double before = 0;
  double after = 0;
  double gain = 0;
  double lose = 0;
  for (auto const& rule : told.body["rules"]) {
    before += rule["people_met_before"].get<double>();
    after += rule["people_met_after"].get<double>();
    gain += rule["people_gain"].get<double>();
    lose += rule["people_lose"].get<double>();
  }
  EXPECT_GT(gain, 0) << told.text;
  EXPECT_GT(lose, 0) << told.text;
  EXPECT_NEAR(after - before, gain - lose, 1e-9);
  auto const judged = current_.get()->judged({"mofcom", "standard", std::nullopt, 0});
  ASSERT_TRUE(judged);
  auto const& score = judged->evaluation.persons.front().scores.city;
  EXPECT_EQ(told.body["before"]["needs_met_share"].get<double>(), *score.needs.share());
  EXPECT_EQ(city.homes.size(), 3U);
  EXPECT_EQ(get("/api/v1/scenarios/" + made.body["id"].get<std::string>() + "/evaluation", {.token = token_}).code(),
            "http_parameter_missing");
}

}  // namespace
}  // namespace linquan::api
