#include "linquan/circles/decide.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "linquan/text/text.h"

namespace linquan::circles {
namespace {

constexpr std::size_t name_bytes_max = 200;
constexpr std::size_t code_bytes_max = 40;
constexpr std::size_t reason_bytes_max = 1'000;

constexpr std::array<Transition, 6> all_transitions{{
    {State::planned, State::building},
    {State::building, State::built},
    {State::built, State::accepted},
    {State::building, State::planned, true},
    {State::built, State::building, true},
    {State::accepted, State::built, true},
}};

tl::unexpected<Error> odd_date(std::chrono::sys_days on) {
  std::chrono::year_month_day const date{on};
  auto const two = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  auto const text = std::to_string(static_cast<int>(date.year())) + "-" + two(static_cast<unsigned>(date.month())) +
                    "-" + two(static_cast<unsigned>(date.day()));
  return refuse(ErrorKind::usage, "living_circle_date", {{"date", text}});
}

Result<void> may_edit(Case const& asked, std::string const& district) {
  return identity::require(asked.actor.grants, identity::Action::edit_circle, place_of(asked.id, district));
}

/// A code of six digits, as GB/T 2260 has them, or none.
Result<std::string> checked_district(std::string const& district) {
  constexpr std::size_t digits = 6;
  auto const fits =
      district.empty() || (district.size() == digits && district.find_first_not_of("0123456789") == std::string::npos);
  return fits ? Result<std::string>{district} : refuse(ErrorKind::usage, "living_circle_text", {{"field", "district"}});
}

Result<Circle> made(Case const& asked, Found const& found) {
  if (asked.now) {
    return refuse(ErrorKind::conflict, "living_circle_code_taken", {{"code", found.code}});
  }
  if (auto may = may_edit(asked, found.district); !may) {
    return hand_on(may);
  }
  auto code = checked_text("code", found.code, code_bytes_max);
  auto name = checked_text("name", found.name, name_bytes_max);
  auto district = checked_district(found.district);
  auto boundary = checked(found.boundary);
  for (auto const* const refused : {code ? nullptr : &code.error(), name ? nullptr : &name.error(),
                                    district ? nullptr : &district.error(), boundary ? nullptr : &boundary.error()}) {
    if (refused != nullptr) {
      return tl::unexpected<Error>{*refused};
    }
  }
  if (found.on > asked.today) {
    return odd_date(found.on);
  }
  Circle circle{asked.id, std::move(*code), std::move(*name), std::move(*district), std::move(*boundary)};
  since(circle, State::planned) = found.on;
  return circle;
}

Result<Circle> made(Case const& asked, Describe const& describe) {
  auto next = *asked.now;
  if (describe.name) {
    auto name = checked_text("name", *describe.name, name_bytes_max);
    if (!name) {
      return hand_on(name);
    }
    next.name = std::move(*name);
  }
  if (describe.district) {
    auto district = checked_district(*describe.district);
    if (!district) {
      return hand_on(district);
    }
    next.district = std::move(*district);
    if (auto may = may_edit(asked, next.district); !may) {
      return hand_on(may);
    }
  }
  if (describe.boundary) {
    auto boundary = checked(*describe.boundary);
    if (!boundary) {
      return hand_on(boundary);
    }
    next.boundary = std::move(*boundary);
  }
  return next == *asked.now ? Result<Circle>{refuse(ErrorKind::conflict, "living_circle_no_change")} : next;
}

/// The last of the days on which the circle came to a state before `state`.
std::optional<std::chrono::sys_days> latest_before(Circle const& circle, State state) {
  std::optional<std::chrono::sys_days> latest;
  for (std::size_t i = 0; i < static_cast<std::size_t>(state); ++i) {
    latest = std::max(latest, circle.since.at(i));
  }
  return latest;
}

Result<Circle> made(Case const& asked, Step const& step) {
  auto next = *asked.now;
  auto const* const found = std::ranges::find_if(
      all_transitions, [&](Transition const& one) { return one.from == next.state && one.to == step.to; });
  if (found == all_transitions.end()) {
    return refuse(ErrorKind::conflict, "living_circle_step",
                  {{"from", std::string{name_of(next.state)}}, {"to", std::string{name_of(step.to)}}});
  }
  auto const reason = step.reason.empty() && !found->back ? Result<std::string>{std::string{}}
                                                          : checked_text("reason", step.reason, reason_bytes_max);
  if (!reason) {
    return step.reason.empty() ? Result<Circle>{refuse(ErrorKind::usage, "living_circle_reason")}
                               : tl::unexpected<Error>{reason.error()};
  }
  if (step.on > asked.today) {
    return odd_date(step.on);
  }
  if (found->back) {
    since(next, next.state).reset();
  } else if (auto const before = latest_before(next, step.to); before && step.on < *before) {
    return odd_date(step.on);
  } else {
    since(next, step.to) = step.on;
  }
  next.state = step.to;
  return next;
}

Result<Circle> made(Case const& asked, Judge const& judge) {
  auto grade = checked_text("grade", judge.grade, code_bytes_max);
  if (!grade) {
    return hand_on(grade);
  }
  auto standard = checked_text("standard", judge.standard, name_bytes_max);
  if (!standard) {
    return hand_on(standard);
  }
  if (judge.on > asked.today) {
    return odd_date(judge.on);
  }
  auto next = *asked.now;
  next.grade = Grade{std::move(*grade), std::move(*standard), judge.on, asked.actor.account};
  return next == *asked.now ? Result<Circle>{refuse(ErrorKind::conflict, "living_circle_no_change")} : next;
}

}  // namespace

std::span<Transition const> transitions() {
  return all_transitions;
}

std::string_view name_of(Command const& command) {
  static constexpr std::array<std::string_view, std::variant_size_v<Command>> names{"found", "describe", "step",
                                                                                    "judge"};
  return names.at(command.index());
}

identity::Place place_of(CircleId id, std::string const& district) {
  identity::Place place;
  place.circle = std::to_string(id.value());
  place.district = district;
  return place;
}

Result<std::string> checked_text(std::string_view field, std::string_view text, std::size_t bytes_max) {
  auto const control = std::ranges::any_of(text, [](char c) { return c >= '\0' && c < ' ' && c != '\n'; });
  auto tidy = text.size() <= bytes_max && !control && text::is_utf8(text) ? text::tidy(text) : std::string{};
  if (tidy.empty()) {
    return refuse(ErrorKind::usage, "living_circle_text", {{"field", std::string{field}}});
  }
  return tidy;
}

Result<Circle> decide(Case const& asked, Command const& command) {
  if (!std::holds_alternative<Found>(command)) {
    if (!asked.now) {
      return refuse(ErrorKind::not_found, "living_circle_unknown", {{"id", std::to_string(asked.id.value())}});
    }
    if (auto may = may_edit(asked, asked.now->district); !may) {
      return hand_on(may);
    }
  }
  return std::visit([&](auto const& one) { return made(asked, one); }, command);
}

}  // namespace linquan::circles
