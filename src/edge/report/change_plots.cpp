#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

#include "change_facts.h"
#include "linquan/report/change_pages.h"
#include "linquan/report/phrases.h"
#include "linquan/words/change_text.h"

namespace linquan::report {
namespace {

constexpr std::size_t areas_max = 30;

ChangePlot plot_of(ChangeSubject const& subject, std::string_view title) {
  auto const& messages = subject.messages;
  return {messages.say(title),
          messages.say("report_axis_change"),
          messages.say("report_before"),
          messages.say("report_after"),
          {}};
}

}  // namespace

ChangePlot rules_before_after(ChangeSubject const& subject) {
  auto const& messages = subject.messages;
  auto const& city = subject.comparison().city;
  auto plot = plot_of(subject, "report_plot_change_rules");
  plot.rows.push_back({messages.say("report_needs_met"), city.needs_before.share(), city.needs_after.share()});
  if (city.round) {
    plot.rows.push_back({messages.say("report_round"), share_of(city.round->before), share_of(city.round->after)});
  }
  // The others stand as before, which the table of rules says too; a page could not hold all of a long standard.
  for (auto const i : changed_rules(city)) {
    plot.rows.push_back({fmt::format("{}  {}", i + 1, rule_name(subject.standard().rules[i], messages)),
                         share_of(city.rules[i].before), share_of(city.rules[i].after)});
  }
  return plot;
}

ChangePlot areas_before_after(ChangeSubject const& subject) {
  auto plot = plot_of(subject, "report_plot_change_areas");
  std::vector<compare::AreaChange const*> areas;
  if (auto const* const level = told_level(subject)) {
    for (auto const& area : level->areas) {
      if (needs_difference(area).value_or(0) != 0) {
        areas.push_back(&area);
      }
    }
  }
  std::ranges::stable_sort(areas, {}, [](auto const* area) { return -std::abs(*needs_difference(*area)); });
  areas.resize(std::min(areas.size(), areas_max));
  for (auto const* const area : areas) {
    plot.rows.push_back(
        {words::area_text(*area, subject.messages), area->needs_before.share(), area->needs_after.share()});
  }
  return plot;
}

}  // namespace linquan::report
