#include "reach_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "figures.h"

namespace linquan::cli {
namespace {

using answers::ages_are_known;
using answers::limit_value;
using answers::whole_units;

std::string const& kind_id(CircleReport const& report, std::size_t i) {
  return report.sight.city().kind_ids[report.kinds[i]];
}

std::string distance_text(reach::Tenths time, reach::Unit unit, Messages const& messages) {
  return unit == reach::Unit::seconds
             ? messages.say("duration_minutes", {{"n", fmt::format("{:.1f}", limit_value(time, unit))}})
             : messages.say("length_metres", {{"n", fmt::format("{:.0f}", whole_units(time))}});
}

std::string limit_text(reach::Tenths limit, reach::Unit unit, Messages const& messages) {
  return messages.say(unit == reach::Unit::seconds ? "duration_minutes" : "length_metres",
                      {{"n", fmt::format("{:g}", limit_value(limit, unit))}});
}

}  // namespace

std::string text_of(CircleReport const& report, Messages const& messages) {
  auto const unit = report.question.unit;
  std::string text;
  for (std::size_t i = 0; i < report.question.limits.size(); ++i) {
    auto const kilometres = fmt::format("{:.1f}", report.street_length[i].metres() / 1000);
    text += messages.say("reach_streets",
                         {{"limit", limit_text(report.question.limits[i], unit, messages)}, {"km", kilometres}}) +
            "\n";
  }
  std::size_t width = 0;
  for (std::size_t c = 0; c < report.kinds.size(); ++c) {
    width = std::max(width, columns_of(kind_name(kind_id(report, c), messages.language())));
  }
  for (std::size_t c = 0; c < report.kinds.size(); ++c) {
    auto const& found = report.outlets[c];
    auto const name = kind_name(kind_id(report, c), messages.language());
    auto const nearest =
        !found.empty() ? distance_text(found.front().time, unit, messages)
                       : messages.say(report.sight.is_known(report.kinds[c]) ? "reach_missing" : "reach_not_known");
    text += fmt::format("{}  {:>5}  {}\n", padded(name, width), found.size(), nearest);
  }
  if (report.path) {
    text += messages.say("reach_path", {{"outlet", fmt::to_string(report.question.to->value())},
                                        {"far", distance_text(report.path->time, unit, messages)}}) +
            "\n";
  }
  return text;
}

std::string text_of(ClienteleReport const& report, Messages const& messages) {
  auto const& all = report.clientele.all;
  auto const unit = report.question.unit;
  auto text = messages.say("reach_serves", {{"name", report.outlet.name},
                                            {"people", people_text(all.people.all)},
                                            {"homes", grouped(all.homes)},
                                            {"limit", limit_text(report.question.limits.farthest(), unit, messages)}}) +
              "\n";
  auto const step = reach::step_of(unit);
  auto const* const row_code = ages_are_known(report.city) ? "reach_serves_row" : "reach_serves_row_no_ages";
  for (std::size_t i = 0; i < report.clientele.steps.size(); ++i) {
    auto const& row = report.clientele.steps[i];
    auto const end = std::min<std::size_t>((i + 1) * step, report.question.limits.farthest());
    text += messages.say(row_code, {{"limit", limit_text(static_cast<reach::Tenths>(end), unit, messages)},
                                    {"people", people_text(row.people.all)},
                                    {"age_0_14", people_text(row.people.age_0_14)},
                                    {"age_60", people_text(row.people.age_60)},
                                    {"homes", grouped(row.homes)}}) +
            "\n";
  }
  return text;
}

}  // namespace linquan::cli
