#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "drawn_town.h"
#include "fixtures.h"
#include "linquan/base/file.h"
#include "linquan/city/file.h"
#include "linquan/cli/cli.h"
#include "linquan/tables/table.h"

namespace linquan::cli {
namespace {

struct Outcome {
  int code = 0;
  std::string out;
  std::string err;
};

Outcome run_in(char const* locale, std::vector<std::string> const& arguments) {
  ::setenv("LC_ALL", locale, 1);
  ::unsetenv("LINQUAN_CONFIG");
  Capture const out;
  Capture const err;
  auto const code = run(arguments, out.file(), err.file());
  return {code, out.text(), err.text()};
}

/// Homes at a, c and e, 200 m from one to the next, with 2, 3 and 5 people, one of 60 and over in each; a pharmacy at
/// a. Of markets nobody knows. a and c lie in the community Lotus.
city::City street_town() {
  drawn::DrawnTown drawn{"a---c---e", 50};
  city::City city;
  city.kind_ids = {"market", "pharmacy"};
  auto& lotus = city.areas.emplace_back();
  lotus.id = city::AreaId{1};
  lotus.code = "320302001001";
  lotus.name = "Lotus";
  geo::Box box;
  box.add(drawn.at('a'));
  box.add(drawn.at('c'));
  auto const [low, high] = geo::widened(box, 20);
  lotus.shape = {{{low, {high.lon, low.lat}, high, {low.lon, high.lat}}, {}}};
  std::uint64_t id = 0;
  for (auto const& [letter, people] : {std::pair{'a', 2'000}, std::pair{'c', 3'000}, std::pair{'e', 5'000}}) {
    auto& home = city.homes.emplace_back();
    home.id = city::HomeId{++id};
    home.source = std::string{"drawn:"} + letter;
    home.door = drawn.at(letter);
    home.access = drawn.access(letter);
    home.people = {{people}, {0}, {1'000}, {0}};
    home.community = letter == 'e' ? walk::none : 0;
  }
  auto& pharmacy = city.outlets.emplace_back();
  pharmacy.id = city::OutletId{1};
  pharmacy.sources = {"shops.csv:2"};
  pharmacy.kinds = {1};
  pharmacy.stands = {{drawn.at('a'), {drawn.access('a')}, std::nullopt}};
  city.streets = drawn.graph();
  return city;
}

constexpr std::string_view standard_text = R"(version: 1
standard:
  id: ours
  zh: "我们的标准"
  en: "Our standard"
  source: "the council, 2026"
  mark: V
rules:
  - id: pharmacy-5
    zh: "药店"
    en: "Pharmacy"
    needs: pharmacy
    within: {minutes: 5}
    demand: must
    source: "article 1"
    mark: V
  - id: market-5
    zh: "菜市场"
    en: "Market"
    needs: market
    within: {minutes: 5}
    demand: should
    source: "article 2"
    mark: K
)";

class OnStreet {
 public:
  explicit OnStreet(std::string_view name) : folder_{name} {
    EXPECT_TRUE(city::save(street_town(), folder_.path() / "street.city"));
    standard_ = folder_.write("ours.yaml", standard_text).string();
  }
  [[nodiscard]] Outcome ask(std::vector<std::string> more, char const* locale = "en_GB.UTF-8") const {
    more.insert(more.begin(), {"evaluate", (folder_.path() / "street.city").string()});
    return run_in(locale, more);
  }
  [[nodiscard]] nlohmann::json json(std::vector<std::string> more) const {
    more.insert(more.end(), {"--standard", standard_, "--json"});
    auto const outcome = ask(std::move(more));
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    return nlohmann::json::parse(outcome.out);
  }
  [[nodiscard]] std::string const& standard() const { return standard_; }
  [[nodiscard]] std::string write(std::string_view name, std::string_view text) const {
    return folder_.write(name, text).string();
  }

 private:
  Folder folder_;
  std::string standard_;
};

TEST(Evaluate, GivesItsFiguresAsOneObject) {
  auto const json = OnStreet{"evaluate_json"}.json({});
  EXPECT_EQ(json["standard"], "ours");
  EXPECT_EQ(json["people"], 10.0);
  EXPECT_EQ(json["homes"], 3);
  ASSERT_EQ(json["rules"].size(), 2U);
  // From c to a are 200 m, 3 minutes; from e 400 m, 6 minutes.
  EXPECT_EQ(json["rules"][0]["id"], "pharmacy-5");
  EXPECT_EQ(json["rules"][0]["people_met"], 5.0);
  EXPECT_EQ(json["rules"][0]["share"], 0.5);
  EXPECT_EQ(json["rules"][0]["known"], true);
  EXPECT_EQ(json["rules"][0]["minutes"], 5.0);
  EXPECT_EQ(json["rules"][0]["clause"], "article 1 (seen in a public text)");
  EXPECT_EQ(json["rules"][1]["known"], false);
  EXPECT_EQ(json["rules"][1]["people_unknown"], 10.0);
  EXPECT_TRUE(json["rules"][1]["share"].is_null());
  EXPECT_EQ(json["needs_met_share"], 0.5);
  EXPECT_EQ(json["needs_met_low"], 0.25);
  EXPECT_EQ(json["needs_met_high"], 0.75);
  EXPECT_TRUE(json["round_share"].is_null()) << "the standard asks for no round";
  EXPECT_TRUE(json.contains("seconds") && json.contains("engine_seconds") && json.contains("peak_memory_bytes"));
  std::vector<std::string> persons;
  for (auto const& one : json["persons"]) {
    persons.push_back(one["person"]);
  }
  EXPECT_EQ(persons, (std::vector<std::string>{"standard", "elder", "pram", "wheelchair"}));
}

TEST(Evaluate, ListsGapsWithTheirHomes) {
  auto const json = OnStreet{"evaluate_gaps"}.json({});
  EXPECT_EQ(json["gaps_all"], 1);
  ASSERT_EQ(json["gaps"].size(), 1U);
  auto const& gap = json["gaps"][0];
  EXPECT_EQ(gap["rule"], "pharmacy-5");
  EXPECT_TRUE(gap["code"].is_null()) << "e lies outside all communities";
  EXPECT_EQ(gap["people"], 5.0);
  EXPECT_EQ(gap["homes"], nlohmann::json::array({"3"}));
  EXPECT_NEAR(gap["nearest_seconds_min"].get<double>(), 360, 4);
  EXPECT_EQ(gap["sentence"].get<std::string>().substr(0, 12), "5 residents ");
}

TEST(Evaluate, SaysWhatWouldChangeAGap) {
  OnStreet const street{"evaluate_remedies"};
  auto const json = street.json({});
  auto const& remedies = json["gaps"][0]["remedies"];
  ASSERT_EQ(remedies.size(), 1U) << "nothing stands there that could take a pharmacy on, and no gate is closed";
  EXPECT_EQ(remedies[0]["means"], "front");
  EXPECT_EQ(remedies[0]["people"], 5.0);
  auto const told = street.ask({"--standard", street.standard(), "--gaps", "1"});
  EXPECT_NE(told.out.find("What would change it: a new one at "), std::string::npos) << told.out;
  EXPECT_NE(told.out.find(", for all of them."), std::string::npos) << told.out;
}

TEST(Evaluate, ProposesSitesForTheMustsOnly) {
  OnStreet const street{"evaluate_sites"};
  EXPECT_FALSE(street.json({}).contains("sites"));
  auto const json = street.json({"--sites", "3"});
  ASSERT_EQ(json["sites"]["wants"].size(), 1U) << "of markets nobody knows, and they are no must";
  EXPECT_EQ(json["sites"]["wants"][0]["kind"], "pharmacy");
  ASSERT_EQ(json["sites"]["sites"].size(), 1U) << "one is enough";
  EXPECT_EQ(json["sites"]["sites"][0]["people_gained"], 5.0);
  EXPECT_EQ(json["musts_left"], 0);
  auto const in_metres = street.write("metres.yaml", R"(version: 1
standard: {id: metres, zh: "米", en: "Metres", source: "the council", mark: V}
rules:
  - {id: near, zh: "药店", en: "Pharmacy", needs: pharmacy, within: {metres: 300}, demand: must, source: "1", mark: V}
)");
  auto const told = street.ask({"--standard", in_metres, "--sites", "3"});
  EXPECT_EQ(told.code, 0) << told.err;
  EXPECT_NE(told.out.find("no sites are looked for: 1."), std::string::npos) << told.out;
  EXPECT_EQ(street.ask({"--standard", street.standard(), "--sites", "many"}).code, 2);
}

TEST(Evaluate, HasAnAreaEachAndWhatLiesOutside) {
  auto const json = OnStreet{"evaluate_areas"}.json({});
  ASSERT_EQ(json["areas"].size(), 2U);
  EXPECT_EQ(json["areas"][0]["code"], "320302001001");
  EXPECT_EQ(json["areas"][0]["people"], 5.0);
  EXPECT_EQ(json["areas"][0]["rules"]["pharmacy-5"]["met"], 5.0);
  EXPECT_TRUE(json["areas"][1]["code"].is_null());
  EXPECT_EQ(json["areas"][1]["rules"]["pharmacy-5"]["unmet"], 5.0);
}

TEST(Evaluate, ReadStrictlyOnlyWhatIsDeclaredIsMissing) {
  auto const json = OnStreet{"evaluate_strict"}.json({"--evidence", "declared", "--person", "elder"});
  EXPECT_EQ(json["evidence"], "declared");
  EXPECT_EQ(json["person"], "elder");
  EXPECT_EQ(json["persons"].size(), 1U);
  // 200 m are 4 min 10 s for an elder, still within 5 minutes.
  EXPECT_EQ(json["rules"][0]["people_met"], 5.0);
  EXPECT_EQ(json["rules"][0]["people_unknown"], 5.0);
  EXPECT_TRUE(json["gaps"].empty());
}

TEST(Evaluate, SaysItInBothLanguages) {
  OnStreet const town{"evaluate_text"};
  auto const english = town.ask({"--standard", town.standard()});
  EXPECT_EQ(english.code, 0) << english.err;
  EXPECT_NE(english.out.find("50.0 % of the needs of 10 people are met under Our standard; counting what is not known "
                             "as unmet or as met, between 25.0 % and 75.0 %."),
            std::string::npos)
      << english.out;
  EXPECT_NE(english.out.find("Not known, and counted apart: Market."), std::string::npos) << english.out;
  auto const chinese = town.ask({"--standard", town.standard()}, "zh_CN.UTF-8");
  EXPECT_NE(chinese.out.find("按《我们的标准》，10 人的需求满足 50.0 %"), std::string::npos) << chinese.out;
  EXPECT_NE(chinese.out.find("5 名居民步行 5 分钟内没有药店"), std::string::npos) << chinese.out;
}

TEST(Evaluate, SaysThatItIsAScenario) {
  OnStreet const town{"evaluate_scenario"};
  auto const plan = town.write("plan.yaml", R"(version: 1
name: Without the pharmacy
edits:
  - remove_outlet: 1
)");
  auto const told = town.ask({"--standard", town.standard(), "--scenario", plan});
  EXPECT_EQ(told.code, 0) << told.err;
  EXPECT_EQ(told.out.find("As it would be under the scenario “Without the pharmacy” (plan.yaml), not as it is:"), 0U)
      << told.out;
  auto const json = town.json({"--scenario", plan});
  EXPECT_EQ(json["scenario"]["name"], "Without the pharmacy");
  EXPECT_EQ(json["scenario"]["file"], "plan.yaml");
  EXPECT_FALSE(town.json({}).contains("scenario"));
  auto const folder = std::filesystem::path{plan}.parent_path() / "out";
  std::filesystem::remove_all(folder);
  EXPECT_EQ(town.ask({"--standard", town.standard(), "--scenario", plan, "--out", folder.string()}).code, 0);
  auto const index = read_file(folder / "pages" / "index.html", 10'000'000);
  ASSERT_TRUE(index);
  EXPECT_NE(index->find("under the scenario “Without the pharmacy”: what is missing"), std::string::npos);
  EXPECT_NE(index->find("scenario plan.yaml"), std::string::npos) << "a source";
  auto const sources = tables::read_table(folder / "report.xlsx", {geo::Crs::wgs84(), "Sources", false});
  ASSERT_TRUE(sources);
  EXPECT_TRUE(std::ranges::any_of(sources->rows, [](auto const& row) {
    return row.cells[0] == "input: scenario" && row.cells[1] == "plan.yaml" && row.cells[3] == "Without the pharmacy";
  }));
}

TEST(Evaluate, GradesAreasAndNeverTheCity) {
  OnStreet const town{"evaluate_grades"};
  auto const graded = town.write("graded.yaml", R"(version: 1
standard: {id: graded, zh: "评级", en: "Graded", source: "the council", mark: V}
rules:
  - {id: near, zh: "药店", en: "Pharmacy", needs: pharmacy, within: {minutes: 5}, demand: must, source: "1", mark: V}
lists:
  - {id: basic, zh: "基本", en: "Basic kinds", of: 1, kinds: [pharmacy], source: "2", mark: V}
  - {id: more, zh: "提升", en: "Upgrade kinds", of: 30, kinds: [], source: "3", mark: V}
grades:
  - {id: good, zh: "达标", en: "good", needs: {basic: 1}, source: "4", mark: V}
)");
  auto const told = town.ask({"--standard", graded});
  EXPECT_EQ(told.code, 0) << told.err;
  for (auto const* const line :
       {"Communities by grade: good 1.\n",
        "Communities · Basic kinds (of 1): 1 to 1 are there; half have 1 or fewer.\n",
        "Upgrade kinds: 30 asked for; the list is not public (0 kinds known)",
        "Communities: 5 people live outside all of them.\n", "The largest of 1 gap, by people × weight:\n"}) {
    EXPECT_NE(told.out.find(line), std::string::npos) << line << "\n" << told.out;
  }
  auto const whole = town.ask({"--standard", graded, "--json"});
  auto const json = nlohmann::json::parse(whole.out);
  EXPECT_TRUE(json["grade"].is_null()) << "something of every kind stands somewhere in a city";
  EXPECT_EQ(json["areas"][0]["grade"], "good");
}

TEST(Evaluate, RefusesWhatItCannotDo) {
  OnStreet const town{"evaluate_refused"};
  struct Row {
    std::vector<std::string> arguments;
    int code;
    char const* says;
  };
  auto const& ours = town.standard();
  for (auto const& row : {
           Row{{}, 2, "linquan evaluate needs --standard"},
           Row{{"--standard", "mofcon"}, 2, "“mofcon” is neither a standard that is built in nor a file"},
           Row{{"--standard", ours, "--person", "ghost"}, 2, "The person ghost is not known"},
           Row{{"--standard", ours, "--evidence", "hearsay"}, 2, "seen, declared"},
           Row{{"--standard", ours, "--level", "street"}, 2, "compound, community, subdistrict"},
           Row{{"--standard", ours, "--threads", "0"}, 2, "--threads"},
           Row{{"--standard", ours, "--gaps", "-1"}, 2, "--gaps"},
       }) {
    auto const outcome = town.ask(row.arguments);
    EXPECT_EQ(outcome.code, row.code) << row.says;
    EXPECT_NE(outcome.err.find(row.says), std::string::npos) << outcome.err;
    EXPECT_EQ(outcome.out, "");
  }
}

}  // namespace
}  // namespace linquan::cli
