#include "linquan/holidays/holidays.h"

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace linquan::holidays {
namespace {

using namespace std::chrono_literals;
using hours::Rule;
using std::chrono::year;

TEST(Holidays, AreThoseOfTheNoticesOfTwoYears) {
  auto const& calendar = built_in();
  EXPECT_EQ(calendar.years, (std::set{year{2025}, year{2026}}));
  std::map<int, std::pair<int, int>> counts;
  for (auto const& [day, as] : calendar.days) {
    auto& [off, worked] = counts[static_cast<int>(day.year())];
    ++(as == Rule::holiday ? off : worked);
    if (as != Rule::holiday) {
      EXPECT_GT(std::chrono::weekday{std::chrono::sys_days{day}}.iso_encoding(), 5U);
    }
  }
  // As the notices count them: 1+8+3+5+3+8 and 3+9+3+5+3+3+7.
  EXPECT_EQ(counts, (std::map<int, std::pair<int, int>>{{2025, {28, 5}}, {2026, {33, 6}}}));
  EXPECT_EQ(calendar.days.at(year{2026} / 2 / 14), 0x10) << "Saturday, worked like a Friday";
  EXPECT_EQ(calendar.days.at(year{2026} / 2 / 23), Rule::holiday);
  EXPECT_FALSE(calendar.days.contains(year{2026} / 2 / 24));
}

TEST(Holidays, DecideWhenAnOfficeIsOpen) {
  auto const office = *hours::Hours::parse("Mo-Fr 09:00-17:00; PH off");
  auto const at = [&](int y, unsigned month, unsigned day, std::chrono::seconds time) {
    return office.open_at(std::chrono::local_days{year{y} / std::chrono::month{month} / std::chrono::day{day}} + time,
                          built_in());
  };
  EXPECT_TRUE(at(2026, 2, 14, 9h)) << "Saturday, worked";
  EXPECT_FALSE(at(2026, 2, 14, 9h - 1s));
  EXPECT_FALSE(at(2026, 2, 20, 10h)) << "Friday, off";
  EXPECT_FALSE(at(2026, 2, 21, 10h)) << "Saturday";
  EXPECT_TRUE(at(2026, 2, 24, 10h));
  EXPECT_TRUE(at(2024, 10, 1, 10h)) << "a Tuesday of a year without a table";
}

constexpr std::string_view begin =
    "version: 1\nyears:\n  - year: 2027\n    source: \"a notice [U]\"\n    holidays:\n"
    "      - {name: New Year, from: 2026-12-31, to: 2027-01-02}\n";

TEST(Holidays, OfAFileStandInPlaceOfTheSameYearsOnly) {
  std::string text{begin};
  text.append("    worked:\n      - {day: 2027-01-03, as: Th}\n");
  auto const own = parse(text, "own.yaml");
  ASSERT_TRUE(own);
  auto const both = with(built_in(), *own);
  EXPECT_EQ(both.years, (std::set{year{2025}, year{2026}, year{2027}}));
  EXPECT_EQ(both.days.at(year{2026} / 12 / 31), Rule::holiday);
  EXPECT_EQ(both.days.at(year{2027} / 1 / 3), 0x08);
  EXPECT_EQ(both.days.size(), built_in().days.size() + 4);
  EXPECT_EQ(with(*own, *own).days, own->days);
}

TEST(Holidays, OfABadFileAreRefusedWithItsLine) {
  struct Row {
    std::string yaml;
    std::string line;
    std::string field;
  };
  auto const and_then = [](std::string_view more) {
    std::string text{begin};
    return text.append(more);
  };
  std::vector<Row> const rows{
      {"[]", "1", "/"},
      {"version: 2\nyears: []", "1", "version"},
      {"version: 1\nyears: []", "2", "years"},
      {"version: 1\nyears: [5]", "2", "years"},
      {"version: 1\ndays: []", "2", "days"},
      {"version: 1\nyears:\n  - {source: x}\n", "3", "year"},
      {"version: 1\nyears:\n  - {year: 1948}\n", "3", "year"},
      {"version: 1\nyears:\n  - {year: 2027, source: a notice, holidays: []}\n", "3", "2027.source"},
      {and_then("    workd: []\n"), "7", "workd"},
      {and_then("      - {name: x, from: 2027-02-30, to: 2027-03-01}\n"), "7", "2027.from"},
      {and_then("      - {name: x, from: 2027-2-3, to: 2027-03-01}\n"), "7", "2027.from"},
      {and_then("      - {name: x, from: 2028-02-03, to: 2028-02-03}\n"), "7", "2027.from"},
      {and_then("      - {name: x, from: 2026-11-30, to: 2027-02-03}\n"), "7", "2027.from"},
      {and_then("      - {name: x, from: 2027-03-02, to: 2027-03-01}\n"), "7", "2027.to"},
      {and_then("      - {name: x, from: 2027-03-01, to: 2027-04-01}\n"), "7", "2027.to"},
      {and_then("      - {name: x, from: 2027-01-02, to: 2027-01-04}\n"), "7", "2027.from"},
      {and_then("      - {from: 2027-03-01, to: 2027-03-01}\n"), "7", "2027.name"},
      {and_then("    worked:\n      - {day: 2027-01-04, as: Mo}\n"), "8", "2027.day"},
      {and_then("    worked:\n      - {day: 2027-01-02, as: Mo}\n"), "8", "2027.day"},
      {and_then("    worked:\n      - {day: 2027-01-03, as: Sa}\n"), "8", "2027.as"},
      {and_then("    worked:\n      - {day: 2027-01-03}\n"), "8", "2027.as"},
      {and_then("    worked:\n      - {day: 2027-01-03, as: Mo}\n      - {day: 2027-01-03, as: Tu}\n"), "9",
       "2027.day"},
      {and_then(begin.substr(begin.find("  - year"))), "7", "2027.year"},
  };
  for (auto const& row : rows) {
    auto const read = parse(row.yaml, "own.yaml");
    ASSERT_FALSE(read) << row.yaml;
    EXPECT_EQ(read.error().code, row.field == std::string{"2027.year"} ? "file_twice" : "holidays_file") << row.yaml;
    std::map<std::string, std::string> const args{read.error().args.begin(), read.error().args.end()};
    EXPECT_EQ(args.at("file"), "own.yaml");
    EXPECT_EQ(args.at("line"), row.line) << row.yaml;
    EXPECT_EQ(args.at("field"), row.field) << row.yaml;
  }
  EXPECT_EQ(parse("a: [", "own.yaml").error().code, "yaml_syntax");
}

}  // namespace
}  // namespace linquan::holidays
