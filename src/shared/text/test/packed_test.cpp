#include "linquan/text/packed.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

namespace linquan::text {
namespace {

RC_GTEST_PROP(Packed, GivesBackEveryPartInItsOrder, (std::vector<std::string> const& parts, std::uint64_t number)) {
  Packer packer;
  for (auto const& part : parts) {
    packer.add(part);
  }
  packer.add(number);
  auto const packed = packer.take();
  Unpacker unpacker{packed};
  for (auto const& part : parts) {
    RC_ASSERT(unpacker.text() == std::optional<std::string_view>{part});
  }
  RC_ASSERT(!unpacker.done());
  RC_ASSERT(unpacker.number() == number);
  RC_ASSERT(unpacker.done());
}

TEST(Packed, RefusesWhatWasNotPackedAndStaysWithIt) {
  for (auto const* odd : {"", "3", "3:", "3:ab,", "3:abc", "3:abc;", "-1:,", "99999999999999999999:a,", "x:,"}) {
    Unpacker unpacker{odd};
    EXPECT_FALSE(unpacker.text()) << odd;
    EXPECT_FALSE(unpacker.good()) << odd;
    EXPECT_FALSE(unpacker.done()) << odd;
  }
  Unpacker words{"3:abc,0:,1:7,"};
  EXPECT_FALSE(words.number());
  EXPECT_FALSE(words.text()) << "nothing after the fault is believed";
}

}  // namespace
}  // namespace linquan::text
