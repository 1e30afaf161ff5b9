#include "linquan/report/service_list.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace linquan::report {
namespace {

ServiceList list_of_two() {
  ServiceList list{"Demo", "民主<圈>", "SHQ001", std::chrono::year{2026} / 11 / 30, {}};
  list.lines.push_back({"药店", "康复药房", "药店", "", "", "0516-83712345;13800000000", "解放路1号", "24/7", true});
  list.lines.push_back({"维修", "老王修鞋", "小修小补", "配钥匙 5 元起", "上门", "", "", "", false});
  return list;
}

TEST(ServiceList, SaysHoursAsPeopleWriteThem) {
  words::Messages const zh{words::Language::zh};
  words::Messages const en{words::Language::en};
  for (auto const& [osm, chinese] : std::vector<std::pair<std::string, std::string>>{
           {"24/7", "全天"},
           {"08:00-20:00", "08:00–20:00"},
           {"Mo-Fr 08:00-12:00,14:00-18:00; PH off", "周一至周五 08:00–12:00,14:00–18:00; 节假日 休息"},
           {"Sa,Su 09:00-17:00", "周六,周日 09:00–17:00"},
           {"", ""}}) {
    EXPECT_EQ(hours_words(osm, zh), chinese);
  }
  EXPECT_EQ(hours_words("Mo-Fr 08:00-18:00; PH off", en), "Mon to Fri 08:00–18:00; public holidays closed");
  EXPECT_EQ(yuan_words(500, zh), "5 元起");
  EXPECT_EQ(yuan_words(550, en), "from ¥5.50");
  EXPECT_EQ(ways_words(7, zh), "上门服务 · 电话服务");
  EXPECT_EQ(ways_words(1, zh), "");
}

TEST(ServiceList, HasALineForEachOutletOnSheetAndPage) {
  words::Messages const zh{words::Language::zh};
  auto const list = list_of_two();
  auto const sheet = services_sheet(list, zh);
  ASSERT_EQ(sheet.rows.size(), 2U);
  EXPECT_EQ(sheet.columns.size(), sheet.rows[0].size());
  EXPECT_EQ(std::get<std::string>(sheet.rows[0].back()), "未核实");
  EXPECT_TRUE(std::holds_alternative<std::monostate>(sheet.rows[1].back()));
  auto const page = services_page(list, zh);
  EXPECT_NE(page.find("民主&lt;圈&gt;"), std::string::npos) << "nobody's words become marks";
  EXPECT_EQ(page.find("民主<圈>"), std::string::npos);
  EXPECT_NE(page.find(R"(<a href="tel:051683712345">0516-83712345;13800000000</a>)"), std::string::npos);
  EXPECT_EQ(page.find("<script"), std::string::npos);
  auto const marks = [&] {
    std::size_t count = 0;
    for (auto at = page.find("class=\"mark\""); at != std::string::npos; at = page.find("class=\"mark\"", at + 1)) {
      ++count;
    }
    return count;
  };
  EXPECT_EQ(marks(), 1U);
}

TEST(ServiceList, SaysThatThereIsNothing) {
  words::Messages const en{words::Language::en};
  ServiceList const list{"Demo", "Lotus", "1", std::chrono::year{2026} / 11 / 30, {}};
  EXPECT_NE(services_page(list, en).find(en.say("services_none")), std::string::npos);
  EXPECT_TRUE(services_sheet(list, en).rows.empty());
}

}  // namespace
}  // namespace linquan::report
