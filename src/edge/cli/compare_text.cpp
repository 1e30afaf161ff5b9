#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "compare_told.h"
#include "figures.h"
#include "linquan/words/change_text.h"
#include "linquan/words/gap_text.h"

namespace linquan::cli {
namespace {

using compare::AreaChange;
using compare::Factor;
using compare::RuleChange;
using compare::Split;

constexpr std::size_t areas_told = 10;

/// "87.3 %", rounded down so that 100 % means all; "–" where nothing is known.
std::string percent(std::optional<double> share) {
  return share ? fmt::format("{:.1f} %", std::floor(*share * 1000) / 10) : std::string{"–"};
}

std::string share_of(standard::Tally const& tally) {
  return share_text(static_cast<std::uint64_t>(tally.met.count),
                    static_cast<std::uint64_t>((tally.met + tally.unmet).count));
}

std::string effects_text(Split const& split, Messages const& messages) {
  auto const of = [&](Factor factor) { return signed_text(split.of(factor) / 1000); };
  return messages.say(
      "compare_effects",
      {{"streets", of(Factor::streets)}, {"outlets", of(Factor::outlets)}, {"population", of(Factor::population)}});
}

/// Of the people who are counted otherwise because something is known now, or no longer.
std::string known_text(RuleChange const& change, Messages const& messages) {
  std::string text;
  for (auto const& [code, people] :
       {std::pair{"compare_now_known", change.now_known}, std::pair{"compare_now_unknown", change.now_unknown}}) {
    if (people.count != 0) {
      text += "    " + messages.say(code, {{"people", people_text(people)}}) + '\n';
    }
  }
  return text;
}

std::string rule_text(std::string_view name, RuleChange const& change, Messages const& messages) {
  return "  " + padded(name, 30) + ' ' +
         messages.say("compare_rule", {{"before", share_of(change.before)},
                                       {"after", share_of(change.after)},
                                       {"gained", signed_text(change.gained)},
                                       {"lost", signed_text(Millipersons{-change.lost.count})}}) +
         "\n    " + effects_text(change.met, messages) + '\n' + known_text(change, messages);
}

std::string rules_text(ComparedStates const& states, Messages const& messages) {
  auto const& comparison = states.compared.comparison;
  std::string text;
  std::size_t same = 0;
  for (std::size_t i = 0; i < comparison.city.rules.size(); ++i) {
    auto const& change = comparison.city.rules[i];
    if (!words::differs(change)) {
      ++same;
      continue;
    }
    text += rule_text(words::name_text(comparison.standard.rules[i].name, messages.language()), change, messages);
  }
  if (comparison.city.round && words::differs(*comparison.city.round)) {
    text += rule_text(messages.say("compare_round"), *comparison.city.round, messages);
  }
  if (text.empty()) {
    return messages.say("compare_no_rule") + '\n';
  }
  return messages.say("compare_rules") + '\n' + text +
         (same == 0 ? "" : words::counted({"compare_rules_same_one", "compare_rules_same"}, same, messages) + '\n');
}

std::string needs_text(ComparedStates const& states, Messages const& messages) {
  auto const& city = states.compared.comparison.city;
  return messages.say("compare_needs", {{"before", percent(city.needs_before.share())},
                                        {"after", percent(city.needs_after.share())},
                                        {"effects", effects_text(city.needs, messages)}}) +
         '\n';
}

std::string areas_text(ComparedStates const& states, Messages const& messages) {
  auto const& comparison = states.compared.comparison;
  struct Line {
    std::int64_t most = 0;
    std::string text;
  };
  std::vector<Line> lines;
  for (auto const& level : comparison.levels) {
    for (std::size_t i = 0; level.level == comparison.level && i < level.areas.size(); ++i) {
      auto const& area = level.areas[i];
      auto const [gained, lost] = words::sums_of(area);
      if (gained.count != 0 || lost.count != 0) {
        lines.push_back({std::max(gained.count, lost.count),
                         "  " + padded(area.name.empty() ? area.code : area.name, 30) + ' ' +
                             messages.say("compare_area", {{"gained", signed_text(gained)},
                                                           {"lost", signed_text(Millipersons{-lost.count})}}) +
                             '\n'});
      }
    }
  }
  std::ranges::stable_sort(lines, std::ranges::greater{}, &Line::most);
  if (lines.empty()) {
    return {};
  }
  auto const told = std::min(lines.size(), areas_told);
  auto text = messages.say("compare_areas", {{"told", grouped(told)}, {"all", grouped(lines.size())}}) + '\n';
  for (std::size_t i = 0; i < told; ++i) {
    text += lines[i].text;
  }
  return text;
}

std::string shifts_text(ComparedStates const& states, Messages const& messages) {
  auto const& shifts = states.compared.comparison.shifts;
  auto const told = std::min(shifts.size(), states.options.shifts);
  if (told == 0) {
    return {};
  }
  auto text = messages.say("compare_shifts", {{"told", grouped(told)}, {"all", grouped(shifts.size())}}) + '\n';
  for (std::size_t i = 0; i < told; ++i) {
    text += fmt::format("{:>3}. {}\n", i + 1, words::shift_sentence(states.compared, shifts[i], messages));
  }
  return text;
}

}  // namespace

std::string text_of(ComparedStates const& states, Messages const& messages) {
  auto const& comparison = states.compared.comparison;
  auto const& second = states.options.after ? *states.options.after : *states.options.scenario;
  auto text =
      messages.say("compare_head", {{"before", states.options.before.filename().string()},
                                    {"after", second.filename().string()},
                                    {"standard", words::name_text(comparison.standard.name, messages.language())}}) +
      '\n';
  std::string differences;
  auto const edits = states.options.scenario ? std::optional{std::span{states.edits}} : std::nullopt;
  for (auto const& line : words::difference_lines(states.compared, edits, messages)) {
    differences += line + '\n';
  }
  if (differences.empty()) {
    return text + messages.say("compare_nothing") + '\n';
  }
  for (auto const& part : {differences, needs_text(states, messages) + rules_text(states, messages),
                           areas_text(states, messages), shifts_text(states, messages)}) {
    text += part.empty() ? part : '\n' + part;
  }
  return text;
}

}  // namespace linquan::cli
