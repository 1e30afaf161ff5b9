#include "linquan/report/change_sheets.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "cells.h"
#include "change_facts.h"
#include "linquan/report/phrases.h"
#include "linquan/words/change_text.h"
#include "linquan/words/gap_text.h"

namespace linquan::report {
namespace {

void add_effects(Row& row, compare::Split const& split) {
  for (auto const effect : effects_of(split)) {
    row.emplace_back(effect);
  }
}

void add_shares(Row& row, std::optional<double> before, std::optional<double> after) {
  row.push_back(cell(before));
  row.push_back(cell(after));
  row.push_back(cell(difference(before, after)));
}

void add_change(Row& row, compare::RuleChange const& change) {
  add_shares(row, share_of(change.before), share_of(change.after));
  for (auto const people : {change.gained, change.lost}) {
    row.push_back(cell(people));
  }
  add_effects(row, change.met);
  for (auto const people : {change.before.met, change.after.met, change.before.unmet, change.after.unmet,
                            change.now_known, change.now_unknown, change.moved}) {
    row.push_back(cell(people));
  }
}

/// Weights have no people to gain or lose; their effects are people × weight.
Row needs_row(ChangeSubject const& subject) {
  auto const& city = subject.comparison().city;
  auto const points = [](std::int64_t millipersons) { return tables::Value{static_cast<double>(millipersons) / 1000}; };
  Row row{tables::Value{}, subject.messages.say("report_needs_weighed"), tables::Value{}, tables::Value{},
          tables::Value{}};
  add_shares(row, city.needs_before.share(), city.needs_after.share());
  row.insert(row.end(), 2, tables::Value{});
  add_effects(row, city.needs);
  for (auto const sum :
       {city.needs_before.met, city.needs_after.met, city.needs_before.unmet, city.needs_after.unmet}) {
    row.push_back(points(sum));
  }
  row.resize(row.size() + 4);
  return row;
}

std::vector<std::string> titles_of(ChangeSubject const& subject) {
  auto const& messages = subject.messages;
  auto const& standard = subject.standard();
  std::vector<std::string> titles{
      messages.say("report_change_title", {{"city", subject.after().name}}),
      messages.say("report_change_states", {{"before", subject.before_name}, {"after", subject.after_name}}),
      messages.say("report_subtitle", {{"standard", name_of(standard.name, messages)},
                                       {"source", words::clause_text(standard.source, messages)}})};
  auto const lines = words::difference_lines(subject.compared, subject.edits, messages);
  titles.insert(titles.end(), lines.begin(), lines.end());
  if (lines.empty()) {
    titles.push_back(messages.say("compare_nothing"));
  }
  titles.push_back(messages.say(subject.comparison().strictness == standard::Strictness::seen
                                    ? "report_strictness_seen"
                                    : "report_strictness_declared"));
  titles.emplace_back();
  return titles;
}

}  // namespace

tables::Sheet change_summary_sheet(ChangeSubject const& subject) {
  auto const& messages = subject.messages;
  Head head{messages, "report_sheet_summary"};
  head.whole("report_rule_number").text("report_rule").text("report_demand").text("report_limit").text("report_who");
  head.percent("report_share_before").percent("report_share_after").percent("report_points");
  head.whole("column_gained").whole("column_lost");
  head.whole("column_by_streets").whole("column_by_outlets").whole("column_by_population");
  head.whole("column_met_before").whole("column_met_after").whole("column_unmet_before").whole("column_unmet_after");
  head.whole("column_now_known").whole("column_now_unknown").whole("column_moved").text("report_clause");
  auto sheet = std::move(head.sheet);
  sheet.look->titles = titles_of(subject);
  sheet.look->frozen_columns = 2;
  auto const& city = subject.comparison().city;
  sheet.rows.push_back(needs_row(subject));
  if (city.round) {
    Row row{tables::Value{}, messages.say("report_round"), tables::Value{}, tables::Value{}, tables::Value{}};
    add_change(row, *city.round);
    row.emplace_back();
    sheet.rows.push_back(std::move(row));
  }
  for (std::size_t i = 0; i < subject.standard().rules.size(); ++i) {
    auto const& rule = subject.standard().rules[i];
    Row row{cell(std::uint64_t{i + 1}), rule_name(rule, messages), demand_text(rule.demand, messages),
            words::limit_words(rule.limit, rule.unit, messages), age_text(rule.people, messages)};
    add_change(row, city.rules[i]);
    row.push_back(cell(words::clause_text(rule.source, messages)));
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

tables::Sheet change_area_sheet(ChangeSubject const& subject, compare::LevelChange const& level) {
  auto const& messages = subject.messages;
  auto const rules = changed_rules(subject.comparison().city);
  Head head{messages, "report_figure"};
  head.sheet.name = level_text(level.level, messages);
  head.text("report_code").text("report_area").whole("report_people_before").whole("report_people_after");
  head.percent("report_needs_before").percent("report_needs_after").percent("report_points");
  head.whole("report_gained_all").whole("report_lost_all");
  head.whole("report_needs_by_streets").whole("report_needs_by_outlets").whole("report_needs_by_population");
  for (auto const rule : rules) {
    auto const name = rule_name(subject.standard().rules[rule], messages);
    head.add(messages.say("report_rule_gained", {{"rule", name}}), tables::CellFormat::whole);
    head.add(messages.say("report_rule_lost", {{"rule", name}}), tables::CellFormat::whole);
  }
  auto sheet = std::move(head.sheet);
  sheet.look->frozen_columns = 2;
  auto const add = [&](compare::AreaChange const& area) {
    auto const sums = words::sums_of(area);
    Row row{cell(area.code), cell(words::area_text(area, messages)), cell(area.people_before), cell(area.people_after)};
    add_shares(row, area.needs_before.share(), area.needs_after.share());
    row.push_back(cell(sums.gained));
    row.push_back(cell(sums.lost));
    add_effects(row, area.needs);
    for (auto const rule : rules) {
      row.push_back(cell(area.rules[rule].gained));
      row.push_back(cell(area.rules[rule].lost));
    }
    sheet.rows.push_back(std::move(row));
  };
  std::ranges::for_each(level.areas, add);
  if (level.outside.people_before.count + level.outside.people_after.count > 0) {
    add(level.outside);
  }
  return sheet;
}

tables::Sheet change_shifts_sheet(ChangeSubject const& subject) {
  auto const& messages = subject.messages;
  Head head{messages, "report_sheet_shifts"};
  head.whole("report_rank").text("column_change").text("report_area").text("report_rule").text("report_demand");
  head.whole("report_people").whole("report_homes").text("report_sentence").text("report_because");
  head.whole("report_people_because").text("report_clause");
  auto sheet = std::move(head.sheet);
  sheet.look->frozen_columns = 2;
  for (auto const& shift : subject.comparison().shifts) {
    auto const& rule = subject.standard().rules[shift.rule];
    auto const* const cause = shift.causes.empty() ? nullptr : &shift.causes.front();
    sheet.rows.push_back(
        {cell(std::uint64_t{sheet.rows.size() + 1}), messages.say(shift.gained ? "column_gained" : "column_lost"),
         words::shift_area(subject.compared, shift, messages), rule_name(rule, messages),
         demand_text(rule.demand, messages), cell(shift.people), cell(std::uint64_t{shift.homes.size()}),
         words::shift_sentence(subject.compared, shift, messages),
         cause == nullptr ? tables::Value{} : cell(words::cause_text(subject.compared, *cause, shift.gained, messages)),
         cause == nullptr ? tables::Value{} : cell(cause->people), words::clause_text(rule.source, messages)});
  }
  return sheet;
}

std::vector<tables::Sheet> change_workbook(ChangeSubject const& subject) {
  std::vector<tables::Sheet> sheets{change_summary_sheet(subject)};
  for (auto const& level : subject.comparison().levels) {
    sheets.push_back(change_area_sheet(subject, level));
  }
  sheets.push_back(change_shifts_sheet(subject));
  sheets.push_back(change_outlets_sheet(subject));
  sheets.push_back(change_method_sheet(subject));
  sheets.push_back(change_sources_sheet(subject));
  return sheets;
}

}  // namespace linquan::report
