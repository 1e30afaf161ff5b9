#include "linquan/walk/street_of.h"

#include <cstdint>

namespace linquan::walk {
std::string const& street_name(Graph const& graph, EdgeIndex edge) {
  static std::string const nothing;
  auto const street = graph.edges[edge].street;
  auto const name = street == none ? none : graph.streets[street].name;
  return name == none ? nothing : graph.names[name];
}

namespace {

/// The least other name at a node; empty where there is none.
std::string crossing_name(Graph const& graph, NodeIndex node, std::string const& own) {
  std::string least;
  for (EdgeIndex edge = 0; edge < graph.edges.size(); ++edge) {
    auto const& it = graph.edges[edge];
    if (it.from != node && it.to != node) {
      continue;
    }
    auto const& name = street_name(graph, edge);
    if (!name.empty() && name != own && (least.empty() || name < least)) {
      least = name;
    }
  }
  return least;
}

}  // namespace

std::string street_of(Graph const& graph, Access const& access) {
  if (access.edge == none) {
    return {};
  }
  auto const& edge = graph.edges[access.edge];
  auto const own = street_name(graph, access.edge);
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

std::string street_at(Graph const& graph, NodeIndex node) {
  return crossing_name(graph, node, {});
}

}  // namespace linquan::walk
