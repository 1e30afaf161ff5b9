#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/geo/point.h"
#include "linquan/kinds/kinds.h"

namespace linquan::circles {

/// One thing that a circle wants to do in a year.
struct PlanItem {
  std::string what;
  std::string kind = {};   ///< id; empty: of no kind
  std::string place = {};  ///< in words
  std::optional<geo::Point> spot = {};
  std::optional<std::chrono::sys_days> due = {};
  std::optional<std::chrono::sys_days> done = {};
  friend bool operator==(PlanItem const&, PlanItem const&) = default;
};

/// One circle, one plan (一圈一策) for a year.
struct Plan {
  int year = 0;
  std::string text;
  std::vector<PlanItem> items;
  friend bool operator==(Plan const&, Plan const&) = default;
};

inline constexpr int year_min = 2000;
inline constexpr int year_max = 2100;
inline constexpr std::size_t plan_items_max = 200;

/// The plan with its texts tidied.
///
/// usage   `circle_year` {year}; `plan_items`: more than 200; `plan_item` {item, field}: no words, an unknown kind,
///         done on a day that is yet to come; `living_circle_text` {field}: of the plan's own text
Result<Plan> checked(Plan plan, std::chrono::sys_days today, kinds::Kinds const& kinds);

}  // namespace linquan::circles
