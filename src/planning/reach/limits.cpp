#include "linquan/reach/limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace linquan::reach {

Result<Limits> Limits::of(std::span<double const> values, Unit unit) {
  if (values.empty() || values.size() > limits_max) {
    return refuse(ErrorKind::usage, "limits_many",
                  {{"count", fmt::to_string(values.size())}, {"most", fmt::to_string(limits_max)}});
  }
  // Minutes are asked for in minutes, metres in metres.
  auto const tenths_each = unit == Unit::seconds ? 600.0 : 10.0;
  auto const most = unit == Unit::seconds ? seconds_limit_max : metres_limit_max;
  Limits limits{{}, values.size()};
  for (std::size_t i = 0; i < values.size(); ++i) {
    auto const tenths = std::round(values[i] * tenths_each);
    if (!(tenths >= 1 && tenths <= most)) {
      return refuse(ErrorKind::usage, unit == Unit::seconds ? "limit_minutes" : "limit_metres",
                    {{"value", fmt::to_string(values[i])}, {"most", fmt::to_string(most / tenths_each)}});
    }
    limits.values_[i] = static_cast<Tenths>(tenths);
  }
  std::sort(limits.values_.begin(), limits.values_.begin() + static_cast<std::ptrdiff_t>(limits.size_));
  return limits;
}

std::optional<Limits> Limits::doubled(Unit unit) const {
  auto twice = *this;
  auto const most = unit == Unit::seconds ? seconds_limit_max : metres_limit_max;
  if (2 * std::uint32_t{farthest()} > most) {
    return std::nullopt;
  }
  for (auto& value : twice.values_) {
    value = static_cast<Tenths>(2 * value);
  }
  return twice;
}

}  // namespace linquan::reach
