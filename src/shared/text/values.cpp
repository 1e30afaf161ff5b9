#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <system_error>

#include "linquan/text/text.h"
#include "runes.h"

namespace linquan::text {
namespace {

constexpr std::array<std::u32string_view, 34> units{
    U"人", U"口", U"户", U"m²", U"m2",   U"㎡",   U"平方米", U"平米", U"平",   U"个",  U"间", U"张",
    U"床", U"位", U"席", U"辆", U"台",   U"层",   U"栋",     U"幢",   U"套",   U"家",  U"处", U"元",
    U"%",  U"米", U"m",  U"岁", U"人次", U"餐位", U"座",     U"名",   U"床位", U"车位"};

/// "12,345,678" without its commas; nullopt where they do not stand before groups of three.
std::optional<std::string> without_thousands(std::string_view text) {
  if (text.find(',') == std::string_view::npos) {
    return std::string{text};
  }
  auto const whole = text.substr(0, text.find_first_of(".eE"));
  std::string digits;
  std::size_t since = 0;
  auto seen = false;
  for (auto const c : whole) {
    if (c == ',') {
      if (digits.empty() || (seen ? since != 3 : since > 3)) {
        return std::nullopt;
      }
      seen = true;
      since = 0;
    } else {
      digits.push_back(c);
      since += c == '-' ? 0U : 1U;
    }
  }
  return since == 3 ? std::optional{digits + std::string{text.substr(whole.size())}} : std::nullopt;
}

std::optional<double> parsed(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789.eE+-") != std::string_view::npos) {
    return std::nullopt;
  }
  double value = 0;
  auto const* const end = text.data() + text.size();
  auto const outcome = std::from_chars(text.data(), end, value);
  if (outcome.ec != std::errc{} || outcome.ptr != end || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

bool belongs_to_number(char32_t rune) {
  constexpr std::u32string_view signs = U".,eE+-";
  return is_digit(rune) || signs.find(rune) != std::u32string_view::npos;
}

/// Digits at the front of `rest`, at most `most` of them, taken off; -1 where there are none or more.
int take_digits(std::u32string_view& rest, std::size_t most) {
  int value = 0;
  std::size_t count = 0;
  while (count < rest.size() && is_digit(rest[count])) {
    if (++count > most) {
      return -1;
    }
    value = value * 10 + static_cast<int>(rest[count - 1] - U'0');
  }
  rest.remove_prefix(count);
  return count == 0 ? -1 : value;
}

bool take_any(std::u32string_view& rest, std::u32string_view any) {
  if (rest.empty() || any.find(rest.front()) == std::u32string_view::npos) {
    return false;
  }
  rest.remove_prefix(1);
  return true;
}

/// The ISO form, as much of it as is known (0: not); nullopt where no calendar has that day.
std::optional<std::string> iso(int year, int month, int day) {
  if (year < 1900 || year > 2100) {
    return std::nullopt;
  }
  if (month == 0) {
    return fmt::format("{:04}", year);
  }
  if (month < 1 || month > 12) {
    return std::nullopt;
  }
  if (day == 0) {
    return fmt::format("{:04}-{:02}", year, month);
  }
  auto const whole = std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} /
                     std::chrono::day{static_cast<unsigned>(day)};
  return whole.ok() ? std::optional{fmt::format("{:04}-{:02}-{:02}", year, month, day)} : std::nullopt;
}

/// 45352 → 2024-03-01: the days since 1899-12-30 that spreadsheets count.
std::string from_serial(int serial) {
  auto const day = std::chrono::sys_days{std::chrono::year{1899} / 12 / 30} + std::chrono::days{serial};
  std::chrono::year_month_day const date{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::optional<std::string> date_of_digits(std::u32string_view digits) {
  auto const size = digits.size();
  auto rest = digits;
  auto const value = take_digits(rest, 8);
  if (value < 0) {
    return std::nullopt;
  }
  switch (size) {
    case 4:
      return iso(value, 0, 0);
    case 5:
      return value >= 20'000 && value <= 60'000 ? std::optional{from_serial(value)} : std::nullopt;
    case 6:
      return value % 100 == 0 ? std::nullopt : iso(value / 100, value % 100, 0);
    case 8:
      return value % 100 == 0 || value / 100 % 100 == 0 ? std::nullopt
                                                        : iso(value / 10'000, value / 100 % 100, value % 100);
    default:
      return std::nullopt;
  }
}

/// A clock time behind a date ("2024-03-01 08:30:00", "T00:00:00Z") is no part of it.
bool is_clock_time(std::u32string_view rest) {
  constexpr std::u32string_view allowed = U"0123456789:.+-TZ ";
  return rest.empty() ||
         ((rest.front() == U' ' || rest.front() == U'T') && rest.find(U':') != std::u32string_view::npos &&
          rest.find_first_not_of(allowed) == std::u32string_view::npos);
}

/// The day behind year and month, if any: "-1", "/1 08:30", "1日".
std::optional<std::string> with_day(int year, int month, std::u32string_view rest) {
  auto day = 0;
  if (!rest.empty()) {
    day = take_digits(rest, 2);
    if (day < 1) {
      return std::nullopt;
    }
    take_any(rest, U"日号");
  }
  return is_clock_time(rest) ? iso(year, month, day) : std::nullopt;
}

}  // namespace

std::optional<double> number(std::string_view cell) {
  auto text = plain(cell);
  std::ranges::replace(text, char32_t{0x2212}, U'-');
  auto const end = std::ranges::find_if_not(text, belongs_to_number);
  auto const size = static_cast<std::size_t>(end - text.begin());
  auto unit = trimmed(std::u32string_view{text}.substr(size));
  auto scale = 1.0;
  if (take_any(unit, U"万")) {
    scale = 10'000;
  }
  if (!unit.empty() && std::ranges::find(units, unit) == units.end()) {
    return std::nullopt;
  }
  auto const digits = without_thousands(to_utf8(std::u32string_view{text}.substr(0, size)));
  auto const value = digits ? parsed(*digits) : std::nullopt;
  return value ? std::optional{*value * scale} : std::nullopt;
}

std::optional<std::string> date(std::string_view cell) {
  auto const text = plain(cell);
  std::u32string_view rest{text};
  auto const digits = std::min(rest.find_first_not_of(U"0123456789"), rest.size());
  if (digits != 4) {
    // Spreadsheets hand a day of theirs over as "45352.0" or, with a clock time, "45352.354".
    auto const serial = digits == 5 && rest.substr(digits, 1) == U"." &&
                        rest.find_first_not_of(U"0123456789", digits + 1) == std::u32string_view::npos;
    return digits == rest.size() || serial ? date_of_digits(rest.substr(0, digits)) : std::nullopt;
  }
  auto const year = take_digits(rest, 4);
  if (rest.empty() || rest == U"年") {
    return iso(year, 0, 0);
  }
  if (!take_any(rest, U"年/-.")) {
    return std::nullopt;
  }
  auto const month = take_digits(rest, 2);
  if (month < 1) {
    return std::nullopt;
  }
  if (rest.empty() || rest == U"月") {
    return iso(year, month, 0);
  }
  return take_any(rest, U"月/-.") ? with_day(year, month, rest) : std::nullopt;
}

}  // namespace linquan::text
