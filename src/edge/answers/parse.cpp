#include "linquan/answers/parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "linquan/text/text.h"

namespace linquan::answers {
namespace {

constexpr double lat_limit = 90;
constexpr double lon_limit = 180;
/// How far outside a city's box a place may lie before it is refused.
constexpr double margin_metres = 5000;

std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number number{};
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return number;
}

/// Both halves around the first comma, which may be full-width.
std::optional<std::pair<std::string_view, std::string_view>> halves(std::string_view text) {
  for (std::string_view const comma : {",", "，"}) {
    if (auto const at = text.find(comma); at != std::string_view::npos) {
      return std::pair{trimmed(text.substr(0, at)), trimmed(text.substr(at + comma.size()))};
    }
  }
  return std::nullopt;
}

geo::Point exchanged(geo::Point p) {
  return {p.lat, p.lon};
}

constexpr std::array<std::array<std::string_view, 3>, 7> weekdays{{
    {"mo", "周一", "星期一"},
    {"tu", "周二", "星期二"},
    {"we", "周三", "星期三"},
    {"th", "周四", "星期四"},
    {"fr", "周五", "星期五"},
    {"sa", "周六", "星期六"},
    {"su", "周日", "星期日"},
}};

std::string lower(std::string_view text) {
  std::string result{text};
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

/// "8:30" as a minute of the day.
std::optional<int> minute_of_day(std::string_view text) {
  auto const colon = text.find(':');
  if (colon == std::string_view::npos) {
    return std::nullopt;
  }
  auto const hour = number_in<int>(text.substr(0, colon));
  auto const minute = number_in<int>(text.substr(colon + 1));
  if (!hour || !minute || *hour < 0 || *hour > 23 || *minute < 0 || *minute > 59) {
    return std::nullopt;
  }
  return *hour * 60 + *minute;
}

}  // namespace

std::string place_text(geo::Point place) {
  return fmt::format("{:.7f},{:.7f}", geo::lat_degrees(place), geo::lon_degrees(place));
}

Result<geo::Point> parse_place(std::string_view name, std::string_view text) {
  Error::Args const args{{"name", std::string{name}}, {"text", std::string{text}}};
  auto const parts = halves(text);
  auto const lat = parts ? number_in<double>(parts->first) : std::nullopt;
  auto const lon = parts ? number_in<double>(parts->second) : std::nullopt;
  if (!lat || !lon || !std::isfinite(*lat) || !std::isfinite(*lon)) {
    return refuse(ErrorKind::usage, "place_not_understood", args);
  }
  if (std::abs(*lat) > lat_limit && std::abs(*lat) <= lon_limit && std::abs(*lon) <= lat_limit) {
    return refuse(ErrorKind::usage, "place_swapped",
                  {{"name", std::string{name}},
                   {"text", std::string{text}},
                   {"suggestion", std::string{parts->second} + "," + std::string{parts->first}}});
  }
  if (std::abs(*lat) > lat_limit || std::abs(*lon) > lon_limit) {
    return refuse(ErrorKind::usage, "place_range", args);
  }
  return geo::from_degrees(*lon, *lat);
}

Result<void> check_place(std::string_view name, geo::Point place, geo::Box const& box) {
  auto const wide = geo::widened(box, margin_metres);
  if (box.empty() || wide.contains(place)) {
    return {};
  }
  if (wide.contains(exchanged(place))) {
    return refuse(
        ErrorKind::usage, "place_swapped",
        {{"name", std::string{name}}, {"text", place_text(place)}, {"suggestion", place_text(exchanged(place))}});
  }
  return refuse(ErrorKind::usage, "place_outside",
                {{"name", std::string{name}},
                 {"text", place_text(place)},
                 {"low", place_text(box.low)},
                 {"high", place_text(box.high)}});
}

Result<std::uint64_t> parse_number(std::string_view name, std::string_view text, NumberRange range) {
  Error::Args args{{"name", std::string{name}},
                   {"text", std::string{text}},
                   {"low", fmt::to_string(range.low)},
                   {"high", fmt::to_string(range.high)}};
  auto const number = number_in<std::uint64_t>(trimmed(text));
  if (!number) {
    return refuse(ErrorKind::usage, "number_not_understood", std::move(args));
  }
  if (*number < range.low || *number > range.high) {
    return refuse(ErrorKind::usage, "number_range", std::move(args));
  }
  return *number;
}

Result<hours::MinuteOfWeek> parse_minute(std::string_view name, std::string_view text) {
  auto const tidy = lower(trimmed(text));
  auto const space = tidy.find(' ');
  if (space != std::string::npos) {
    auto const day = std::string_view{tidy}.substr(0, space);
    auto const found =
        std::ranges::find_if(weekdays, [&](auto const& names) { return std::ranges::find(names, day) != names.end(); });
    auto const minute = minute_of_day(trimmed(std::string_view{tidy}.substr(space)));
    if (found != weekdays.end() && minute) {
      auto const number = static_cast<int>(found - weekdays.begin());
      return hours::MinuteOfWeek{static_cast<std::uint16_t>(number * 24 * 60 + *minute)};
    }
  }
  return refuse(ErrorKind::usage, "minute_not_understood", {{"name", std::string{name}}, {"text", std::string{text}}});
}

std::optional<std::chrono::sys_days> day_of(std::string_view text) {
  constexpr std::size_t iso_size = 10;
  auto const iso = linquan::text::date(text);
  if (!iso || iso->size() != iso_size || *iso != text) {
    return std::nullopt;
  }
  auto const part = [&](std::size_t from, std::size_t size) {
    return number_in<int>(text.substr(from, size)).value_or(0);
  };
  return std::chrono::sys_days{std::chrono::year{part(0, 4)} / part(5, 2) / part(8, 2)};
}

Result<hours::When> parse_when(std::string_view name, std::string_view text, hours::Calendar const& calendar) {
  if (auto const minute = parse_minute(name, text)) {
    return hours::When{*minute};
  }
  constexpr std::size_t date_size = 10;
  auto const tidy = trimmed(text);
  auto const iso = tidy.size() > date_size && (tidy[date_size] == 'T' || tidy[date_size] == ' ')
                       ? linquan::text::date(tidy.substr(0, date_size))
                       : std::nullopt;
  auto const minute = iso ? minute_of_day(tidy.substr(date_size + 1)) : std::nullopt;
  if (!minute || iso->size() != date_size) {
    return refuse(ErrorKind::usage, "when_not_understood", {{"name", std::string{name}}, {"text", std::string{text}}});
  }
  auto const part = [&](std::size_t from, std::size_t size) {
    return number_in<int>(std::string_view{*iso}.substr(from, size)).value_or(0);
  };
  std::chrono::local_days const day{std::chrono::year{part(0, 4)} / part(5, 2) / part(8, 2)};
  return hours::on_day(day + std::chrono::minutes{*minute}, calendar);
}

std::vector<std::string> parse_words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    std::size_t end = text.size();
    std::size_t width = 0;
    for (std::string_view const comma : {",", "，", "、", ";", "；"}) {
      if (auto const at = text.find(comma); at < end) {
        end = at;
        width = comma.size();
      }
    }
    if (auto const word = trimmed(text.substr(0, end)); !word.empty()) {
      words.emplace_back(word);
    }
    text.remove_prefix(end + width);
  }
  return words;
}

Result<reach::Limits> parse_limits(std::string_view name, std::string_view text, reach::Unit unit) {
  std::vector<double> values;
  for (auto const& word : parse_words(text)) {
    auto const value = number_in<double>(word);
    if (!value || !std::isfinite(*value)) {
      return refuse(ErrorKind::usage, "numbers_not_understood",
                    {{"name", std::string{name}}, {"text", std::string{text}}});
    }
    values.push_back(*value);
  }
  return reach::Limits::of(values, unit);
}

Result<city::ColumnChoice> parse_columns(std::string_view name, std::string_view text) {
  city::ColumnChoice choice;
  std::string_view rest = text;
  while (!rest.empty()) {
    auto const comma = std::min(rest.find(','), rest.size());
    auto const pair = rest.substr(0, comma);
    auto const equals = pair.find('=');
    auto const field = trimmed(pair.substr(0, std::min(equals, pair.size())));
    auto const column = equals == std::string_view::npos ? std::string_view{} : trimmed(pair.substr(equals + 1));
    if (field.empty() || column.empty()) {
      return refuse(ErrorKind::usage, "columns_not_understood",
                    {{"name", std::string{name}}, {"text", std::string{pair}}});
    }
    choice[std::string{field}] = std::string{column};
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return choice;
}

}  // namespace linquan::answers
