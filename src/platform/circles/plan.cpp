#include "linquan/circles/plan.h"

#include <cstddef>
#include <utility>

#include "linquan/circles/decide.h"

namespace linquan::circles {
namespace {

constexpr std::size_t text_bytes_max = 8'000;
constexpr std::size_t item_bytes_max = 400;

/// Which field of the item is odd; empty: none. The texts are tidied.
std::string odd_field(PlanItem& item, std::chrono::sys_days today, kinds::Kinds const& kinds) {
  auto what = checked_text("what", item.what, item_bytes_max);
  if (!what) {
    return "what";
  }
  item.what = std::move(*what);
  if (!item.place.empty()) {
    auto place = checked_text("place", item.place, item_bytes_max);
    if (!place) {
      return "place";
    }
    item.place = std::move(*place);
  }
  if (!item.kind.empty() && !kinds.find(item.kind)) {
    return "kind";
  }
  return item.done && *item.done > today ? "done" : "";
}

}  // namespace

Result<Plan> checked(Plan plan, std::chrono::sys_days today, kinds::Kinds const& kinds) {
  if (plan.year < year_min || plan.year > year_max) {
    return refuse(ErrorKind::usage, "circle_year", {{"year", std::to_string(plan.year)}});
  }
  if (plan.items.size() > plan_items_max) {
    return refuse(ErrorKind::usage, "plan_items", {{"max", std::to_string(plan_items_max)}});
  }
  if (!plan.text.empty()) {
    auto text = checked_text("text", plan.text, text_bytes_max);
    if (!text) {
      return hand_on(text);
    }
    plan.text = std::move(*text);
  }
  for (std::size_t i = 0; i < plan.items.size(); ++i) {
    if (auto const field = odd_field(plan.items[i], today, kinds); !field.empty()) {
      return refuse(ErrorKind::usage, "plan_item", {{"item", std::to_string(i + 1)}, {"field", field}});
    }
  }
  return plan;
}

}  // namespace linquan::circles
