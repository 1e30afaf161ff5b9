#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/circles/circle.h"

/// What a circle was in a year, kept as it was then.
namespace linquan::circles {

/// Whole numbers by name. Those whose names begin with "residents" are thousandths of a person.
using Figures = std::map<std::string, std::int64_t, std::less<>>;

struct Year {
  int year = 0;
  std::chrono::sys_seconds frozen_at;
  identity::AccountId frozen_by;
  State state = State::planned;  ///< that the circle was in
  Figures figures;
  friend bool operator==(Year const&, Year const&) = default;
};

/// A year is frozen while it runs, or until the end of the next March: later, today's figures are no longer its own.
///
/// usage   `circle_year_open` {year}
Result<void> check_freezing(int year, std::chrono::sys_days today);

/// One figure in two years; nullopt: that year had none of the name.
struct Difference {
  std::string figure;
  std::optional<std::int64_t> before;
  std::optional<std::int64_t> after;
  friend bool operator==(Difference const&, Difference const&) = default;
};
/// Every figure of either, by name.
std::vector<Difference> differences(Figures const& before, Figures const& after);

/// Days, the first and the last included.
struct Days {
  std::chrono::sys_days first;
  std::chrono::sys_days last;
};
Days days_of(int year);
/// The last 365 days, today included.
Days year_until(std::chrono::sys_days today);

/// Whether a date, or the part of one that is known ("2026", "2026-03"), lies within: all the days that it can mean.
bool lies_within(std::string_view date, Days days);

/// How many of those who were asked are content. Never told without the number asked.
struct Survey {
  std::chrono::sys_days on;
  std::int64_t asked = 0;
  std::int64_t content = 0;
  std::string source;  ///< who asked, and how
  friend bool operator==(Survey const&, Survey const&) = default;
};

/// usage   `circle_survey`: nobody asked, more content than asked, more than ten million, a day that is yet to come;
///         `living_circle_text` {field}
Result<Survey> checked(Survey survey, std::chrono::sys_days today);

}  // namespace linquan::circles
