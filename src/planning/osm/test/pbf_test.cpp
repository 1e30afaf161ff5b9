#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <osmium/builder/attr.hpp>
#include <osmium/io/pbf_output.hpp>
#include <osmium/io/writer.hpp>
#include <osmium/memory/buffer.hpp>
#include <string>
#include <vector>

#include "linquan/base/file.h"
#include "linquan/base/progress.h"
#include "linquan/osm/extract.h"
#include "linquan/walk/graph.h"

namespace linquan::osm {
namespace {

using namespace osmium::builder::attr;  // NOLINT(google-build-using-namespace): the builder's words are a language.

class PbfFile {
 public:
  explicit PbfFile(std::string const& name) : path_{std::filesystem::path{testing::TempDir()} / name} {}
  PbfFile(PbfFile const&) = delete;
  PbfFile& operator=(PbfFile const&) = delete;
  PbfFile(PbfFile&&) = delete;
  PbfFile& operator=(PbfFile&&) = delete;
  ~PbfFile() { std::filesystem::remove(path_); }

  void write(osmium::memory::Buffer&& objects) const {
    osmium::io::Writer writer{path_.string(), osmium::io::overwrite::allow};
    writer(std::move(objects));
    writer.close();
  }
  [[nodiscard]] Result<Extract> read() const {
    SilentProgress progress;
    return osm::read(std::vector{path_}, progress);
  }
  [[nodiscard]] std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

constexpr std::size_t buffer_bytes = 1U << 20U;

void add_node(osmium::memory::Buffer& to, std::int64_t id, double lon) {
  osmium::builder::add_node(to, _id(id), _version(1), _location(lon, 34.26));
}

void add_street(osmium::memory::Buffer& to, std::int64_t id, std::vector<std::int64_t> const& nodes) {
  osmium::builder::add_way(to, _id(id), _version(1), _nodes(nodes), _tag("highway", "footway"));
}

TEST(ReadPbf, FullOfMissingNodesKeepsTheStretchesThatAreWhole) {
  PbfFile const file{"missing.osm.pbf"};
  osmium::memory::Buffer objects{buffer_bytes, osmium::memory::Buffer::auto_grow::yes};
  constexpr std::int64_t ways = 2000;
  for (std::int64_t way = 0; way < ways; ++way) {
    add_node(objects, 10 * way + 1, 117.0 + 0.0001 * static_cast<double>(way));
    add_node(objects, 10 * way + 2, 117.0 + 0.0001 * static_cast<double>(way) + 0.00005);
  }
  for (std::int64_t way = 0; way < ways; ++way) {
    auto const first = 10 * way + 1;
    // Whole at its beginning, then nothing but references to what the file does not hold, huge ones too.
    add_street(objects, way + 1, {first, first + 1, first + 2, first + 3, INT64_MAX - way, first + 4});
  }
  file.write(std::move(objects));
  auto const extract = file.read();
  ASSERT_TRUE(extract) << extract.error().code;
  EXPECT_EQ(extract->plan.streets.size(), 2000U);
  EXPECT_EQ(extract->plan.skipped.at("node_missing"), 8000U);
  EXPECT_EQ(walk::build(extract->plan).graph.edges.size(), 2000U);
}

TEST(ReadPbf, OfNothingButMissingNodesIsACityWithoutStreets) {
  PbfFile const file{"nothing.osm.pbf"};
  osmium::memory::Buffer objects{buffer_bytes, osmium::memory::Buffer::auto_grow::yes};
  add_node(objects, 1, 117.2);
  add_street(objects, 1, {11, 12, 13});
  add_street(objects, 2, {-5, -6});
  file.write(std::move(objects));
  auto const extract = file.read();
  ASSERT_TRUE(extract) << extract.error().code;
  EXPECT_TRUE(extract->plan.streets.empty());
  EXPECT_TRUE(walk::build(extract->plan).graph.edges.empty());
}

TEST(ReadPbf, CutAnywhereIsRefusedOrReadToABlocksEnd) {
  PbfFile const file{"cut.osm.pbf"};
  osmium::memory::Buffer objects{buffer_bytes, osmium::memory::Buffer::auto_grow::yes};
  for (std::int64_t id = 1; id <= 500; ++id) {
    add_node(objects, id, 117.0 + 0.0001 * static_cast<double>(id));
  }
  add_street(objects, 1, {1, 2, 3});
  file.write(std::move(objects));
  auto const whole = *read_file(file.path(), buffer_bytes);
  for (std::size_t size = 0; size < whole.size(); size += 1 + whole.size() / 50) {
    ASSERT_TRUE(write_file(file.path(), whole.substr(0, size)));
    auto const extract = file.read();
    if (!extract) {
      EXPECT_EQ(extract.error().kind, ErrorKind::bad_input) << size;
    } else {
      EXPECT_LE(extract->plan.streets.size(), 1U) << size;
    }
  }
}

}  // namespace
}  // namespace linquan::osm
