#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "drawn_town.h"
#include "fixtures.h"
#include "linquan/city/file.h"
#include "linquan/city/outlets.h"
#include "linquan/cli/cli.h"
#include "linquan/kinds/kinds.h"
#include "linquan/tables/table.h"

namespace linquan::cli {
namespace {

struct Outcome {
  int code = 0;
  std::string out;
  std::string err;
};

/// Twelve homes in a row of 100 m each, with 1 to 12 people and a stall point at every one; a living circle around all.
city::City row_city() {
  drawn::DrawnTown town{"a---b---c---d---e---f---g---h---i---j---k---l", 25};
  city::City city;
  city.name = "Row";
  for (auto const& kind : kinds::Kinds::built_in().all()) {
    city.kind_ids.push_back(kind.id);
  }
  city.streets = town.graph();
  auto& circle = city.areas.emplace_back();
  circle.id = city::AreaId{1};
  circle.level = city::AreaLevel::living_circle;
  circle.name = "Row circle";
  circle.state = "built";
  for (auto const letter : std::string_view{"abcdefghijkl"}) {
    city.box.add(town.at(letter));
    auto& home = city.homes.emplace_back();
    home.id = city::HomeId{city.homes.size()};
    home.source = std::string{"drawn:"} + letter;
    home.door = town.at(letter);
    home.access = town.access(letter);
    home.people.all = {1000 * std::int64_t{letter - 'a' + 1}};
    home.living_circle = 0;
    city.candidates.push_back({"stalls.csv!" + std::string{letter},
                               std::string{"Stall "} + letter,
                               town.at(letter),
                               town.access(letter),
                               "stall",
                               {},
                               100'000,
                               std::nullopt,
                               0x7F});
  }
  city.box = geo::widened(city.box, 100);
  return city;
}

class OnRow {
 public:
  explicit OnRow(std::string_view name) : folder_{name} { EXPECT_TRUE(city::save(row_city(), file())); }

  [[nodiscard]] std::filesystem::path file() const { return folder_.path() / "row.city"; }
  [[nodiscard]] std::string path(std::string_view name) const { return (folder_.path() / name).string(); }
  [[nodiscard]] std::string write(std::string_view name, std::string_view text) const {
    return folder_.write(name, text).string();
  }
  [[nodiscard]] Outcome run(std::string const& command, std::vector<std::string> const& options) const {
    ::setenv("LC_ALL", "en_GB.UTF-8", 1);
    ::unsetenv("LINQUAN_CONFIG");
    std::vector<std::string> arguments{command, file().string()};
    arguments.insert(arguments.end(), options.begin(), options.end());
    Capture const out;
    Capture const err;
    auto const code = cli::run(arguments, out.file(), err.file());
    return {code, out.text(), err.text()};
  }
  [[nodiscard]] nlohmann::json json(std::string const& command, std::vector<std::string> options) const {
    options.emplace_back("--json");
    auto const outcome = run(command, options);
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    return outcome.code == 0 ? nlohmann::json::parse(outcome.out) : nlohmann::json{};
  }

 private:
  Folder folder_;
};

TEST(Site, TellsWhoIsServedAndHowGoodThatIs) {
  OnRow const row{"site_told"};
  auto const told = row.json("site", {"--kind", "repair_small", "--count", "2", "--minutes", "3"});
  ASSERT_EQ(told["sites"].size(), 2U);
  EXPECT_EQ(told["sites"][0]["name"], "Stall j");
  EXPECT_EQ(told["sites"][0]["source"], "stalls.csv!j");
  EXPECT_EQ(told["sites"][1]["name"], "Stall e");
  EXPECT_EQ(told["people_gained"], 75.0);
  EXPECT_EQ(told["people_after"], 75.0);
  EXPECT_EQ(told["bound"], 75.0);
  EXPECT_EQ(told["gap"], 0.0);
  EXPECT_TRUE(told["seconds"].is_number());
  EXPECT_EQ(told["cost_yuan"], 2000.0);
  auto const text = row.run("site", {"--kind", "修鞋", "--count", "2", "--minutes", "3", "--lang", "zh"});
  EXPECT_EQ(text.code, 0) << text.err;
  EXPECT_NE(text.out.find("新覆盖 75 人"), std::string::npos) << text.out;
}

TEST(Site, SaysByWhatTheSitesStandInTheirOrder) {
  OnRow const row{"site_order"};
  auto const text = [&](std::vector<std::string> more) {
    more.insert(more.end(), {"--kind", "repair_small", "--count", "2", "--minutes", "3"});
    auto const outcome = row.run("site", more);
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    return outcome.out;
  };
  EXPECT_EQ(text({}).find("order of building"), std::string::npos);
  auto const weighted = text({"--weights", "repair_small=7"});
  EXPECT_NE(weighted.find("people times weight (column Weighted)"), std::string::npos) << weighted;
  EXPECT_NE(weighted.find("350"), std::string::npos) << "50 people, each for seven: " << weighted;
}

TEST(Site, TakesEachKindsOwnMinutesFromItsTable) {
  OnRow const row{"site_minutes"};
  auto const told = row.json("site", {"--kind", "repair_small,market", "--count", "1"});
  auto const& kinds = kinds::Kinds::built_in();
  ASSERT_EQ(told["wants"].size(), 2U);
  for (auto const& want : told["wants"]) {
    EXPECT_EQ(want["minutes"], *kinds[*kinds.find(want["kind"].get<std::string>())].minutes);
  }
}

constexpr std::string_view rule_text = R"(version: 1
standard: {id: ours, zh: "本市", en: "Ours", source: "the council", mark: V}
rules:
  - {id: cobbler, zh: "修鞋", en: "Cobbler", needs: repair_small, within: {minutes: 3}, demand: must, source: "1", mark: V}
  - {id: two, zh: "两处", en: "Two", needs: tailor, within: {minutes: 3}, count: 2, demand: must, source: "2", mark: V}
)";

TEST(Site, TakesWhatARuleAsks) {
  OnRow const row{"site_rule"};
  auto const standard = row.write("ours.yaml", rule_text);
  auto const by_rule = row.json("site", {"--standard", standard, "--rule", "cobbler", "--count", "2"});
  auto const by_kind = row.json("site", {"--kind", "repair_small", "--count", "2", "--minutes", "3"});
  EXPECT_EQ(by_rule["sites"], by_kind["sites"]);
  EXPECT_EQ(by_rule["wants"], by_kind["wants"]);
  struct Case {
    std::vector<std::string> options;
    std::string says;
  };
  for (auto const& [options, says] :
       std::vector<Case>{{{"--rule", "cobbler"}, "--standard"},
                         {{"--standard", standard, "--kind", "repair_small"}, "--rule"},
                         {{"--standard", standard, "--rule", "cobbler", "--minutes", "5"}, "--minutes"},
                         {{"--standard", standard, "--rule", "cobler"}, "cobbler"},
                         {{"--standard", standard, "--rule", "two"}, "more than one"}}) {
    auto with_count = options;
    with_count.insert(with_count.end(), {"--count", "1"});
    auto const outcome = row.run("site", with_count);
    EXPECT_EQ(outcome.code, 2) << outcome.err;
    EXPECT_NE(outcome.err.find(says), std::string::npos) << outcome.err;
  }
}

TEST(Site, WritesTheSitesInEveryForm) {
  OnRow const row{"site_files"};
  for (auto const* const name : {"sites.csv", "sites.xlsx", "sites.geojson", "sites.gpkg"}) {
    auto const told =
        row.json("site", {"--kind", "repair_small", "--count", "2", "--minutes", "3", "--out", row.path(name)});
    auto const table = tables::read_table(row.path(name), {});
    ASSERT_TRUE(table) << name << " " << table.error().code;
    ASSERT_EQ(table->rows.size(), told["sites"].size()) << name;
    for (auto const& [name_in_table, value] :
         {std::pair{"people_gained", told["sites"][0]["people_gained"].get<double>()},
          std::pair{"people_weighted", told["sites"][0]["people_gained"].get<double>()},
          std::pair{"cost_yuan", told["sites"][0]["cost_yuan"].get<double>()}}) {
      auto const column = std::ranges::find(table->columns, name_in_table) - table->columns.begin();
      EXPECT_EQ(std::stod(table->rows[0].cells[static_cast<std::size_t>(column)]), value) << name_in_table;
    }
  }
}

TEST(Site, ReadsATableOfCandidatesAndForbiddenPlaces) {
  OnRow const row{"site_tables"};
  auto const city = row_city();
  auto const place = [&](std::size_t home) {
    return std::to_string(geo::lon_degrees(city.homes[home].door)) + "," +
           std::to_string(geo::lat_degrees(city.homes[home].door));
  };
  auto const table = row.write("mine.csv", "name,lng,lat\nMine," + place(2) + "\nFar," + place(9) + "\n");
  auto const mine = row.json(
      "site", {"--kind", "repair_small", "--count", "5", "--minutes", "3", "--candidates", table, "--crs", "wgs84"});
  EXPECT_EQ(mine["spots"], 2);
  ASSERT_EQ(mine["sites"].size(), 2U);
  EXPECT_EQ(mine["sites"][0]["name"], "Far");
  auto const low = geo::lat_degrees(city.box.low);
  auto const west = geo::lon_degrees(city.box.low);
  auto const east = geo::lon_degrees(city.homes[5].door) + 0.0001;
  auto const high = geo::lat_degrees(city.box.high);
  nlohmann::json const ring{{{west, low}, {east, low}, {east, high}, {west, high}, {west, low}}};
  nlohmann::json const shape{{"type", "FeatureCollection"},
                             {"features",
                              {{{"type", "Feature"},
                                {"properties", {{"name", "park"}}},
                                {"geometry", {{"type", "Polygon"}, {"coordinates", ring}}}}}}};
  auto const park = row.write("park.geojson", shape.dump());
  auto const outside =
      row.json("site", {"--kind", "repair_small", "--count", "1", "--minutes", "3", "--forbidden", park});
  EXPECT_EQ(outside["spots_forbidden"], 6);
  EXPECT_EQ(outside["spots"], 6);
}

TEST(Site, RefusesWhatIsNotUnderstood) {
  OnRow const row{"site_refuses"};
  auto const elsewhere = row.write("elsewhere.csv", "name,lng,lat\nFar,2.35,48.85\n");
  auto const words = row.write("words.csv", "name,lng,lat\nOne,1.0,1.0\n");
  struct Case {
    std::vector<std::string> options;
    int code;
    std::string says;
  };
  for (auto const& [options, code, says] : std::vector<Case>{
           {{"--count", "1"}, 2, "--kind"},
           {{"--kind", "repair_small"}, 2, "--budget"},
           {{"--kind", "moonshine", "--count", "1"}, 2, "moonshine"},
           {{"--kind", "repair_small", "--count", "0"}, 2, "--count 0"},
           {{"--kind", "repair_small", "--budget", "0"}, 2, "--budget 0"},
           {{"--kind", "repair_small", "--count", "-1"}, 2, "--count"},
           {{"--kind", "repair_small", "--count", "1", "--minutes", "3", "--metres", "3"}, 2, "--metres"},
           {{"--kind", "repair_small", "--count", "1", "--people", "old"}, 2, "--people"},
           {{"--kind", "repair_small", "--count", "1", "--from", "moon"}, 2, "--from"},
           {{"--kind", "repair_small", "--count", "1", "--weights", "market=2"}, 2, "market"},
           {{"--kind", "repair_small", "--count", "1", "--weights", "60=many"}, 2, "--weights"},
           {{"--kind", "pharmacy", "--count", "1"}, 3, "no place"},
           {{"--kind", "bus", "--count", "1", "--from", "candidates"}, 3, "--from streets"},
           {{"--kind", "primary", "--count", "1", "--from", "streets"}, 3, "ground of its own"},
           {{"--kind", "repair_small", "--count", "1", "--candidates", elsewhere}, 3, "elsewhere.csv"},
           {{"--kind", "repair_small", "--count", "1", "--forbidden", words}, 3, "polygon"},
           {{"--kind", "repair_small", "--count", "1", "--out", row.file().string()}, 2, "row.city"},
           {{"--kind", "repair_small", "--count", "1", "--candidates", words, "--out", words}, 2, "words.csv"},
           {{"--kind", "repair_small", "--count", "1", "--out", row.path("sites.pdf")}, 2, "sites.pdf"}}) {
    auto const outcome = row.run("site", options);
    EXPECT_EQ(outcome.code, code) << says << ": " << outcome.err;
    EXPECT_NE(outcome.err.find(says), std::string::npos) << outcome.err;
    EXPECT_EQ(outcome.out, "");
  }
}

TEST(Site, SaysThatThereAreFewerPlacesThanAsked) {
  OnRow const row{"site_few"};
  auto const outcome = row.run("site", {"--kind", "repair_small", "--count", "40", "--minutes", "3"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_NE(outcome.out.find("Asked for: 40; places to choose from: 12."), std::string::npos) << outcome.out;
}

TEST(Carts, PlanAWeekThatImportReadsBackAsOneOutletForEachCart) {
  OnRow const row{"carts_week"};
  for (auto const* const name : {"week.csv", "week.xlsx", "week.geojson"}) {
    auto const told = row.json("carts", {"--kind", "repair_small", "--carts", "2", "--minutes", "3", "--days", "Sa,Su",
                                         "--hours", "08:00-10:30", "--out", row.path(name)});
    EXPECT_EQ(told["people_before"], 0.0);
    EXPECT_EQ(told["people_after"], 78.0);
    EXPECT_EQ(told["slots"], 4);
    auto const table = tables::read_table(row.path(name), {});
    ASSERT_TRUE(table) << name << " " << table.error().code;
    city::Report report;
    std::vector<city::Completeness> completeness;
    auto const outlets =
        city::outlets_from_table(*table, geo::Crs::wgs84(), kinds::Kinds::built_in(), {}, report, completeness);
    ASSERT_TRUE(outlets) << name << " " << outlets.error().code;
    ASSERT_EQ(outlets->size(), 2U) << name;
    std::size_t days = 0;
    for (auto const& outlet : *outlets) {
      EXPECT_EQ(outlet.kinds, (std::vector{*kinds::Kinds::built_in().find("repair_small")}));
      for (auto const& stand : outlet.stands) {
        ASSERT_TRUE(stand.hours) << name;
        days += static_cast<std::size_t>(stand.hours->minutes_per_week()) / 150;
      }
    }
    EXPECT_EQ(days, told["visits"].size()) << name;
  }
}

TEST(Carts, RefuseWhatIsNotUnderstood) {
  OnRow const row{"carts_refuse"};
  struct Case {
    std::vector<std::string> options;
    int code;
    std::string says;
  };
  for (auto const& [options, code, says] :
       std::vector<Case>{{{"--kind", "repair_small"}, 2, "--carts"},
                         {{"--kind", "repair_small", "--carts", "0"}, 2, "--carts 0"},
                         {{"--kind", "repair_small,market", "--carts", "1"}, 2, "one kind"},
                         {{"--kind", "repair_small", "--carts", "1", "--days", "someday"}, 2, "someday"},
                         {{"--kind", "repair_small", "--carts", "1", "--hours", "early"}, 2, "early"},
                         {{"--kind", "repair_small", "--carts", "1", "--circles", "North"}, 3, "Row circle"},
                         {{"--kind", "repair_small", "--carts", "1", "--out", row.file().string()}, 2, "row.city"}}) {
    auto const outcome = row.run("carts", options);
    EXPECT_EQ(outcome.code, code) << says << ": " << outcome.err;
    EXPECT_NE(outcome.err.find(says), std::string::npos) << outcome.err;
  }
}

}  // namespace
}  // namespace linquan::cli
