#include "linquan/city/outlets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "linquan/text/text.h"
#include "outlets_facts.h"
#include "outlets_town.h"
#include "outlets_words.h"

namespace linquan::city {
namespace {

using outlet_town::arg;
using outlet_town::at;
using outlet_town::kind;
using outlet_town::kind_ids;
using outlet_town::notice;
using outlet_town::table;

auto const& the_kinds = kinds::Kinds::built_in();

osm::Place place(std::int64_t id, std::vector<std::pair<std::string, std::string>> tags) {
  osm::Place made;
  made.ref = {osm::ObjectType::node, id};
  made.at = at(0, 0);
  made.tags = std::move(tags);
  return made;
}

TEST(OutletsFromOsm, TakeEverythingThatTheTagsSay) {
  Report report;
  auto const found = outlets_from_osm(std::vector{place(7, {{"shop", "convenience"},
                                                            {"name", "好邻居"},
                                                            {"brand", "好邻居连锁"},
                                                            {"opening_hours", "Mo-Su 06:30-22:00"},
                                                            {"addr:street", "解放路"},
                                                            {"addr:housenumber", "128"},
                                                            {"phone", "+86 516 8371 2345"},
                                                            {"delivery", "yes"},
                                                            {"capacity", "12"},
                                                            {"start_date", "2019-05"}})},
                                      the_kinds, report);
  ASSERT_EQ(found.size(), 1U);
  auto const& outlet = found.front();
  EXPECT_EQ(outlet.sources, std::vector<SourceRef>{"osm:node/7"});
  EXPECT_EQ(outlet.id, OutletId{id_of("osm:node/7")});
  EXPECT_EQ(kind_ids(outlet), "convenience");
  EXPECT_EQ(outlet.address, "解放路128号");
  EXPECT_EQ(outlet.telephone, "0516-83712345");
  EXPECT_EQ(outlet.chain, "好邻居连锁");
  EXPECT_EQ(outlet.opened, "2019-05");
  EXPECT_EQ(outlet.capacity, 12);
  EXPECT_EQ(outlet.serving, 3);
  ASSERT_EQ(outlet.stands.size(), 1U);
  EXPECT_EQ(outlet.stands[0].at, at(0, 0));
  ASSERT_TRUE(outlet.stands[0].hours.has_value());
  EXPECT_EQ(outlet.stands[0].hours->minutes_per_week(), 7 * 930);
  EXPECT_EQ(outlet.placing, Placing::surveyed);
  EXPECT_TRUE(outlet.marks.empty());
}

TEST(OutletsFromOsm, CountWhatIsNoOutlet) {
  Report report;
  auto const found =
      outlets_from_osm(std::vector{place(1, {{"amenity", "bench"}}), place(2, {{"disused:shop", "bakery"}}),
                                   place(3, {{"shop", "bakery"}, {"disused", "yes"}}),
                                   place(4, {{"shop", "bakery"}, {"was:shop", "pet"}}),
                                   place(5, {{"shop", "bakery"}, {"opening_hours", "when the baker is up"}})},
                       the_kinds, report);
  EXPECT_EQ(found.size(), 2U);
  EXPECT_EQ(report.skipped["place_of_no_kind"], 1U);
  EXPECT_EQ(report.skipped["place_disused"], 2U);
  EXPECT_EQ(report.skipped["hours_not_understood"], 1U);
  auto const odd = std::ranges::find(found, OutletId{id_of("osm:node/5")}, &Outlet::id);
  ASSERT_NE(odd, found.end());
  EXPECT_EQ(odd->hours_text, "when the baker is up");
  EXPECT_EQ(odd->stands[0].hours, std::nullopt);
}

TEST(OutletsFromOsm, StandInsideTheirOutlineAndAreJudgedByItsSize) {
  Report report;
  auto park = place(9, {{"leisure", "park"}});
  park.ref.type = osm::ObjectType::way;
  park.shape = outlet_town::square(0, 0, 200, 100);
  auto const found = outlets_from_osm(std::vector{park}, the_kinds, report);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(kind_ids(found[0]), "park10");
  EXPECT_TRUE(geo::contains(park.shape, found[0].stands[0].at));
  EXPECT_TRUE(found[0].stands[0].accesses.empty());
}

TEST(OutletsFromOsm, OpenBeforeHalfPastSevenForBreakfast) {
  Report report;
  auto const kinds_at = [&](std::string hours) {
    auto const found = outlets_from_osm(std::vector{place(1, {{"amenity", "fast_food"}, {"opening_hours", hours}})},
                                        the_kinds, report);
    return kind_ids(found.at(0));
  };
  EXPECT_EQ(kinds_at("Mo-Fr 06:00-10:00"), "breakfast eatery");
  EXPECT_EQ(kinds_at("Mo-Fr 07:30-10:00"), "eatery");
  EXPECT_EQ(kinds_at("Sa-Su 06:00-10:00"), "eatery");
  EXPECT_EQ(kinds_at("Mo-Su 18:00-02:00"), "eatery");
  EXPECT_EQ(kinds_at("Mo-Su 18:00-05:00"), "eatery");
  EXPECT_EQ(kinds_at("24/7"), "breakfast eatery");
}

struct FromTable {
  Report report;
  std::vector<Completeness> complete;
  Result<std::vector<Outlet>> found;
  explicit FromTable(tables::Table const& given, ColumnChoice const& chosen = {})
      : found{outlets_from_table(given, geo::Crs::wgs84(), the_kinds, chosen, report, complete)} {}
};

TEST(OutletsFromTable, ReadEveryColumn) {
  FromTable const read{
      table({"网点名称", "业态", "地址", "联系电话", "经度", "纬度", "营业时间", "座位数", "统一社会信用代码",
             "开业时间", "改造时间", "连锁品牌", "经营状况", "服务方式", "服务项目", "社区"},
            {{"老王修鞋", "小修小补", "解放路128号", "13812345678", "117.2", "34.26", "8:00-18:00", "6㎡",
              "91320300MA1MUPAC2H", "2019年5月", "2023-03-01", "", "正常", "到店、上门", "修鞋10元起、配钥匙5元、擦鞋",
              "文亭社区"}})};
  ASSERT_TRUE(read.found.has_value()) << read.found.error().code;
  ASSERT_EQ(read.found->size(), 1U);
  auto const& outlet = read.found->front();
  EXPECT_EQ(outlet.name, "老王修鞋");
  EXPECT_EQ(kind_ids(outlet), "repair_small");
  EXPECT_EQ(outlet.address, "解放路128号(文亭社区)");
  EXPECT_EQ(outlet.telephone, "13812345678");
  EXPECT_EQ(outlet.stands.at(0).at, (geo::Point{1'172'000'000, 342'600'000}));
  EXPECT_EQ(outlet.stands.at(0).hours.value().minutes_per_week(), 7 * 600);
  EXPECT_EQ(outlet.capacity, 6);
  EXPECT_EQ(outlet.opened, "2019-05");
  EXPECT_EQ(outlet.rebuilt, "2023-03-01");
  EXPECT_EQ(outlet.condition, "正常");
  EXPECT_EQ(outlet.serving, 3);
  ASSERT_EQ(outlet.services.size(), 3U);
  EXPECT_EQ(outlet.services[0], (Service{kind("repair_small"), "修鞋", 1000}));
  EXPECT_EQ(outlet.services[1], (Service{kind("repair_small"), "配钥匙", 500}));
  EXPECT_EQ(outlet.services[2], (Service{kind("repair_small"), "擦鞋", std::nullopt}));
  EXPECT_EQ(outlet.sources, std::vector<SourceRef>{"outlets.xlsx:Sheet1!2"});
  EXPECT_EQ(outlet.placing, Placing::surveyed);
  EXPECT_EQ(outlet.licence, "91320300MA1MUPAC2H");
  EXPECT_TRUE(outlet.marks.empty());
  EXPECT_TRUE(read.report.notices.empty());
}

TEST(OutletsFromTable, TellOfEveryDoubtWithItsLine) {
  FromTable const read{table({"店名", "类别", "电话", "信用代码", "经度", "纬度", "开业时间", "营业时间"},
                             {{"甲", "便利店", "12", "", "117.2", "34.26", "", ""},
                              {"乙", "社区卫生服务中新", "", "", "117.2", "34.26", "", ""},
                              {"丙", "药店", "", "9132X", "117.2", "34.26", "昨天", "看心情"},
                              {"丁", "天文台", "", "", "117.2", "34.26", "", ""},
                              {"", "药店", "", "", "", "", "", ""},
                              {"戊", "药店", "", "", "0", "0", "", ""}})};
  ASSERT_TRUE(read.found.has_value());
  ASSERT_EQ(read.found->size(), 4U);
  EXPECT_EQ(read.found->at(0).marks, std::vector<std::string>{"telephone_odd"});
  EXPECT_EQ(read.found->at(0).telephone, "12");
  EXPECT_EQ(read.found->at(1).marks, std::vector<std::string>{"kind_guessed"});
  EXPECT_EQ(read.found->at(2).marks, (std::vector<std::string>{"date_odd", "hours_odd", "licence_check"}));
  EXPECT_EQ(read.found->at(2).hours_text, "看心情");
  EXPECT_TRUE(read.found->at(3).stands.empty());
  for (auto const& [code, line] :
       {std::pair{"telephone_odd", "2"}, std::pair{"kind_guessed", "3"}, std::pair{"licence_check", "4"},
        std::pair{"date_odd", "4"}, std::pair{"hours_odd", "4"}, std::pair{"row_of_no_kind", "5"},
        std::pair{"row_of_no_place", "6"}, std::pair{"coordinate_zero", "7"}}) {
    auto const* told = notice(read.report, code);
    ASSERT_NE(told, nullptr) << code;
    EXPECT_EQ(arg(told->args, "lines"), line) << code;
    EXPECT_EQ(arg(told->args, "file"), "outlets.xlsx:Sheet1");
    // Only what is left out counts as skipped; a doubt is a mark of an outlet that stays.
    EXPECT_EQ(read.report.skipped.contains(code), std::string_view{code}.starts_with("row_of_")) << code;
  }
}

TEST(OutletsFromTable, KeepHoursAndCommunityOfRowsWithoutPlace) {
  FromTable const read{table({"名称", "业态", "地址", "社区", "营业时间"},
                             {{"好邻居", "便利店", "解放路1号", "文亭社区", "8:00-18:00"}})};
  ASSERT_TRUE(read.found.has_value());
  auto const& outlet = read.found->at(0);
  EXPECT_EQ(outlet.placing, Placing::unplaced);
  EXPECT_EQ(outlet.placing_permille, 0);
  EXPECT_EQ(outlet.hours_text, "8:00-18:00");
  EXPECT_EQ(outlet.address, "解放路1号(文亭社区)");
}

struct BadTable {
  tables::Table given;
  std::string code;
  std::string line;
};

class BadOutlets : public testing::TestWithParam<BadTable> {};

TEST_P(BadOutlets, AreRefused) {
  FromTable const read{GetParam().given};
  ASSERT_FALSE(read.found.has_value());
  EXPECT_EQ(read.found.error().kind, ErrorKind::bad_input);
  EXPECT_EQ(read.found.error().code, GetParam().code);
  EXPECT_EQ(arg(read.found.error().args, "line"), GetParam().line);
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadOutlets,
    testing::Values(BadTable{table({"编号", "业态"}, {{"1", "药店"}}), "outlets_no_place", "(none)"},
                    BadTable{table({"地址"}, {{"解放路1号"}}), "column_missing", "(none)"},
                    BadTable{table({"名称", "业态", "经度"}, {{"甲", "药店", "117"}}), "column_missing", "(none)"},
                    BadTable{table({"名称", "业态", "经度", "纬度"}, {{"甲", "药店", "34.26", "117.2"}}),
                             "coordinate_swapped", "2"},
                    BadTable{table({"名称", "业态", "经度", "纬度"},
                                   {{"甲", "药店", "117", "34"}, {"乙", "药店", "500", "34"}}),
                             "coordinate_range", "3"},
                    BadTable{table({"名称", "业态", "经度", "纬度"}, {{"甲", "药店", "-15.4", "28.1"},
                                                                      {"乙", "药店", "-15.5", "28.1"},
                                                                      {"丙", "药店", "-15.4", "28.2"},
                                                                      {"丁", "药店", "28.1", "-15.4"}}),
                             "coordinate_swapped", "5"}));

TEST(OutletsFromTable, ColumnsCanBeChosen) {
  FromTable const read{table({"A", "B", "名称"}, {{"好邻居", "便利店", "not this"}}), {{"name", "A"}, {"kind", "B"}}};
  ASSERT_TRUE(read.found.has_value());
  EXPECT_EQ(read.found->at(0).name, "好邻居");
  FromTable const wrong{table({"A", "B"}, {{"好邻居", "便利店"}}), {{"name", "Z"}}};
  ASSERT_FALSE(wrong.found.has_value());
  EXPECT_EQ(wrong.found.error().code, "column_missing");
}

TEST(OutletsFromTable, IdsOutlastTheOrderOfRows) {
  std::vector<std::vector<std::string>> rows{{"甲", "药店", "解放路1号", "91320300MA1MUPAC2H"},
                                             {"乙", "药店", "解放路2号", ""},
                                             {"丙", "药店", "解放路3号", "92320303MA1ABCDE8P"},
                                             {"丙", "药店", "解放路4号", "92320303MA1ABCDE8P"}};
  auto const ids = [&] {
    FromTable const read{table({"名称", "业态", "地址", "信用代码"}, rows)};
    std::vector<OutletId> all;
    for (auto const& outlet : read.found.value()) {
      all.push_back(outlet.id);
    }
    std::ranges::sort(all);
    return all;
  };
  auto const before = ids();
  EXPECT_EQ(std::ranges::adjacent_find(before), before.end());
  std::ranges::reverse(rows);
  EXPECT_EQ(ids(), before);
}

TEST(OutletsFromTable, ACartWithTwoPlacesIsOneOutletAndAChainIsNot) {
  FromTable const read{table({"名称", "业态", "电话", "经度", "纬度", "营业时间"},
                             {{"便民早餐车1号", "便民餐车", "13812345678", "117.2", "34.26", "6:00-9:00"},
                              {"便民早餐车1号", "便民餐车", "13812345678", "117.21", "34.26", "16:00-19:00"},
                              {"便民早餐车1号", "便民餐车", "13812345678", "117.2", "34.26", "6:00-9:00"},
                              {"好邻居", "便利店", "4001234567", "117.2", "34.26", ""},
                              {"好邻居", "便利店", "4001234567", "117.21", "34.26", ""}})};
  ASSERT_TRUE(read.found.has_value());
  ASSERT_EQ(read.found->size(), 3U);
  EXPECT_EQ(read.found->at(0).stands.size(), 2U);
  EXPECT_EQ(read.found->at(0).sources.size(), 3U);
  EXPECT_NE(read.found->at(1).id, read.found->at(2).id);
}

TEST(OutletsFromTable, SayForWhatTheyAreComplete) {
  auto const given = table({"名称", "业态"}, {{"甲", "药店"}});
  EXPECT_TRUE(FromTable{given}.complete.empty());
  FromTable const chosen{given, {{"complete_kinds", "药店；便利店"}, {"complete_areas", "320302; 320303"}}};
  ASSERT_EQ(chosen.complete.size(), 1U);
  EXPECT_EQ(chosen.complete[0].source, "outlets.xlsx");
  EXPECT_EQ(chosen.complete[0].kinds, (std::vector{kind("convenience"), kind("pharmacy")}));
  EXPECT_EQ(chosen.complete[0].area_codes, (std::vector<std::string>{"320302", "320303"}));
  FromTable const all{given, {{"complete_kinds:outlets.xlsx", "全部"}, {"complete_kinds", "药店"}}};
  EXPECT_EQ(all.complete.at(0).kinds.size(), the_kinds.size());
  FromTable const by_column{table({"名称", "业态", "完整业态"}, {{"甲", "药店", "药店"}, {"乙", "药店", ""}})};
  EXPECT_EQ(by_column.complete.at(0).kinds, std::vector{kind("pharmacy")});
  FromTable const wrong{given, {{"complete_kinds", "天文台"}}};
  ASSERT_FALSE(wrong.found.has_value());
  EXPECT_EQ(wrong.found.error().code, "complete_kinds_unknown");
}

TEST(OutletWords, PricesAreWholeFen) {
  using outlets::fen_from_words;
  EXPECT_EQ(fen_from_words("5元起"), 500);
  EXPECT_EQ(fen_from_words("¥12.50"), 1250);
  EXPECT_EQ(fen_from_words("1.5万元"), 1'500'000);
  EXPECT_EQ(fen_from_words("12,000"), 1'200'000);
  EXPECT_EQ(fen_from_words("1.234"), std::nullopt);
  EXPECT_EQ(fen_from_words("面议"), std::nullopt);
  auto const services = outlets::services_from_words("24小时开锁、换拉链：3.5元", the_kinds, {kind("repair_small")});
  ASSERT_EQ(services.size(), 2U);
  EXPECT_EQ(services[0].name, "24小时开锁");
  EXPECT_EQ(services[0].price_from_fen, std::nullopt);
  EXPECT_EQ(services[1].price_from_fen, 350);
}

TEST(ReadCandidates, TakeVacantPremisesAndStalls) {
  auto const found =
      read_candidates(table({"名称", "类型", "经度", "纬度", "适合业态", "成本", "面积"},
                            {{"解放路5号", "空置商铺", "117.2", "34.26", "便利店、药店", "2万元", "40㎡"},
                             {"广场东", "便民摊点", "117.2", "34.26", "", "", ""}}),
                      geo::Crs::wgs84(), the_kinds);
  ASSERT_TRUE(found.has_value()) << found.error().code;
  EXPECT_EQ(found->at(0).type, "vacant");
  EXPECT_EQ(found->at(0).kinds, (std::vector{kind("convenience"), kind("pharmacy")}));
  EXPECT_EQ(found->at(0).cost_fen, 2'000'000);
  EXPECT_EQ(found->at(0).capacity, 40);
  EXPECT_EQ(found->at(1).type, "stall");
  EXPECT_TRUE(found->at(1).kinds.empty());
}

TEST(ReadCandidates, KnowOnWhichDaysAStallMayStandThere) {
  auto const days_of = [](std::string const& cell) {
    return read_candidates(table({"名称", "经度", "纬度", "出摊日"}, {{"甲", "117.2", "34.26", cell}}),
                           geo::Crs::wgs84(), the_kinds);
  };
  for (auto const& [cell, days] :
       {std::pair{"", 0x7F}, {"周一至周五", 0x1F}, {"Sa,Su", 0x60}, {"Mo 06:00-09:00", 0x01}, {"每日", 0x7F}}) {
    auto const found = days_of(cell);
    ASSERT_TRUE(found.has_value()) << cell;
    EXPECT_EQ(found->at(0).days, days) << cell;
  }
  for (auto const* const cell : {"有时", "Mo-Su off"}) {
    auto const found = days_of(cell);
    ASSERT_FALSE(found.has_value()) << cell;
    EXPECT_EQ(found.error().code, "candidate_days");
  }
}

TEST(ReadCandidates, RefuseACostThatIsNone) {
  auto const with_cost = [](char const* cell) {
    return read_candidates(table({"名称", "经度", "纬度", "费用"}, {{"甲", "117.2", "34.26", cell}}), geo::Crs::wgs84(),
                           the_kinds);
  };
  EXPECT_EQ(with_cost("10万")->at(0).cost_fen, 10'000'000);
  EXPECT_EQ(with_cost("")->at(0).cost_fen, std::nullopt);
  for (auto const* const cell : {"-5", "面议"}) {
    auto const found = with_cost(cell);
    ASSERT_FALSE(found.has_value()) << cell;
    EXPECT_EQ(found.error().code, "candidate_cost");
    EXPECT_EQ(arg(found.error().args, "line"), "2");
  }
}

TEST(ReadCandidates, RefuseRowsWithoutPlaceOrWithUnknownKinds) {
  auto const no_place =
      read_candidates(table({"名称", "经度", "纬度"}, {{"甲", "", ""}}), geo::Crs::wgs84(), the_kinds);
  ASSERT_FALSE(no_place.has_value());
  EXPECT_EQ(no_place.error().code, "candidate_no_place");
  EXPECT_EQ(arg(no_place.error().args, "line"), "2");
  auto const unknown = read_candidates(table({"名称", "经度", "纬度", "业态"}, {{"甲", "117.2", "34.26", "天文台"}}),
                                       geo::Crs::wgs84(), the_kinds);
  ASSERT_FALSE(unknown.has_value());
  EXPECT_EQ(unknown.error().code, "candidate_kind_unknown");
}

}  // namespace
}  // namespace linquan::city
