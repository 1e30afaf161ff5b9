#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "linquan/geo/point.h"
#include "linquan/reach/walker.h"
#include "linquan/walk/graph.h"

namespace linquan::reach {

/// A node of these streets, numbered along Hilbert's curve; not walk::NodeIndex.
using Node = std::uint32_t;
/// An edge as the graph numbers it; pieces and streets that a change added come after them.
using Edge = walk::EdgeIndex;

/// A door as the streets see it: where on an edge, and how far from there to its two ends.
struct Place {
  Edge edge = walk::none;                ///< `walk::none`: joined to no street
  std::uint32_t offset_millimetres = 0;  ///< from the edge's start: the order along it
  Tenths along = 0;                      ///< from the edge's start, without waits
  Tenths to_start = 0;                   ///< with the waits at that end
  Tenths to_end = 0;
  Tenths door = 0;  ///< from the door to the edge
  friend bool operator==(Place const&, Place const&) = default;
};

/// A straight new way between two places: a footbridge, a passage.
struct NewStreet {
  walk::Access from;
  walk::Access to;
  std::uint32_t length_millimetres = 0;
  bool stairs = false;
};

/// The streets as one walker walks them: who may pass is decided, every edge has its time.
///
/// A value: copies share what neither changed. Edges that would take longer than 65,534
/// tenths are left out and counted.
class Streets {
 public:
  struct Arc {
    Node to = 0;
    Edge edge = 0;
    Tenths time = 0;
  };
  struct Ends {
    Node from = 0;
    Node to = 0;
    Tenths time = 0;
    bool forward = false;
    bool backward = false;
  };

  /// Borrows the graph for its whole life.
  Streets(walk::Graph const& graph, Walker const& walker);

  [[nodiscard]] Walker const& walker() const;
  [[nodiscard]] walk::Graph const& graph() const;
  [[nodiscard]] std::uint32_t node_count() const { return node_count_; }
  [[nodiscard]] std::uint32_t edge_count() const { return edge_count_; }
  [[nodiscard]] std::uint32_t edges_too_long() const;
  /// Whether anything differs from the graph: places made before are then to be asked for with current().
  [[nodiscard]] bool changed() const { return patch_ != nullptr; }

  /// Arcs that leave a node, and arcs that arrive at it (`to` is then where they come from).
  [[nodiscard]] std::span<Arc const> leaving(Node node) const {
    return patch_ ? patched(node, true) : leaving_.at(node);
  }
  [[nodiscard]] std::span<Arc const> arriving(Node node) const {
    return patch_ ? patched(node, false) : arriving_.at(node);
  }
  [[nodiscard]] Ends const& ends(Edge edge) const;
  [[nodiscard]] geo::Point at(Node node) const;
  /// Between two offsets along an edge, `from` ≤ `to`, both ends included.
  [[nodiscard]] std::vector<geo::Point> line(Edge edge, std::uint32_t from_millimetres,
                                             std::uint32_t to_millimetres) const;
  [[nodiscard]] std::uint32_t length_millimetres(Edge edge) const;

  /// An access of the city's; `walk::none` stays joined to nothing.
  [[nodiscard]] Place place(walk::Access const& access) const;
  /// A place that was made before a change: on a cut edge it lies on one of the pieces.
  [[nodiscard]] Place current(Place const& place) const;
  /// Straight along the edge both places lie on; `absent` where that may not be walked, or they lie on two edges.
  [[nodiscard]] Tenths along(Place const& from, Place const& to) const;
  /// The two of a place as somebody arrives at it: on an inner street also its *in* copy. Ends with one or two.
  [[nodiscard]] std::vector<Place> goals(walk::Access const& access) const;

  /// Nobody, or everybody who may, walks the edge. Opening a gate that was mapped as closed works too.
  void set_open(Edge edge, bool open);
  /// The whole edge takes `time`; its waits are part of it.
  void set_time(Edge edge, Tenths time);
  /// Cuts the edges at both places and joins them; the number of the new edge.
  Edge add(NewStreet const& street);
  /// The edge itself or, where it was cut, its pieces in order.
  [[nodiscard]] std::vector<Edge> pieces(Edge edge) const;
  /// The edge and everything that was ever cut from it.
  [[nodiscard]] std::vector<Edge> family(Edge edge) const;
  /// Whether any street may be quicker than its length says: straight lines then bound nothing.
  [[nodiscard]] bool bounded_by_length() const;

 private:
  /// Arcs of all nodes in one flat array that the base owns.
  struct Star {
    std::uint32_t const* first = nullptr;
    Arc const* arcs = nullptr;
    [[nodiscard]] std::span<Arc const> at(Node node) const { return {arcs + first[node], arcs + first[node + 1]}; }
  };
  struct Base;
  struct Patch;
  struct Stretch;
  class Maker;

  [[nodiscard]] std::span<Arc const> patched(Node node, bool leaving) const;
  Patch& patch();
  [[nodiscard]] Stretch stretch(Edge edge) const;
  [[nodiscard]] Place place_on(Edge edge, std::uint32_t offset_millimetres) const;
  void set_ends(Edge edge, Ends const& ends);
  Node cut(walk::Access const& access);

  std::shared_ptr<Base const> base_;
  std::shared_ptr<Patch> patch_;  ///< null: nothing changed
  Star leaving_;
  Star arriving_;
  std::uint32_t node_count_ = 0;
  std::uint32_t edge_count_ = 0;
};

}  // namespace linquan::reach
