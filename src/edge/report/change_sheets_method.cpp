#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>

#include "cells.h"
#include "change_facts.h"
#include "linquan/report/change_sheets.h"
#include "linquan/report/phrases.h"
#include "linquan/words/gap_text.h"
#include "linquan/words/source_text.h"

namespace linquan::report {
namespace {

/// Kinds and the first place of an outlet, where the state has it.
void add_state(Row& kinds, Row& places, city::City const& city, city::Outlet const* outlet,
               words::Messages const& messages) {
  std::vector<std::string> ids;
  if (outlet != nullptr) {
    std::ranges::transform(outlet->kinds, std::back_inserter(ids), [&](auto kind) { return city.kind_ids[kind]; });
  }
  kinds.push_back(cell(kind_names(ids, messages)));
  if (outlet == nullptr || outlet->stands.empty()) {
    places.insert(places.end(), 2, tables::Value{});
    return;
  }
  auto const at = outlet->stands.front().at;
  places.emplace_back(geo::lon_degrees(at));
  places.emplace_back(geo::lat_degrees(at));
}

void add_inputs(tables::Sheet& sheet, city::City const& city, std::string const& state,
                words::Messages const& messages) {
  for (auto const& input : city.inputs) {
    sheet.rows.push_back({state, messages.say("report_input", {{"role", role_text(input, messages)}}), cell(input.name),
                          cell(input.date), cell(attribution_text(input, messages))});
  }
}

}  // namespace

tables::Sheet change_outlets_sheet(ChangeSubject const& subject) {
  auto const& messages = subject.messages;
  Head head{messages, "report_sheet_outlets"};
  head.text("column_change").text("report_outlet").text("report_kinds_before").text("report_kinds_after");
  head.text("report_address").text("report_community").text("report_longitude_before").text("report_latitude_before");
  head.text("report_longitude_after").text("report_latitude_after");
  auto sheet = std::move(head.sheet);
  sheet.look->frozen_columns = 2;
  for (auto const& change : outlet_changes(subject)) {
    auto const& outlet = change.latest();
    auto const& city = change.city(subject);
    Row row{what_text(change.what, messages), words::outlet_name(city, outlet.id, messages)};
    Row places;
    add_state(row, places, subject.before(), change.before, messages);
    add_state(row, places, subject.after(), change.after, messages);
    row.push_back(cell(outlet.address));
    row.push_back(outlet.community == walk::none
                      ? tables::Value{}
                      : cell(words::area_text(city, city::AreaLevel::community, outlet.community, messages)));
    row.insert(row.end(), places.begin(), places.end());
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

tables::Sheet change_method_sheet(ChangeSubject const& subject) {
  auto const& messages = subject.messages;
  Head head{messages, "report_sheet_method"};
  head.whole("report_rule_number").text("report_rule").text("report_kinds").text("report_demand").text("report_limit");
  head.whole("report_count").text("report_walker").text("report_who").whole("report_weight").text("report_clause");
  head.text("report_mark").text("report_size");
  auto sheet = std::move(head.sheet);
  sheet.look->frozen_columns = 2;
  for (auto const& rule : subject.standard().rules) {
    sheet.rows.push_back({cell(std::uint64_t{sheet.rows.size() + 1}), rule_name(rule, messages),
                          kind_names(rule.kinds, messages), demand_text(rule.demand, messages),
                          words::limit_words(rule.limit, rule.unit, messages), cell(std::uint64_t{rule.count}),
                          walker_text(rule, messages), age_text(rule.people, messages), std::int64_t{rule.weight},
                          cell(words::source_text(rule.source, messages)), mark_text(rule.source.mark, messages),
                          cell(rule.size)});
  }
  return sheet;
}

tables::Sheet change_sources_sheet(ChangeSubject const& subject) {
  auto const& messages = subject.messages;
  Head head{messages, "report_sheet_sources"};
  head.text("report_state").text("report_what").text("report_file").text("report_date").text("report_told");
  auto sheet = std::move(head.sheet);
  add_inputs(sheet, subject.before(), subject.before_name, messages);
  if (!subject.edits) {
    add_inputs(sheet, subject.after(), subject.after_name, messages);
  } else {
    sheet.rows.push_back({subject.after_name, messages.say("report_scenario"), cell(subject.after_name),
                          tables::Value{}, messages.say("report_scenario_of", {{"city", subject.before_name}})});
  }
  constexpr std::array codes{"report_means_gained",  "report_means_known", "report_means_moved", "report_means_effects",
                             "report_means_causes",  "report_means_sums",  "report_means_needs", "report_means_share",
                             "report_means_unknown", "report_means_walk"};
  for (auto const* const code : codes) {
    sheet.rows.push_back(
        {tables::Value{}, messages.say("report_note"), tables::Value{}, tables::Value{}, messages.say(code)});
  }
  return sheet;
}

}  // namespace linquan::report
