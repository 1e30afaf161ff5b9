#include "linquan/circles/year.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <utility>

#include "linquan/circles/decide.h"
#include "linquan/circles/plan.h"

namespace linquan::circles {
namespace {

std::optional<int> number_of(std::string_view text) {
  int number = 0;
  auto const done = std::from_chars(text.data(), text.data() + text.size(), number);
  return done.ec == std::errc{} && done.ptr == text.data() + text.size() ? std::optional{number} : std::nullopt;
}

/// All the days that "YYYY", "YYYY-MM" or "YYYY-MM-DD" can mean.
std::optional<Days> meant_by(std::string_view date) {
  constexpr std::size_t year_size = 4;
  constexpr std::size_t month_size = 7;
  constexpr std::size_t day_size = 10;
  auto const whole = date.size() == year_size || date.size() == month_size || date.size() == day_size;
  auto const year = whole ? number_of(date.substr(0, year_size)) : std::nullopt;
  if (!year) {
    return std::nullopt;
  }
  if (date.size() == year_size) {
    return days_of(*year);
  }
  auto const month = number_of(date.substr(year_size + 1, 2));
  if (!month || *month < 1) {
    return std::nullopt;
  }
  std::chrono::year_month const in{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)}};
  if (!in.ok()) {
    return std::nullopt;
  }
  if (date.size() == month_size) {
    return Days{in / 1, std::chrono::sys_days{in / std::chrono::last}};
  }
  auto const day = number_of(date.substr(month_size + 1, 2));
  if (!day || *day < 1) {
    return std::nullopt;
  }
  auto const on = in / *day;
  return on.ok() ? std::optional{Days{on, on}} : std::nullopt;
}

}  // namespace

Result<void> check_freezing(int year, std::chrono::sys_days today) {
  std::chrono::year_month_day const date{today};
  auto const now = static_cast<int>(date.year());
  auto const last_may = year == now - 1 && date.month() <= std::chrono::March;
  if (year != now && !last_may) {
    return refuse(ErrorKind::usage, "circle_year_open", {{"year", std::to_string(year)}});
  }
  return {};
}

std::vector<Difference> differences(Figures const& before, Figures const& after) {
  std::map<std::string, Difference> all;
  for (auto const& [name, value] : before) {
    all[name] = {name, value, std::nullopt};
  }
  for (auto const& [name, value] : after) {
    auto& one = all[name];
    one.figure = name;
    one.after = value;
  }
  std::vector<Difference> found;
  found.reserve(all.size());
  for (auto& [name, one] : all) {
    found.push_back(std::move(one));
  }
  return found;
}

Days days_of(int year) {
  std::chrono::year const in{year};
  return {in / std::chrono::January / 1, in / std::chrono::December / 31};
}

Days year_until(std::chrono::sys_days today) {
  return {today - std::chrono::days{364}, today};
}

bool lies_within(std::string_view date, Days days) {
  auto const meant = meant_by(date);
  return meant && meant->first >= days.first && meant->last <= days.last;
}

Result<Survey> checked(Survey survey, std::chrono::sys_days today) {
  constexpr std::int64_t asked_max = 10'000'000;
  constexpr std::size_t source_bytes_max = 400;
  auto const counts =
      survey.asked >= 1 && survey.asked <= asked_max && survey.content >= 0 && survey.content <= survey.asked;
  if (!counts || survey.on > today) {
    return refuse(ErrorKind::usage, "circle_survey");
  }
  auto source = checked_text("source", survey.source, source_bytes_max);
  if (!source) {
    return hand_on(source);
  }
  survey.source = std::move(*source);
  return survey;
}

}  // namespace linquan::circles
