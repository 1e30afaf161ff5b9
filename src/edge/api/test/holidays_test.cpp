#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "served.h"

namespace linquan::api {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

/// Outlet 70 keeps office hours, outlet 90 says nothing of holidays and opens on Saturdays too.
city::City with_hours() {
  auto city = street_town();
  for (auto& outlet : city.outlets) {
    auto const* const text =
        outlet.id == city::OutletId{70} ? "Mo-Fr 08:00-18:00; PH off" : "Mo-Fr 08:00-18:00; Sa 09:00-12:00";
    for (auto& stand : outlet.stands) {
      stand.hours = *hours::Hours::parse(text);
    }
  }
  return city;
}

class HolidaysApi : public Served {
 protected:
  HolidaysApi() : Served{with_hours()} {}
  /// Moves the clock on to a time of the city.
  void be(std::chrono::year_month_day day, std::chrono::seconds time) {
    auto const then = std::chrono::sys_seconds{std::chrono::sys_days{day}} + time - clock_.offset();
    ASSERT_GE(then, clock_.now()) << "time does not go back";
    clock_.move_by(then - clock_.now());
  }
  /// The outlets that a search finds open then.
  std::string open(std::string const& when) {
    std::string ids;
    auto const found = get("/api/v1/search?kinds=pharmacy&open=" + when);
    EXPECT_EQ(found.status, 200U) << found.text;
    for (auto const& hit : found.body["hits"]) {
      ids += hit["outlet"].get<std::string>() + " ";
    }
    return ids;
  }
  /// What near, and the outlet itself, say of now.
  json now(std::string const& outlet) {
    auto const told = get("/api/v1/outlets/" + outlet).body["open_now"];
    auto const about = get("/api/v1/near?kinds=pharmacy&minutes=30&at=" + at(0));
    EXPECT_EQ(about.body["outlets"].size(), 2U) << about.text;
    for (auto const& near : about.body["outlets"]) {
      if (near["id"] == outlet) {
        EXPECT_EQ(near["open_now"], told) << outlet;
      }
    }
    return told;
  }
};

TEST_F(HolidaysApi, AreJudgedBySearchAtADay) {
  EXPECT_EQ(open("2026-09-24T08:00"), "70 90 ") << "Thursday";
  EXPECT_EQ(open("2026-09-25T08:00"), "90 ") << "Friday, Mid-Autumn: who says nothing of holidays is taken at its word";
  EXPECT_EQ(open("2026-09-26%2010:00"), "90 ") << "Saturday";
  EXPECT_EQ(open("2026-10-10T17:59"), "70 90 ") << "Saturday, worked";
  EXPECT_EQ(open("2026-10-10T18:00"), "");
  EXPECT_EQ(open("2026-10-11T10:00"), "") << "Sunday";
  EXPECT_EQ(open("2031-10-01T10:00"), "70 90 ") << "a Wednesday of a year without a table";
  EXPECT_EQ(open("Fr%2010:00"), "70 90 ") << "of an ordinary week";
  for (auto const* const wrong : {"2026-02-30T10:00", "2026-09-25", "2026-09-25T24:00", "2026-9-25T10:00", "T10:00"}) {
    EXPECT_EQ(refusal("/api/v1/search?open=" + std::string{wrong}, 400), "when_not_understood") << wrong;
  }
}

TEST_F(HolidaysApi, AreJudgedNow) {
  using std::chrono::year;
  be(year{2026} / 9 / 24, 24h - 1s);
  EXPECT_EQ(open("now"), "");
  be(year{2026} / 9 / 24, 24h + 8h);
  EXPECT_EQ(open("now"), "90 ") << "Mid-Autumn";
  EXPECT_EQ(now("70"), false);
  EXPECT_EQ(now("90"), true);
  be(year{2026} / 10 / 10, 13h);
  EXPECT_EQ(open("now"), "70 90 ") << "Saturday, worked";
  EXPECT_EQ(now("70"), true);
  be(year{2026} / 10 / 17, 10h);
  EXPECT_EQ(now("70"), false) << "another Saturday";
  EXPECT_EQ(now("90"), true);
  auto const lines = get("/api/v1/areas/320302001001/services").body["lines"];
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0]["outlet"], "70");
  EXPECT_EQ(lines[0]["open_now"], false);
}

}  // namespace
}  // namespace linquan::api
