#include "linquan/programme/programme.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "linquan/kinds/kinds.h"

namespace linquan::programme {
namespace {

using circles::State;
using std::chrono::sys_days;
using std::chrono::year_month_day;

geo::MultiPolygon square(std::int32_t lon, std::int32_t lat, std::int32_t side) {
  return {{{{lon, lat}, {lon + side, lat}, {lon + side, lat + side}, {lon, lat + side}}, {}}};
}

/// Two communities side by side, Lotus with 60 people and Plum with 40; a built circle about the first, a planned one
/// about both.
city::City two_communities() {
  city::City city;
  city.kind_ids = {"market", "pharmacy"};
  auto const area = [&](std::uint64_t id, city::AreaLevel level, std::string code, geo::MultiPolygon shape) {
    auto& made = city.areas.emplace_back();
    made.id = city::AreaId{id};
    made.level = level;
    made.code = code;
    made.name = code;
    made.shape = std::move(shape);
  };
  area(1, city::AreaLevel::community, "320302001001", square(0, 0, 100));
  area(2, city::AreaLevel::community, "320302001002", square(101, 0, 100));
  area(3, city::AreaLevel::district, "320302", square(-50, -50, 500));
  area(4, city::AreaLevel::living_circle, "SHQ001", square(0, 0, 100));
  area(5, city::AreaLevel::living_circle, "SHQ002", square(0, 0, 210));
  city.areas[3].state = "built";
  auto const home = [&](geo::Point door, std::int64_t people, std::uint32_t community, std::uint32_t circle) {
    auto& made = city.homes.emplace_back();
    made.id = city::HomeId{city.homes.size()};
    made.door = door;
    made.people = {{people * 1'000}, {1'000}, {2'000}, {500}};
    made.community = community;
    made.district = 2;
    made.living_circle = circle;
  };
  home({10, 10}, 60, 0, 3);
  home({150, 10}, 40, 1, 4);
  auto const outlet = [&](std::uint64_t id, geo::Point at, std::vector<kinds::KindIndex> kinds, std::string opened) {
    auto& made = city.outlets.emplace_back();
    made.id = city::OutletId{id};
    made.name = "o" + std::to_string(id);
    made.kinds = std::move(kinds);
    made.stands = {{at, {}, std::nullopt}};
    made.opened = std::move(opened);
  };
  outlet(70, {20, 20}, {1}, "2026-05-01");
  outlet(71, {30, 20}, {0, 1}, "2026");
  outlet(72, {160, 20}, {0}, "2024");
  city.outlets[2].rebuilt = "2026-02";
  city.outlets[2].chain = "Chain";
  city.outlets.emplace_back().kinds = {0};  // without a place
  return city;
}

TEST(Programme, BeginsWithTheCitysOwnCircles) {
  auto const circles = circles_of(two_communities());
  ASSERT_EQ(circles.size(), 2U);
  EXPECT_EQ(circles[0].code, "SHQ001");
  EXPECT_EQ(circles[0].state, State::built);
  EXPECT_EQ(circles[0].district, "320302");
  EXPECT_EQ(circles[1].state, State::planned);
  EXPECT_TRUE(circles::checked(circles[1].boundary));
}

TEST(Programme, CountsWhatLiesWithinACircle) {
  auto const city = two_communities();
  std::vector const grounds{square(0, 0, 100), square(0, 0, 210), square(300, 300, 5)};
  auto const all = within(city, grounds, circles::days_of(2026));
  EXPECT_EQ(all.residents, Millipersons{100'000}) << "who lives in two circles counts once";
  EXPECT_EQ(all.outlets, 3U);
  EXPECT_EQ(all.figures[0], (circles::Figures{{"homes", 1},
                                              {"residents", 60'000},
                                              {"residents_0_14", 1'000},
                                              {"residents_60", 2'000},
                                              {"residents_70", 500},
                                              {"outlets", 2},
                                              {"outlets_opened", 2},
                                              {"outlets_rebuilt", 0},
                                              {"outlets_chain", 0},
                                              {"kinds", 2},
                                              {"kind:market", 1},
                                              {"kind:pharmacy", 2}}));
  EXPECT_EQ(all.figures[1].at("outlets"), 3);
  EXPECT_EQ(all.figures[1].at("outlets_rebuilt"), 1);
  EXPECT_EQ(all.figures[1].at("outlets_chain"), 1);
  EXPECT_EQ(all.figures[2].at("residents"), 0);
  auto const late =
      within(city, grounds, {sys_days{std::chrono::year{2026} / 3 / 1}, sys_days{std::chrono::year{2027} / 2 / 28}});
  EXPECT_EQ(late.figures[0].at("outlets_opened"), 1) << "a bare 2026 may have been before";
  EXPECT_EQ(outlets_within(city, grounds[1]), (std::vector<std::uint32_t>{1, 2, 0})) << "by kind, then name";
}

TEST(Programme, TakesAUnionOfCommunitiesForTheirGround) {
  auto const city = two_communities();
  auto const ground = ground_of({{"320302001001", "320302001002"}, {}}, city);
  ASSERT_TRUE(ground);
  EXPECT_EQ(outlets_within(city, *ground).size(), 3U);
  EXPECT_EQ(ground_of({{"320302001009"}, {}}, city).error().code, "living_circle_community");
  EXPECT_EQ(*area_of_code(city, "320302"), 2U);
  EXPECT_EQ(area_of_code(city, "").error().code, "area_code_unknown");
}

TEST(Needs, CountInTheGapsOfTheirPlaceAndKind) {
  auto const city = two_communities();
  auto const people = people_by_area(city);
  standard::Rule rule;
  rule.kinds = {"market", "repair_small"};
  standard::Gap gap;
  gap.area = 0;
  std::vector<needs::Demand> const open{{"repair_small", {10, 10}, "320302001001"},
                                        {"market", {100, 100}, "320302001001"},
                                        {"pharmacy", {10, 10}, "320302001001"},
                                        {"", {10, 10}, "320302001001"},
                                        {"repair_small", {150, 10}, "320302001002"}};
  EXPECT_EQ(needs_of(gap, rule, city, open, people), 2U);
  EXPECT_EQ(needs_of(gap, rule, city, {}, people), 0U);
  gap.area = 1;
  EXPECT_EQ(needs_of(gap, rule, city, open, people), std::nullopt) << "40 people are too few to tell";
  gap.area = 2;
  EXPECT_EQ(needs_of(gap, rule, city, open, people), 3U);
  gap.area = walk::none;
  EXPECT_EQ(needs_of(gap, rule, city, open, people), std::nullopt);
}

TEST(Needs, AreToldWhereNobodyCanBePickedOut) {
  auto city = two_communities();
  std::vector<needs::Demand> const open{{"market", {10, 10}, "320302001001"},
                                        {"", {10, 10}, "320302001001"},
                                        {"market", {20, 10}, "320302001001"},
                                        {"pharmacy", {150, 10}, "320302001002"},
                                        {"pharmacy", {400, 400}, ""}};
  std::vector<NeedCount> expected{{"320302001001", "", 1}, {"320302001001", "market", 2}};
  EXPECT_EQ(need_counts(city, open), expected) << "40 people elsewhere are too few";
  auto outside = city.homes.front();
  outside.community = walk::none;
  city.homes.push_back(outside);
  expected.insert(expected.begin(), {"", "pharmacy", 2});
  EXPECT_EQ(need_counts(city, open), expected);
}

}  // namespace
}  // namespace linquan::programme
