#include "linquan/hours/hours.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "grammar.h"

namespace linquan::hours {
namespace {

constexpr int minutes_in_day = 1440;
constexpr int days_in_week = 7;

/// What a rule asks of a day.
struct DayKey {
  std::uint8_t bit = 1;      ///< one of Rule::days
  std::uint16_t date = 101;  ///< month × 100 + day
};

struct Moment {
  DayKey today;
  DayKey yesterday;
  int minute = 0;
};

bool in_season(Season season, std::uint16_t date) {
  bool const after = date >= season.from;
  bool const before = date <= season.to;
  return season.from <= season.to ? after && before : after || before;
}

bool on_day(Rule const& rule, DayKey key) {
  if ((rule.days & key.bit) == 0) {
    return false;
  }
  return rule.seasons.empty() || std::any_of(rule.seasons.begin(), rule.seasons.end(),
                                             [key](Season season) { return in_season(season, key.date); });
}

bool in_spans(Rule const& rule, int minute) {
  return std::any_of(rule.spans.begin(), rule.spans.end(),
                     [minute](Span span) { return minute >= span.from && minute < span.to; });
}

/// Whether the rules so far leave one moment open, told apart by the day that opened it: a rule replaces earlier ones
/// on its own days only, so that "Sa off" does not cut Friday's night short.
class OpenSoFar {
 public:
  explicit OpenSoFar(Moment const& moment) : moment_{moment} {}

  void apply(Rule const& rule) {
    bool today = on_day(rule, moment_.today);
    bool yesterday = on_day(rule, moment_.yesterday);
    if (rule.kind == Rule::Kind::fallback) {
      today = today && !today_named_;
      yesterday = yesterday && !yesterday_named_;
    }
    today_named_ = today_named_ || today;
    yesterday_named_ = yesterday_named_ || yesterday;
    bool const hit_today = today && in_spans(rule, moment_.minute);
    bool const hit_yesterday = yesterday && in_spans(rule, moment_.minute + minutes_in_day);
    if (rule.off && !rule.spans.empty()) {
      // Closed at certain times: that holds whichever day opened them.
      if (hit_today || hit_yesterday) {
        from_today_ = from_yesterday_ = false;
      }
      return;
    }
    if (rule.off || rule.kind == Rule::Kind::normal) {
      from_today_ = from_today_ && !today;
      from_yesterday_ = from_yesterday_ && !yesterday;
    }
    from_today_ = from_today_ || hit_today;
    from_yesterday_ = from_yesterday_ || hit_yesterday;
  }

  [[nodiscard]] bool open() const { return from_today_ || from_yesterday_; }

 private:
  Moment moment_;
  bool from_today_ = false;
  bool from_yesterday_ = false;
  bool today_named_ = false;
  bool yesterday_named_ = false;
};

bool open_by(std::vector<Rule> const& rules, Moment const& moment) {
  OpenSoFar so_far{moment};
  for (Rule const& rule : rules) {
    so_far.apply(rule);
  }
  return so_far.open();
}

std::uint16_t day_after(std::uint16_t date) {
  constexpr std::array<unsigned, 12> lengths{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  unsigned const month = date / 100U;
  unsigned const day = date % 100U;
  if (day < lengths.at(month - 1)) {
    return static_cast<std::uint16_t>(date + 1);
  }
  return static_cast<std::uint16_t>(month == 12 ? 101 : (month + 1) * 100 + 1);
}

void sort_unique(std::vector<std::uint16_t>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// One date of each stretch of the year in which the same rules hold.
std::vector<std::uint16_t> dates_to_ask(std::vector<Rule> const& rules) {
  std::vector<std::uint16_t> dates{101};
  for (Rule const& rule : rules) {
    for (Season const season : rule.seasons) {
      dates.push_back(season.from);
      dates.push_back(day_after(season.to));
    }
  }
  sort_unique(dates);
  return dates;
}

/// Minutes of a day between which nothing changes, and the day's end.
std::vector<std::uint16_t> minutes_to_ask(std::vector<Rule> const& rules) {
  std::vector<std::uint16_t> minutes{0, minutes_in_day};
  for (Rule const& rule : rules) {
    for (Span const span : rule.spans) {
      minutes.push_back(span.from % minutes_in_day);
      minutes.push_back(span.to % minutes_in_day);
    }
  }
  sort_unique(minutes);
  return minutes;
}

std::uint8_t weekday_bit(int weekday) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(weekday));
}

/// The minutes of an ordinary week that are open in any season, as spans.
std::vector<Span> week_of(std::vector<Rule> const& rules) {
  auto const dates = dates_to_ask(rules);
  auto const minutes = minutes_to_ask(rules);
  std::vector<Span> week;
  for (int weekday = 0; weekday < days_in_week; ++weekday) {
    for (std::size_t i = 0; i + 1 < minutes.size(); ++i) {
      bool const open = std::any_of(dates.begin(), dates.end(), [&](std::uint16_t date) {
        return open_by(rules, {.today = {.bit = weekday_bit(weekday), .date = date},
                               .yesterday = {.bit = weekday_bit((weekday + 6) % days_in_week), .date = date},
                               .minute = minutes[i]});
      });
      auto const from = static_cast<std::uint16_t>(weekday * minutes_in_day + minutes[i]);
      auto const to = static_cast<std::uint16_t>(weekday * minutes_in_day + minutes[i + 1]);
      if (open && !week.empty() && week.back().to == from) {
        week.back().to = to;
      } else if (open) {
        week.push_back({.from = from, .to = to});
      }
    }
  }
  return week;
}

/// What hours say of days that are not what the week says.
struct Named {
  bool holidays = false;       ///< has rules for PH
  std::uint8_t open_days = 0;  ///< weekdays on which it opens at all
};

DayKey key_of(std::chrono::local_days date, Calendar const& calendar, Named named) {
  std::chrono::year_month_day const ymd{date};
  auto const iso = static_cast<int>(std::chrono::weekday{date}.iso_encoding());
  DayKey key{.bit = weekday_bit(iso - 1),
             .date = static_cast<std::uint16_t>(unsigned{ymd.month()} * 100 + unsigned{ymd.day()})};
  auto const special = calendar.days.find(ymd);
  if (special == calendar.days.end()) {
    return key;
  }
  auto const as = special->second;
  if (as == Rule::holiday ? named.holidays : (named.open_days & as) != 0) {
    key.bit = as;
  }
  return key;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  auto const first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool looks_like_osm(std::string_view text) {
  bool const ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  bool const lettered =
      std::any_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
  return ascii && lettered;
}

}  // namespace

When on_day(std::chrono::local_seconds when, Calendar const& calendar) {
  auto const date = std::chrono::floor<std::chrono::days>(when);
  auto const weekday = static_cast<int>(std::chrono::weekday{date}.iso_encoding()) - 1;
  auto const minute = static_cast<int>(std::chrono::floor<std::chrono::minutes>(when - date).count());
  return {{static_cast<std::uint16_t>(weekday * minutes_in_day + minute)}, when, &calendar};
}

Hours::Hours() : Hours{"off", {Rule{.off = true, .seasons = {}, .spans = {}}}} {}

Hours::Hours(std::string_view text, std::vector<Rule> rules)
    : text_{text},
      rules_{std::move(rules)},
      week_{week_of(rules_)},
      names_holidays_{std::any_of(rules_.begin(), rules_.end(),
                                  [](Rule const& rule) { return (rule.days & Rule::holiday) != 0; })} {}

Result<Hours> Hours::parse(std::string_view osm) {
  std::string_view const text = trimmed(osm);
  auto rules = rules_of(text, Words::osm);
  if (!rules) {
    return hand_on(rules);
  }
  return Hours{text, std::move(*rules)};
}

Result<Hours> Hours::parse_plain(std::string_view cell) {
  std::string_view const text = trimmed(cell);
  if (looks_like_osm(text)) {
    if (auto hours = parse(text)) {
      return hours;
    }
  }
  auto rules = rules_of(text, Words::plain);
  if (!rules) {
    return hand_on(rules);
  }
  // Going through the OSM form makes sure that it says the same.
  return parse(text_of(*rules));
}

Hours Hours::always() {
  return Hours{"24/7", {Rule{.seasons = {}, .spans = {{.from = 0, .to = minutes_in_day}}}}};
}

bool Hours::open_at(MinuteOfWeek minute) const {
  auto const after = std::upper_bound(week_.begin(), week_.end(), minute.value,
                                      [](std::uint16_t value, Span span) { return value < span.from; });
  return after != week_.begin() && minute.value < std::prev(after)->to;
}

bool Hours::open_at(std::chrono::local_seconds when, Calendar const& calendar) const {
  auto const date = std::chrono::floor<std::chrono::days>(when);
  auto const minute = static_cast<int>(std::chrono::floor<std::chrono::minutes>(when - date).count());
  Named const named{names_holidays_, open_days()};
  return open_by(rules_, {.today = key_of(date, calendar, named),
                          .yesterday = key_of(date - std::chrono::days{1}, calendar, named),
                          .minute = minute});
}

bool Hours::open_at(When const& when) const {
  return when.day && when.calendar != nullptr ? open_at(*when.day, *when.calendar) : open_at(when.minute);
}

int Hours::minutes_per_week() const {
  int minutes = 0;
  for (Span const span : week_) {
    minutes += span.to - span.from;
  }
  return minutes;
}

std::uint8_t Hours::open_days() const {
  constexpr int day_minutes = 1440;
  unsigned days = 0;
  for (Span const span : week_) {
    for (int day = span.from / day_minutes; day * day_minutes < span.to; ++day) {
      days |= 1U << static_cast<unsigned>(day);
    }
  }
  return static_cast<std::uint8_t>(days);
}

std::optional<int> Hours::opens_first_on_weekday() const {
  constexpr int end_of_night = 5 * 60;
  std::optional<int> first;
  auto const consider = [&first](int minute) { first = std::min(first.value_or(minute), minute); };
  for (Span const span : week_) {
    for (int weekday = 0; weekday < 5; ++weekday) {
      int const midnight = weekday * minutes_in_day;
      if (span.from > midnight && span.from < midnight + minutes_in_day) {
        consider(span.from - midnight);
      } else if (span.from <= midnight && span.to > midnight + end_of_night) {
        consider(0);
      }
    }
  }
  return first;
}

}  // namespace linquan::hours
