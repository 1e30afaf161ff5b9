#include "previous_pairs.h"

#include "previous_near.h"

namespace linquan::city {
namespace {

/// A door, gate or shop is drawn a few metres elsewhere by the next surveyor; neighbours are farther apart.
constexpr std::int64_t home_metres = 15;
constexpr std::int64_t gate_metres = 10;
/// A thing that its source still knows by the same name has been moved on the map up to here, beyond it in the world.
constexpr std::int64_t moved_metres = 100;

constexpr bool within(Millimetres away, std::int64_t metres) {
  return away.count <= metres * 1000;
}

}  // namespace

bool names_a_row(SourceRef const& source) {
  return source.find('!') != SourceRef::npos;
}

namespace {

/// Homes and gates have a place and a source, and no name of their own.
struct Placed {
  std::uint64_t id = 0;
  geo::Point at;
  std::string_view source;
  std::uint64_t belongs_to = 0;  ///< both must belong to the same thing to be matched by place
};

/// 0 same source and place, 1 same place, 2 same source and not far, 3 doubtful: moved far, or only the same row.
std::vector<Pair> pair_placed(std::vector<Placed> const& now, std::vector<Placed> const& was, std::int64_t metres) {
  Near near;
  ByText by_source;
  for (std::uint32_t i = 0; i < was.size(); ++i) {
    near.add(was[i].at, i);
    by_source.add(was[i].source, i);
  }
  near.build();
  std::vector<Pair> pairs;
  for (std::uint32_t i = 0; i < now.size(); ++i) {
    auto const& thing = now[i];
    near.visit(thing.at, metres, [&](std::uint32_t other, Millimetres away) {
      auto const same_source = was[other].source == thing.source;
      if (same_source || was[other].belongs_to == thing.belongs_to) {
        pairs.push_back({same_source ? 0 : 1, away.count, was[other].id, thing.id, other, i, same_source ? 1000 : 900});
      }
    });
    auto const row = names_a_row(SourceRef{thing.source});
    for (auto const other : by_source.at(thing.source)) {
      auto const away = geo::distance(thing.at, was[other].at);
      if (within(away, metres)) {
        continue;
      }
      auto const close = within(away, moved_metres);
      if (close && !row) {
        pairs.push_back({2, away.count, was[other].id, thing.id, other, i, 800});
      } else if (close || !row) {
        pairs.push_back({3, away.count, was[other].id, thing.id, other, i, 500, true});
      }
    }
  }
  return pairs;
}

std::vector<Placed> placed_homes(City const& city) {
  std::vector<Placed> placed;
  placed.reserve(city.homes.size());
  for (auto const& home : city.homes) {
    placed.push_back({home.id.value(), home.door, home.source});
  }
  return placed;
}

std::vector<Placed> placed_gates(City const& city) {
  std::vector<Placed> placed;
  placed.reserve(city.gates.size());
  for (auto const& gate : city.gates) {
    auto const compound = gate.compound == walk::none ? 0 : city.areas[gate.compound].id.value();
    placed.push_back({gate.id.value(), city.streets.gates[gate.graph_gate].at, gate.source, compound});
  }
  return placed;
}

}  // namespace

std::vector<Pair> pair_homes(City const& now, City const& was) {
  return pair_placed(placed_homes(now), placed_homes(was), home_metres);
}

std::vector<Pair> pair_gates(City const& now, City const& was) {
  return pair_placed(placed_gates(now), placed_gates(was), gate_metres);
}

}  // namespace linquan::city
