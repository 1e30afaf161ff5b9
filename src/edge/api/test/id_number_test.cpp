#include "id_number.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace linquan::api {
namespace {

TEST(IdNumber, IsDigitsAloneThatTheDatabaseHolds) {
  for (auto const& [text, number] : {std::pair<std::string_view, std::optional<std::uint64_t>>{"0", 0U},
                                     {"70", 70U},
                                     {"007", 7U},
                                     {"9223372036854775807", INT64_MAX},
                                     {"9223372036854775808", std::nullopt},
                                     {"18446744073709551616", std::nullopt},
                                     {"", std::nullopt},
                                     {" 7", std::nullopt},
                                     {"7 ", std::nullopt},
                                     {"-7", std::nullopt},
                                     {"+7", std::nullopt},
                                     {"0x7", std::nullopt},
                                     {"7.0", std::nullopt},
                                     {"七", std::nullopt}}) {
    EXPECT_EQ(id_number(text), number) << text;
  }
}

}  // namespace
}  // namespace linquan::api
