#include "linquan/osm/extract.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/file.h"
#include "linquan/base/progress.h"

namespace linquan::osm {
namespace {

/// A file that goes away with the test.
class TemporaryFile {
 public:
  TemporaryFile(std::string const& name, std::string_view bytes)
      : path_{std::filesystem::path{testing::TempDir()} / ("linquan_osm_" + std::to_string(::getpid()) + "_" + name)} {
    EXPECT_TRUE(write_file(path_, bytes));
  }
  TemporaryFile(TemporaryFile const&) = delete;
  TemporaryFile& operator=(TemporaryFile const&) = delete;
  TemporaryFile(TemporaryFile&&) = delete;
  TemporaryFile& operator=(TemporaryFile&&) = delete;
  ~TemporaryFile() { std::filesystem::remove(path_); }
  [[nodiscard]] std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string xml(std::string_view inside) {
  return "<?xml version='1.0' encoding='UTF-8'?>\n<osm version='0.6' generator='test'>\n" + std::string{inside} +
         "</osm>\n";
}

std::string node(int id, double lat, double lon, std::string_view tags = "") {
  return "<node id='" + std::to_string(id) + "' version='1' lat='" + std::to_string(lat) + "' lon='" +
         std::to_string(lon) + "'>" + std::string{tags} + "</node>\n";
}

Result<Extract> read_text(std::string const& name, std::string_view bytes) {
  TemporaryFile const file{name, bytes};
  SilentProgress progress;
  return read(std::array{file.path()}, progress);
}

TEST(Read, TakesStreetsBuildingsAndPlacesFromXml) {
  auto const extract = read_text("plain.osm", xml(node(1, 34.26, 117.18) + node(2, 34.261, 117.18) +
                                                  node(3, 34.2605, 117.181, "<tag k='shop' v='bakery'/>") + R"(
    <way id='10' version='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='footway'/><tag k='name' v='解放路'/></way>
  )"));
  ASSERT_TRUE(extract);
  ASSERT_EQ(extract->plan.streets.size(), 1U);
  EXPECT_EQ(extract->plan.names.at(extract->plan.streets[0].name), "解放路");
  ASSERT_EQ(extract->places.size(), 1U);
  EXPECT_EQ(to_string(extract->places[0].ref), "node/3");
}

TEST(Read, CutsAStreetWhereANodeIsMissingAndCountsIt) {
  auto const extract = read_text("missing.osm", xml(node(1, 34.26, 117.18) + node(2, 34.261, 117.18) +
                                                    node(4, 34.263, 117.18) + node(5, 34.264, 117.18) + R"(
    <way id='10' version='1'><nd ref='1'/><nd ref='2'/><nd ref='3'/><nd ref='4'/><nd ref='5'/><tag k='highway' v='footway'/></way>
  )"));
  ASSERT_TRUE(extract);
  EXPECT_EQ(extract->plan.streets.size(), 2U);
  EXPECT_EQ(extract->plan.skipped.at("node_missing"), 1U);
}

TEST(Read, AWayOfOneNodeIsSkippedForItsReason) {
  auto const extract = read_text("one.osm", xml(node(1, 34.26, 117.18) + R"(
    <way id='10' version='1'><nd ref='1'/><tag k='highway' v='footway'/></way>
    <way id='11' version='1'><tag k='highway' v='footway'/></way>
    <way id='12' version='1'><nd ref='7'/><nd ref='8'/><tag k='highway' v='footway'/></way>
  )"));
  ASSERT_TRUE(extract);
  EXPECT_TRUE(extract->plan.streets.empty());
  EXPECT_EQ(extract->plan.skipped.at("way_too_short"), 2U);
  EXPECT_EQ(extract->plan.skipped.at("node_missing"), 2U);
}

TEST(Read, TheNewestVersionOfAnObjectInSeveralFilesCountsOnce) {
  TemporaryFile const old_file{"old.osm", xml(node(1, 34.26, 117.18) + node(2, 34.261, 117.18) +
                                              "<way id='10' version='1'><nd ref='1'/><nd ref='2'/>"
                                              "<tag k='highway' v='footway'/></way>")};
  TemporaryFile const new_file{"new.osm", xml(node(1, 34.26, 117.18) + node(2, 34.261, 117.18) +
                                              "<way id='10' version='2'><nd ref='1'/><nd ref='2'/>"
                                              "<tag k='highway' v='steps'/></way>")};
  SilentProgress progress;
  auto const extract = read(std::vector{old_file.path(), new_file.path()}, progress);
  ASSERT_TRUE(extract);
  ASSERT_EQ(extract->plan.streets.size(), 1U);
  EXPECT_EQ(extract->plan.streets[0].traits.kind, walk::StreetKind::steps);
}

TEST(Read, RefusesACutFileByNameAndReason) {
  auto whole = xml(node(1, 34.26, 117.18) + node(2, 34.261, 117.18));
  auto const extract = read_text("cut.osm", whole.substr(0, whole.size() / 2));
  ASSERT_FALSE(extract);
  EXPECT_EQ(extract.error().kind, ErrorKind::bad_input);
  EXPECT_EQ(extract.error().code, "osm_unreadable");
}

TEST(Read, RefusesAnEmptyFileAndOneWithoutObjects) {
  EXPECT_FALSE(read_text("empty.osm", ""));
  EXPECT_FALSE(read_text("empty.osm.pbf", ""));
  auto const bare = read_text("bare.osm", xml(""));
  ASSERT_FALSE(bare);
  EXPECT_EQ(bare.error().code, "osm_empty");
}

TEST(Read, ANodeBeyondTheEarthIsCountedNotUsed) {
  auto const extract = read_text("range.osm", xml(node(1, 34.26, 117.18) + node(2, 94.0, 200.0)));
  ASSERT_TRUE(extract);
  EXPECT_EQ(extract->plan.skipped.at("node_out_of_range"), 1U);
}

TEST(Read, AnEntranceOnABuildingsOutlineBelongsToIt) {
  auto const extract = read_text(
      "entrance.osm", xml(node(1, 34.2600, 117.1800) + node(2, 34.2600, 117.1804, "<tag k='entrance' v='main'/>") +
                          node(3, 34.2603, 117.1804) + node(4, 34.2603, 117.1800) + R"(
    <way id='10' version='1'><nd ref='1'/><nd ref='2'/><nd ref='3'/><nd ref='4'/><nd ref='1'/>
      <tag k='building' v='apartments'/><tag k='building:levels' v='6'/><tag k='building:flats' v='24'/></way>
  )"));
  ASSERT_TRUE(extract);
  ASSERT_EQ(extract->buildings.size(), 1U);
  auto const& building = extract->buildings[0];
  EXPECT_TRUE(building.dwelling && !building.vague);
  EXPECT_EQ(building.levels, 6);
  EXPECT_EQ(building.flats, 24U);
  ASSERT_EQ(building.entrances.size(), 1U);
  EXPECT_TRUE(building.entrances[0].main);
}

TEST(Read, AnAreaOfTenThousandNodesIsReadAndWalkedAlongItsRim) {
  std::string nodes;
  std::string refs;
  for (int i = 0; i < 10'000; ++i) {
    auto const out = i % 2 == 0 ? 0.0 : 0.0001;
    auto const side = i < 5'000;
    nodes += node(i + 1, 34.26 + (side ? -0.001 - out : 0.001 + out), 117.18 + (side ? i : 9'999 - i) * 1e-6);
    refs += "<nd ref='" + std::to_string(i + 1) + "'/>";
  }
  auto const extract = read_text("large.osm", xml(nodes + "<way id='1' version='1'>" + refs +
                                                  "<nd ref='1'/><tag k='highway' v='pedestrian'/>"
                                                  "<tag k='area' v='yes'/></way>"));
  ASSERT_TRUE(extract);
  ASSERT_EQ(extract->plan.plazas.size(), 1U);
  auto const built = walk::build(extract->plan);
  EXPECT_EQ(built.skipped.at("plaza_rim_only"), 1U);
  EXPECT_FALSE(built.graph.edges.empty());
}

}  // namespace
}  // namespace linquan::osm
