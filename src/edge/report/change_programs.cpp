#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "cells.h"
#include "change_facts.h"
#include "linquan/report/change_sheets.h"
#include "linquan/report/phrases.h"
#include "linquan/words/change_text.h"
#include "linquan/words/gap_text.h"
#include "names.h"

namespace linquan::report {
namespace {

constexpr std::array<char const*, 16> change_columns{"share_before",
                                                     "share_after",
                                                     "people_met_before",
                                                     "people_met_after",
                                                     "people_unmet_before",
                                                     "people_unmet_after",
                                                     "people_unknown_before",
                                                     "people_unknown_after",
                                                     "gained",
                                                     "lost",
                                                     "now_known",
                                                     "now_unknown",
                                                     "moved",
                                                     "by_streets",
                                                     "by_outlets",
                                                     "by_population"};

void add_change(Row& row, compare::RuleChange const& change) {
  row.push_back(cell(share_of(change.before)));
  row.push_back(cell(share_of(change.after)));
  for (auto const people :
       {change.before.met, change.after.met, change.before.unmet, change.after.unmet, change.before.unknown,
        change.after.unknown, change.gained, change.lost, change.now_known, change.now_unknown, change.moved}) {
    row.push_back(cell(people));
  }
  for (auto const effect : effects_of(change.met)) {
    row.emplace_back(effect);
  }
}

void add_place(Row& row, city::Outlet const* outlet) {
  auto const placed = outlet != nullptr && !outlet->stands.empty();
  row.push_back(placed ? tables::Value{geo::lon_degrees(outlet->stands.front().at)} : tables::Value{});
  row.push_back(placed ? tables::Value{geo::lat_degrees(outlet->stands.front().at)} : tables::Value{});
}

std::string rule_ids(standard::Standard const& standard, std::vector<standard::RuleIndex> const& rules) {
  std::string ids;
  for (auto const rule : rules) {
    ids += (ids.empty() ? "" : ";") + standard.rules[rule].id;
  }
  return ids;
}

std::string outlet_ids(std::vector<city::OutletId> const& outlets) {
  std::string ids;
  for (auto const id : outlets) {
    ids += (ids.empty() ? "" : ";") + std::to_string(id.value());
  }
  return ids;
}

}  // namespace

tables::Sheet change_rules_table(ChangeSubject const& subject) {
  tables::Sheet sheet{"rules", {"id", "name", "demand", "limit", "unit", "person", "people"}, {}};
  sheet.columns.insert(sheet.columns.end(), change_columns.begin(), change_columns.end());
  sheet.columns.insert(sheet.columns.end(), {"weight", "clause", "mark"});
  auto const& city = subject.comparison().city;
  for (std::size_t i = 0; i < subject.standard().rules.size(); ++i) {
    auto const& rule = subject.standard().rules[i];
    Row row{rule.id,
            rule_name(rule, subject.messages),
            std::string{id_of(rule.demand)},
            static_cast<double>(rule.limit) / 10,
            std::string{id_of(rule.unit)},
            cell(rule.person),
            std::string{id_of(rule.people)}};
    add_change(row, city.rules[i]);
    row.emplace_back(std::int64_t{rule.weight});
    row.push_back(cell(rule.source.text));
    row.emplace_back(std::string{id_of(rule.source.mark)});
    sheet.rows.push_back(std::move(row));
  }
  if (city.round) {
    Row row{std::string{"round"}, subject.messages.say("report_round")};
    row.resize(7);
    add_change(row, *city.round);
    row.resize(sheet.columns.size());
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

tables::Sheet change_areas_table(ChangeSubject const& subject) {
  tables::Sheet sheet{"areas",
                      {"level", "code", "name", "people_before", "people_after", "needs_met_share_before",
                       "needs_met_share_after", "rule"},
                      {}};
  sheet.columns.insert(sheet.columns.end(), change_columns.begin(), change_columns.end());
  auto const add = [&](std::string_view level, compare::AreaChange const& area, std::string const& name) {
    for (std::size_t i = 0; i < area.rules.size(); ++i) {
      Row row{std::string{level},
              cell(area.code),
              cell(name),
              cell(area.people_before),
              cell(area.people_after),
              cell(area.needs_before.share()),
              cell(area.needs_after.share()),
              subject.standard().rules[i].id};
      add_change(row, area.rules[i]);
      sheet.rows.push_back(std::move(row));
    }
  };
  add("city", subject.comparison().city, subject.after().name);
  for (auto const& level : subject.comparison().levels) {
    for (auto const& area : level.areas) {
      add(id_of(level.level), area, area.name);
    }
    if (level.outside.people_before.count + level.outside.people_after.count > 0) {
      add(id_of(level.level), level.outside, {});
    }
  }
  return sheet;
}

tables::Sheet change_shifts_table(ChangeSubject const& subject) {
  tables::Sheet sheet{"shifts",
                      {"rank", "level", "code", "area", "change", "rule", "demand", "people", "homes", "why", "outlets",
                       "people_because", "clause", "sentence"},
                      {}};
  for (auto const& shift : subject.comparison().shifts) {
    auto const& rule = subject.standard().rules[shift.rule];
    auto const& area = area_of(subject, shift);
    auto const* const cause = shift.causes.empty() ? nullptr : &shift.causes.front();
    sheet.rows.push_back({cell(std::uint64_t{sheet.rows.size() + 1}), std::string{id_of(subject.comparison().level)},
                          cell(area.code), cell(area.name), std::string{shift.gained ? "gained" : "lost"}, rule.id,
                          std::string{id_of(rule.demand)}, cell(shift.people), cell(std::uint64_t{shift.homes.size()}),
                          cause == nullptr ? tables::Value{} : cell(std::string{id_of(cause->why)}),
                          cause == nullptr ? tables::Value{} : cell(outlet_ids(cause->outlets)),
                          cause == nullptr ? tables::Value{} : cell(cause->people), cell(rule.source.text),
                          words::shift_sentence(subject.compared, shift, subject.messages)});
  }
  return sheet;
}

tables::Sheet change_outlets_table(ChangeSubject const& subject) {
  tables::Sheet sheet{"outlets",
                      {"change", "outlet", "name", "kinds_before", "kinds_after", "address", "lon_before", "lat_before",
                       "lon_after", "lat_after"},
                      {}};
  for (auto const& change : outlet_changes(subject)) {
    auto const& outlet = change.latest();
    Row row{std::string{id_of(change.what)},
            std::to_string(outlet.id.value()),
            cell(outlet.name),
            change.before == nullptr ? tables::Value{} : cell(kind_ids(subject.before(), *change.before)),
            change.after == nullptr ? tables::Value{} : cell(kind_ids(subject.after(), *change.after)),
            cell(outlet.address)};
    add_place(row, change.before);
    add_place(row, change.after);
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

tables::Sheet change_homes_table(ChangeSubject const& subject) {
  tables::Sheet sheet{
      "homes", {"home", "lon", "lat", "people", "change", "rules_gained", "rules_lost", "gained", "lost"}, {}};
  for (auto const& changed : changed_homes(subject)) {
    auto const& home = subject.after().homes[changed.after];
    auto const* const what = changed.lost.empty() ? "gained" : changed.gained.empty() ? "lost" : "both";
    sheet.rows.push_back({std::to_string(home.id.value()), geo::lon_degrees(home.door), geo::lat_degrees(home.door),
                          cell(people_of(subject, changed)), std::string{what},
                          cell(std::uint64_t{changed.gained.size()}), cell(std::uint64_t{changed.lost.size()}),
                          cell(rule_ids(subject.standard(), changed.gained)),
                          cell(rule_ids(subject.standard(), changed.lost))});
  }
  return sheet;
}

}  // namespace linquan::report
