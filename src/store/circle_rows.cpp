#include "circle_rows.h"

#include <algorithm>
#include <utility>

#include "linquan/base/ensure.h"

namespace linquan::store {
namespace {

std::vector<std::string> codes_in(std::string_view text) {
  std::vector<std::string> codes;
  while (!text.empty()) {
    auto const end = std::min(text.find(' '), text.size());
    codes.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return codes;
}

std::chrono::sys_days day(Row const& row, std::size_t column) {
  return std::chrono::sys_days{std::chrono::days{row.number(column)}};
}

std::optional<geo::Point> maybe_point(Row const& row, std::size_t lon) {
  if (!row.has(lon)) {
    return std::nullopt;
  }
  return geo::Point{static_cast<std::int32_t>(row.number(lon)), static_cast<std::int32_t>(row.number(lon + 1))};
}

}  // namespace

circles::State circle_state(std::string_view word) {
  auto const state = circles::state_named(word);
  ensure(state.has_value(), "a living circle's state that is none");
  return *state;
}

circles::Kept circle_of(Row const& row) {
  circles::Kept kept{row.count(1), {row.id<circles::CircleId>(0), row.text(2), row.text(3), row.text(4), {}}};
  auto& circle = kept.circle;
  circle.boundary.communities = codes_in(row.text(5));
  auto drawn = circles::shape_from(row.text(6));
  ensure(drawn.has_value(), "a boundary that this program did not write");
  circle.boundary.drawn = std::move(*drawn);
  circle.state = circle_state(row.text(7));
  for (std::size_t i = 0; i < circles::state_count; ++i) {
    circle.since.at(i) = maybe_day(row, 8 + i);
  }
  if (row.has(12)) {
    circle.grade = circles::Grade{row.text(12), row.text(13), day(row, 14), row.id<identity::AccountId>(15)};
  }
  return kept;
}

circles::Version circle_version_of(Row const& row) {
  return {row.count(0),
          row.instant(1),
          row.has(2) ? std::optional{row.id<identity::AccountId>(2)} : std::nullopt,
          row.text(3),
          circle_state(row.text(4)),
          row.text(5)};
}

circles::PlanItem plan_item_of(Row const& row) {
  return {row.text(0), row.text(1), row.text(2), maybe_point(row, 3), maybe_day(row, 5), maybe_day(row, 6)};
}

circles::Survey survey_of(Row const& row) {
  return {day(row, 1), row.number(2), row.number(3), row.text(4)};
}

circles::Board board_of(Row const& row) {
  auto const state = circles::board_state_named(row.text(4));
  ensure(state.has_value(), "a board's state that is none");
  return {row.id<circles::BoardId>(0), row.text(1), maybe_point(row, 2), *state, day(row, 5)};
}

std::string codes_text(std::vector<std::string> const& codes) {
  std::string text;
  for (auto const& code : codes) {
    text += (text.empty() ? "" : " ") + code;
  }
  return text;
}

Value day_value(std::optional<std::chrono::sys_days> day) {
  return day ? Value{std::int64_t{day->time_since_epoch().count()}} : Value::none(Value::Sort::number);
}

std::optional<std::chrono::sys_days> maybe_day(Row const& row, std::size_t column) {
  return row.has(column) ? std::optional{day(row, column)} : std::nullopt;
}

}  // namespace linquan::store
