#include "linquan/report/change_layers.h"

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <utility>

#include "cells.h"
#include "change_facts.h"
#include "linquan/report/change_sheets.h"
#include "linquan/words/change_text.h"
#include "names.h"
#include "qml.h"

namespace linquan::report {
namespace {

std::vector<std::string> area_columns(ChangeSubject const& subject, std::vector<standard::RuleIndex> const& rules) {
  std::vector<std::string> columns{"level",
                                   "code",
                                   "name",
                                   "people_before",
                                   "people_after",
                                   "needs_met_share_before",
                                   "needs_met_share_after",
                                   "difference",
                                   "gained",
                                   "lost",
                                   "by_streets",
                                   "by_outlets",
                                   "by_population"};
  for (auto const rule : rules) {
    for (auto const* const what : {"share_before", "share_after", "gained", "lost"}) {
      columns.push_back(fmt::format("{}_{}", subject.standard().rules[rule].id, what));
    }
  }
  return columns;
}

Row area_row(compare::AreaChange const& area, city::AreaLevel level, std::vector<standard::RuleIndex> const& rules) {
  auto const sums = words::sums_of(area);
  Row row{std::string{id_of(level)},
          cell(area.code),
          cell(area.name),
          cell(area.people_before),
          cell(area.people_after),
          cell(area.needs_before.share()),
          cell(area.needs_after.share()),
          cell(needs_difference(area)),
          cell(sums.gained),
          cell(sums.lost)};
  for (auto const effect : effects_of(area.needs)) {
    row.emplace_back(effect);
  }
  for (auto const rule : rules) {
    auto const& change = area.rules[rule];
    row.push_back(cell(share_of(change.before)));
    row.push_back(cell(share_of(change.after)));
    row.push_back(cell(change.gained));
    row.push_back(cell(change.lost));
  }
  return row;
}

void add_areas(tables::Layer& layer, ChangeSubject const& subject, compare::LevelChange const& level) {
  auto const rules = changed_rules(subject.comparison().city);
  for (auto const& area : level.areas) {
    auto const& shape =
        area.after != walk::none ? subject.after().areas[area.after].shape : subject.before().areas[area.before].shape;
    layer.features.push_back({shape, area_row(area, level.level, rules)});
  }
}

/// The stands of an outlet as one sort of place.
void add_stands(tables::Layer& layer, ChangeSubject const& subject, OutletChange const& change,
                city::Outlet const& outlet, std::string_view what) {
  for (auto const& stand : outlet.stands) {
    layer.features.push_back(
        {stand.at,
         {std::string{what}, std::to_string(outlet.id.value()), cell(outlet.name),
          change.before == nullptr ? tables::Value{} : cell(kind_ids(subject.before(), *change.before)),
          change.after == nullptr ? tables::Value{} : cell(kind_ids(subject.after(), *change.after)),
          cell(outlet.address)}});
  }
}

}  // namespace

tables::Layer changed_area_layer(ChangeSubject const& subject, compare::LevelChange const& level) {
  tables::Layer layer{fmt::format("areas_{}", id_of(level.level)),
                      area_columns(subject, changed_rules(subject.comparison().city)),
                      {},
                      changed_areas_style(subject.messages)};
  add_areas(layer, subject, level);
  return layer;
}

tables::Layer changed_areas_layer(ChangeSubject const& subject) {
  tables::Layer layer{"areas", area_columns(subject, changed_rules(subject.comparison().city)), {}, {}};
  for (auto const& level : subject.comparison().levels) {
    add_areas(layer, subject, level);
  }
  return layer;
}

tables::Layer changed_homes_layer(ChangeSubject const& subject) {
  auto table = change_homes_table(subject);
  tables::Layer layer{"homes", std::move(table.columns), {}, changed_homes_style(subject.messages)};
  auto const homes = changed_homes(subject);
  for (std::size_t i = 0; i < homes.size(); ++i) {
    layer.features.push_back({subject.after().homes[homes[i].after].door, std::move(table.rows[i])});
  }
  return layer;
}

tables::Layer changed_outlets_layer(ChangeSubject const& subject) {
  tables::Layer layer{"outlets",
                      {"change", "outlet", "name", "kinds_before", "kinds_after", "address"},
                      {},
                      changed_outlets_style(subject.messages)};
  for (auto const& change : outlet_changes(subject)) {
    if (change.what == OutletChange::What::moved) {
      add_stands(layer, subject, change, *change.before, "moved_away");
      add_stands(layer, subject, change, *change.after, "moved_here");
    } else {
      add_stands(layer, subject, change, change.latest(), id_of(change.what));
    }
  }
  return layer;
}

std::vector<tables::Layer> change_layers(ChangeSubject const& subject) {
  std::vector<tables::Layer> all;
  for (auto const& level : subject.comparison().levels) {
    all.push_back(changed_area_layer(subject, level));
  }
  all.push_back(changed_homes_layer(subject));
  all.push_back(changed_outlets_layer(subject));
  return all;
}

}  // namespace linquan::report
