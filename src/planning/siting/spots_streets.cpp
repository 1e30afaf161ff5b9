#include "spots_streets.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "linquan/siting/sites.h"
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

std::string const& name_of(walk::Graph const& graph, walk::EdgeIndex edge) {
  static std::string const nothing;
  auto const street = graph.edges[edge].street;
  auto const name = street == walk::none ? walk::none : graph.streets[street].name;
  return name == walk::none ? nothing : graph.names[name];
}

/// The least other name at a node; empty where there is none.
std::string crossing_name(walk::Graph const& graph, walk::NodeIndex node, std::string const& own) {
  std::string least;
  for (walk::EdgeIndex edge = 0; edge < graph.edges.size(); ++edge) {
    auto const& it = graph.edges[edge];
    if (it.from != node && it.to != node) {
      continue;
    }
    auto const& name = name_of(graph, edge);
    if (!name.empty() && name != own && (least.empty() || name < least)) {
      least = name;
    }
  }
  return least;
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

std::string street_of(walk::Graph const& graph, walk::Access const& access) {
  if (access.edge == walk::none) {
    return {};
  }
  auto const& edge = graph.edges[access.edge];
  auto const own = name_of(graph, access.edge);
  auto const nearer = access.offset_millimetres * std::uint64_t{2} <= edge.length_millimetres;
  auto other = crossing_name(graph, nearer ? edge.from : edge.to, own);
  if (other.empty()) {
    other = crossing_name(graph, nearer ? edge.to : edge.from, own);
  }
  if (own.empty() || other.empty()) {
    return own.empty() ? other : own;
  }
  return own + " / " + other;
}

}  // namespace linquan::siting
