#include "linquan/tiles/places.h"

#include <algorithm>
#include <tuple>

namespace linquan::tiles {
namespace {

Points::Entry entry(geo::Point at, std::uint32_t number, std::uint32_t part = 0) {
  auto const world = world_of(at);
  return {morton(world), world, number, part};
}

geo::Box box_of_edge(walk::Graph const& graph, walk::EdgeIndex edge) {
  geo::Box box;
  box.add(graph.nodes[graph.edges[edge].from]);
  box.add(graph.nodes[graph.edges[edge].to]);
  for (auto const p : graph.inner_points(edge)) {
    box.add(p);
  }
  return box;
}

/// Streets that stand there: neither the second copy of an inner street nor what only joins others.
bool is_shown(walk::Graph const& graph, walk::EdgeIndex edge) {
  auto const is_copy =
      edge >= graph.inner_first + graph.inner_count && edge < graph.inner_first + 2 * graph.inner_count;
  auto const kind = graph.traits_of(edge).kind;
  return !is_copy && kind != walk::StreetKind::gate && kind != walk::StreetKind::straight &&
         kind != walk::StreetKind::plaza;
}

}  // namespace

Points::Points(std::vector<Entry> entries) : entries_{std::move(entries)} {
  std::ranges::sort(entries_, {}, [](Entry const& it) { return std::tuple{it.code, it.number, it.part}; });
}

std::span<Points::Entry const> Points::in(TileId tile) const {
  auto const codes = codes_of(tile);
  auto const first = std::ranges::lower_bound(entries_, codes.first, {}, &Entry::code);
  auto const last = std::ranges::upper_bound(first, entries_.end(), codes.last, {}, &Entry::code);
  return {first, last};
}

Points outlet_places(city::City const& city) {
  std::vector<Points::Entry> entries;
  for (std::uint32_t i = 0; i < city.outlets.size(); ++i) {
    auto const& stands = city.outlets[i].stands;
    for (std::uint32_t part = 0; part < stands.size(); ++part) {
      entries.push_back(entry(stands[part].at, i, part));
    }
  }
  return Points{std::move(entries)};
}

Ground::Ground(city::City const& city) {
  std::vector<Points::Entry> homes;
  homes.reserve(city.homes.size());
  for (std::uint32_t i = 0; i < city.homes.size(); ++i) {
    homes.push_back(entry(city.homes[i].door, i));
  }
  homes_ = Points{std::move(homes)};
  std::vector<Points::Entry> gates;
  for (std::uint32_t i = 0; i < city.gates.size(); ++i) {
    gates.push_back(entry(city.streets.gates[city.gates[i].graph_gate].at, i));
  }
  gates_ = Points{std::move(gates)};
  std::vector<geo::Box> boxes;
  for (walk::EdgeIndex edge = 0; edge < city.streets.edges.size(); ++edge) {
    if (is_shown(city.streets, edge)) {
      edge_numbers_.push_back(edge);
      boxes.push_back(box_of_edge(city.streets, edge));
    }
  }
  edges_ = geo::BoxIndex{boxes};
  boxes.clear();
  for (auto const& area : city.areas) {
    boxes.push_back(geo::box_of(area.shape));
  }
  areas_ = geo::BoxIndex{boxes};
}

std::vector<std::uint32_t> Ground::edges(TileId tile, std::int32_t margin) const {
  std::vector<std::uint32_t> found;
  edges_.visit(box_of(tile, margin), [&](std::uint32_t i) { found.push_back(edge_numbers_[i]); });
  std::ranges::sort(found);
  return found;
}

std::vector<std::uint32_t> Ground::areas(city::City const& city, city::AreaLevel level, TileId tile,
                                         std::int32_t margin) const {
  std::vector<std::uint32_t> found;
  areas_.visit(box_of(tile, margin), [&](std::uint32_t i) {
    if (city.areas[i].level == level) {
      found.push_back(i);
    }
  });
  std::ranges::sort(found);
  return found;
}

}  // namespace linquan::tiles
