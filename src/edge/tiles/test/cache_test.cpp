#include "linquan/tiles/cache.h"

#include <gtest/gtest.h>

namespace linquan::tiles {
namespace {

std::shared_ptr<Kept const> tile(std::size_t bytes) {
  return std::make_shared<Kept const>(Kept{std::string(bytes, 'a'), "\"1\"", 0});
}

TEST(Cache, ForgetsWhatWasAskedForLongestAgo) {
  Cache cache{4'000};
  cache.put("a", tile(1'000));
  cache.put("b", tile(1'000));
  EXPECT_NE(cache.find("a"), nullptr);
  cache.put("c", tile(1'000));
  cache.put("d", tile(1'000));
  EXPECT_NE(cache.find("a"), nullptr);
  EXPECT_EQ(cache.find("b"), nullptr);
  EXPECT_NE(cache.find("d"), nullptr);
  EXPECT_LE(cache.bytes(), 4'000U);
}

TEST(Cache, TakesNothingThatIsLargerThanItself) {
  Cache cache{4'000};
  cache.put("a", tile(1'000));
  cache.put("b", tile(10'000));
  EXPECT_EQ(cache.find("b"), nullptr);
  EXPECT_NE(cache.find("a"), nullptr);
  auto const before = cache.bytes();
  cache.put("a", tile(1'000));
  EXPECT_EQ(cache.bytes(), before) << "the same again is the same";
}

}  // namespace
}  // namespace linquan::tiles
