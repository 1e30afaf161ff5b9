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

/// Ranks: 0 same source and place, 1 same place, 2 same source and not far, 3 doubtful: moved far, or only the same
/// row.
class PlacedPairs {
 public:
  PlacedPairs(std::vector<Placed> const& now, std::vector<Placed> const& was, std::int64_t metres)
      : now_{now}, was_{was}, metres_{metres} {
    for (std::uint32_t i = 0; i < was.size(); ++i) {
      near_.add(was[i].at, i);
      by_source_.add(was[i].source, i);
    }
    near_.build();
  }

  [[nodiscard]] std::vector<Pair> all() const {
    std::vector<Pair> pairs;
    for (std::uint32_t i = 0; i < now_.size(); ++i) {
      add_in_place(i, pairs);
      add_moved(i, pairs);
    }
    return pairs;
  }

 private:
  void add_in_place(std::uint32_t i, std::vector<Pair>& pairs) const {
    auto const& thing = now_[i];
    near_.visit(thing.at, metres_, [&](std::uint32_t other, Millimetres away) {
      auto const& before = was_[other];
      auto const same_source = before.source == thing.source;
      if (same_source || before.belongs_to == thing.belongs_to) {
        pairs.push_back({same_source ? 0 : 1, away.count, before.id, thing.id, other, i, same_source ? 1000 : 900});
      }
    });
  }

  void add_moved(std::uint32_t i, std::vector<Pair>& pairs) const {
    auto const& thing = now_[i];
    auto const row = names_a_row(SourceRef{thing.source});
    for (auto const other : by_source_.at(thing.source)) {
      auto const& before = was_[other];
      auto const away = geo::distance(thing.at, before.at);
      if (within(away, metres_)) {
        continue;
      }
      auto const close = within(away, moved_metres);
      if (close && !row) {
        pairs.push_back({2, away.count, before.id, thing.id, other, i, 800});
      } else if (close || !row) {
        pairs.push_back({3, away.count, before.id, thing.id, other, i, 500, true});
      }
    }
  }

  std::vector<Placed> const& now_;
  std::vector<Placed> const& was_;
  std::int64_t metres_;
  Near near_;
  ByText by_source_;
};

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
  auto const homes = placed_homes(now);
  auto const before = placed_homes(was);
  return PlacedPairs{homes, before, home_metres}.all();
}

std::vector<Pair> pair_gates(City const& now, City const& was) {
  auto const gates = placed_gates(now);
  auto const before = placed_gates(was);
  return PlacedPairs{gates, before, gate_metres}.all();
}

}  // namespace linquan::city
