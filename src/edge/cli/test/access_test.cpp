#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "drawn_town.h"
#include "fixtures.h"
#include "linquan/city/file.h"
#include "linquan/cli/cli.h"
#include "linquan/persons/persons.h"
#include "linquan/reach/reference.h"
#include "linquan/tables/table.h"

namespace linquan::cli {
namespace {

struct Outcome {
  int code = 0;
  std::string out;
  std::string err;
};

Outcome run_with(std::vector<std::string> arguments) {
  ::setenv("LC_ALL", "en_GB.UTF-8", 1);
  ::unsetenv("LINQUAN_CONFIG");
  Capture const out;
  Capture const err;
  auto const code = run(arguments, out.file(), err.file());
  return {code, out.text(), err.text()};
}

/// A street of 400 m from a over b to c, and an island d-e. Homes at a, c, e and one joined to no street; a pharmacy at
/// a, a market at c that opens in the morning, another market without a place.
city::City island_town() {
  drawn::DrawnTown drawn{"a---b---c   d---e", 50};
  city::City city;
  city.kind_ids = {"market", "pharmacy"};
  std::uint64_t id = 0;
  for (auto const& [letter, people] : {std::pair{'a', 2500}, std::pair{'c', 1000}, std::pair{'e', 3000}}) {
    auto& home = city.homes.emplace_back();
    home.id = city::HomeId{++id};
    home.source = std::string{"drawn:"} + letter;
    home.door = drawn.at(letter);
    home.access = drawn.access(letter);
    home.people = {{people}, {0}, {people / 2}, {0}};
  }
  auto& lost = city.homes.emplace_back();
  lost.id = city::HomeId{++id};
  lost.source = "drawn:lost";
  lost.unsnapped_reason = "home_behind_water";
  lost.people.all = {500};
  auto const outlet = [&](char letter, kinds::KindIndex kind, std::string const& name) -> city::Outlet& {
    auto& it = city.outlets.emplace_back();
    it.id = city::OutletId{city.outlets.size()};
    it.name = name;
    it.sources = {"shops.csv:" + name};
    it.kinds = {kind};
    it.stands = {{drawn.at(letter), {drawn.access(letter)}, std::nullopt}};
    return it;
  };
  outlet('a', 1, "Old pharmacy").capacity = 6;
  outlet('c', 0, "Morning market").stands[0].hours = *hours::Hours::parse("Mo-Su 06:00-12:00");
  outlet('c', 0, "Nowhere").stands[0].accesses.clear();
  city.streets = drawn.graph();
  return city;
}

/// The island town as a file, and the command on it.
class OnIsland {
 public:
  explicit OnIsland(std::string_view name) : folder_{name} {
    EXPECT_TRUE(city::save(island_town(), folder_.path() / "island.city"));
  }
  [[nodiscard]] Outcome ask(std::vector<std::string> more) const {
    more.insert(more.begin(), {"access", (folder_.path() / "island.city").string()});
    return run_with(std::move(more));
  }
  [[nodiscard]] nlohmann::json json(std::vector<std::string> more) const {
    more.emplace_back("--json");
    auto const outcome = ask(std::move(more));
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    return nlohmann::json::parse(outcome.out);
  }
  [[nodiscard]] std::filesystem::path file(std::string_view name) const { return folder_.path() / name; }

 private:
  Folder folder_;
};

/// Rows by source, cells by column.
std::map<std::string, std::map<std::string, std::string>> rows_of(std::filesystem::path const& path) {
  auto const table = tables::read_table(path, {});
  EXPECT_TRUE(table) << table.error().code;
  std::map<std::string, std::map<std::string, std::string>> rows;
  for (auto const& row : table->rows) {
    std::map<std::string, std::string> cells;
    for (std::size_t i = 0; i < table->columns.size(); ++i) {
      cells[table->columns[i]] = row.cells[i];
    }
    auto const source = cells.at("source");
    rows[source] = std::move(cells);
  }
  return rows;
}

TEST(Access, CountsPeopleWithAnyOfTheKindsAndKeepsThoseWithoutAStreetInTheWhole) {
  OnIsland const island{"access_any"};
  auto const one = island.json({"--kinds", "pharmacy", "--minutes", "5"});
  EXPECT_EQ(one["people"], 7.0);
  EXPECT_EQ(one["people_within"], 2.5);
  EXPECT_EQ(one["homes"], 4);
  EXPECT_EQ(one["homes_within"], 1);
  EXPECT_EQ(one["homes_not_joined"], 1);
  EXPECT_EQ(one["by_minute"], (std::vector{2.5, 2.5, 2.5, 2.5, 2.5, 2.5}));
  EXPECT_EQ(one["people_not_joined"], 0.5);
  auto const any = island.json({"--kinds", "pharmacy,菜市场,market", "--minutes", "5"});
  EXPECT_EQ(any["people_within"], 3.5);
  EXPECT_EQ(any["share"], 0.5);
  EXPECT_EQ(any["outlets"], 2);
  EXPECT_EQ(any["outlets_left_out"]["unplaced"], 1);
  EXPECT_EQ(any["kinds"][0]["id"], "pharmacy");
  EXPECT_EQ(any["kinds"][0]["people_within"], 2.5);
  EXPECT_EQ(any["kinds"][1]["people_within"], 1.0);
}

TEST(Access, CountsWithinAsAtMostTheLimit) {
  OnIsland const island{"access_limit"};
  EXPECT_EQ(island.json({"--kinds", "pharmacy", "--metres", "400"})["people_within"], 3.5);
  EXPECT_EQ(island.json({"--kinds", "pharmacy", "--metres", "399.8"})["people_within"], 2.5);
  EXPECT_EQ(island.json({"--kinds", "pharmacy", "--minutes", "6"})["people_within"], 3.5);
}

TEST(Access, CountsWhatIsOpenAtTheTimeAskedFor) {
  OnIsland const island{"access_open"};
  auto const evening = island.json({"--kinds", "market,pharmacy", "--minutes", "5", "--when", "Tu 19:00"});
  EXPECT_EQ(evening["people_within"], 2.5);
  EXPECT_EQ(evening["outlets_left_out"]["closed"], 1);
  auto const sure =
      island.json({"--kinds", "market,pharmacy", "--minutes", "5", "--when", "Tu 09:00", "--hours-unknown", "closed"});
  EXPECT_EQ(sure["people_within"], 1.0);
  EXPECT_EQ(sure["outlets_left_out"]["hours_unknown"], 1);
}

TEST(Access, CountsOnlyTheWaysOfServingAskedFor) {
  OnIsland const island{"access_ways"};
  auto const home = island.json({"--kinds", "pharmacy", "--minutes", "5", "--ways", "home,telephone"});
  EXPECT_EQ(home["people_within"], 0.0);
  EXPECT_EQ(home["outlets_left_out"]["other_ways"], 1);
}

TEST(Access, WritesOneRowForEachHomeAndLeavesEmptyWhatIsNotReached) {
  OnIsland const island{"access_rows"};
  for (auto const* const name : {"rows.csv", "rows.gpkg", "rows.geojson"}) {
    auto const out = island.file(name);
    auto const outcome = island.ask({"--kinds", "pharmacy,market", "--metres", "300", "--out", out.string()});
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    auto const rows = rows_of(out);
    ASSERT_EQ(rows.size(), 4U) << name;
    auto const& a = rows.at("drawn:a");
    EXPECT_EQ(a.at("home"), "1");
    EXPECT_EQ(a.at("people"), "2.5");
    EXPECT_EQ(a.at("nearest_metres"), "0") << "next door is a distance";
    EXPECT_EQ(a.at("within"), "1");
    EXPECT_EQ(a.at("outlet"), "1");
    EXPECT_EQ(a.at("outlet_name"), "Old pharmacy");
    EXPECT_EQ(a.at("market_metres"), "");
    EXPECT_EQ(a.at("market_within"), "");
    EXPECT_EQ(rows.at("drawn:c").at("market_within"), "1");
    for (auto const* const column : {"nearest_metres", "within", "outlet", "outlet_name", "pharmacy_metres"}) {
      EXPECT_EQ(rows.at("drawn:e").at(column), "") << column;
      EXPECT_EQ(rows.at("drawn:lost").at(column), "") << column;
    }
    EXPECT_EQ(rows.at("drawn:e").at("not_joined"), "");
    EXPECT_EQ(rows.at("drawn:lost").at("not_joined"), "home_behind_water");
  }
}

TEST(Access, WeighsCapacityAgainstAnAgeGroup) {
  OnIsland const island{"access_capacity"};
  auto const out = island.file("rows.csv");
  auto const object =
      island.json({"--kinds", "pharmacy", "--metres", "600", "--capacity", "60", "--out", out.string()});
  auto const& capacity = object["capacity"];
  EXPECT_EQ(capacity["people"], 3.25);
  EXPECT_EQ(capacity["people_reaching"], 1.75);
  EXPECT_EQ(capacity["capacity"], 6);
  EXPECT_NEAR(capacity["per_thousand_median"], 1000 * 6 / 1.75, 1e-6);
  auto const rows = rows_of(out);
  EXPECT_NEAR(std::stod(rows.at("drawn:c").at("capacity_per_thousand")), 1000 * 6 / 1.75, 1e-6);
  // At the counter the weight is 1.00, in the second third of 600 m it is 0.68.
  EXPECT_NEAR(std::stod(rows.at("drawn:c").at("capacity_per_thousand_enhanced")), 680 * 6 / (1.25 + 0.68 * 0.5), 1e-6);
  EXPECT_EQ(rows.at("drawn:e").at("capacity_per_thousand"), "");
}

TEST(Access, SaysItInTwoSentencesAndATable) {
  OnIsland const island{"access_text"};
  auto const english = island.ask({"--kinds", "pharmacy,market", "--minutes", "5"}).out;
  EXPECT_NE(english.find("50.0 % of the people"), std::string::npos) << english;
  EXPECT_NE(english.find("Pharmacy"), std::string::npos);
  auto const chinese = island.ask({"--kinds", "药店", "--minutes", "5", "--lang", "zh"}).out;
  EXPECT_NE(chinese.find("步行 5 分钟以内"), std::string::npos) << chinese;
}

TEST(Access, RefusesWhatItDoesNotUnderstand) {
  OnIsland const island{"access_refusals"};
  std::vector<std::string> const fine{"--kinds", "pharmacy", "--minutes", "5"};
  struct Case {
    std::vector<std::string> arguments;
    int code;
    std::string says;
  };
  std::vector<Case> const cases{
      {{"--minutes", "5"}, 2, "--kinds"},
      {{"--kinds", "farmacy", "--minutes", "5"}, 2, "pharmacy (药店, Pharmacy)"},
      {{"--kinds", "pharmacy"}, 2, "either --minutes or --metres"},
      {{"--kinds", "pharmacy", "--minutes", "5", "--metres", "300"}, 2, "either --minutes or --metres"},
      {{"--kinds", "pharmacy", "--minutes", "0"}, 2, "above 0"},
      {{"--kinds", "pharmacy", "--minutes", "600"}, 2, "up to 60"},
      {{"--kinds", "pharmacy", "--metres", "6001"}, 2, "up to 6000"},
      {{"--kinds", "pharmacy", "--metres", "nan"}, 2, "above 0"},
      {{"--kinds", "pharmacy", "--metres", "5,10"}, 2, "one number"},
      {{"--kinds", "pharmacy", "--minutes", "5", "--out", "rows.xlsx"}, 2, ".geojson"},
      {{"--kinds", "pharmacy", "--minutes", "5", "--out", "none/rows.csv"}, 4, "none"},
      {{"--kinds", "pharmacy", "--minutes", "5", "--person", "giant"}, 2, "wheelchair"},
      {{"--kinds", "pharmacy", "--minutes", "5", "--when", "noon"}, 2, "Mo 08:30"},
      {{"--kinds", "pharmacy", "--minutes", "5", "--ways", "stand,pigeon"}, 2, "telephone"},
      {{"--kinds", "pharmacy", "--minutes", "5", "--hours-unknown", "open"}, 2, "--when"},
      {{"--kinds", "pharmacy", "--minutes", "5", "--threads", "0"}, 2, "1 to 256"},
      {{"--kinds", "pharmacy", "--minutes", "5", "--capacity", "80"}, 2, "0-14"},
      {{"--kinds", "pharmacy,market", "--minutes", "5", "--capacity", "all"}, 2, "exactly one"},
  };
  for (auto const& it : cases) {
    auto const outcome = island.ask(it.arguments);
    EXPECT_EQ(outcome.code, it.code) << it.says;
    EXPECT_EQ(outcome.out, "") << it.says;
    EXPECT_NE(outcome.err.find(it.says), std::string::npos) << outcome.err;
  }
  EXPECT_EQ(island.ask(fine).code, 0);
}

/// A made-up town, imported as a user would.
std::filesystem::path demo_city(Folder const& folder) {
  auto const inputs = folder.path() / "demo";
  auto city = folder.path() / "demo.city";
  EXPECT_EQ(run_with({"demo-city", "--people", "20000", "--seed", "3", "--out", inputs.string()}).code, 0);
  EXPECT_EQ(run_with({"import", "--osm", (inputs / "city.osm.pbf").string(), "--population",
                      (inputs / "population.csv").string(), "--outlets", (inputs / "outlets.xlsx").string(), "--out",
                      city.string()})
                .code,
            0);
  return city;
}

TEST(Access, TellsOfAWholeTownWhatTheReferenceFindsHomeByHome) {
  Folder const folder{"access_demo"};
  auto const file = demo_city(folder);
  auto const out = folder.path() / "rows.csv";
  auto const outcome = run_with({"access", file.string(), "--kinds", "supermarket,fresh,hair", "--minutes", "7.5",
                                 "--person", "pram", "--threads", "3", "--out", out.string(), "--json"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;

  auto const city = *city::load(file);
  auto const kind = [&](std::string_view id) {
    return static_cast<kinds::KindIndex>(std::ranges::find(city.kind_ids, id) - city.kind_ids.begin());
  };
  auto const* const pram = persons::Persons::built_in().find("pram");
  reach::Streets const streets{city.streets, {*pram, reach::Unit::seconds, std::nullopt}};
  reach::Column const all{kind("supermarket"), kind("fresh"), kind("hair")};
  auto const supply = reach::supply_of(city, streets, {.columns = {all, {kind("hair")}}});
  auto const limits = *reach::Limits::of(std::array{7.5}, reach::Unit::seconds);
  reach::Reference reference{streets};
  auto const rows = rows_of(out);
  ASSERT_EQ(rows.size(), city.homes.size());
  Millipersons people;
  for (auto const& home : city.homes) {
    auto const found = reference.answer(supply, streets.place(home.access), limits);
    auto const& row = rows.at(home.source);
    auto const& any = found[0].nearest;
    people += any.empty() ? Millipersons{} : home.people.all;
    ASSERT_EQ(row.at("within"), any.empty() ? "" : std::to_string(found[0].counts[0])) << home.source;
    ASSERT_EQ(row.at("outlet"), any.empty() ? "" : std::to_string(any[0].id.value())) << home.source;
    ASSERT_EQ(row.at("nearest_seconds").empty(), any.empty()) << home.source;
    if (!any.empty()) {
      ASSERT_DOUBLE_EQ(std::stod(row.at("nearest_seconds")), any[0].time / 10.0) << home.source;
    }
    ASSERT_EQ(row.at("hair_within"), found[1].nearest.empty() ? "" : std::to_string(found[1].counts[0]));
  }
  auto const object = nlohmann::json::parse(outcome.out);
  EXPECT_GT(people.count, 0);
  EXPECT_EQ(object["people_within"], people.persons());
  EXPECT_EQ(object["people"], 20'000.0);
}

}  // namespace
}  // namespace linquan::cli
