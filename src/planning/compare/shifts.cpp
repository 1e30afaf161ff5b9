#include "shifts.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "linquan/compare/inventory.h"

namespace linquan::compare {
namespace {

using standard::Verdict;

/// rule, area, gained
using Group = std::tuple<standard::RuleIndex, std::size_t, bool>;

/// Where a row stands among the areas of its level; the level's outside is beyond them.
std::size_t place_in(Rows const& rows, city::AreaLevel level, Rows::Of const& of) {
  for (std::size_t i = 0; i < rows.levels().size(); ++i) {
    if (rows.levels()[i].level == level) {
      return of.at(i + 1) - rows.levels()[i].first;
    }
  }
  return 0;
}

}  // namespace

std::vector<Shift> shifts_of(Found const& before, Found const& after, Rows const& rows, Measures const& measures,
                             city::AreaLevel level) {
  std::map<Group, Shift> groups;
  auto const numbers_before = rows.numbers_of(before.city);
  auto const numbers_after = rows.numbers_of(after.city);
  auto const none = [](std::uint32_t) {};
  side_by_side(before.city.homes, after.city.homes, none, none, [&](std::uint32_t i, std::uint32_t j) {
    auto const& was_home = before.city.homes[i];
    auto const& is_home = after.city.homes[j];
    for (standard::RuleIndex rule = 0; rule < measures.standard.rules.size(); ++rule) {
      auto const was = before.findings.rules[rule].verdicts[i];
      auto const is = after.findings.rules[rule].verdicts[j];
      auto const people = std::min(measures.people(was_home, rule), measures.people(is_home, rule));
      if (was == is || was == Verdict::unknown || is == Verdict::unknown || people.count == 0) {
        continue;
      }
      auto const gained = is == Verdict::met;
      auto const of = gained ? rows.of(is_home, numbers_after) : rows.of(was_home, numbers_before);
      auto const area = place_in(rows, level, of);
      auto& shift = groups[{rule, area, gained}];
      shift.rule = rule;
      shift.gained = gained;
      shift.area = area;
      shift.people += people;
      shift.homes.push_back(gained ? j : i);
    }
  });
  std::vector<Shift> shifts;
  for (auto& [group, shift] : groups) {
    shifts.push_back(std::move(shift));
  }
  std::ranges::sort(shifts, {}, [&](Shift const& shift) {
    auto const& rule = measures.standard.rules[shift.rule];
    return std::tuple{-shift.people.count * rule.weight, rule.demand, shift.rule, shift.area, shift.gained ? 0 : 1};
  });
  return shifts;
}

}  // namespace linquan::compare
