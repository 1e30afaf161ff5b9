#include "linquan/report/layers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>

#include "cells.h"
#include "linquan/report/sheets.h"
#include "names.h"
#include "qml.h"

namespace linquan::report {
namespace {

/// The middle of homes, weighed by people; whole numbers, so that every machine finds the same place.
geo::Point middle_of(city::City const& city, standard::Gap const& gap) {
  __extension__ using Wide = __int128;
  Wide lon = 0;
  Wide lat = 0;
  Wide all = 0;
  for (auto const home : gap.homes) {
    auto const weight = std::max<std::int64_t>(city.homes[home].people.all.count, 1);
    lon += Wide{city.homes[home].door.lon} * weight;
    lat += Wide{city.homes[home].door.lat} * weight;
    all += weight;
  }
  return all == 0 ? geo::Point{}
                  : geo::Point{static_cast<std::int32_t>(lon / all), static_cast<std::int32_t>(lat / all)};
}

/// The rows of `areas.csv` of one level, with shapes; `outside` has none and is left out.
void add_areas(tables::Layer& layer, tables::Sheet const& table, standard::LevelScores const& level,
               Subject const& subject) {
  std::string const wanted{id_of(level.level)};
  auto area = level.areas.begin();
  for (auto const& row : table.rows) {
    if (std::get<std::string>(row.front()) == wanted && area != level.areas.end()) {
      layer.features.push_back({subject.city.areas[area->area].shape, row});
      ++area;
    }
  }
}

std::string kinds_text(city::City const& city, city::Outlet const& outlet) {
  std::string ids;
  for (auto const kind : outlet.kinds) {
    ids += (ids.empty() ? "" : ";") + city.kind_ids[kind];
  }
  return ids;
}

}  // namespace

tables::Layer homes_layer(Subject const& subject) {
  tables::Layer layer{"homes", home_columns(subject), {}, homes_style(subject.messages)};
  auto const needs = home_needs(subject);
  layer.features.reserve(needs.size());
  for (std::size_t i = 0; i < needs.size(); ++i) {
    layer.features.push_back({subject.city.homes[i].door, home_row(subject, needs[i], i)});
  }
  return layer;
}

tables::Layer area_layer(Subject const& subject, standard::LevelScores const& level) {
  auto const table = areas_table(subject);
  tables::Layer layer{fmt::format("areas_{}", id_of(level.level)), table.columns, {}, areas_style(subject.messages)};
  add_areas(layer, table, level, subject);
  return layer;
}

tables::Layer areas_layer(Subject const& subject) {
  auto const table = areas_table(subject);
  tables::Layer layer{"areas", table.columns, {}, {}};
  for (auto const& level : subject.scores().levels) {
    add_areas(layer, table, level, subject);
  }
  return layer;
}

tables::Layer gaps_layer(Subject const& subject) {
  auto table = gaps_table(subject);
  tables::Layer layer{"gaps", std::move(table.columns), {}, gaps_style(subject.messages)};
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    layer.features.push_back({middle_of(subject.city, subject.evaluation.gaps[i]), std::move(table.rows[i])});
  }
  return layer;
}

tables::Layer outlets_layer(Subject const& subject) {
  tables::Layer layer{
      "outlets", {"outlet", "name", "kinds", "address", "telephone"}, {}, outlets_style(subject.messages)};
  for (auto const& outlet : subject.city.outlets) {
    for (auto const& stand : outlet.stands) {
      layer.features.push_back({stand.at,
                                {fmt::to_string(outlet.id.value()), cell(outlet.name), kinds_text(subject.city, outlet),
                                 cell(outlet.address), cell(outlet.telephone)}});
    }
  }
  return layer;
}

tables::Layer sites_layer(Subject const& subject) {
  tables::Layer layer{"sites", {"rank", "name", "kind", "people", "cost"}, {}, sites_style(subject.messages)};
  for (auto const& proposal : subject.sites->plan.proposals) {
    auto const& want = subject.sites->wants[proposal.want];
    layer.features.push_back({proposal.spot.at,
                              {cell(std::uint64_t{layer.features.size() + 1}), cell(site_name(subject, proposal.spot)),
                               want.kinds.empty() ? tables::Value{} : cell(want.kinds.front()), cell(proposal.people),
                               cost_cell(proposal.cost)}});
  }
  return layer;
}

std::vector<tables::Layer> layers(Subject const& subject) {
  std::vector<tables::Layer> all;
  for (auto const& level : subject.scores().levels) {
    all.push_back(area_layer(subject, level));
  }
  all.push_back(homes_layer(subject));
  all.push_back(outlets_layer(subject));
  all.push_back(gaps_layer(subject));
  if (subject.sites != nullptr) {
    all.push_back(sites_layer(subject));
  }
  return all;
}

}  // namespace linquan::report
