#pragma once

#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
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

/// Days that are not what the week says: the yearly State Council table (holidays, and weekends that are worked).
struct Calendar {
  /// Of each such day a bit of Rule::days: `Rule::holiday`, or of a worked weekend the weekday whose hours it takes.
  std::map<std::chrono::year_month_day, std::uint8_t> days;
  /// Whose days are known; days of other years are judged by their weekday.
  std::set<std::chrono::year> years;
};

/// A time at which something may be open: of an ordinary week, or of a certain day.
struct When {
  MinuteOfWeek minute;                                           ///< of a certain day: by its weekday in the calendar
  std::optional<std::chrono::local_seconds> day = std::nullopt;  ///< nullopt: of an ordinary week
  Calendar const* calendar = nullptr;                            ///< where there is a day; outlives the question
};
/// A certain local time.
When on_day(std::chrono::local_seconds when, Calendar const& calendar);

/// Minutes from a midnight, `to` left out. Past 1440 they belong to the next day.
struct Span {
  std::uint16_t from = 0;
  std::uint16_t to = 0;
  friend bool operator==(Span, Span) = default;
};

/// Days of any year as month × 100 + day, both ends included; may run over the turn of the year.
struct Season {
  std::uint16_t from = 0;
  std::uint16_t to = 0;
  friend bool operator==(Season, Season) = default;
};

/// One rule of the OSM syntax: on which days, at which times, open or not.
struct Rule {
  /// How a rule stands to those before it: `normal` replaces them on its days, `additional` adds to them, `fallback`
  /// holds on days that none of them names.
  enum class Kind : std::uint8_t { normal, additional, fallback };
  static constexpr std::uint8_t all_week = 0x7F;
  static constexpr std::uint8_t holiday = 0x80;

  Kind kind = Kind::normal;
  std::uint8_t days = all_week;  ///< bit 0 Monday … bit 6 Sunday, bit 7 public holidays
  bool off = false;
  std::vector<Season> seasons;  ///< empty: the whole year
  std::vector<Span> spans;      ///< empty only where `off`: the whole day
  friend bool operator==(Rule const&, Rule const&) = default;
};

/// Opening hours, in OSM's opening_hours syntax as far as shops use it: weekday and month ranges, times past midnight,
/// several rules, `off`, `24/7`, `PH`, `SH` ignored, `sunrise`/`sunset` taken as 06:00/18:00, open ends ("18:00+") till
/// midnight; comments ignored; `unknown` counts as closed. Days without times are open the whole day. What is left out
/// (weeks, Easter, years, the first Monday of a month) is refused. A value type: two texts with the same meaning may
/// differ. Hours{} is never open.
class Hours {
 public:
  /// Longer texts are refused: OSM ends at 255 characters.
  static constexpr std::size_t bytes_max = 1024;

  Hours();
  /// Never throws for any bytes; the work is bounded.
  ///
  /// bad_input   `hours_not_understood` with the text and the place in it
  static Result<Hours> parse(std::string_view osm);
  /// What tables hold: "周一至周五 8:00-18:00", "8:30—21:00", "早6点到晚9点", "全天", "24小时",
  /// "6:00-10:00,16:00-19:00", "周日休息", "每日"; also plain OSM syntax. The result's text() is the OSM form.
  ///
  /// bad_input   `hours_not_understood`
  static Result<Hours> parse_plain(std::string_view cell);
  static Hours always();

  /// Where hours differ by season: whether it is open at this minute in any season. The dated question below is exact.
  [[nodiscard]] bool open_at(MinuteOfWeek minute) const;
  /// At a local time, with the seasons of the year. Where PH rules exist, they alone decide on holidays. A worked
  /// weekend has the hours of the weekday that the calendar names for it, but its own where it is closed the whole of
  /// that weekday: a museum that rests on Mondays does not rest on a Saturday for it.
  [[nodiscard]] bool open_at(std::chrono::local_seconds when, Calendar const& calendar) const;
  /// Either of them.
  [[nodiscard]] bool open_at(When const& when) const;
  /// Minutes open in an ordinary week, seasons taken together.
  [[nodiscard]] int minutes_per_week() const;
  /// Days of an ordinary week on which it is open at some minute: bit 0 Monday.
  [[nodiscard]] std::uint8_t open_days() const;
  /// The earliest minute of the day at which it opens, Monday to Friday; a night that ends before 05:00 belongs to the
  /// day before, one that goes on counts as 0. Nothing where it is closed on all five days.
  [[nodiscard]] std::optional<int> opens_first_on_weekday() const;
  /// In OSM's syntax; parse(text()) is the same value.
  [[nodiscard]] std::string const& text() const { return text_; }
  friend bool operator==(Hours const&, Hours const&) = default;

 private:
  Hours(std::string_view text, std::vector<Rule> rules);

  std::string text_;
  std::vector<Rule> rules_;
  std::vector<Span> week_;  ///< of an ordinary week, ascending and apart
  bool names_holidays_ = false;
};

/// OSM conditional restrictions: "no @ (22:00-06:00)", "yes @ Mo-Fr 08:00-18:00; no @ ...": when passing is allowed.
///
/// `otherwise` is what the plain tag says; later clauses outweigh earlier ones. Conditions that are not hours (weight,
/// permit…) are ignored. Only `yes`, `permissive`, `designated`, `official`, `public` and `discouraged` let anyone
/// pass.
///
/// bad_input   `hours_not_understood`
Result<Hours> parse_conditional(std::string_view value, bool otherwise);

}  // namespace linquan::hours
