#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "linquan/circles/circles.h"
#include "value.h"

/// Rows of the tables of the programme as its values, and the columns that each needs, in its order.
namespace linquan::store {

inline constexpr std::string_view circle_shape =
    "nntttttt"
    "nnnn"
    "ttnn";
#define LINQUAN_CIRCLE_COLUMNS                                                                        \
  "id, version, code, name, district, communities, drawn, state, planned_on, building_on, built_on, " \
  "accepted_on, grade, grade_standard, grade_on, grade_by"
circles::Kept circle_of(Row const& row);

inline constexpr std::string_view circle_version_shape = "nnnttt";
#define LINQUAN_CIRCLE_VERSION_COLUMNS "version, made_at, made_by, command, state, reason"
circles::Version circle_version_of(Row const& row);

inline constexpr std::string_view plan_item_shape = "tttnnnn";
#define LINQUAN_PLAN_ITEM_COLUMNS "what, kind, place, lon, lat, due_on, done_on"
circles::PlanItem plan_item_of(Row const& row);

/// Survey's columns from `first` on.
inline constexpr std::string_view survey_shape = "nnnnt";
#define LINQUAN_SURVEY_COLUMNS "circle_id, asked_on, asked, content, source"
circles::Survey survey_of(Row const& row);

inline constexpr std::string_view board_shape = "ntnntn";
#define LINQUAN_BOARD_COLUMNS "id, place, lon, lat, state, since_on"
circles::Board board_of(Row const& row);

/// "320302001001 320302001002".
std::string codes_text(std::vector<std::string> const& codes);

/// A day as its number; none where there is none.
Value day_value(std::optional<std::chrono::sys_days> day);
std::optional<std::chrono::sys_days> maybe_day(Row const& row, std::size_t column);
circles::State circle_state(std::string_view word);

}  // namespace linquan::store
