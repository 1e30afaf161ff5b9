#include <gtest/gtest.h>

#include "linquan/standard/assess.h"

namespace linquan::standard {
namespace {

TEST(Needs, CountWhatIsNotKnownApartAndInTheBounds) {
  Needs const needs{.met = 60, .unmet = 20, .unknown = 20};
  EXPECT_DOUBLE_EQ(needs.share().value_or(0), 0.75);
  EXPECT_DOUBLE_EQ(needs.low().value_or(0), 0.6);
  EXPECT_DOUBLE_EQ(needs.high().value_or(0), 0.8);
}

TEST(Needs, HaveNoShareWhereNothingIsKnown) {
  EXPECT_FALSE((Needs{.met = 0, .unmet = 0, .unknown = 5}.share()));
  EXPECT_FALSE(Needs{}.low());
}

}  // namespace
}  // namespace linquan::standard
