#include "linquan/siting/coverage.h"

#include <gtest/gtest.h>

namespace linquan::siting {
namespace {

TEST(Coverage, KeepsEachOptionsDemandsAscendingAndOnce) {
  Coverage coverage;
  coverage.weights = {1, 2, 3};
  add(coverage, {}, {2, 0, 2});
  add(coverage, {}, {});
  add(coverage, {}, {1});
  ASSERT_EQ(coverage.first, (std::vector<std::uint32_t>{0, 2, 2, 3}));
  EXPECT_EQ(coverage.covered, (std::vector<DemandIndex>{0, 2, 1}));
  EXPECT_TRUE(coverage.of(1).empty());
  EXPECT_EQ(coverage.of(2).front(), 1U);
}

}  // namespace
}  // namespace linquan::siting
