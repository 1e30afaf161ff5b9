#include "../geojson.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

namespace linquan::answers {
namespace {

TEST(GeoJson, HoldsTheSameNumbersWhicheverWayItIsWritten) {
  std::mt19937_64 chance{3};
  std::uniform_int_distribution<std::int32_t> lon{-1'800'000'000, 1'800'000'000};
  std::uniform_int_distribution<std::int32_t> lat{-900'000'000, 900'000'000};
  geo::MultiPolygon shape;
  for (int i = 0; i < 500; ++i) {
    auto& polygon = shape.emplace_back();
    for (int k = 0; k < 20; ++k) {
      polygon.outer.push_back({lon(chance), lat(chance)});
    }
    // Round numbers, small ones and zeros have their own ways of being written.
    polygon.outer.push_back({lon(chance) / 100 * 100, lat(chance) / 10'000'000 * 10'000'000});
    polygon.outer.push_back({static_cast<std::int32_t>(chance() % 100) + 1'000, 0});
    polygon.holes.push_back({{10'000'000, -10'000'000}, {-1'000'000, 1'000'010}});
  }
  std::string text;
  append_shape(shape, text);
  EXPECT_TRUE(Json::parse(text) == shape_of(shape));
  text.clear();
  append_shape({}, text);
  EXPECT_EQ(text, shape_of({}).dump());
}

/// The slow way: as many decimals as it takes, at least one.
std::string degrees(std::int32_t value) {
  auto const number = std::abs(std::int64_t{value});
  auto text = fmt::format("{}{}.{:07}", value < 0 ? "-" : "", number / 10'000'000, number % 10'000'000);
  while (text.back() == '0' && text[text.size() - 2] != '.') {
    text.pop_back();
  }
  return text;
}

TEST(GeoJson, WritesDegreesWithNoMoreDecimalsThanTheyHave) {
  std::mt19937 chance{5};
  std::vector<std::int32_t> values{0,       1,        -1, 10'000'000, -10'000'000, 1'800'000'000, -1'800'000'000,
                                   999'999, INT32_MIN};
  for (std::int32_t round = 1; round < 1'000'000'000; round *= 10) {
    for (int i = 0; i < 200; ++i) {
      values.push_back(static_cast<std::int32_t>(chance()) / round * round);
    }
  }
  for (auto const value : values) {
    std::string text;
    append_shape({{{{value, 5}}, {}}}, text);
    auto const at = fmt::format("[{},{}]", degrees(value), degrees(5));
    EXPECT_EQ(text, fmt::format(R"({{"type":"MultiPolygon","coordinates":[[[{},{}]]]}})", at, at));
  }
}

}  // namespace
}  // namespace linquan::answers
