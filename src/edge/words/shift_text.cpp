#include "linquan/words/shift_text.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "linquan/words/figures.h"
#include "linquan/words/gap_text.h"

namespace linquan::words {
namespace {

using compare::Cause;
using compare::Shift;
using compare::Why;

constexpr std::size_t names_told = 3;

std::string_view cause_code(Why why, bool gained) {
  switch (why) {
    case Why::opened:
      return "cause_opened";
    case Why::closed:
      return "cause_closed";
    case Why::moved:
      return "cause_moved";
    case Why::offers:
      return gained ? "cause_offers" : "cause_offers_no_more";
    case Why::streets:
      return gained ? "cause_shorter" : "cause_longer";
    case Why::several:
      return gained ? "cause_several_gained" : "cause_several_lost";
  }
  return "cause_moved";
}

std::string names_of(city::City const& city, std::vector<city::OutletId> const& ids, Messages const& messages) {
  std::string names;
  for (std::size_t i = 0; i < std::min(ids.size(), names_told); ++i) {
    names += (i == 0 ? "" : messages.say("list_comma")) + outlet_name(city, ids[i], messages);
  }
  return ids.size() <= names_told
             ? names
             : messages.say("cause_and_others", {{"names", names}, {"n", grouped(ids.size() - names_told)}});
}

}  // namespace

std::string outlet_name(city::City const& city, city::OutletId id, Messages const& messages) {
  auto const found = std::ranges::lower_bound(city.outlets, id, {}, &city::Outlet::id);
  auto const named = found != city.outlets.end() && found->id == id && !found->name.empty();
  return named ? found->name : messages.say("outlet_nameless", {{"id", std::to_string(id.value())}});
}

std::string shift_area(Compared const& compared, Shift const& shift, Messages const& messages) {
  for (auto const& level : compared.comparison.levels) {
    if (level.level == compared.comparison.level && shift.area < level.areas.size()) {
      auto const& area = level.areas[shift.area];
      return area.name.empty() ? area.code : area.name;
    }
  }
  return messages.say("area_outside");
}

std::string cause_text(Compared const& compared, Cause const& cause, bool gained, Messages const& messages) {
  auto const& city = gained ? compared.after : compared.before;
  return messages.say(cause_code(cause.why, gained), {{"outlets", names_of(city, cause.outlets, messages)}});
}

std::string shift_sentence(Compared const& compared, Shift const& shift, Messages const& messages) {
  auto const& rule = compared.comparison.standard.rules[shift.rule];
  auto const one = is_one(shift.people);
  auto const* const code = shift.gained ? (one ? "shift_gained_one" : "shift_gained")
                           : one        ? "shift_lost_one"
                                        : "shift_lost";
  auto const text = messages.say(code, {{"people", people_words(rule.people, shift.people, messages)},
                                        {"area", shift_area(compared, shift, messages)},
                                        {"what", wanted_text(rule, messages)},
                                        {"limit", limit_words(rule.limit, rule.unit, messages)}});
  if (shift.causes.empty()) {
    return messages.say("shift_alone", {{"shift", text}});
  }
  auto const& cause = shift.causes.front();
  auto const because = cause_text(compared, cause, shift.gained, messages);
  return cause.people == shift.people
             ? messages.say("shift_because", {{"shift", text}, {"because", because}})
             : messages.say("shift_because_some",
                            {{"shift", text}, {"because", because}, {"n", people_text(cause.people)}});
}

}  // namespace linquan::words
