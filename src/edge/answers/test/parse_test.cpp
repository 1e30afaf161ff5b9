#include "linquan/answers/parse.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <string>

namespace linquan::answers {
namespace {

std::string code_of(auto const& result) {
  return result ? "accepted" : result.error().code;
}

TEST(Place, IsLatitudeThenLongitude) {
  auto const place = parse_place("--from", "34.261, 117.188");
  ASSERT_TRUE(place);
  EXPECT_EQ(*place, (geo::Point{1'171'880'000, 342'610'000}));
  EXPECT_EQ(parse_place("--from", "34.261，117.188"), place) << "a full-width comma is what a Chinese keyboard gives";
}

TEST(Place, WithNegativeDegreesLiesWestAndSouth) {
  EXPECT_EQ(*parse_place("--from", "-33.5,-70.6"), (geo::Point{-706'000'000, -335'000'000}));
}

TEST(Place, HintsAtTheRightOrder) {
  auto const place = parse_place("--from", "117.188,34.261");
  ASSERT_FALSE(place);
  EXPECT_EQ(place.error().kind, ErrorKind::usage);
  EXPECT_EQ(place.error().code, "place_swapped");
  EXPECT_EQ(place.error().args.back().second, "34.261,117.188");
}

TEST(Place, RefusesWhatIsNone) {
  struct Case {
    char const* text;
    char const* code;
  };
  for (auto const& [text, code] :
       {Case{"", "place_not_understood"}, Case{"34.261", "place_not_understood"},
        Case{"34.261,x", "place_not_understood"}, Case{"34,117,1", "place_not_understood"},
        Case{"nan,1", "place_not_understood"}, Case{"inf,1", "place_not_understood"}, Case{"95,181", "place_range"},
        Case{"200,10", "place_range"}, Case{"10,181", "place_range"}, Case{"90,180", "accepted"}}) {
    EXPECT_EQ(code_of(parse_place("--to", text)), code) << text;
  }
}

TEST(Place, IsComparedWithTheCity) {
  geo::Box const las_palmas{{-154'600'000, 280'200'000}, {-154'000'000, 281'800'000}};
  EXPECT_TRUE(check_place("--from", {-154'300'000, 281'000'000}, las_palmas));
  EXPECT_EQ(code_of(check_place("--from", {281'000'000, -154'300'000}, las_palmas)), "place_swapped");
  EXPECT_EQ(code_of(check_place("--from", {1'171'880'000, 342'610'000}, las_palmas)), "place_outside");
}

TEST(Place, TextReadsBackAsThePlace) {
  geo::Point const place{-154'300'001, 281'000'007};
  EXPECT_EQ(*parse_place("--from", place_text(place)), place);
}

TEST(Number, KeepsToItsRange) {
  EXPECT_EQ(*parse_number("--people", "20000", {20'000, 3'000'000}), 20'000U);
  EXPECT_EQ(code_of(parse_number("--people", "19999", {20'000, 3'000'000})), "number_range");
  EXPECT_EQ(code_of(parse_number("--people", "20000.5", {20'000, 3'000'000})), "number_not_understood");
  EXPECT_EQ(code_of(parse_number("--people", "-1", {0, 3})), "number_not_understood");
  EXPECT_EQ(*parse_number("--seed", "18446744073709551615", {0, UINT64_MAX}), UINT64_MAX);
  EXPECT_EQ(code_of(parse_number("--seed", "18446744073709551616", {0, UINT64_MAX})), "number_not_understood");
}

TEST(Minute, OfTheWeekInBothLanguages) {
  EXPECT_EQ(parse_minute("--at", "Mo 08:30")->value, 510);
  EXPECT_EQ(parse_minute("--at", "周二 0:05")->value, 1445);
  EXPECT_EQ(parse_minute("--at", "星期日 23:59")->value, 10'079);
  for (auto const* text : {"", "08:30", "Mo", "Mo 24:00", "Mo 08:60", "Xx 08:30", "Mo 8"}) {
    EXPECT_EQ(code_of(parse_minute("--at", text)), "minute_not_understood") << text;
  }
}

TEST(Columns, NameTheTablesOwnColumns) {
  EXPECT_EQ(*parse_columns("--columns", "name=店名, kinds=业态"),
            (city::ColumnChoice{{"name", "店名"}, {"kinds", "业态"}}));
  EXPECT_TRUE(parse_columns("--columns", "")->empty());
  for (auto const* text : {"name", "name=", "=店名", "name=a,,kinds=b"}) {
    EXPECT_EQ(code_of(parse_columns("--columns", text)), "columns_not_understood") << text;
  }
}

TEST(ParseWhen, TakesAMinuteOfTheWeekOrOfADay) {
  using std::chrono::year;
  hours::Calendar const calendar{{{year{2026} / 2 / 14, std::uint8_t{0x10}}}, {year{2026}}};
  auto const ordinary = parse_when("open", "Mo 08:30", calendar);
  ASSERT_TRUE(ordinary);
  EXPECT_EQ(ordinary->minute.value, 510);
  EXPECT_FALSE(ordinary->day);
  auto const office = *hours::Hours::parse("Mo-Fr 08:00-18:00");
  for (auto const* const text : {"2026-02-14T08:30", "2026-02-14 8:30", " 2026-02-14T17:59 "}) {
    auto const when = parse_when("open", text, calendar);
    ASSERT_TRUE(when) << text;
    EXPECT_TRUE(office.open_at(*when)) << text;
    EXPECT_FALSE(office.open_at(when->minute)) << text << ": a Saturday";
  }
  EXPECT_FALSE(office.open_at(*parse_when("open", "2026-02-21T08:30", calendar))) << "not worked";
  for (auto const* const text : {"", "2026-02-14", "2026-02-14T", "2026-02-30T08:30", "2026-02-14T24:00",
                                 "2026-2-14T08:30", "20260214T08:30", "2026-02-14X08:30", "2026-02-14T08:30:00"}) {
    EXPECT_EQ(code_of(parse_when("open", text, calendar)), "when_not_understood") << text;
  }
}

}  // namespace
}  // namespace linquan::answers
