#include <gtest/gtest.h>
#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "linquan/circles/brand.h"

namespace linquan::circles {
namespace {

std::string word(std::uint32_t number) {
  std::string bytes;
  for (auto const shift : {24U, 16U, 8U, 0U}) {
    bytes += static_cast<char>(static_cast<unsigned char>(number >> shift & 0xFFU));
  }
  return bytes;
}

std::string chunk(std::string const& type, std::string const& content) {
  auto const body = type + content;
  auto const sum = crc32(0, reinterpret_cast<Bytef const*>(body.data()), static_cast<uInt>(body.size()));
  return word(static_cast<std::uint32_t>(content.size())) + body + word(static_cast<std::uint32_t>(sum));
}

std::string const signature{"\x89PNG\r\n\x1a\n", 8};

std::string head(std::uint32_t width, std::uint32_t height) {
  return signature + chunk("IHDR", word(width) + word(height) + std::string{"\x08\x02\0\0\0", 5});
}

std::string reason(std::string const& bytes) {
  auto const checked = check_logo(bytes);
  return checked ? "" : checked.error().args.at(0).second;
}

TEST(Logo, IsASmallPngAndNothingElse) {
  auto const data = chunk("IDAT", "packed");
  auto const end = chunk("IEND", "");
  auto const good = head(64, 32) + data + end;
  EXPECT_EQ(reason(good), "");
  EXPECT_EQ(reason(head(512, 512) + chunk("tEXt", "by") + data + data + end), "");
  EXPECT_EQ(reason(head(513, 1) + data + end), "pixels");
  EXPECT_EQ(reason(head(0, 1) + data + end), "pixels");
  EXPECT_EQ(reason(""), "png");
  EXPECT_EQ(reason("<svg onload='x'/>"), "png");
  EXPECT_EQ(reason(good + "<script>"), "png");
  EXPECT_EQ(reason(head(8, 8) + end), "png") << "nothing drawn";
  EXPECT_EQ(reason(head(8, 8) + data), "png") << "no end";
  EXPECT_EQ(reason(head(8, 8) + chunk("IHDR", std::string(13, 'x')) + data + end), "png");
  EXPECT_EQ(reason(signature + data + end), "png");
  EXPECT_EQ(reason(head(8, 8) + chunk("IDAT", std::string(logo_bytes_max, 'x')) + end), "size");
  EXPECT_EQ(reason(signature + word(0xFFFFFFFFU) + "IHDR" + std::string(64, 'x')), "png");
  for (std::size_t i = 0; i < good.size(); ++i) {
    EXPECT_NE(reason(good.substr(0, i)), "") << i;
    auto changed = good;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_NE(reason(changed), "") << i;
  }
}

TEST(Brand, NamesADistrictAndItsBoardsPlaces) {
  EXPECT_TRUE(checked(Brand{"320302", "鼓楼邻里"}));
  EXPECT_FALSE(checked(Brand{"3203", "鼓楼邻里"}));
  EXPECT_FALSE(checked(Brand{"320302", " "}));
  EXPECT_EQ(checked(Board{BoardId{1}, " 地铁口 ", {}, BoardState::planned, {}})->place, "地铁口");
  EXPECT_FALSE(checked(Board{BoardId{1}, "", {}, BoardState::planned, {}}));
  EXPECT_EQ(board_state_named("damaged"), BoardState::damaged);
  EXPECT_EQ(board_state_named("gone"), std::nullopt);
}

}  // namespace
}  // namespace linquan::circles
