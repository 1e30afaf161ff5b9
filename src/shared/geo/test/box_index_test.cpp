#include "linquan/geo/box_index.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

namespace linquan::geo {
namespace {

std::vector<std::uint32_t> found(BoxIndex const& index, Box const& box) {
  std::vector<std::uint32_t> numbers;
  index.visit(box, [&numbers](std::uint32_t number) { numbers.push_back(number); });
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

rc::Gen<Box> some_box() {
  auto const at = rc::gen::inRange(-100, 100);
  return rc::gen::map(rc::gen::tuple(at, at, at, at), [](std::tuple<int, int, int, int> t) {
    auto const [a, b, c, d] = t;
    // Some come out empty, with their corners exchanged.
    return Box{.low = {a, b}, .high = {a + c / 4, b + d / 4}};
  });
}

RC_GTEST_PROP(BoxIndexProperty, FindsWhatAskingEveryBoxFinds, ()) {
  auto const boxes = *rc::gen::container<std::vector<Box>>(some_box());
  BoxIndex const index{boxes};
  Box const asked = *some_box();
  std::vector<std::uint32_t> expected;
  for (std::uint32_t i = 0; i < boxes.size(); ++i) {
    bool const real = boxes[i].low.lon <= boxes[i].high.lon && boxes[i].low.lat <= boxes[i].high.lat;
    if (real && asked.low.lon <= asked.high.lon && asked.low.lat <= asked.high.lat && boxes[i].touches(asked)) {
      expected.push_back(i);
    }
  }
  RC_ASSERT(found(index, asked) == expected);
}

TEST(BoxIndex, AnEmptyIndexFindsNothing) {
  Box const world{.low = {INT32_MIN, INT32_MIN}, .high = {INT32_MAX, INT32_MAX}};
  EXPECT_TRUE(found(BoxIndex{}, world).empty());
  EXPECT_TRUE(found(BoxIndex{std::vector<Box>{}}, world).empty());
  EXPECT_TRUE(found(BoxIndex{std::vector<Box>{world}}, Box{}).empty());
}

TEST(BoxIndex, HoldsTheWholeCoordinateRangeAndMoves) {
  Box const world{.low = {INT32_MIN, INT32_MIN}, .high = {INT32_MAX, INT32_MAX}};
  BoxIndex first{std::vector<Box>(100, world)};
  BoxIndex const second{std::move(first)};
  EXPECT_EQ(found(second, {.low = {INT32_MAX, INT32_MAX}, .high = {INT32_MAX, INT32_MAX}}).size(), 100U);
}

}  // namespace
}  // namespace linquan::geo
