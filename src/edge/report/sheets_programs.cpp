#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include "cells.h"
#include "home_needs.h"
#include "linquan/report/phrases.h"
#include "linquan/report/sheets.h"
#include "linquan/words/gap_text.h"
#include "linquan/words/remedy_text.h"
#include "names.h"

namespace linquan::report {
namespace {

void add_needs(Row& row, standard::Needs const& needs) {
  for (auto const& share : {needs.share(), needs.low(), needs.high()}) {
    row.push_back(cell(share));
  }
}

void add_tally(Row& row, standard::Tally const& tally) {
  for (auto const people : {tally.met, tally.unmet, tally.unknown}) {
    row.push_back(cell(people));
  }
}

void add_area(tables::Sheet& sheet, Subject const& subject, standard::Score const& score, std::string level) {
  auto const known = score.area != walk::none;
  auto const& grades = subject.standard().grades;
  Row row{std::move(level),
          known ? cell(subject.city.areas[score.area].code) : tables::Value{},
          known ? cell(subject.city.areas[score.area].name) : tables::Value{},
          cell(std::uint64_t{score.homes}),
          cell(score.people.all),
          cell(std::uint64_t{score.outlets})};
  add_needs(row, score.needs);
  row.push_back(cell(ratio(score.round.met.count, (score.round.met + score.round.unmet).count)));
  row.push_back(known && score.graded.grade ? cell(grades[*score.graded.grade].id) : tables::Value{});
  for (auto const& tally : score.rules) {
    add_tally(row, tally);
  }
  sheet.rows.push_back(std::move(row));
}

}  // namespace

tables::Sheet rules_table(Subject const& subject) {
  tables::Sheet sheet{"rules",
                      {"id", "name", "demand", "limit", "unit", "person", "people", "people_met", "people_unmet",
                       "people_unknown", "share", "weight", "clause", "mark"},
                      {}};
  for (std::size_t i = 0; i < subject.standard().rules.size(); ++i) {
    auto const& rule = subject.standard().rules[i];
    auto const& tally = subject.scores().city.rules[i];
    Row row{rule.id,
            rule_name(rule, subject.messages),
            std::string{id_of(rule.demand)},
            static_cast<double>(rule.limit) / 10,
            std::string{id_of(rule.unit)},
            cell(rule.person),
            std::string{id_of(rule.people)}};
    add_tally(row, tally);
    row.push_back(cell(ratio(tally.met.count, (tally.met + tally.unmet).count)));
    row.emplace_back(std::int64_t{rule.weight});
    row.push_back(cell(rule.source.text));
    row.emplace_back(std::string{id_of(rule.source.mark)});
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

tables::Sheet areas_table(Subject const& subject) {
  tables::Sheet sheet{"areas",
                      {"level", "code", "name", "homes", "people", "outlets", "needs_met_share", "needs_met_low",
                       "needs_met_high", "round_share", "grade"},
                      {}};
  for (auto const& rule : subject.standard().rules) {
    for (auto const* const what : {"met", "unmet", "unknown"}) {
      sheet.columns.push_back(fmt::format("{}_{}", rule.id, what));
    }
  }
  add_area(sheet, subject, subject.scores().city, "city");
  for (auto const& level : subject.scores().levels) {
    for (auto const& score : level.areas) {
      add_area(sheet, subject, score, std::string{id_of(level.level)});
    }
    if (level.outside.homes > 0) {
      add_area(sheet, subject, level.outside, std::string{id_of(level.level)});
    }
  }
  return sheet;
}

tables::Sheet gaps_table(Subject const& subject) {
  tables::Sheet sheet{"gaps",
                      {"rank", "level", "code", "area", "rule", "demand", "people", "homes", "compounds", "nearest_min",
                       "nearest_max", "unit", "homes_beyond", "clause", "mark", "sentence", "remedies"},
                      {}};
  for (auto const& gap : subject.evaluation.gaps) {
    auto const& rule = subject.standard().rules[gap.rule];
    auto const walk = [](std::optional<reach::Tenths> far) {
      return cell(far ? std::optional{static_cast<double>(*far) / 10} : std::nullopt);
    };
    sheet.rows.push_back({cell(std::uint64_t{sheet.rows.size() + 1}), std::string{id_of(subject.evaluation.level)},
                          gap.area == walk::none ? tables::Value{} : cell(subject.city.areas[gap.area].code),
                          cell(area_name(gap.area, subject)), rule.id, std::string{id_of(rule.demand)},
                          cell(gap.people), cell(std::uint64_t{gap.homes.size()}), cell(std::uint64_t{gap.compounds}),
                          walk(gap.nearest_min), walk(gap.nearest_max), std::string{id_of(rule.unit)},
                          cell(std::uint64_t{gap.homes_beyond}), cell(rule.source.text),
                          std::string{id_of(rule.source.mark)},
                          words::gap_sentence(subject.city, subject.evaluation, gap, subject.messages),
                          cell(words::remedies_sentence(subject.city, gap, subject.messages))});
  }
  return sheet;
}

std::vector<std::string> home_columns(Subject const& subject) {
  std::vector<std::string> columns{"home",      "lon",         "lat",           "people",
                                   "people_60", "compound",    "community",     "living_circle",
                                   "rules_met", "rules_unmet", "rules_unknown", "needs_met_share"};
  for (auto const& rule : subject.standard().rules) {
    columns.push_back(fmt::format("{}_{}", rule.id, id_of(rule.unit)));
  }
  return columns;
}

std::vector<tables::Value> home_row(Subject const& subject, HomeNeeds const& needs, std::size_t index) {
  auto const& home = subject.city.homes[index];
  auto const code = [&](std::uint32_t area) {
    return area == walk::none ? tables::Value{} : cell(subject.city.areas[area].code);
  };
  Row row{fmt::to_string(home.id.value()),
          static_cast<double>(home.door.lon) / 1e7,
          static_cast<double>(home.door.lat) / 1e7,
          cell(home.people.all),
          cell(home.people.age_60),
          code(home.compound),
          code(home.community),
          code(home.living_circle),
          cell(std::uint64_t{needs.met}),
          cell(std::uint64_t{needs.unmet}),
          cell(std::uint64_t{needs.unknown}),
          cell(needs.needs.share())};
  for (auto const& finding : subject.findings().rules) {
    auto const walk = finding.nearest[index];
    row.push_back(walk == reach::absent ? tables::Value{} : tables::Value{static_cast<double>(walk) / 10});
  }
  return row;
}

tables::RowSource homes_table(Subject const& subject) {
  auto const needs = std::make_shared<std::vector<HomeNeeds> const>(home_needs(subject));
  return {home_columns(subject), subject.city.homes.size(),
          [&subject, needs](std::size_t i) { return home_row(subject, (*needs)[i], i); }};
}

}  // namespace linquan::report
