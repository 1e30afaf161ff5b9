#include "linquan/demo/demo.h"

#include <gtest/gtest.h>

#include <unistd.h>
#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <osmium/io/pbf_input.hpp>
#include <osmium/osm.hpp>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "areas.h"
#include "linquan/geo/crs.h"
#include "linquan/kinds/kinds.h"
#include "linquan/text/text.h"
#include "offers.h"
#include "outlets.h"

namespace linquan::demo {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(fs::path const& path) {
  std::ifstream file{path, std::ios::binary};
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// A town on disk that goes away with its owner.
class TownOnDisk {
 public:
  explicit TownOnDisk(std::uint32_t people, std::uint64_t seed = 1) {
    static int count = 0;
    folder = fs::temp_directory_path() / ("linquan_demo_" + std::to_string(::getpid()) + "_" + std::to_string(++count));
    SilentProgress progress;
    auto const done = write({people, seed, folder}, progress);
    EXPECT_TRUE(done.has_value());
    made = done.value_or(Made{});
    truth = nlohmann::json::parse(bytes_of(folder / "truth.json"));
  }
  TownOnDisk(TownOnDisk const&) = delete;
  TownOnDisk& operator=(TownOnDisk const&) = delete;
  TownOnDisk(TownOnDisk&&) = delete;
  TownOnDisk& operator=(TownOnDisk&&) = delete;
  ~TownOnDisk() {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
  fs::path folder;
  Made made;
  nlohmann::json truth;
};

TownOnDisk const& small_town() {
  static TownOnDisk const town{20'000};
  return town;
}

TownOnDisk const& town_of_120_000() {
  static TownOnDisk const town{120'000};
  return town;
}

std::vector<std::vector<std::string>> csv(fs::path const& path) {
  std::istringstream lines{bytes_of(path)};
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(lines, line);) {
    std::vector<std::string> cells{""};
    bool quoted = false;
    for (auto const c : line) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.emplace_back();
      } else if (c != '\r') {
        cells.back() += c;
      }
    }
    rows.push_back(std::move(cells));
  }
  return rows;
}

/// What the map holds, as far as these tests ask.
struct Map {
  std::set<std::int64_t> nodes;
  std::map<std::int64_t, std::map<std::string, std::string>> tagged;
  struct Way {
    std::vector<std::int64_t> nodes;
    std::map<std::string, std::string> tags;
  };
  std::map<std::int64_t, Way> ways;
  bool sorted = true;
  std::string generator;
};

std::map<std::string, std::string> tags_of(osmium::OSMObject const& object) {
  std::map<std::string, std::string> tags;
  for (auto const& tag : object.tags()) {
    tags[tag.key()] = tag.value();
  }
  return tags;
}

Map read_map(fs::path const& path) {
  Map map;
  osmium::io::Reader reader{osmium::io::File{path.string()}};
  map.generator = reader.header().get("generator");
  std::pair<int, std::int64_t> last{0, 0};
  while (auto const buffer = reader.read()) {
    for (auto const& object : buffer.select<osmium::OSMObject>()) {
      std::pair const here{static_cast<int>(object.type()), object.id()};
      map.sorted = map.sorted && last < here;
      last = here;
      if (object.type() == osmium::item_type::node) {
        map.nodes.insert(object.id());
        if (!object.tags().empty()) {
          map.tagged[object.id()] = tags_of(object);
        }
      }
      if (object.type() == osmium::item_type::way) {
        auto& way = map.ways[object.id()];
        way.tags = tags_of(object);
        for (auto const& node : static_cast<osmium::Way const&>(object).nodes()) {
          way.nodes.push_back(node.ref());
        }
      }
    }
  }
  reader.close();
  return map;
}

Map const& map_of_120_000() {
  static Map const map = read_map(town_of_120_000().folder / "city.osm.pbf");
  return map;
}

std::int64_t number_of(std::string const& osm) {
  return std::stoll(osm.substr(osm.find('/') + 1));
}

std::int64_t people_in_grid(fs::path const& folder) {
  auto const rows = csv(folder / "population.csv");
  return std::accumulate(rows.begin() + 1, rows.end(), std::int64_t{0},
                         [](std::int64_t sum, auto const& row) { return sum + std::stoll(row.at(2)); });
}

TEST(DemoCity, HasExactlyThePeopleAskedFor) {
  EXPECT_EQ(people_in_grid(small_town().folder), 20'000);
  EXPECT_EQ(people_in_grid(town_of_120_000().folder), 120'000);
}

TEST(DemoCity, PutsTheAgesOfItsCompoundsIntoTheGrid) {
  std::array<std::int64_t, 3> in_grid{};
  for (auto const rows = csv(small_town().folder / "population.csv"); auto const& row : std::span{rows}.subspan(1)) {
    for (std::size_t i = 0; i < in_grid.size(); ++i) {
      in_grid.at(i) += std::stoll(row.at(3 + i));
    }
    EXPECT_LE(std::stoll(row.at(3)) + std::stoll(row.at(4)), std::stoll(row.at(2)));
    EXPECT_LE(std::stoll(row.at(5)), std::stoll(row.at(4)));
  }
  std::array<std::int64_t, 3> in_compounds{};
  for (auto const rows = csv(small_town().folder / "compounds.csv"); auto const& row : std::span{rows}.subspan(1)) {
    for (std::size_t i = 0; i < in_compounds.size(); ++i) {
      in_compounds.at(i) += std::stoll(row.at(4 + i));
    }
  }
  for (std::size_t i = 0; i < in_grid.size(); ++i) {
    EXPECT_GE(in_grid.at(i), in_compounds.at(i));  // open quarters have no row among the compounds
    EXPECT_GT(in_compounds.at(i), 0);
  }
}

TEST(DemoCity, GivesTheSameBytesForTheSameSeedAndOthersForAnother) {
  TownOnDisk const again{20'000};
  TownOnDisk const other{20'000, 2};
  int files = 0;
  for (auto const& entry : fs::directory_iterator{small_town().folder}) {
    auto const name = entry.path().filename();
    EXPECT_EQ(bytes_of(entry.path()), bytes_of(again.folder / name)) << name;
    ++files;
  }
  EXPECT_EQ(files, 11);
  EXPECT_NE(bytes_of(small_town().folder / "city.osm.pbf"), bytes_of(other.folder / "city.osm.pbf"));
}

TEST(DemoCity, SaysThatItIsSynthetic) {
  EXPECT_NE(map_of_120_000().generator.find("linquan"), std::string::npos);
  EXPECT_NE(map_of_120_000().generator.find("synthetic"), std::string::npos);
  EXPECT_NE(bytes_of(small_town().folder / "README.txt").find("SYNTHETIC"), std::string::npos);
}

TEST(DemoCity, HasNoReferenceToAMissingNodeAndIsSorted) {
  auto const& map = map_of_120_000();
  EXPECT_TRUE(map.sorted);
  std::size_t missing = 0;
  std::size_t short_ways = 0;
  for (auto const& [id, way] : map.ways) {
    short_ways += way.nodes.size() < 2 ? 1U : 0U;
    missing += static_cast<std::size_t>(
        std::ranges::count_if(way.nodes, [&](auto node) { return !map.nodes.contains(node); }));
  }
  EXPECT_EQ(missing, 0U);
  EXPECT_EQ(short_ways, 0U);
}

TEST(DemoCity, StreetsHangTogether) {
  auto const& map = map_of_120_000();
  std::map<std::int64_t, std::int64_t> parent;
  auto const find = [&](std::int64_t node) {
    while (parent[node] != node) {
      parent[node] = parent[parent[node]];
      node = parent[node];
    }
    return node;
  };
  for (auto const& [id, way] : map.ways) {
    if (!way.tags.contains("highway")) {
      continue;
    }
    for (auto const node : way.nodes) {
      parent.try_emplace(node, node);
      parent[find(node)] = find(way.nodes.front());
    }
  }
  std::map<std::int64_t, std::size_t> size;
  for (auto const& [node, up] : std::map{parent}) {
    ++size[find(node)];
  }
  auto const largest = std::ranges::max_element(size, {}, [](auto const& one) { return one.second; })->second;
  EXPECT_GE(largest * 100, parent.size() * 98);
}

TEST(DemoCity, CompoundsHaveTheGatesThatTheTruthTells) {
  auto const& map = map_of_120_000();
  std::size_t mapped = 0;
  std::size_t unmapped = 0;
  for (auto const& compound : town_of_120_000().truth["compounds"]) {
    EXPECT_LE(compound["gates"].size(), 4U);
    auto const& rim = map.ways.at(number_of(compound["osm"])).nodes;
    EXPECT_EQ(rim.front(), rim.back());
    for (auto const& gate : compound["gates"]) {
      if (!gate.contains("osm")) {
        EXPECT_FALSE(gate["mapped"]);
        ++unmapped;
        continue;
      }
      auto const node = number_of(gate["osm"]);
      EXPECT_NE(std::ranges::find(rim, node), rim.end()) << gate;
      auto const tags = map.tagged.find(node);
      EXPECT_EQ(tags != map.tagged.end() && tags->second.contains("barrier"), gate["mapped"].get<bool>()) << gate;
      ++(gate["mapped"].get<bool>() ? mapped : unmapped);
    }
  }
  EXPECT_GT(mapped, 20U);
  EXPECT_GT(unmapped, 2U);
}

TEST(DemoCity, GrowsWithItsPeople) {
  for (auto const* const town : {&small_town(), &town_of_120_000()}) {
    auto const people = town->made.people;
    EXPECT_GE(town->made.outlets * 1000, people * 11);
    EXPECT_LE(town->made.outlets * 1000, people * 12);
    auto const homes = town->truth["totals"]["homes"].get<std::uint64_t>();
    EXPECT_GE(homes * 45, people);
    EXPECT_LE(homes * 10, people);
  }
}

TEST(DemoCity, HasLivingCirclesBuiltAndPlannedTwoToThree) {
  EXPECT_EQ(circle_count(1'550'000), 75);
  EXPECT_EQ(circle_count(3'000'000), 75);
  EXPECT_EQ(circle_count(20'000), 5);
  auto const circles = nlohmann::json::parse(bytes_of(town_of_120_000().folder / "circles.geojson"));
  std::map<std::string, int> states;
  for (auto const& feature : circles["features"]) {
    ++states[feature["properties"]["state"]];
    EXPECT_EQ(feature["properties"]["level"], "living_circle");
  }
  EXPECT_EQ(states["built"] * 3, states["planned"] * 2);
  EXPECT_EQ(states["built"] + states["planned"], circle_count(120'000));
}

TEST(DemoCity, AreasHaveCodesThatNest) {
  auto const areas = nlohmann::json::parse(bytes_of(town_of_120_000().folder / "areas.geojson"));
  std::map<std::string, std::set<std::string>> codes;
  for (auto const& feature : areas["features"]) {
    auto const& properties = feature["properties"];
    EXPECT_TRUE(codes[properties["level"]].insert(properties["code"]).second) << properties;
  }
  EXPECT_EQ(codes["district"].size(), 4U);
  for (auto const& code : codes["subdistrict"]) {
    EXPECT_TRUE(codes["district"].contains(code.substr(0, 6))) << code;
  }
  for (auto const& code : codes["community"]) {
    EXPECT_EQ(code.size(), 12U);
    EXPECT_TRUE(codes["subdistrict"].contains(code.substr(0, 9))) << code;
  }
  for (auto const& code : codes["compound"]) {
    EXPECT_TRUE(codes["community"].contains(code.substr(0, 12))) << code;
  }
}

TEST(DemoCity, LicenceCodesAreRightOrWrongOnPurpose) {
  for (std::uint64_t i = 0; i < 500; ++i) {
    EXPECT_EQ(text::check_credit_code(licence_code(i * 37, false)), text::LicenceCheck::good);
    EXPECT_EQ(text::check_credit_code(licence_code(i * 37, true)), text::LicenceCheck::wrong_check_digit);
  }
  EXPECT_FALSE(town_of_120_000().truth["licences_wrong"].empty());
}

TEST(DemoCity, TelephonesPassTheFormCheckAndReachNobody) {
  auto const rows = csv(town_of_120_000().folder / "outlets_gcj02.csv");
  std::size_t given = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (!rows[i].at(4).empty()) {
      ++given;
      auto const number = text::telephone(rows[i].at(4));
      ASSERT_TRUE(number.has_value()) << rows[i].at(4);
      EXPECT_EQ(number->substr(0, 6), "0500-5");
    }
  }
  EXPECT_GT(given, 20U);
}

TEST(DemoCity, TheBureausTableIsInGcj02) {
  auto const crs = geo::Crs::parse("gcj02");
  ASSERT_TRUE(crs.has_value());
  auto const rows = csv(town_of_120_000().folder / "outlets_gcj02.csv");
  auto const& told = town_of_120_000().truth["gcj02"]["rows"];
  ASSERT_EQ(told.size() + 1, rows.size());
  for (auto const& one : told) {
    auto const& row = rows.at(one["row"].get<std::size_t>() - 1);
    EXPECT_EQ(row.at(1), one["name"]);
    auto const back = crs->to_wgs84(std::stod(row.at(5)), std::stod(row.at(6)));
    ASSERT_TRUE(back.has_value());
    EXPECT_LT(geo::distance(*back, geo::from_degrees(one["lng"], one["lat"])).metres(), 0.2);
    // The shift is half a kilometre here: a table that was not shifted would fail.
    EXPECT_GT(geo::distance(geo::from_degrees(std::stod(row.at(5)), std::stod(row.at(6))), *back).metres(), 300);
  }
}

TEST(DemoCity, OffersEveryKindOfTheTableAndNoOther) {
  std::set<std::string> offered;
  for (auto const& offer : offers()) {
    EXPECT_TRUE(offered.insert(std::string{offer.kind}).second) << offer.kind;
  }
  std::set<std::string> known;
  for (auto const& kind : kinds::Kinds::built_in().all()) {
    known.insert(kind.id);
  }
  EXPECT_EQ(offered, known);
}

TEST(DemoCity, WritesWordsThatTheTableOfKindsUnderstandsAndMisspellsThemSlightly) {
  auto const& table = kinds::Kinds::built_in();
  for (auto const& offer : offers()) {
    auto const kind = table.find(offer.kind);
    ASSERT_TRUE(kind.has_value()) << offer.kind;
    for (auto const word : {offer.word, offer.misspelt}) {
      if (!word.empty()) {
        auto const understood = table.from_words(word).kinds;
        EXPECT_NE(std::ranges::find(understood, *kind), understood.end()) << offer.kind << ' ' << word;
      }
    }
  }
}

TEST(DemoCity, TagsOutletsSoThatTheirKindIsRecognised) {
  auto const& table = kinds::Kinds::built_in();
  for (auto const& offer : offers()) {
    if (offer.tags.empty()) {
      continue;
    }
    auto const tags = demo::tags_of(offer.tags);
    std::vector<std::pair<std::string_view, std::string_view>> views{tags.begin(), tags.end()};
    kinds::Evidence evidence;
    evidence.tags = views;
    auto const name = "安泰" + std::string{offer.ending};
    evidence.name = name;
    evidence.opens_at_minute = offer.kind == "breakfast" ? 330 : 600;
    auto const understood = table.match(evidence);
    auto const kind = table.find(offer.kind);
    ASSERT_TRUE(kind.has_value()) << offer.kind;
    // Grounds and parks are told by their size, which this evidence leaves out.
    auto const sized = offer.place == Place::ground && offer.kind != "shelter";
    EXPECT_TRUE(sized || std::ranges::find(understood, *kind) != understood.end()) << offer.kind << ' ' << offer.tags;
  }
}

TEST(DemoCity, PlantsEverySortOfThing) {
  auto const& truth = town_of_120_000().truth;
  for (auto const* const list : {"doubles", "misspelt", "many_kinds", "gaps", "compounds"}) {
    EXPECT_FALSE(truth[list].empty()) << list;
  }
  std::set<std::string> ways;
  for (auto const& row : truth["address_only"]["rows"]) {
    ways.insert(row["by"]);
  }
  EXPECT_TRUE(ways.contains("street"));
  EXPECT_TRUE(ways.contains("nothing"));
  std::set<std::string> gaps;
  for (auto const& gap : truth["gaps"]) {
    gaps.insert(gap["gap"]);
  }
  EXPECT_EQ(gaps, (std::set<std::string>{"no_elder_care", "no_market", "no_repairs"}));
}

TEST(DemoCity, RefusesSizesOutsideItsRange) {
  SilentProgress progress;
  for (auto const people : {0U, 19'999U, 3'000'001U}) {
    auto const made = write({people, 1, fs::temp_directory_path() / "linquan_demo_never"}, progress);
    ASSERT_FALSE(made.has_value());
    EXPECT_EQ(made.error().code, "demo_people");
    EXPECT_EQ(made.error().kind, ErrorKind::usage);
  }
  EXPECT_FALSE(fs::exists(fs::temp_directory_path() / "linquan_demo_never"));
}

}  // namespace
}  // namespace linquan::demo
