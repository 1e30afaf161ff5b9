#include "summary.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "level_word.h"
#include "linquan/answers/placing_word.h"
#include "linquan/walk/graph.h"

namespace linquan::cli {
namespace {

constexpr std::uint32_t near_millimetres = 60'000;

std::string name_of(city::HomeSource source) {
  switch (source) {
    case city::HomeSource::entrance:
      return "entrance";
    case city::HomeSource::building:
      return "building";
    case city::HomeSource::table:
      return "table";
    case city::HomeSource::street:
      return "street";
  }
  return {};
}

bool is_street(walk::Traits const& traits) {
  return traits.zone != walk::Zone::in && traits.kind != walk::StreetKind::plaza &&
         traits.kind != walk::StreetKind::straight && traits.kind != walk::StreetKind::gate;
}

void count_streets(walk::Graph const& streets, Summary& summary) {
  summary.walk_nodes = streets.nodes.size();
  summary.walk_edges = streets.edges.size();
  for (auto const& edge : streets.edges) {
    if (is_street(streets.traits[edge.traits])) {
      summary.walk_length.count += edge.length_millimetres;
    }
  }
  summary.components = streets.component_millimetres.size();
  std::uint64_t all = 0;
  for (auto const length : streets.component_millimetres) {
    all += length;
  }
  if (all > 0) {
    summary.component_main_share =
        static_cast<double>(streets.component_millimetres.front()) / static_cast<double>(all);
  }
}

void count_homes(city::City const& city, Summary& summary) {
  summary.buildings = city.report.buildings;
  summary.dwellings = city.report.dwellings;
  summary.people_given = city.report.people_given;
  summary.people_unplaced = city.report.people_unplaced;
  summary.homes = city.homes.size();
  for (auto const& home : city.homes) {
    ++summary.homes_by_source[name_of(home.kind)];
    summary.people += home.people.all;
    summary.ages.all += home.people.all;
    summary.ages.age_0_14 += home.people.age_0_14;
    summary.ages.age_60 += home.people.age_60;
    summary.ages.age_70 += home.people.age_70;
    if (home.access.edge == walk::none) {
      ++summary.homes_unsnapped;
    } else if (home.access.door_millimetres <= near_millimetres) {
      ++summary.homes_within_60m;
    }
  }
}

void count_outlets(city::City const& city, Summary& summary) {
  std::vector<std::uint64_t> by_kind(city.kind_ids.size());
  summary.outlets = city.outlets.size();
  for (auto const& outlet : city.outlets) {
    for (auto const kind : outlet.kinds) {
      ++by_kind.at(kind);
    }
    for (auto const& mark : outlet.marks) {
      ++summary.outlets_by_mark[mark];
    }
    ++summary.outlets_by_placing[std::string{answers::placing_word(outlet.placing)}];
    if (outlet.stands.empty()) {
      ++summary.outlets_unplaced;
    } else if (std::ranges::all_of(outlet.stands, [](city::Stand const& stand) { return stand.accesses.empty(); })) {
      ++summary.outlets_not_joined;
    }
    if (std::ranges::none_of(outlet.stands, [](city::Stand const& stand) { return stand.hours.has_value(); })) {
      ++summary.outlets_without_hours;
    }
  }
  for (std::size_t kind = 0; kind < by_kind.size(); ++kind) {
    if (by_kind[kind] == 0) {
      summary.kinds_without_outlet.push_back(city.kind_ids[kind]);
    } else {
      summary.outlets_by_kind[city.kind_ids[kind]] = by_kind[kind];
    }
  }
  summary.doubles = city.report.doubles.size();
}

void count_areas(city::City const& city, Summary& summary) {
  for (auto const& area : city.areas) {
    ++summary.areas_by_level[std::string{level_word(area.level)}];
    if (area.level == city::AreaLevel::compound) {
      ++summary.compounds;
      summary.compounds_closed += area.closed ? 1 : 0;
    }
  }
  summary.gates = city.streets.gates.size();
  summary.gates_inferred = static_cast<std::uint64_t>(std::ranges::count_if(city.streets.gates, &walk::Gate::inferred));
  summary.candidates = city.candidates.size();
  summary.skipped = city.report.skipped;
}

}  // namespace

Summary summarise(city::City const& city) {
  Summary summary;
  count_streets(city.streets, summary);
  count_homes(city, summary);
  count_outlets(city, summary);
  count_areas(city, summary);
  return summary;
}

std::vector<FarHome> farthest_homes(city::City const& city, std::size_t count) {
  std::vector<FarHome> homes;
  for (auto const& unsnapped : city.report.unsnapped) {
    homes.push_back({unsnapped.home, unsnapped.source, unsnapped.at, unsnapped.reason, unsnapped.metres});
  }
  for (auto const& home : city.homes) {
    if (home.access.edge != walk::none) {
      homes.push_back({home.id, home.source, home.door, {}, (home.access.door_millimetres + 500) / 1000});
    }
  }
  auto const order = [](FarHome const& a, FarHome const& b) {
    return std::tuple{a.reason.empty(), b.metres, a.home} < std::tuple{b.reason.empty(), a.metres, b.home};
  };
  auto const kept = std::min(count, homes.size());
  std::ranges::partial_sort(homes, homes.begin() + static_cast<std::ptrdiff_t>(kept), order);
  homes.resize(kept);
  return homes;
}

}  // namespace linquan::cli
