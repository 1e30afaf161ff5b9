#pragma once

#include <array>
#include <bitset>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"

namespace linquan::hours {

/// One minute of an ordinary week: 0 is Monday 00:00, 10,079 Sunday 23:59.
struct MinuteOfWeek {
  std::uint16_t value = 0;
  friend constexpr auto operator<=>(MinuteOfWeek, MinuteOfWeek) = default;
};

/// Days that are not what the calendar says: the yearly State Council table (holidays, and weekends that are worked).
struct Calendar {
  enum class Day : std::uint8_t { holiday, working };
  std::map<std::chrono::year_month_day, Day> days;
};

/// Opening hours, in OSM's opening_hours syntax as far as shops use it: weekday and month ranges, times past midnight,
/// several rules, `off`, `24/7`, `PH`, `SH` ignored, `sunrise`/`sunset` taken as 06:00/18:00, open ends ("18:00+") till
/// midnight; comments ignored. A value type: two texts with the same meaning may differ.
class Hours {
 public:
  /// bad_input   `hours_not_understood` with the text and the place in it
  static Result<Hours> parse(std::string_view osm);
  /// What tables hold: "周一至周五 8:00-18:00", "8:30—21:00", "早6点到晚9点", "全天", "24小时", "6:00-10:00,16:00-19:00",
  /// "周日休息", "每日"; also plain OSM syntax. The result's text() is the OSM form.
  static Result<Hours> parse_plain(std::string_view cell);
  static Hours always();

  [[nodiscard]] bool open_at(MinuteOfWeek minute) const;
  /// At a local time; holidays use PH rules, worked weekends the hours of Monday.
  [[nodiscard]] bool open_at(std::chrono::local_seconds when, Calendar const& calendar) const;
  /// Minutes open in an ordinary week.
  [[nodiscard]] int minutes_per_week() const;
  [[nodiscard]] std::string const& text() const { return text_; }
  friend bool operator==(Hours const&, Hours const&) = default;

 private:
  static constexpr std::size_t minutes_in_week = 10'080;
  struct Rule;
  std::string text_;
  std::vector<std::uint16_t> week_;     ///< pairs [from, to) of minutes of an ordinary week, ascending
  std::vector<std::uint16_t> holiday_;  ///< the same within one holiday (0…1440)
  bool holiday_known_ = false;
  bool seasonal_ = false;
  std::vector<std::array<std::uint16_t, 4>> season_;
};

/// OSM conditional restrictions: "no @ (22:00-06:00)", "yes @ Mo-Fr 08:00-18:00; no @ ...": when passing is allowed.
///
/// `otherwise` is what the plain tag says. Conditions that are not hours (weight, permit…) are ignored.
Result<Hours> parse_conditional(std::string_view value, bool otherwise);

}  // namespace linquan::hours
