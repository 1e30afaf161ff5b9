#include "spots_streets.h"

#include <cstddef>
#include <cstdint>
#include <optional>

#include "linquan/walk/route.h"

namespace linquan::siting {
namespace {

/// Whether doors open to such a street.
bool has_fronts(walk::StreetKind kind) {
  using walk::StreetKind;
  switch (kind) {
    case StreetKind::road:
    case StreetKind::living_street:
    case StreetKind::pedestrian:
    case StreetKind::footway:
    case StreetKind::service:
      return true;
    case StreetKind::path:
    case StreetKind::cycleway:
    case StreetKind::track:
    case StreetKind::corridor:
    case StreetKind::crossing:
    case StreetKind::steps:
    case StreetKind::lift:
    case StreetKind::plaza:
    case StreetKind::straight:
    case StreetKind::gate:
      return false;
  }
  return false;
}

bool is_front(walk::Graph const& graph, walk::EdgeIndex edge, persons::Person const& person) {
  auto const& traits = graph.traits_of(edge);
  if (traits.zone != walk::Zone::open || traits.bridge || traits.tunnel || !has_fronts(traits.kind)) {
    return false;
  }
  return walk::may_walk(graph, edge, walk::Direction::forward, person, std::nullopt) ||
         walk::may_walk(graph, edge, walk::Direction::backward, person, std::nullopt);
}

}  // namespace

std::vector<StreetPoint> street_points(walk::Graph const& graph, Millimetres every, persons::Person const& person) {
  std::vector<StreetPoint> points;
  for (walk::EdgeIndex edge = 0; edge < graph.edges.size(); ++edge) {
    auto const& it = graph.edges[edge];
    std::int64_t const begin = it.start_millimetres;
    // The first half-way mark on the way at or behind the edge's beginning; an edge's end belongs to the next edge.
    auto mark = every.count / 2 + (begin - every.count / 2 + every.count - 1) / every.count * every.count;
    if (mark >= begin + it.length_millimetres || !is_front(graph, edge, person)) {
      continue;
    }
    for (; mark < begin + it.length_millimetres; mark += every.count) {
      auto const along = static_cast<std::uint32_t>(mark - begin);
      walk::Access const access{edge, along, 0};
      points.push_back({walk::place_of(graph, access), access});
    }
  }
  return points;
}

}  // namespace linquan::siting
