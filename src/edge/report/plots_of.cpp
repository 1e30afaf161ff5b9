#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "linquan/report/phrases.h"
#include "linquan/report/plots.h"
#include "walks.h"

namespace linquan::report {
namespace {

constexpr std::size_t areas_max = 30;
constexpr std::size_t curves_max = 8;

/// Far enough for the longest limit and a half more, in steps: 20 to 24 minutes, 1.5 to 2.4 km.
std::size_t steps_for(Subject const& subject, reach::Unit unit) {
  std::size_t steps = unit == reach::Unit::seconds ? 20 : 15;
  for (auto const& rule : subject.standard().rules) {
    if (rule.unit == unit) {
      steps = std::max<std::size_t>(steps, (rule.limit * 3U / 2U + step_of(unit) - 1U) / step_of(unit));
    }
  }
  return std::min<std::size_t>(steps, 24);
}

double share(Millipersons part, Millipersons whole) {
  return ratio(part.count, whole.count).value_or(0);
}

StripRow strip_of(Subject const& subject, std::size_t rule, std::size_t steps) {
  auto const& asked = subject.standard().rules[rule];
  auto const walks = walks_of(subject, rule, steps);
  auto const& tally = subject.scores().city.rules[rule];
  auto const whole = walks.all() - walks.unknown;
  StripRow row;
  row.name = fmt::format("{}  {}", rule + 1, rule_name(asked, subject.messages));
  for (auto const people : walks.steps) {
    row.shares.push_back(share(people, whole));
  }
  row.shares.push_back(share(walks.beyond, whole));
  row.limit = std::min(static_cast<double>(asked.limit) / step_of(asked.unit), static_cast<double>(steps));
  row.met = ratio(tally.met.count, (tally.met + tally.unmet).count);
  row.median = median_walk(subject, rule);
  return row;
}

}  // namespace

StripPlot minutes_plot(Subject const& subject, reach::Unit unit) {
  auto const& messages = subject.messages;
  auto const seconds = unit == reach::Unit::seconds;
  auto const steps = steps_for(subject, unit);
  StripPlot plot;
  plot.title = messages.say(seconds ? "report_plot_minutes" : "report_plot_metres");
  plot.axis = messages.say(seconds ? "report_axis_minutes" : "report_axis_metres");
  plot.decimals = seconds ? 1 : 0;
  plot.farther = messages.say("report_farther");
  plot.met = messages.say("report_share");
  plot.median = messages.say("report_median");
  for (std::size_t i = 0; i <= steps; ++i) {
    plot.ticks.push_back(i % 5 == 0 ? fmt::to_string(seconds ? i : i * 100) : std::string{});
  }
  for (std::size_t rule = 0; rule < subject.standard().rules.size(); ++rule) {
    if (subject.standard().rules[rule].unit == unit) {
      plot.rows.push_back(strip_of(subject, rule, steps));
    }
  }
  return plot;
}

CurvePlot people_by_minute(Subject const& subject) {
  auto const& messages = subject.messages;
  std::vector<standard::RuleIndex> rules;
  for (auto const& headline : subject.standard().headlines) {
    rules.insert(rules.end(), headline.rules.begin(), headline.rules.end());
  }
  for (standard::RuleIndex i = 0; rules.empty() && i < subject.standard().rules.size(); ++i) {
    rules.push_back(i);
  }
  std::erase_if(rules, [&](auto i) { return subject.standard().rules[i].unit != reach::Unit::seconds; });
  std::ranges::sort(rules);
  rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
  rules.resize(std::min(rules.size(), curves_max));
  auto const steps = steps_for(subject, reach::Unit::seconds);
  CurvePlot plot{
      messages.say("report_plot_people"), messages.say("report_axis_minutes"), messages.say("report_axis_people"), {}};
  for (auto const rule : rules) {
    auto const walks = walks_of(subject, rule, steps);
    auto const whole = walks.all() - walks.unknown;
    Curve curve{rule_name(subject.standard().rules[rule], messages), {0}};
    Millipersons so_far;
    for (auto const people : walks.steps) {
      so_far += people;
      curve.shares.push_back(share(so_far, whole));
    }
    if (whole.count > 0) {
      plot.curves.push_back(std::move(curve));
    }
  }
  return plot;
}

Matrix rules_by_area(Subject const& subject) {
  auto const& messages = subject.messages;
  Matrix matrix;
  // Levels stand from the finest to the coarsest, living circles last.
  auto const& levels = subject.scores().levels;
  auto const fits = [](standard::LevelScores const& level) {
    return level.level != city::AreaLevel::compound && level.areas.size() <= areas_max;
  };
  auto const level = std::ranges::find_if(levels, fits);
  matrix.title = level == levels.end()
                     ? messages.say("report_plot_areas_city")
                     : messages.say("report_plot_areas", {{"level", level_text(level->level, messages)}});
  matrix.note = messages.say("report_plot_areas_note");
  std::vector<standard::Score const*> scores{&subject.scores().city};
  matrix.columns.push_back(messages.say("report_whole_city"));
  if (level != levels.end()) {
    for (auto const& score : level->areas) {
      scores.push_back(&score);
      matrix.columns.push_back(area_name(score.area, subject));
    }
  }
  for (std::size_t i = 0; i < subject.standard().rules.size(); ++i) {
    Matrix::Row row{fmt::format("{}  {}", i + 1, rule_name(subject.standard().rules[i], messages)), {}};
    for (auto const* const score : scores) {
      auto const& tally = score->rules[i];
      row.shares.push_back(ratio(tally.met.count, (tally.met + tally.unmet).count));
    }
    matrix.rows.push_back(std::move(row));
  }
  return matrix;
}

}  // namespace linquan::report
