#include "linquan/hours/hours.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace linquan::hours {
namespace {

using namespace std::chrono_literals;

constexpr int whole_week = 10'080;

/// "Mo 08:00" as a minute of the week.
MinuteOfWeek at(std::string_view text) {
  constexpr std::string_view names = "MoTuWeThFrSaSu";
  auto const day = static_cast<int>(names.find(text.substr(0, 2)) / 2);
  auto const two = [text](std::size_t i) { return (text[i] - '0') * 10 + (text[i + 1] - '0'); };
  return {static_cast<std::uint16_t>(day * 1440 + two(3) * 60 + two(6))};
}

struct Row {
  std::string text;
  int minutes;
  std::vector<std::string> open;
  std::vector<std::string> closed;
};

void check(Result<Hours> const& hours, Row const& row) {
  ASSERT_TRUE(hours) << row.text;
  EXPECT_EQ(hours->minutes_per_week(), row.minutes) << row.text << " -> " << hours->text();
  for (std::string const& minute : row.open) {
    EXPECT_TRUE(hours->open_at(at(minute))) << row.text << " at " << minute;
  }
  for (std::string const& minute : row.closed) {
    EXPECT_FALSE(hours->open_at(at(minute))) << row.text << " at " << minute;
  }
}

TEST(Hours, ReadWhatShopsWriteInOsm) {
  std::vector<Row> const rows{
      {"24/7", whole_week, {"Mo 00:00", "Su 23:59"}, {}},
      {"off", 0, {}, {"Mo 12:00"}},
      {"closed", 0, {}, {"Mo 12:00"}},
      {"Mo-Su", whole_week, {"We 03:00"}, {}},
      {"08:00-20:00", 7 * 720, {"Mo 08:00", "Su 19:59"}, {"Mo 07:59", "Mo 20:00"}},
      {"Mo-Fr 08:00-18:00", 5 * 600, {"Fr 17:59"}, {"Sa 12:00", "Fr 18:00"}},
      {"Mo-Fr 08:00-12:00,14:00-18:00; Sa 09:00-13:00; PH off",
       5 * 480 + 240,
       {"Mo 11:59", "Mo 14:00", "Sa 12:00"},
       {"Mo 12:00", "Sa 13:00", "Su 10:00"}},
      {"Mo,We,Fr 10:00-11:00", 180, {"We 10:30"}, {"Tu 10:30"}},
      {"Sa-Mo 10:00-11:00", 180, {"Su 10:30", "Mo 10:30"}, {"Tu 10:30"}},
      {"Mo-Su,PH 10:00-11:00", 420, {"Tu 10:30"}, {}},
      {"22:00-02:00", 7 * 240, {"Mo 00:00", "Mo 01:59", "Su 23:59"}, {"Mo 02:00", "Mo 21:59"}},
      {"Fr 22:00-02:00", 240, {"Fr 23:00", "Sa 01:00"}, {"Fr 01:00", "Sa 02:00"}},
      {"Su 22:00-02:00", 240, {"Su 23:00", "Mo 01:00"}, {"Su 01:00"}},
      {"Fr 22:00-26:00", 240, {"Sa 01:00"}, {"Sa 02:00"}},
      {"Mo 08:00-08:00", 1440, {"Tu 07:59"}, {"Mo 07:59", "Tu 08:00"}},
      {"00:00-24:00", whole_week, {"Mo 00:00"}, {}},
      {"Mo-Fr 08:00-18:00; We 10:00-12:00", 4 * 600 + 120, {"We 10:00"}, {"We 09:00"}},
      {"Mo-Fr 08:00-12:00, We 14:00-16:00", 5 * 240 + 120, {"We 09:00", "We 15:00"}, {"Tu 15:00"}},
      {"Mo-Fr 08:00-12:00, We 11:00-16:00", 5 * 240 + 240, {"We 11:30"}, {}},
      {"08:00-20:00; Su off", 6 * 720, {"Sa 10:00"}, {"Su 10:00"}},
      {"Fr 22:00-04:00; Sa off", 360, {"Sa 03:00"}, {"Sa 05:00"}},
      {"08:00-20:00; Mo 12:00-14:00 off", 7 * 720 - 120, {"Mo 11:00", "Tu 13:00"}, {"Mo 13:00"}},
      {"24/7; 22:00-06:00 off", 7 * 960, {"Mo 06:00"}, {"Mo 05:00", "Su 23:00"}},
      {"Mo 08:00-12:00 || 10:00-11:00", 240 + 360, {"Tu 10:30", "Mo 08:30"}, {"Tu 08:30"}},
      {"sunrise-sunset", 7 * 720, {"Mo 06:00"}, {"Mo 18:00"}},
      {"(sunrise+01:00)-(sunset-00:30)", 7 * 630, {"Mo 07:00"}, {"Mo 06:59", "Mo 17:30"}},
      {"dawn-dusk", 7 * 720, {"Mo 06:00"}, {}},
      {"18:00+", 7 * 360, {"Mo 23:59"}, {"Mo 00:00"}},
      {"18:00-22:00+", 7 * 240, {"Mo 21:59"}, {"Mo 22:00"}},
      {"Mo-Fr 08:00-18:00 \"by appointment\"", 3000, {"Mo 08:00"}, {}},
      {"Mo-Fr 08:00-18:00 open", 3000, {"Mo 08:00"}, {}},
      {"Mo-Fr 08:00-18:00; Sa unknown", 3000, {}, {"Sa 10:00"}},
      {"Mo-Fr 08:00-18:00; SH off", 3000, {"Mo 08:00"}, {}},
      {"Mo-Fr 08:00-18:00; SH Mo-Fr 10:00-12:00", 3000, {"Mo 08:00"}, {}},
      {"Mo-Fr 08:00-18:00;", 3000, {}, {}},
      {"mo-fr 8:00-18:00", 3000, {}, {}},
      {"Mo-Fr 8-18", 3000, {}, {}},
      {"Mo-Fr 0800-1800", 3000, {}, {}},
      {"Mo-Fr 08.00-18.00", 3000, {}, {}},
      {"Mo-Fr: 08:00-18:00", 3000, {}, {}},
      {"Monday-Friday 8am-6pm", 3000, {"Mo 17:59"}, {"Mo 18:00"}},
      {"12am-12pm", 7 * 720, {"Mo 00:00"}, {"Mo 12:00"}},
      {"Mo–Fr 08:00–18:00", 3000, {}, {}},
      {"Mo-Fr 08:00-18:00 Sa 09:00-12:00", 3180, {"Sa 09:00"}, {}},
      {"Apr-Oct: Mo-Su 06:00-22:00", 7 * 960, {"Mo 06:00"}, {"Mo 22:00"}},
      {"Apr-Oct 06:00-22:00; Nov-Mar 07:00-23:00", 7 * 1020, {"Mo 06:00", "Mo 22:30"}, {"Mo 23:00"}},
      {"08:00-18:00; Dec 24-26 off", 4200, {"Mo 08:00"}, {}},
      {"08:00-18:00; Dec 24-Jan 2 off; Jan 6 10:00-12:00", 4200, {"Mo 08:00"}, {}},
      {"Dec 25 10:00-12:00", 840, {"Mo 10:00"}, {}},
  };
  for (Row const& row : rows) {
    auto const hours = Hours::parse(row.text);
    check(hours, row);
    EXPECT_EQ(hours->text(), row.text);
  }
}

TEST(Hours, RefuseWhatTheyDoNotUnderstandAndSayWhere) {
  for (std::string const text : {"",
                                 " ",
                                 ";",
                                 "\"by appointment\"",
                                 "ask at the desk",
                                 "Mo-",
                                 "Mo-Fr 08:00",
                                 "Mo-Fr 25:00-49:00",
                                 "08:60-10:00",
                                 "08:00-",
                                 "-08:00",
                                 "Mo[1] 10:00-12:00",
                                 "week 1-20 Mo 10:00-12:00",
                                 "easter off",
                                 "Feb 30 off",
                                 "2024 Dec 25 off",
                                 "10:00-16:00/90",
                                 "Mo-Fr 08:00-18:00 maybe",
                                 "PH Mo-Fr 08:00-10:00",
                                 "周一 8:00-9:00",
                                 "\xff\xfe",
                                 "08:00-18:00\x01",
                                 "(sunrise-sunset",
                                 "Apr 1-Oct 08:00-10:00",
                                 "99999-10:00"}) {
    auto const hours = Hours::parse(text);
    ASSERT_FALSE(hours) << text << " -> " << hours->minutes_per_week();
    EXPECT_EQ(hours.error().kind, ErrorKind::bad_input);
    EXPECT_EQ(hours.error().code, "hours_not_understood");
  }
  auto const hours = Hours::parse("Mo-Fr 08:00-18:00 maybe");
  EXPECT_EQ(hours.error().args, (Error::Args{{"text", "Mo-Fr 08:00-18:00 maybe"}, {"place", "maybe"}}));
  EXPECT_FALSE(Hours::parse("Mo" + std::string(1025, ' ') + "10:00-12:00"));
  EXPECT_TRUE(Hours::parse("Mo" + std::string(1000, ' ') + "10:00-12:00"));
}

struct PlainRow {
  std::string cell;
  std::string osm;
};

TEST(PlainHours, BecomeOsmHours) {
  std::vector<PlainRow> const rows{
      {"周一至周五 8:00-18:00", "Mo-Fr 08:00-18:00"},
      {"8:30—21:00", "08:30-21:00"},
      {"8:30——21:00", "08:30-21:00"},
      {"早6点到晚9点", "06:00-21:00"},
      {"早上六点半至晚上十点", "06:30-22:00"},
      {"早八点到晚二十点", "08:00-20:00"},
      {"上午9点至下午5点30分", "09:00-17:30"},
      {"全天", "24/7"},
      {"24小时", "24/7"},
      {"24小时营业", "24/7"},
      {"７×24小时", "24/7"},
      {"全天24小时营业", "24/7"},
      {"上午8:00-11:30 下午14:00-17:30", "08:00-11:30,14:00-17:30"},
      {"上午8:00-11:30；下午2:00-5:30", "08:00-11:30,14:00-17:30"},
      {"8:00-11:30\n14:00-17:30", "08:00-11:30,14:00-17:30"},
      {"8:00-11:30;14:00-17:30", "08:00-11:30,14:00-17:30"},
      {"6:00-10:00,16:00-19:00", "06:00-10:00,16:00-19:00"},
      {"6:00-10:00，16:00-19:00", "06:00-10:00,16:00-19:00"},
      {"6:00-10:00、16:00-19:00", "06:00-10:00,16:00-19:00"},
      {"6:00-10:00/16:00-19:00", "06:00-10:00,16:00-19:00"},
      {"周日休息", "Su off"},
      {"8:00-18:00，周日休息", "08:00-18:00; Su off"},
      {"8:00-18:00 周日休息", "08:00-18:00; Su off"},
      {"周日休息，8:00-18:00", "08:00-18:00; Su off"},
      {"8:00-18:00（周日除外）", "08:00-18:00; Su off"},
      {"每日", "24/7"},
      {"每日8:00-20:00", "08:00-20:00"},
      {"每天 ０８：００－２０：００", "08:00-20:00"},
      {"8:00至20:00", "08:00-20:00"},
      {"8:00到20:00", "08:00-20:00"},
      {"8:00～20:00", "08:00-20:00"},
      {"8:00~20:00", "08:00-20:00"},
      {"8:00－20:00", "08:00-20:00"},
      {"8:00:00-20:00:00", "08:00-20:00"},
      {"8-20点", "08:00-20:00"},
      {"8点-20点", "08:00-20:00"},
      {"8时30分至20时", "08:30-20:00"},
      {"0800-2000", "08:00-20:00"},
      {"周一到周五：8:30-17:30；周六、周日：9:00-17:00", "Mo-Fr 08:30-17:30; Sa-Su 09:00-17:00"},
      {"周一至五8:30-17:30 周末9:00-17:00", "Mo-Fr 08:30-17:30; Sa-Su 09:00-17:00"},
      {"星期一至星期五 9:00-17:00", "Mo-Fr 09:00-17:00"},
      {"礼拜天 9:00-17:00", "Su 09:00-17:00"},
      {"周1-周5 9:00-17:00", "Mo-Fr 09:00-17:00"},
      {"周一、三、五 9:00-17:00", "Mo,We,Fr 09:00-17:00"},
      {"周六日 9:00-17:00", "Sa-Su 09:00-17:00"},
      {"工作日9:00-17:00，节假日休息", "Mo-Fr 09:00-17:00; PH off"},
      {"工作日9:00-17:00，法定节假日除外", "Mo-Fr 09:00-17:00; PH off"},
      {"8:00-22:00，节假日照常营业", "08:00-22:00"},
      {"8:00-22:00 全年无休", "08:00-22:00"},
      {"全年无休 8:00-22:00", "08:00-22:00"},
      {"营业时间：8:00-22:00", "08:00-22:00"},
      {"9:00-17:00（周一至周五）", "Mo-Fr 09:00-17:00"},
      {"周一至周五\n9:00-17:00", "Mo-Fr 09:00-17:00"},
      {"每周一休息，其余", ""},
      {"9:00-17:00，每周一闭馆", "09:00-17:00; Mo off"},
      {"晚6点到凌晨2点", "18:00-02:00"},
      {"18:00-次日2:00", "18:00-02:00"},
      {"18:00至次日凌晨2点", "18:00-02:00"},
      {"晚12点至早6点", "24:00-06:00"},
      {"凌晨12点到早6点", "00:00-06:00"},
      {"中午11点到下午2点", "11:00-14:00"},
      {"中午12:00-1:30", "12:00-13:30"},
      {"早餐6:30-9:00 午餐11:00-13:00 晚餐17:00-19:00", "06:30-09:00,11:00-13:00,17:00-19:00"},
      {"4月-10月 6:00-22:00；11月-3月 7:00-21:00", "Apr-Oct 06:00-22:00; Nov-Mar 07:00-21:00"},
      {"5月1日至9月30日 6:00-22:00", "May 1-Sep 30 06:00-22:00"},
      {"Mo-Fr 08:00-12:00,14:00-18:00; Sa 09:00-13:00; PH off",
       "Mo-Fr 08:00-12:00,14:00-18:00; Sa 09:00-13:00; PH off"},
      {"24h", "24/7"},
      {"8am-8pm", "8am-8pm"},
      {"停业", "off"},
      {"", ""},
      {"详询店家", ""},
      {"电话13800000000", ""},
      {"周一至周五；8:00", ""},
      {"9:00-21:00（周末至22:00）", ""},
      {"夏季6:00-22:00", ""},
  };
  for (PlainRow const& row : rows) {
    auto const hours = Hours::parse_plain(row.cell);
    EXPECT_EQ(hours ? hours->text() : "", row.osm) << row.cell;
    if (hours) {
      EXPECT_EQ(Hours::parse(hours->text()), hours) << row.cell;
    }
  }
}

std::chrono::local_seconds local(int year, unsigned month, unsigned day, std::chrono::seconds time) {
  return std::chrono::local_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}} + time;
}

TEST(DatedHours, FollowSeasonsExactly) {
  auto const hours = *Hours::parse("Apr-Oct 06:00-22:00; Nov-Mar 07:00-20:00; Dec 25 off; Sep 30 22:00-02:00");
  Calendar const none;
  EXPECT_TRUE(hours.open_at(local(2026, 4, 1, 6h), none));
  EXPECT_FALSE(hours.open_at(local(2026, 3, 31, 6h), none));
  EXPECT_TRUE(hours.open_at(local(2026, 10, 31, 21h), none));
  EXPECT_FALSE(hours.open_at(local(2026, 11, 1, 21h), none));
  EXPECT_TRUE(hours.open_at(local(2026, 1, 1, 7h), none));
  EXPECT_FALSE(hours.open_at(local(2026, 12, 25, 12h), none));
  EXPECT_TRUE(hours.open_at(local(2026, 10, 1, 1h), none));
  EXPECT_FALSE(hours.open_at(local(2026, 9, 30, 1h), none));
}

/// Thursday 1 October 2026 is a holiday; Saturday 10 October is worked like a Wednesday, Sunday 20 September a Tuesday.
Calendar autumn() {
  using std::chrono::year;
  return {{{year{2026} / 9 / 20, std::uint8_t{0x02}},
           {year{2026} / 10 / 1, Rule::holiday},
           {year{2026} / 10 / 10, std::uint8_t{0x04}}},
          {year{2026}}};
}

TEST(DatedHours, UseThePhRulesOnHolidays) {
  auto const hours = *Hours::parse("PH 10:00-12:00; Mo-Fr 08:00-18:00; Sa 09:00-13:00");
  auto const calendar = autumn();
  EXPECT_FALSE(hours.open_at(local(2026, 10, 1, 9h), calendar));
  EXPECT_TRUE(hours.open_at(local(2026, 10, 1, 11h), calendar));
  EXPECT_TRUE(hours.open_at(local(2026, 10, 1, 9h), Calendar{})) << "without a table by the weekday";
  // Without a PH rule a holiday is a day like others.
  EXPECT_TRUE(Hours::parse("Mo-Fr 08:00-18:00")->open_at(local(2026, 10, 1, 9h), calendar));
  EXPECT_FALSE(Hours::parse("Mo-Fr 08:00-18:00; PH off")->open_at(local(2026, 10, 1, 9h), calendar));
  // The night before a holiday is not cut short by it.
  EXPECT_TRUE(Hours::parse("18:00-02:00; PH off")->open_at(local(2026, 10, 1, 1h), calendar));
  EXPECT_FALSE(Hours::parse("18:00-02:00; PH off")->open_at(local(2026, 10, 1, 23h + 59min), calendar));
  EXPECT_FALSE(Hours::parse("18:00-02:00; PH off")->open_at(local(2026, 10, 2, 1h), calendar));
  EXPECT_TRUE(Hours::parse("18:00-02:00; PH off")->open_at(local(2026, 10, 2, 18h), calendar));
}

TEST(DatedHours, TakeOnWorkedWeekendsTheHoursOfTheWeekdayThatTheCalendarNames) {
  auto const calendar = autumn();
  auto const hours = *Hours::parse("Mo-Fr 08:00-18:00; Sa 09:00-13:00");
  EXPECT_TRUE(hours.open_at(local(2026, 10, 10, 17h), calendar));
  EXPECT_FALSE(hours.open_at(local(2026, 10, 10, 17h), Calendar{}));
  EXPECT_FALSE(hours.open_at(local(2026, 10, 3, 17h), calendar)) << "another Saturday";
  auto const school = *Hours::parse("We 08:00-15:00; Mo,Tu,Th,Fr 08:00-17:00");
  EXPECT_FALSE(school.open_at(local(2026, 10, 10, 16h), calendar)) << "like Wednesday";
  EXPECT_TRUE(school.open_at(local(2026, 9, 20, 16h), calendar)) << "like Tuesday";
  auto const bar = *Hours::parse("Tu 20:00-02:00");
  EXPECT_TRUE(bar.open_at(local(2026, 9, 20, 23h), calendar));
  EXPECT_TRUE(bar.open_at(local(2026, 9, 21, 1h), calendar)) << "its night goes on after midnight";
  EXPECT_FALSE(bar.open_at(local(2026, 9, 21, 2h), calendar));
  EXPECT_FALSE(bar.open_at(local(2026, 9, 21, 1h), Calendar{}));
  // A museum that rests on Tuesdays, and a market of Sundays, stay as they are.
  EXPECT_TRUE(Hours::parse("We-Mo 09:00-17:00")->open_at(local(2026, 9, 20, 10h), calendar));
  EXPECT_TRUE(Hours::parse("Su 06:00-10:00")->open_at(local(2026, 9, 20, 7h), calendar));
}

TEST(DatedHours, AreAskedOfADayOrOfAnOrdinaryWeek) {
  auto const calendar = autumn();
  auto const hours = *Hours::parse("Mo-Fr 08:00-18:00; PH off");
  auto const holiday = on_day(local(2026, 10, 1, 9h), calendar);
  EXPECT_EQ(holiday.minute.value, 3 * 1440 + 540);
  EXPECT_FALSE(hours.open_at(holiday));
  EXPECT_TRUE(hours.open_at(When{holiday.minute}));
  EXPECT_EQ(on_day(local(2026, 10, 4, 24h - 1s), calendar).minute.value, 10'079) << "Sunday's last minute";
  EXPECT_EQ(on_day(local(2026, 10, 5, 0s), calendar).minute.value, 0);
}

TEST(Hours, TellWhenBreakfastIsServed) {
  std::vector<std::tuple<std::string, std::optional<int>>> const rows{
      {"06:30-20:00", 390},  {"Mo-Fr 07:00-20:00; Sa 05:00-20:00", 420}, {"Mo 09:00-12:00; We 06:00-10:00", 360},
      {"18:00-02:00", 1080}, {"18:00-02:00,06:00-09:00", 360},           {"24/7", 0},
      {"22:00-08:00", 0},    {"Sa-Su 06:00-10:00", std::nullopt},        {"off", std::nullopt},
  };
  for (auto const& [text, minute] : rows) {
    EXPECT_EQ(Hours::parse(text)->opens_first_on_weekday(), minute) << text;
  }
}

TEST(Hours, KnowsTheDaysOnWhichItIsOpenAtAll) {
  for (auto const& [text, days] : {std::pair{"24/7", 0x7F},
                                   {"off", 0x00},
                                   {"Mo-Fr 08:00-18:00", 0x1F},
                                   {"Sa 22:00-02:00", 0x60},
                                   {"We 22:00-24:00", 0x04},
                                   {"Su 20:00-04:00", 0x41}}) {
    EXPECT_EQ(Hours::parse(text)->open_days(), days) << text;
  }
}

TEST(Hours, AlwaysAndNeverAreValuesThatCanBeReadBack) {
  EXPECT_EQ(Hours::always(), *Hours::parse("24/7"));
  EXPECT_EQ(Hours{}, *Hours::parse("off"));
  EXPECT_EQ(Hours::always().minutes_per_week(), whole_week);
  EXPECT_FALSE(Hours::always().open_at(MinuteOfWeek{10'080}));
}

struct ConditionalRow {
  std::string value;
  bool otherwise;
  std::string text;
};

TEST(Conditional, SaysWhenPassingIsAllowed) {
  std::vector<ConditionalRow> const rows{
      {"no @ (22:00-06:00)", true, "24/7; 22:00-06:00 off"},
      {"no @ 22:00-06:00", true, "24/7; 22:00-06:00 off"},
      {"yes @ (Mo-Fr 08:00-18:00)", false, "off, Mo-Fr 08:00-18:00"},
      {"yes @ Mo-Fr 08:00-18:00; no @ (We 12:00-13:00)", false, "off, Mo-Fr 08:00-18:00; We 12:00-13:00 off"},
      {"no @ (Mo-Fr 22:00-06:00; Sa-Su 00:00-08:00)", true, "24/7; Mo-Fr 22:00-06:00 off; Sa-Su 00:00-08:00 off"},
      {"no @ Mo-Fr 22:00-06:00; Sa 00:00-08:00", true, "24/7; Mo-Fr 22:00-06:00 off; Sa 00:00-08:00 off"},
      {"no @ (08:00-20:00; PH off)", true, "Mo-Su,PH 00:00-24:00; 08:00-20:00 off; PH 00:00-24:00"},
      {"no @ (08:00-20:00; We 10:00-12:00)", true, "24/7; 08:00-20:00 off; We 00:00-24:00; We 10:00-12:00 off"},
      {"no @ (Nov-Mar)", true, "24/7; Nov-Mar 00:00-24:00 off"},
      {"no @ (08:00-18:00 AND Mo-Fr)", true, "24/7; Mo-Fr 08:00-18:00 off"},
      {"private @ (22:00-06:00)", true, "24/7; 22:00-06:00 off"},
      {"no @ (weight>3.5)", true, "24/7"},
      {"no @ (22:00-06:00 AND wet)", true, "24/7"},
      {"yes @ (permit)", false, "off"},
      {"no @ (25:00-99:00)", true, ""},
      {"perhaps @ (08:00-18:00)", true, ""},
      {"no", true, ""},
      {"", true, "24/7"},
  };
  for (ConditionalRow const& row : rows) {
    auto const hours = parse_conditional(row.value, row.otherwise);
    EXPECT_EQ(hours ? hours->text() : "", row.text) << row.value;
    if (hours) {
      EXPECT_EQ(Hours::parse(hours->text()), hours) << row.value;
    }
  }
}

TEST(Conditional, ANightRunsPastMidnight) {
  auto const gate = *parse_conditional("no @ (Fr 22:00-06:00)", true);
  EXPECT_TRUE(gate.open_at(at("Fr 21:59")));
  EXPECT_FALSE(gate.open_at(at("Fr 22:00")));
  EXPECT_FALSE(gate.open_at(at("Sa 05:59")));
  EXPECT_TRUE(gate.open_at(at("Sa 06:00")));
  EXPECT_TRUE(gate.open_at(at("Fr 05:00")));
  EXPECT_EQ(gate.minutes_per_week(), whole_week - 480);
}

void minutes_add_up(Hours const& hours) {
  int open = 0;
  for (std::uint16_t minute = 0; minute < whole_week; ++minute) {
    open += static_cast<int>(hours.open_at(MinuteOfWeek{minute}));
  }
  RC_ASSERT(hours.minutes_per_week() == open);
}

RC_GTEST_PROP(HoursProperty, TheWeekAddsUpAndAgreesWithDatesWhereThereAreNoSeasons, ()) {
  static std::vector<std::string> const rules{"Mo-Fr 08:00-12:00,14:00-18:00",
                                              "Sa 22:00-03:00",
                                              "We off",
                                              "Su 20:00-30:00",
                                              "11:00-13:00 off",
                                              "24/7",
                                              "Fr-Mo 23:30-00:15",
                                              "Th"};
  static std::vector<std::string> const separators{"; ", ", ", " || "};
  std::string text = *rc::gen::elementOf(rules);
  for (int more = *rc::gen::inRange(0, 5); more > 0; --more) {
    text += *rc::gen::elementOf(separators) + *rc::gen::elementOf(rules);
  }
  RC_LOG() << text;
  auto const hours = Hours::parse(text);
  RC_PRE(hours.has_value());
  minutes_add_up(*hours);
  // Monday 5 January 2026 and its week.
  for (int minute = 0; minute < whole_week; minute += 5) {
    RC_ASSERT(hours->open_at(local(2026, 1, 5, std::chrono::minutes{minute}), Calendar{}) ==
              hours->open_at(MinuteOfWeek{static_cast<std::uint16_t>(minute)}));
  }
}

TEST(Hours, AWeekOfSeasonsIsWhatIsOpenOnAnyDateOfTheYear) {
  for (std::string const text :
       {"Apr-Oct 08:00-12:00; Mo 07:00-08:00; Dec 24-Jan 2 off", "Nov-Feb Sa 09:00-10:00; Jul off; Feb 29 16:00-17:00",
        "Mo-Fr 08:00-12:00; Jul 10:00-11:00; Jul 15-31 Sa,Su off, Aug We 20:00-22:00"}) {
    auto const hours = *Hours::parse(text);
    std::vector<bool> open(whole_week / 60);
    // 28 years hold every date on every weekday; the texts change at whole hours only.
    auto const monday = std::chrono::local_days{std::chrono::year{2001} / 1 / 1};
    for (int hour = 0; hour < (28 * 365 + 7) * 24; ++hour) {
      if (hours.open_at(monday + std::chrono::hours{hour}, Calendar{})) {
        open[static_cast<std::size_t>(hour % (whole_week / 60))] = true;
      }
    }
    for (std::size_t hour = 0; hour < open.size(); ++hour) {
      EXPECT_EQ(hours.open_at(MinuteOfWeek{static_cast<std::uint16_t>(hour * 60)}), open[hour]) << text << " " << hour;
    }
  }
}

RC_GTEST_PROP(PlainHoursProperty, TheOsmFormSaysTheSame, ()) {
  static std::vector<std::string> const days{"周一至五", "周六、日", "周末：", "每天", "工作日",
                                             "节假日",   "4月-10月", "",       ""};
  static std::vector<std::string> const times{"8:00-18:30",
                                              "早6点到晚9点半",
                                              "上午8:00-11:30 下午2:00-5:00",
                                              "晚6点至次日2点",
                                              "全天",
                                              "休息",
                                              "22:00—6:00",
                                              ""};
  static std::vector<std::string> const separators{"，", "；", " ", "\n", "、"};
  std::string text;
  for (int rules = *rc::gen::inRange(1, 5); rules > 0; --rules) {
    text += *rc::gen::elementOf(days) + *rc::gen::elementOf(times) + *rc::gen::elementOf(separators);
  }
  RC_LOG() << text;
  auto const hours = Hours::parse_plain(text);
  RC_CLASSIFY(hours.has_value());
  if (hours) {
    bool const same = Hours::parse(hours->text()) == hours;
    RC_ASSERT(same);
    minutes_add_up(*hours);
  }
}

RC_GTEST_PROP(HoursProperty, AnyBytesAreAnsweredWithAValue, (std::string const& bytes)) {
  for (auto const& hours :
       {Hours::parse(bytes), Hours::parse_plain(bytes), parse_conditional("no @ (" + bytes + ")", true)}) {
    bool const sound = hours ? hours->minutes_per_week() <= whole_week : !hours.error().code.empty();
    RC_ASSERT(sound);
  }
}

}  // namespace
}  // namespace linquan::hours
