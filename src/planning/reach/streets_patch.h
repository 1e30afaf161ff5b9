#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "linquan/reach/streets.h"

namespace linquan::reach {

/// Which part of which edge of the graph this is, and what its running sums are.
struct Streets::Stretch {
  Edge source = walk::none;  ///< edge of the graph; a new street is its own source
  std::uint32_t begin = 0;   ///< millimetres from the source's start
  std::uint32_t length = 0;
  /// Where a change set the time: of the part [timed_begin, timed_begin + timed_length) of the source.
  Tenths timed = absent;
  std::uint32_t timed_begin = 0;
  std::uint32_t timed_length = 0;
};

struct Streets::Base {
  struct Arcs {
    std::vector<std::uint32_t> first;  ///< node_count + 1
    std::vector<Arc> arcs;
    [[nodiscard]] Star star() const { return {first.data(), arcs.data()}; }
  };

  walk::Graph const* graph = nullptr;
  Walker walker;
  persons::Person pace;
  std::vector<walk::NodeIndex> graph_node;  ///< by Node
  std::vector<Ends> ends;
  Arcs leaving;
  Arcs arriving;
  std::uint32_t edges_too_long = 0;
};

/// What is different from the base. Small: it is copied with every change.
struct Streets::Patch {
  struct Line {
    geo::Point from;
    geo::Point to;
    bool stairs = false;
  };

  /// Which nodes and edges stand below: nearly all questions are about others. What was added always does.
  std::vector<bool> node_differs;
  std::vector<bool> edge_differs;
  [[nodiscard]] bool has_node(Node node) const { return node >= node_differs.size() || node_differs[node]; }
  [[nodiscard]] bool has_edge(Edge edge) const { return edge >= edge_differs.size() || edge_differs[edge]; }

  std::unordered_map<Edge, Ends> ends;
  std::unordered_map<Edge, Stretch> stretches;       ///< pieces, new streets, and edges with a set time
  std::unordered_map<Edge, std::vector<Edge>> cuts;  ///< pieces in order
  std::unordered_map<Edge, Line> lines;              ///< of new streets
  std::unordered_map<Node, std::vector<Arc>> leaving;
  std::unordered_map<Node, std::vector<Arc>> arriving;
  std::vector<geo::Point> nodes;  ///< beyond those of the base
  bool bounded_by_length = true;
};

}  // namespace linquan::reach
