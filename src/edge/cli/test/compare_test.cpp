#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "drawn_town.h"
#include "fixtures.h"
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

/// h---i---j---k---l, 100 m from one to the next: 10 people at h, 20 at j, 5 at l, and a market at k or i.
city::City row(char letter, std::uint64_t market) {
  drawn::DrawnTown drawn{"h---i---j---k---l", 25};
  city::City city;
  city.kind_ids = {"market"};
  city.streets = drawn.graph();
  city.areas.resize(1);
  city.areas[0].id = city::AreaId{1};
  city.areas[0].code = "320303001001";
  city.areas[0].name = "Lotus";
  std::uint64_t id = 0;
  for (auto const& [at, people] : {std::pair{'h', 10}, std::pair{'j', 20}, std::pair{'l', 5}}) {
    auto& home = city.homes.emplace_back();
    home.id = city::HomeId{++id};
    home.source = std::string{"drawn:"} + at;
    home.door = drawn.at(at);
    home.access = drawn.access(at);
    home.people.all = {people * 1000};
    home.community = 0;
  }
  auto& outlet = city.outlets.emplace_back();
  outlet.id = city::OutletId{market};
  outlet.name = letter == 'k' ? "Old market" : "New market";
  outlet.sources = {"drawn:" + outlet.name};
  outlet.kinds = {0};
  outlet.stands = {{drawn.at(letter), {drawn.access(letter)}, std::nullopt}};
  return city;
}

constexpr auto standard_text = R"(version: 1
standard: {id: small, zh: 小标准, en: Small standard, source: drawn, mark: proposed}
rules:
  - {id: market, zh: 菜市场, en: Wet market, needs: market, within: {metres: 200}, demand: must, source: drawn, mark: proposed}
)";

/// Two states as files, a standard, and the command on them.
class OnRows {
 public:
  explicit OnRows(std::string_view name) : folder_{name} {
    EXPECT_TRUE(city::save(row('k', 7), path("before.city")));
    EXPECT_TRUE(city::save(row('i', 8), path("after.city")));
    std::ignore = folder_.write("small.yaml", standard_text);
  }

  [[nodiscard]] std::filesystem::path path(std::string_view name) const { return folder_.path() / name; }
  [[nodiscard]] Folder const& folder() const { return folder_; }

  [[nodiscard]] Outcome run_on(std::vector<std::string> arguments, std::string const& language = "en_GB.UTF-8") const {
    ::setenv("LC_ALL", language.c_str(), 1);
    ::unsetenv("LINQUAN_CONFIG");
    arguments.insert(arguments.end(), {"--standard", path("small.yaml").string()});
    Capture const out;
    Capture const err;
    auto const code = run(arguments, out.file(), err.file());
    return {code, out.text(), err.text()};
  }
  [[nodiscard]] Outcome both(std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments{"compare", path("before.city").string(), path("after.city").string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_on(arguments);
  }

 private:
  Folder folder_;
};

TEST(CompareCommand, SaysWhoGainedWhoLostAndWhy) {
  OnRows const rows{"compare_text"};
  auto const outcome = rows.both();
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  for (auto const* const line :
       {"before.city against after.city, under Small standard", "1 outlet opened: New market",
        "1 outlet closed: Old market", "71.4 % → 85.7 %, gained +10, lost −5",
        "by streets 0, by outlets +5, by population 0",
        "10 residents in Lotus now have “wet market” within 200 m, because New market opened.",
        "5 residents in Lotus no longer have “wet market” within 200 m, because Old market closed."}) {
    EXPECT_NE(outcome.out.find(line), std::string::npos) << line << "\n" << outcome.out;
  }
}

TEST(CompareCommand, SpeaksChinese) {
  OnRows const rows{"compare_chinese"};
  auto const outcome =
      rows.run_on({"compare", rows.path("before.city").string(), rows.path("after.city").string()}, "zh_CN.UTF-8");
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_NE(outcome.out.find("现在 200 米内有“菜市场”，因为New market开业了。"), std::string::npos) << outcome.out;
}

TEST(CompareCommand, SaysThatNothingDiffers) {
  OnRows const rows{"compare_same"};
  auto const city = rows.path("before.city").string();
  auto const outcome = rows.run_on({"compare", city, city});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_NE(outcome.out.find("Nothing differs"), std::string::npos);
}

TEST(CompareCommand, GivesAScenarioTheSameFiguresAsTheCityItMakes) {
  OnRows const rows{"compare_scenario"};
  auto const at = row('i', 8).outlets[0].stands[0].at;
  auto const scenario = rows.folder().write(
      "plan.yaml",
      "version: 1\nedits:\n  - remove_outlet: Old market\n  - put_outlet: {name: New market, kinds: market, at: [" +
          std::to_string(geo::lat_degrees(at)) + ", " + std::to_string(geo::lon_degrees(at)) + "]}\n");
  auto const by_scenario =
      rows.run_on({"compare", rows.path("before.city").string(), "--scenario", scenario.string(), "--json"});
  ASSERT_EQ(by_scenario.code, 0) << by_scenario.err;
  auto const by_file = rows.both({"--json"});
  ASSERT_EQ(by_file.code, 0) << by_file.err;
  auto const one = nlohmann::json::parse(by_scenario.out);
  auto const other = nlohmann::json::parse(by_file.out);
  EXPECT_EQ(one["rules"], other["rules"]);
  EXPECT_EQ(one["areas"], other["areas"]);
  EXPECT_EQ(one["edits"], 2);
  EXPECT_EQ(one["rules"][0]["gained"], 10);
  EXPECT_EQ(one["rules"][0]["effects"]["outlets"], 5);

  auto const evaluated = rows.run_on({"evaluate", rows.path("before.city").string(), "--scenario", scenario.string(),
                                      "--person", "standard", "--json"});
  ASSERT_EQ(evaluated.code, 0) << evaluated.err;
  EXPECT_EQ(nlohmann::json::parse(evaluated.out)["rules"][0]["people_met"], one["rules"][0]["people_met_after"]);
}

/// The cell of a table's only row under a head.
std::string cell_of(tables::Table const& table, std::size_t row, std::string const& column) {
  auto const found = std::ranges::find(table.columns, column);
  return found == table.columns.end() ? "no column " + column
                                      : table.rows[row].cells[static_cast<std::size_t>(found - table.columns.begin())];
}

TEST(CompareCommand, WritesAFolderWithTheSameFigures) {
  OnRows const rows{"compare_folder"};
  auto const out = rows.path("changes");
  auto const outcome = rows.both({"--out", out.string(), "--json"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  auto const rule = nlohmann::json::parse(outcome.out)["rules"][0];
  for (auto const* const name : {"areas.csv", "shifts.csv", "outlets.csv", "homes.csv", "change.gpkg", "areas.geojson",
                                 "pages/index.html", "pages/320303001001.html", "plots/rules.svg"}) {
    EXPECT_TRUE(std::filesystem::exists(out / name)) << name;
  }
  auto const summary = tables::read_table(out / "compare.xlsx", {geo::Crs::wgs84(), "Summary", false});
  ASSERT_TRUE(summary);
  ASSERT_EQ(summary->rows.size(), 2U) << "needs and one rule";
  auto const table = tables::read_table(out / "rules.csv", {});
  ASSERT_TRUE(table);
  for (auto const& [head, column, key] : {std::tuple{"gained", "gained", "gained"}, std::tuple{"lost", "lost", "lost"},
                                          std::tuple{"met before", "people_met_before", "people_met_before"},
                                          std::tuple{"met after", "people_met_after", "people_met_after"},
                                          std::tuple{"share before", "share_before", "share_before"},
                                          std::tuple{"share after", "share_after", "share_after"}}) {
    EXPECT_DOUBLE_EQ(std::stod(cell_of(*summary, 1, head)), rule[key]) << head;
    EXPECT_DOUBLE_EQ(std::stod(cell_of(*table, 0, column)), rule[key]) << column;
  }
  EXPECT_EQ(std::stod(cell_of(*summary, 1, "by outlets")), rule["effects"]["outlets"]);
}

TEST(CompareCommand, LeavesAFolderWithOtherFilesAloneBeforeAnyWork) {
  OnRows const rows{"compare_in_use"};
  auto const out = rows.path("changes");
  std::filesystem::create_directories(out);
  std::ignore = rows.folder().write("changes/budget.xlsx", "mine");
  // The city does not exist: the folder is refused first.
  for (auto const* const command : {"compare", "evaluate"}) {
    std::vector<std::string> words{command, rows.path("none.city").string(), "--out", out.string()};
    if (std::string{command} == "compare") {
      words.insert(words.begin() + 2, rows.path("none.city").string());
    }
    auto const outcome = rows.run_on(words);
    EXPECT_EQ(outcome.code, 2) << command;
    EXPECT_NE(outcome.err.find("budget.xlsx"), std::string::npos) << outcome.err;
  }
  auto const file = rows.both({"--out", (out / "budget.xlsx").string()});
  EXPECT_EQ(file.code, 2);
  EXPECT_NE(file.err.find("a report is a folder"), std::string::npos) << file.err;
}

TEST(CompareCommand, RefusesWhatItCannotCompare) {
  OnRows const rows{"compare_refused"};
  auto const before = rows.path("before.city").string();
  EXPECT_EQ(rows.run_on({"compare", before}).code, 2);
  EXPECT_EQ(rows.both({"--scenario", "plan.yaml"}).code, 2);
  auto const missing = rows.run_on({"compare", before, "--scenario", rows.path("none.yaml").string()});
  EXPECT_EQ(missing.code, 3);
  auto other = row('i', 8);
  other.kind_ids = {"bazaar"};
  ASSERT_TRUE(city::save(other, rows.path("other.city")));
  auto const kinds = rows.run_on({"compare", before, rows.path("other.city").string()});
  EXPECT_EQ(kinds.code, 3);
  EXPECT_NE(kinds.err.find("different tables"), std::string::npos) << kinds.err;
  auto const bad = rows.folder().write("bad.yaml", "version: 1\nedits:\n  - remove_outlet: Old markt\n");
  auto const named = rows.run_on({"compare", before, "--scenario", bad.string()});
  EXPECT_EQ(named.code, 3);
  EXPECT_NE(named.err.find("bad.yaml, line 3"), std::string::npos) << named.err;
  EXPECT_NE(named.err.find("Old market"), std::string::npos) << named.err;
}

}  // namespace
}  // namespace linquan::cli
