#include "linquan/report/sheets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "cells.h"
#include "linquan/reach/catchment.h"
#include "linquan/report/phrases.h"
#include "linquan/words/figures.h"
#include "linquan/words/gap_text.h"
#include "linquan/words/grades_text.h"
#include "linquan/words/remedy_text.h"
#include "palette.h"
#include "walks.h"

namespace linquan::report {
namespace {

std::optional<double> share_of(standard::Tally const& tally) {
  return ratio(tally.met.count, tally.met.count + tally.unmet.count);
}
std::optional<double> low_of(standard::Tally const& tally) {
  return ratio(tally.met.count, tally.all().count);
}
std::optional<double> high_of(standard::Tally const& tally) {
  return ratio((tally.met + tally.unknown).count, tally.all().count);
}

/// One figure of the summary.
Row figure(std::string what, std::string walker, standard::Tally const& tally, std::string meaning) {
  return {std::move(what), std::move(walker), cell(share_of(tally)), cell(low_of(tally)), cell(high_of(tally)),
          cell(tally.met), cell(tally.unmet), cell(tally.unknown),   std::move(meaning)};
}

Row figure(std::string what, std::string walker, standard::Needs const& needs, std::string meaning) {
  return {std::move(what), std::move(walker), cell(needs.share()), cell(needs.low()), cell(needs.high()),
          tables::Value{}, tables::Value{},   tables::Value{},     std::move(meaning)};
}

void add_person(tables::Sheet& sheet, Subject const& subject, standard::PersonResult const& person) {
  auto const& messages = subject.messages;
  auto const& score = person.scores.city;
  auto const name = person_name(person.findings.person, messages);
  sheet.rows.push_back(figure(messages.say("report_needs_met"), name, score.needs, messages.say("report_means_needs")));
  constexpr std::array demands{standard::Demand::must, standard::Demand::should, standard::Demand::upgrade};
  for (auto const demand : demands) {
    auto const& needs = score.by_demand.at(static_cast<std::size_t>(demand));
    if (needs != standard::Needs{}) {
      sheet.rows.push_back(figure(messages.say("report_needs_of", {{"demand", demand_text(demand, messages)}}), name,
                                  needs, messages.say("report_means_demand")));
    }
  }
  if (subject.standard().round) {
    sheet.rows.push_back(
        figure(messages.say("report_round"), name, score.round,
               messages.say("report_means_round", {{"limit", words::limit_words(subject.standard().round->limit,
                                                                                reach::Unit::seconds, messages)}})));
  }
  for (std::size_t i = 0; i < subject.standard().headlines.size(); ++i) {
    sheet.rows.push_back(figure(name_of(subject.standard().headlines[i].name, messages), name, score.headlines[i],
                                messages.say("report_means_headline")));
  }
}

}  // namespace

tables::Sheet summary_sheet(Subject const& subject) {
  auto const& messages = subject.messages;
  Head head{messages, "report_sheet_summary"};
  head.text("report_figure").text("report_walker").percent("report_share").percent("report_low");
  head.percent("report_high").whole("report_people_met").whole("report_people_unmet");
  head.whole("report_people_unknown").text("report_meaning");
  auto sheet = std::move(head.sheet);
  auto const& score = subject.scores().city;
  sheet.look->titles = {
      messages.say("report_title", {{"city", subject.city.name}}),
      messages.say("report_subtitle", {{"standard", name_of(subject.standard().name, messages)},
                                       {"source", words::clause_text(subject.standard().source, messages)}}),
      messages.say("report_counts", {{"people", words::people_text(score.people.all)},
                                     {"homes", words::grouped(score.homes)},
                                     {"outlets", words::grouped(score.outlets)},
                                     {"gaps", words::grouped(subject.evaluation.gaps.size())}}),
      messages.say(subject.evaluation.strictness == standard::Strictness::seen ? "report_strictness_seen"
                                                                               : "report_strictness_declared"),
      ""};
  if (auto grades = words::grades_text(subject.standard(), subject.scores(), messages); !grades.empty()) {
    sheet.look->titles.insert(sheet.look->titles.end() - 1, std::move(grades));
  }
  for (auto const& person : subject.evaluation.persons) {
    add_person(sheet, subject, person);
  }
  return sheet;
}

tables::Sheet area_sheet(Subject const& subject, standard::LevelScores const& level) {
  auto const& messages = subject.messages;
  auto const& standard = subject.standard();
  Head head{messages, "report_figure"};
  head.sheet.name = level_text(level.level, messages);
  head.text("report_code").text("report_area").whole("report_people").whole("report_homes").whole("report_outlets");
  head.percent("report_needs_met").percent("report_low").percent("report_high").text("report_grade");
  if (standard.round) {
    head.percent("report_round");
  }
  for (auto const& headline : standard.headlines) {
    head.add(name_of(headline.name, messages), tables::CellFormat::percent);
  }
  for (auto const& list : standard.lists) {
    head.add(messages.say("report_list_inside", {{"list", name_of(list.name, messages)}}), tables::CellFormat::whole);
  }
  for (auto const& rule : standard.rules) {
    head.add(messages.say("report_rule_head", {{"rule", rule_name(rule, messages)},
                                               {"limit", words::limit_words(rule.limit, rule.unit, messages)}}),
             tables::CellFormat::percent);
  }
  auto sheet = std::move(head.sheet);
  sheet.look->frozen_columns = 2;
  sheet.look->pass_mark = pass_mark;
  auto const add = [&](standard::Score const& score) {
    Row row{cell(score.area == walk::none ? std::string{} : subject.city.areas[score.area].code),
            cell(words::area_text(subject.city, level.level, score.area, messages)),
            cell(score.people.all),
            cell(std::uint64_t{score.homes}),
            cell(std::uint64_t{score.outlets}),
            cell(score.needs.share()),
            cell(score.needs.low()),
            cell(score.needs.high()),
            cell(grade_text(score, subject))};
    if (standard.round) {
      row.push_back(cell(share_of(score.round)));
    }
    std::ranges::transform(score.headlines, std::back_inserter(row), [](auto const& t) { return cell(share_of(t)); });
    std::ranges::transform(score.lists, std::back_inserter(row),
                           [](auto const& list) { return cell(std::uint64_t{list.inside}); });
    std::ranges::transform(score.rules, std::back_inserter(row), [](auto const& t) { return cell(share_of(t)); });
    sheet.rows.push_back(std::move(row));
  };
  std::ranges::for_each(level.areas, add);
  if (level.outside.homes > 0) {
    add(level.outside);
  }
  return sheet;
}

tables::Sheet rules_sheet(Subject const& subject) {
  auto const& messages = subject.messages;
  Head head{messages, "report_sheet_rules"};
  head.text("report_rule_number").text("report_rule").text("report_demand").text("report_limit").text("report_who");
  head.percent("report_share").percent("report_low").percent("report_high").whole("report_people_met");
  head.whole("report_people_unmet").whole("report_people_unknown").tenths("report_median").text("report_unit");
  head.text("report_clause");
  auto sheet = std::move(head.sheet);
  sheet.look->frozen_columns = 2;
  sheet.look->pass_mark = pass_mark;
  for (std::size_t i = 0; i < subject.standard().rules.size(); ++i) {
    auto const& rule = subject.standard().rules[i];
    auto const& tally = subject.scores().city.rules[i];
    sheet.rows.push_back({cell(std::uint64_t{i + 1}), rule_name(rule, messages), demand_text(rule.demand, messages),
                          words::limit_words(rule.limit, rule.unit, messages), age_text(rule.people, messages),
                          cell(share_of(tally)), cell(low_of(tally)), cell(high_of(tally)), cell(tally.met),
                          cell(tally.unmet), cell(tally.unknown), cell(median_walk(subject, i)),
                          unit_text(rule.unit, messages), words::clause_text(rule.source, messages)});
  }
  return sheet;
}

tables::Sheet gaps_sheet(Subject const& subject) {
  auto const& messages = subject.messages;
  Head head{messages, "report_sheet_gaps"};
  head.whole("report_rank").text("report_area").text("report_rule").text("report_demand").whole("report_people_unmet");
  head.whole("report_homes").whole("report_compounds").tenths("report_nearest").tenths("report_farthest");
  head.text("report_unit").whole("report_homes_beyond").text("report_sentence").text("report_remedies");
  head.text("report_clause");
  auto sheet = std::move(head.sheet);
  sheet.look->frozen_columns = 3;
  for (auto const& gap : subject.evaluation.gaps) {
    auto const& rule = subject.standard().rules[gap.rule];
    auto const walk = [&](std::optional<reach::Tenths> far) {
      return cell(far ? std::optional{walk_value(*far, rule.unit)} : std::nullopt);
    };
    sheet.rows.push_back(
        {cell(std::uint64_t{sheet.rows.size() + 1}), area_name(gap.area, subject), rule_name(rule, messages),
         demand_text(rule.demand, messages), cell(gap.people), cell(std::uint64_t{gap.homes.size()}),
         cell(std::uint64_t{gap.compounds}), walk(gap.nearest_min), walk(gap.nearest_max),
         unit_text(rule.unit, messages), cell(std::uint64_t{gap.homes_beyond}),
         words::gap_sentence(subject.city, subject.evaluation, gap, subject.messages),
         words::remedies_sentence(subject.city, gap, subject.messages), words::clause_text(rule.source, messages)});
  }
  return sheet;
}

std::vector<tables::Sheet> workbook(Subject const& subject) {
  std::vector<tables::Sheet> sheets{summary_sheet(subject)};
  for (auto const& level : subject.scores().levels) {
    sheets.push_back(area_sheet(subject, level));
  }
  sheets.push_back(rules_sheet(subject));
  sheets.push_back(gaps_sheet(subject));
  sheets.push_back(outlets_sheet(subject));
  if (subject.sites != nullptr) {
    sheets.push_back(sites_sheet(subject));
  }
  sheets.push_back(method_sheet(subject));
  sheets.push_back(sources_sheet(subject));
  return sheets;
}

}  // namespace linquan::report
