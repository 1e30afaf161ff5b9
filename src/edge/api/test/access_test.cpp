#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "linquan/answers/sight.h"
#include "linquan/base/progress.h"
#include "linquan/reach/scenario.h"
#include "scenario_states.h"
#include "served.h"

namespace linquan::api {
namespace {

using nlohmann::json;

constexpr std::size_t pharmacy = 1;

class AccessByMinute : public Served {
 protected:
  AccessByMinute() : token_{token_with({{identity::Role::city_bureau, identity::Level::city, {}}})} {}

  /// The same figures by the engine that asks every home, with the edits of a scenario made one by one.
  [[nodiscard]] std::vector<double> by_every_home(json const& edits,
                                                  std::optional<std::uint32_t> community = {}) const {
    auto const city = std::make_shared<city::City const>(current_.get()->city());
    reach::Question question;
    question.columns = {{pharmacy}};
    SilentProgress silent;
    reach::Walker const walker{*answers::person_named("standard"), reach::Unit::seconds, std::nullopt};
    auto const base = reach::base_of(city, walker, question,
                                     {*reach::Limits::of(std::vector{30.0}, reach::Unit::seconds), false}, {}, silent);
    reach::Scenario scenario{base};
    reach::Updater updater;
    auto const made = edits_in(edits.dump(), *city);
    EXPECT_TRUE(made) << made.error().code;
    for (auto const& edit : *made) {
      EXPECT_TRUE(scenario.add(edit, updater));
    }
    std::vector<double> within(31);
    for (std::size_t i = 0; i < city->homes.size(); ++i) {
      auto const& home = city->homes[i];
      auto const time = scenario.state().table.nearest(scenario.state().homes.seat(i), 0);
      for (std::size_t minute = 0; minute < within.size(); ++minute) {
        if (time <= minute * 600 && home.community == community.value_or(home.community)) {
          within[minute] += home.people.all.persons();
        }
      }
    }
    return within;
  }

  std::string token_;
};

TEST_F(AccessByMinute, IsWhatEveryHomeWalks) {
  auto const told = get("/api/v1/access?kinds=pharmacy");
  ASSERT_EQ(told.status, 200U) << told.text;
  EXPECT_EQ(told.body["by_minute"].get<std::vector<double>>(), by_every_home(json::array()));
  EXPECT_EQ(told.body["people"], 10.0);
  EXPECT_EQ(told.body["by_minute"][0], 7.0) << "two homes have one at their door";
  EXPECT_EQ(told.body["by_minute"][30], 10.0);
  EXPECT_EQ(told.body["known"], true);
  auto const none = get("/api/v1/access?kinds=market&minutes=5");
  EXPECT_EQ(none.body["by_minute"], (std::vector<double>(6)));
  EXPECT_EQ(none.body["known"], false) << "nobody knows of any market";
}

TEST_F(AccessByMinute, MayBeAskedOfAnAreaAndAnAge) {
  auto const maple = get("/api/v1/access?kinds=pharmacy&area=320303002002");
  EXPECT_EQ(maple.body["people"], 5.0);
  EXPECT_EQ(maple.body["by_minute"].get<std::vector<double>>(), by_every_home(json::array(), 1));
  auto const old = get("/api/v1/access?kinds=pharmacy&people=60");
  EXPECT_EQ(old.body["people"], 3.0);
  EXPECT_EQ(old.body["by_minute"][0], 2.0);
  EXPECT_EQ(refusal("/api/v1/access?kinds=pharmacy&area=1", 404), "area_code_unknown");
  EXPECT_EQ(refusal("/api/v1/access?kinds=pharmacy&people=old", 400), "choice_unknown");
  EXPECT_EQ(refusal("/api/v1/access?kinds=pharmacy&minutes=61", 400), "number_range");
  EXPECT_EQ(refusal("/api/v1/access", 400), "kind_none");
}

TEST_F(AccessByMinute, FollowsAScenarioOfOutletsAndStreets) {
  json const edits{{{"remove_outlet", "90"}}, {{"time_street", {{"way", 1}, {"percent", 50}}}}};
  auto const made =
      send(http::Method::post, "/api/v1/scenarios", json{{"name", "a"}, {"edits", edits}}, {.token = token_});
  ASSERT_EQ(made.status, 201U) << made.text;
  auto const target = "/api/v1/access?kinds=pharmacy&scenario=" + made.body["id"].get<std::string>();
  auto const told = get(target, {.token = token_});
  ASSERT_EQ(told.status, 200U) << told.text;
  EXPECT_EQ(told.body["by_minute"].get<std::vector<double>>(), by_every_home(edits));
  EXPECT_NE(by_every_home(edits), by_every_home({{{"remove_outlet", "90"}}})) << "the street counts";
  EXPECT_EQ(told.field("Cache-Control"), "no-store");
  EXPECT_EQ(get(target).status, 401U);
}

}  // namespace
}  // namespace linquan::api
