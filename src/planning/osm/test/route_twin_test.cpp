#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "linquan/base/progress.h"
#include "linquan/osm/extract.h"
#include "linquan/walk/route.h"
#include "subdivided.h"

namespace linquan::osm {
namespace {

/// Routes on a real city against the slow twin: a sample by default, 10,000 pairs where LINQUAN_FULL_ROUTES is set.
class RouteTwin : public testing::TestWithParam<char const*> {};

TEST_P(RouteTwin, AgreesWithTheSubdividedGraphToTheDecisecond) {
  auto const* folder = std::getenv("LINQUAN_REAL_DATA");
  if (folder == nullptr) {
    GTEST_SKIP() << "LINQUAN_REAL_DATA names no folder with real extracts";
  }
  SilentProgress progress;
  auto const extract = read(std::array{std::filesystem::path{folder} / GetParam()}, progress);
  ASSERT_TRUE(extract);
  auto const graph = walk::build(extract->plan).graph;
  auto const adjacency = walk::adjacency_of(graph);
  constexpr int goals_each = 20;
  auto const origins = std::getenv("LINQUAN_FULL_ROUTES") == nullptr ? 3 : 500;
  // NOLINTNEXTLINE(cert-msc51-cpp): the same pairs in every run, so that a failure comes back.
  std::mt19937_64 random{7};
  auto const any_access = [&] {
    auto const edge = static_cast<walk::EdgeIndex>(random() % graph.edges.size());
    return walk::Access{edge, static_cast<std::uint32_t>(random() % (graph.edges[edge].length_millimetres + 1ULL)), 0};
  };
  std::uint64_t reached = 0;
  for (int origin = 0; origin < origins; ++origin) {
    auto const from = any_access();
    std::vector<walk::Access> goals;
    goals.reserve(goals_each);
    for (int i = 0; i < goals_each; ++i) {
      goals.push_back(any_access());
    }
    auto const* person = persons::Persons::built_in().find(origin % 2 == 0 ? "standard" : "pram");
    walk::Walker const walker{person, std::nullopt};
    auto const slow = twin::times(graph, from, goals, walker);
    for (std::size_t i = 0; i < goals.size(); ++i) {
      auto const fast = walk::quickest(graph, adjacency, from, std::span{goals}.subspan(i, 1), walker);
      ASSERT_EQ(fast ? std::optional{fast->time} : std::nullopt, slow[i])
          << "edge " << from.edge << " to edge " << goals[i].edge;
      reached += fast ? 1U : 0U;
    }
  }
  // A comparison of nothing with nothing would prove nothing.
  EXPECT_GT(reached, static_cast<std::uint64_t>(origins * goals_each / 4));
}

INSTANTIATE_TEST_SUITE_P(Cities, RouteTwin,
                         testing::Values("las_palmas.osm.pbf", "helsinki_centre.osm.pbf", "rome_esquilino.osm.pbf",
                                         "monaco.osm.pbf", "porto_streets.osm.pbf", "beijing_campus_east.osm"));

}  // namespace
}  // namespace linquan::osm
