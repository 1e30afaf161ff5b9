#include "linquan/city/mix.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "linquan/city/people.h"
#include "linquan/walk/route.h"
#include "snap.h"

namespace linquan::city {
namespace {

bool is_compound(Area const& area) {
  return area.level == AreaLevel::compound;
}

/// Each area's number among the compounds, or among the others.
std::vector<std::uint32_t> ranks_of(std::vector<Area> const& areas) {
  std::vector<std::uint32_t> ranks;
  std::uint32_t compounds = 0;
  std::uint32_t others = 0;
  for (auto const& area : areas) {
    ranks.push_back(is_compound(area) ? compounds++ : others++);
  }
  return ranks;
}

std::vector<Area> areas_of(City const& city, bool compounds) {
  std::vector<Area> areas;
  std::ranges::copy_if(city.areas, std::back_inserter(areas),
                       [&](Area const& area) { return is_compound(area) == compounds; });
  return areas;
}

std::uint32_t at(std::vector<std::uint32_t> const& numbers, std::uint32_t index) {
  return index == walk::none ? walk::none : numbers[index];
}

std::vector<Gate> renumbered(std::vector<Gate> gates, std::vector<std::uint32_t> const& numbers) {
  for (auto& gate : gates) {
    gate.compound = at(numbers, gate.compound);
  }
  return gates;
}

/// A graph whose compounds are counted by `numbers` instead of by its city's areas.
walk::Graph renumbered(walk::Graph graph, std::vector<std::uint32_t> const& numbers) {
  for (auto& compound : graph.node_compound) {
    compound = at(numbers, compound);
  }
  for (auto& gate : graph.gates) {
    gate.compound = at(numbers, gate.compound);
  }
  return graph;
}

/// Whether two lists of things that lie in compounds are the same, compounds counted by their ranks.
template <class Thing, class CompoundOf>
bool same_in_compounds(std::vector<Thing> const& a, std::vector<std::uint32_t> const& rank_a,
                       std::vector<Thing> const& b, std::vector<std::uint32_t> const& rank_b,
                       CompoundOf const& compound_of) {
  return std::ranges::equal(a, b, [&](Thing one, Thing other) {
    compound_of(one) = at(rank_a, compound_of(one));
    compound_of(other) = at(rank_b, compound_of(other));
    return one == other;
  });
}

bool same_but_for_compounds(walk::Graph const& a, walk::Graph const& b) {
  auto const rest = [](walk::Graph const& graph) {
    return std::tie(graph.nodes, graph.node_component, graph.edges, graph.points, graph.traits, graph.hours,
                    graph.streets, graph.names, graph.inner_first, graph.inner_count);
  };
  return rest(a) == rest(b);
}

/// An outlet without what the areas make of it and, unless `joined`, without what the streets do.
Outlet bare(Outlet outlet, bool joined) {
  outlet.community = walk::none;
  for (auto& stand : outlet.stands) {
    stand.accesses.resize(joined ? stand.accesses.size() : 0);
  }
  return outlet;
}

/// A home whose areas are counted by their ranks, unless `joined` without what the streets make of it.
Home bare(Home home, std::vector<std::uint32_t> const& ranks, bool joined) {
  home.compound = joined ? at(ranks, home.compound) : walk::none;
  if (!joined) {
    home.access = {};
    home.unsnapped_reason.clear();
  }
  for (auto* const area : {&home.community, &home.subdistrict, &home.district, &home.living_circle}) {
    *area = at(ranks, *area);
  }
  return home;
}

using AreaKey = std::tuple<AreaLevel, std::string, AreaId>;

AreaKey key_of(Area const& area) {
  return area.code.empty() ? AreaKey{area.level, {}, area.id} : AreaKey{area.level, area.code, {}};
}

/// Puts one city together.
class Mixer {
 public:
  explicit Mixer(Parts const& parts) : parts_{parts} {}

  City run() {
    auto const& [streets, outlets, homes] = parts_;
    mixed_.name = homes.name;
    mixed_.box = streets.box;
    mixed_.within = homes.within;
    mixed_.kind_ids = outlets.kind_ids;
    mixed_.inputs = outlets.inputs;
    mixed_.completeness = outlets.completeness;
    mixed_.tool_version = homes.tool_version;
    mixed_.obstacles = streets.obstacles;
    take_areas();
    mixed_.streets = renumbered(streets.streets, compound_number_);
    mixed_.gates = renumbered(streets.gates, compound_number_);
    mixed_.homes = homes.homes;
    mixed_.outlets = outlets.outlets;
    for (auto& home : mixed_.homes) {
      for (auto* const area : {&home.community, &home.subdistrict, &home.district, &home.living_circle}) {
        *area = at(other_number_, *area);
      }
    }
    take_homes();
    take_outlets();
    return std::move(mixed_);
  }

 private:
  /// The streets' compounds first, then the homes' other areas.
  void take_areas() {
    compound_number_.assign(parts_.streets.areas.size(), walk::none);
    other_number_.assign(parts_.homes.areas.size(), walk::none);
    auto const take = [&](City const& from, bool compounds, std::vector<std::uint32_t>& numbers) {
      for (std::size_t i = 0; i < from.areas.size(); ++i) {
        if (is_compound(from.areas[i]) == compounds) {
          numbers[i] = static_cast<std::uint32_t>(mixed_.areas.size());
          mixed_.areas.push_back(from.areas[i]);
        }
      }
    };
    take(parts_.streets, true, compound_number_);
    take(parts_.homes, false, other_number_);
  }

  void take_homes() {
    if (same_streets(parts_.streets, parts_.homes)) {
      auto const ranks = ranks_of(parts_.homes.areas);
      for (auto& home : mixed_.homes) {
        home.compound = at(ranks, home.compound);
      }
      return;
    }
    City strangers;
    std::vector<std::size_t> at_home;
    auto known = parts_.streets.homes.begin();
    for (std::size_t i = 0; i < mixed_.homes.size(); ++i) {
      auto& home = mixed_.homes[i];
      known = std::lower_bound(known, parts_.streets.homes.end(), home.id,
                               [](Home const& other, HomeId id) { return other.id < id; });
      if (known != parts_.streets.homes.end() && known->id == home.id && known->door == home.door) {
        home.access = known->access;
        home.unsnapped_reason = known->unsnapped_reason;
        home.compound = at(compound_number_, known->compound);
      } else {
        at_home.push_back(i);
        strangers.homes.push_back(home);
      }
    }
    join(strangers, at_home);
  }

  /// Joins homes that the streets' city does not know; each goes back to its number.
  void join(City& strangers, std::vector<std::size_t> const& numbers) {
    if (numbers.empty()) {
      return;
    }
    strangers.areas = areas_of(mixed_, true);
    assign_areas(strangers);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      auto& home = mixed_.homes[numbers[i]];
      home.compound = strangers.homes[i].compound;
      auto const snapped = snapper().snap(home.door, snapper().compound_at(home.door), Snapper::For::home);
      home.access = snapped.access;
      home.unsnapped_reason = snapped.reason;
    }
  }

  void take_outlets() {
    auto const alike = same_streets(parts_.streets, parts_.outlets);
    std::map<AreaKey, std::uint32_t> numbers;
    for (std::uint32_t i = 0; i < mixed_.areas.size(); ++i) {
      numbers.emplace(key_of(mixed_.areas[i]), i);
    }
    auto known = parts_.streets.outlets.begin();
    for (auto& outlet : mixed_.outlets) {
      if (outlet.community != walk::none) {
        auto const found = numbers.find(key_of(parts_.outlets.areas[outlet.community]));
        outlet.community = found == numbers.end() ? walk::none : found->second;
      }
      if (alike) {
        continue;
      }
      known = std::lower_bound(known, parts_.streets.outlets.end(), outlet.id,
                               [](Outlet const& other, OutletId id) { return other.id < id; });
      auto const same = known != parts_.streets.outlets.end() && known->id == outlet.id;
      for (auto& stand : outlet.stands) {
        join(stand, same ? &*known : nullptr);
      }
    }
  }

  void join(Stand& stand, Outlet const* known) {
    if (known != nullptr) {
      auto const there = std::ranges::find(known->stands, stand.at, &Stand::at);
      if (there != known->stands.end()) {
        stand.accesses = there->accesses;
        return;
      }
    }
    auto const own = std::move(stand.accesses);
    stand.accesses.clear();
    if (own.size() < 2) {
      add_access(stand, stand.at, 0);
    }
    for (std::size_t i = 0; own.size() > 1 && i < own.size(); ++i) {
      add_access(stand, walk::place_of(parts_.outlets.streets, own[i]), own[i].door_millimetres);
    }
    std::ranges::sort(stand.accesses, {}, [](auto const& access) {
      return std::tuple{access.edge, access.offset_millimetres};
    });
  }

  /// Where a way of `before` millimetres from the stand to `place` goes on to a street.
  void add_access(Stand& stand, geo::Point place, std::uint32_t before) {
    auto access = snapper().snap(place, snapper().compound_at(place), Snapper::For::outlet).access;
    auto const there = std::ranges::any_of(stand.accesses, [&](auto const& it) { return it.edge == access.edge; });
    if (access.edge != walk::none && !there) {
      access.door_millimetres += before;
      stand.accesses.push_back(access);
    }
  }

  /// Made where something has to be joined: it prepares every street.
  Snapper const& snapper() {
    if (!snapper_) {
      snapper_.emplace(mixed_);
    }
    return *snapper_;
  }

  Parts const& parts_;
  City mixed_;
  std::vector<std::uint32_t> compound_number_;  ///< of the streets' areas in the mixed city
  std::vector<std::uint32_t> other_number_;     ///< of the homes' areas
  std::optional<Snapper> snapper_;
};

}  // namespace

bool same_streets(City const& a, City const& b) {
  if (&a == &b) {
    return true;
  }
  auto const rank_a = ranks_of(a.areas);
  auto const rank_b = ranks_of(b.areas);
  return a.obstacles == b.obstacles && areas_of(a, true) == areas_of(b, true) &&
         same_but_for_compounds(a.streets, b.streets) &&
         same_in_compounds(
             a.gates.values(), rank_a, b.gates.values(), rank_b, [](Gate & gate) -> auto& { return gate.compound; }) &&
         same_in_compounds(
             a.streets.gates.values(), rank_a, b.streets.gates.values(), rank_b,
             [](walk::Gate & gate) -> auto& { return gate.compound; }) &&
         same_in_compounds(
             a.streets.node_compound.values(), rank_a, b.streets.node_compound.values(), rank_b,
             [](std::uint32_t & compound) -> auto& { return compound; });
}

bool same_outlets(City const& a, City const& b) {
  auto const joined = same_streets(a, b);
  return a.completeness == b.completeness && a.kind_ids == b.kind_ids &&
         std::ranges::equal(a.outlets, b.outlets, [&](Outlet const& one, Outlet const& other) {
           return bare(one, joined) == bare(other, joined);
         });
}

bool same_homes(City const& a, City const& b) {
  auto const joined = same_streets(a, b);
  auto const rank_a = ranks_of(a.areas);
  auto const rank_b = ranks_of(b.areas);
  return areas_of(a, false) == areas_of(b, false) &&
         std::ranges::equal(a.homes, b.homes, [&](Home const& one, Home const& other) {
           return bare(one, rank_a, joined) == bare(other, rank_b, joined);
         });
}

City mix(Parts const& parts) {
  return Mixer{parts}.run();
}

}  // namespace linquan::city
