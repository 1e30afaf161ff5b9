#include "linquan/answers/kind_names.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace linquan::answers {
namespace {

using Indices = std::vector<kinds::KindIndex>;

city::City city_of(std::vector<std::string> kind_ids) {
  city::City city;
  city.kind_ids = std::move(kind_ids);
  return city;
}

TEST(KindNames, AreUnderstoodByIdChineseOrEnglishNameAndAlias) {
  auto const city = city_of({"market", "pharmacy", "repair_bike", "hair"});
  for (auto const* const text : {"market", "MARKET", "菜市场(农贸市场)", "菜市场", "Wet market", " wet market "}) {
    EXPECT_EQ(parse_kinds("--kinds", text, city), Indices{0}) << text;
  }
}

TEST(KindNames, StandInTheOrderGivenAndEachOnce) {
  auto const city = city_of({"market", "pharmacy", "repair_bike", "hair"});
  EXPECT_EQ(parse_kinds("--kinds", "hair，药店,market,Pharmacy", city), (Indices{3, 1, 0}));
}

TEST(KindNames, MayHoldTheirOwnCommas) {
  auto const city = city_of({"market", "pharmacy", "repair_bike", "hair"});
  EXPECT_EQ(parse_kinds("--kinds", "自行车、电动车修理", city), Indices{2});
  EXPECT_EQ(parse_kinds("--kinds", "药店、菜市场", city), (Indices{1, 0}));
}

TEST(KindNames, CountAsTheCitysOwnTableDoes) {
  EXPECT_EQ(parse_kinds("--kinds", "pharmacy", city_of({"hair", "pharmacy"})), Indices{1});
  EXPECT_EQ(parse_kinds("--kinds", "our_own", city_of({"hair", "our_own"})), Indices{1});
}

TEST(KindNames, SuggestTheNearestWhereOneIsUnknown) {
  auto const city = city_of({"market", "pharmacy", "repair_bike", "hair"});
  for (auto const& [word, near] : {std::pair{"farmacy", "pharmacy"}, std::pair{"药房店", "pharmacy"},
                                   std::pair{"markt", "market"}, std::pair{"bike", "repair_bike"}}) {
    auto const refused = parse_kinds("--kinds", word, city);
    ASSERT_FALSE(refused) << word;
    EXPECT_EQ(refused.error().kind, ErrorKind::usage);
    EXPECT_EQ(refused.error().code, "kind_unknown");
    EXPECT_EQ(refused.error().args[2].second.rfind(near, 0), 0U) << refused.error().args[2].second;
  }
}

TEST(KindNames, AreRefusedWhereTheyNameNothing) {
  auto const city = city_of({"market"});
  EXPECT_EQ(parse_kinds("--kinds", " , ", city).error().code, "kind_none");
  EXPECT_EQ(parse_kinds("--kinds", "pharmacy", city).error().code, "kind_unknown") << "not in this city's table";
  EXPECT_EQ(parse_kinds("--kinds", "market", city_of({})).error().code, "kind_unknown");
}

}  // namespace
}  // namespace linquan::answers
