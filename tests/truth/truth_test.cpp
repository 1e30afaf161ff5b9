#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "linquan/base/file.h"
#include "linquan/base/progress.h"
#include "linquan/city/import.h"
#include "linquan/demo/demo.h"
#include "linquan/osm/extract.h"

namespace linquan {
namespace {

using nlohmann::json;

/// How much of what was planted the import found; printed, so that a run shows the figures.
struct Score {
  std::string name;
  std::size_t planted = 0;
  std::size_t found = 0;
  void count(bool hit) {
    ++planted;
    found += hit ? 1 : 0;
  }
  [[nodiscard]] double share() const {
    return planted == 0 ? 0 : static_cast<double>(found) / static_cast<double>(planted);
  }
  void expect_at_least(double wanted) const {
    fmt::print("{:<28}{:>6} planted {:>6} found  {:.1f} %\n", name, planted, found, 100 * share());
    EXPECT_GT(planted, 0U) << name;
    EXPECT_GE(share(), wanted) << name;
  }
};

/// A demo city of 120,000 people, written and imported once for all tests of this file.
class Truth : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    // Tests of this file run side by side as processes of their own.
    folder = std::filesystem::path{testing::TempDir()} / fmt::format("linquan_truth_{}", ::getpid());
    SilentProgress progress;
    demo::Request request;
    request.people = 120'000;
    request.folder = folder;
    ASSERT_TRUE(demo::write(request, progress));
    auto const text = read_file(folder / "truth.json", 100'000'000);
    ASSERT_TRUE(text);
    truth = json::parse(*text);
    city::ImportRequest import;
    import.osm = {folder / "city.osm.pbf"};
    import.population = folder / "population.csv";
    for (auto const* name : {"outlets.xlsx", "outlets_gcj02.csv", "register.xlsx"}) {
      import.outlets.push_back(folder / name);
    }
    import.areas = {folder / "areas.geojson"};
    auto imported = city::import(import, progress);
    ASSERT_TRUE(imported) << imported.error().code;
    the_city = std::move(imported->city);
    for (auto const& outlet : the_city.outlets) {
      for (auto const& source : outlet.sources) {
        by_source[source] = &outlet;
      }
    }
  }
  static void TearDownTestSuite() { std::filesystem::remove_all(folder); }

  /// The outlet that a row of a table became: sources end in "!row".
  static city::Outlet const* row(std::string const& file, int line) {
    for (auto const& [source, outlet] : by_source) {
      if (source.starts_with(file) && source.ends_with("!" + std::to_string(line))) {
        return outlet;
      }
    }
    return nullptr;
  }

  static bool has_kind(city::Outlet const& outlet, std::string const& id) {
    return std::ranges::any_of(outlet.kinds, [&](auto kind) { return the_city.kind_ids[kind] == id; });
  }

  static std::int64_t metres_off(city::Outlet const& outlet, json const& place) {
    auto const at = geo::from_degrees(place.at("lng"), place.at("lat"));
    return outlet.stands.empty() ? INT64_MAX : geo::distance(outlet.stands.front().at, at).count / 1000;
  }

  static void say_missed(json const& planted, city::Outlet const* outlet) {
    if (outlet == nullptr || outlet->stands.empty()) {
      fmt::print("  missed: {} has no place\n", planted.dump());
      return;
    }
    fmt::print("  missed: {} placed {} m off, way {}, {} sure, now {} of {} sources\n", planted.dump(),
               metres_off(*outlet, planted), static_cast<int>(outlet->placing), outlet->placing_permille, outlet->name,
               outlet->sources.size());
  }

  static inline std::filesystem::path folder;
  static inline json truth;
  static inline city::City the_city;
  static inline std::map<std::string, city::Outlet const*> by_source;
};

TEST_F(Truth, DoublesBecomeOneOutlet) {
  Score score{"doubles"};
  for (auto const& planted : truth.at("doubles")) {
    std::set<city::Outlet const*> found;
    for (auto const& [file, line] : planted.at("rows").items()) {
      found.insert(row(file, line.get<int>()));
    }
    if (planted.contains("osm")) {
      auto const it = by_source.find("osm:" + planted.at("osm").get<std::string>());
      found.insert(it == by_source.end() ? nullptr : it->second);
    }
    score.count(found.size() == 1 && *found.begin() != nullptr);
  }
  score.expect_at_least(0.98);
}

TEST_F(Truth, TheTableInGcj02LiesWhereItsOutletsAre) {
  Score score{"rows in GCJ-02"};
  auto const& table = truth.at("gcj02");
  for (auto const& planted : table.at("rows")) {
    auto const* outlet = row(table.at("file"), planted.at("row"));
    score.count(outlet != nullptr && metres_off(*outlet, planted) <= 15);
  }
  score.expect_at_least(0.98);
}

TEST_F(Truth, RowsWithAnAddressOnlyArePlaced) {
  Score score{"address-only rows"};
  auto const& table = truth.at("address_only");
  for (auto const& planted : table.at("rows")) {
    auto const* outlet = row(table.at("file"), planted.at("row"));
    auto const placeable = planted.at("by") != "nothing";
    // Numbers that the map lacks are put between those it has, and a compound's middle may be far from the door.
    constexpr auto near = 200;
    // A row whose address says nothing stays unplaced, unless its telephone joins it to its double on the map.
    constexpr auto same = 15;
    auto const off = outlet == nullptr ? INT64_MAX : metres_off(*outlet, planted);
    auto const hit = outlet != nullptr && (placeable ? off <= near : outlet->stands.empty() || off <= same);
    score.count(hit);
    if (!hit) {
      say_missed(planted, outlet);
    }
  }
  score.expect_at_least(0.98);
}

TEST_F(Truth, MisspeltKindsAreUnderstood) {
  Score score{"misspelt kinds"};
  for (auto const& planted : truth.at("misspelt")) {
    auto const* outlet = row(planted.at("file"), planted.at("row"));
    score.count(outlet != nullptr && has_kind(*outlet, planted.at("kind")));
  }
  score.expect_at_least(0.98);
}

TEST_F(Truth, OneShopOfManyKindsKeepsThemAll) {
  Score score{"many kinds"};
  for (auto const& planted : truth.at("many_kinds")) {
    auto const* outlet = row(planted.at("file"), planted.at("row"));
    score.count(outlet != nullptr &&
                std::ranges::all_of(planted.at("kinds"), [&](json const& kind) { return has_kind(*outlet, kind); }));
  }
  score.expect_at_least(0.98);
}

TEST_F(Truth, WrongLicencesAreMarked) {
  Score score{"wrong licences"};
  for (auto const& planted : truth.at("licences_wrong")) {
    auto const* outlet = row(planted.at("file"), planted.at("row"));
    score.count(outlet != nullptr && std::ranges::count(outlet->marks, "licence_check") == 1);
  }
  score.expect_at_least(0.98);
}

TEST_F(Truth, GapsAreGaps) {
  Score score{"gaps"};
  for (auto const& planted : truth.at("gaps")) {
    auto const at = geo::from_degrees(planted.at("lng"), planted.at("lat"));
    auto const limit = planted.at("metres").get<std::int64_t>() * 1000;
    score.count(std::ranges::none_of(the_city.outlets, [&](city::Outlet const& outlet) {
      return has_kind(outlet, planted.at("kind")) && std::ranges::any_of(outlet.stands, [&](auto const& stand) {
               return geo::distance(stand.at, at).count <= limit;
             });
    }));
  }
  score.expect_at_least(0.98);
}

// ---- gates ---------------------------------------------------------------------------------------------------------

/// Every second mapped gate is hidden; what is inferred is compared with them.
TEST_F(Truth, HiddenGatesAreInferred) {
  SilentProgress progress;
  auto extract = osm::read(std::array{folder / "city.osm.pbf"}, progress);
  ASSERT_TRUE(extract);
  auto const whole = walk::build(extract->plan).graph;
  std::vector<geo::Point> gates;
  std::set<std::int64_t> hidden;
  std::vector<geo::Point> hidden_at;
  for (auto const& gate : whole.gates) {
    if (gate.compound == walk::none || gate.inferred) {
      continue;
    }
    gates.push_back(gate.at);
    if (gates.size() % 2 == 0) {
      hidden.insert(gate.source_id);
      hidden_at.push_back(gate.at);
    }
  }
  for (auto& vertex : extract->plan.vertices) {
    if (hidden.contains(vertex.source_id)) {
      vertex.barrier = false;
      vertex.passage = walk::Passage::free;
    }
  }
  auto const half = walk::build(extract->plan).graph;
  constexpr std::int64_t near = 30'000;
  auto const is_near = [&](std::vector<geo::Point> const& places, geo::Point at) {
    return std::ranges::any_of(places, [&](auto place) { return geo::distance(place, at).count <= near; });
  };
  std::vector<geo::Point> inferred;
  for (auto const& gate : half.gates) {
    if (gate.inferred) {
      inferred.push_back(gate.at);
    }
  }
  // Gates that the map never had are true as well: the truth file names them.
  for (auto const& compound : truth.at("compounds")) {
    for (auto const& gate : compound.at("gates")) {
      gates.push_back(geo::from_degrees(gate.at("lng"), gate.at("lat")));
    }
  }
  Score recall{"hidden gates, recall"};
  for (auto const at : hidden_at) {
    recall.count(is_near(inferred, at));
  }
  Score precision{"inferred gates, precision"};
  for (auto const at : inferred) {
    precision.count(is_near(gates, at));
  }
  recall.expect_at_least(0.8);
  precision.expect_at_least(0.8);
}

}  // namespace
}  // namespace linquan
