#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/city/outlets.h"
#include "linquan/geo/point.h"
#include "linquan/hours/hours.h"
#include "linquan/reach/limits.h"

namespace linquan::answers {

/// "LAT,LON" in degrees, as the option or setting `name` gives it.
///
/// usage   `place_not_understood`, `place_swapped` (with the order that would do), `place_range`
Result<geo::Point> parse_place(std::string_view name, std::string_view text);

/// Refuses a place far from `box`; says so when only the other order of its two numbers lies in it.
///
/// usage   `place_swapped`, `place_outside`
Result<void> check_place(std::string_view name, geo::Point place, geo::Box const& box);

/// A whole number in low…high.
///
/// usage   `number_not_understood`, `number_range`
struct NumberRange {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
};
Result<std::uint64_t> parse_number(std::string_view name, std::string_view text, NumberRange range);

/// "Mo 08:30", "周一 8:30".
///
/// usage   `minute_not_understood`
Result<hours::MinuteOfWeek> parse_minute(std::string_view name, std::string_view text);

/// The same, or a minute of a certain day, "2026-02-14T09:30" (or with a space), which `calendar` then judges; it
/// outlives what comes back.
///
/// usage   `when_not_understood`
Result<hours::When> parse_when(std::string_view name, std::string_view text, hours::Calendar const& calendar);

/// "2026-02-14", a whole day; nullopt where it is none.
std::optional<std::chrono::sys_days> day_of(std::string_view text);

/// "name=店名,kind=业态": field → the table's own column.
///
/// usage   `columns_not_understood`
Result<city::ColumnChoice> parse_columns(std::string_view name, std::string_view text);

/// "5,10,15": up to four limits in minutes or metres.
///
/// usage   `numbers_not_understood`, and what Limits::of() refuses
Result<reach::Limits> parse_limits(std::string_view name, std::string_view text, reach::Unit unit);

/// "market,药店": the words of a list, without those that are empty.
std::vector<std::string> parse_words(std::string_view text);

/// A place as "LAT,LON" with seven digits, the way parse_place() reads it.
std::string place_text(geo::Point place);

}  // namespace linquan::answers
