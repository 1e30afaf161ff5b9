#include "../geojson.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>

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

}  // namespace
}  // namespace linquan::answers
