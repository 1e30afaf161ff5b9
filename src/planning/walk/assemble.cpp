#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "draft.h"
#include "linquan/geo/point.h"

namespace linquan::walk {
namespace {

bool is_foot_way(StreetKind kind) {
  return kind != StreetKind::road && kind != StreetKind::living_street && kind != StreetKind::service &&
         kind != StreetKind::track && kind != StreetKind::straight && kind != StreetKind::gate;
}

/// One piece of street between two nodes, not yet an edge.
struct Piece {
  std::uint32_t street = 0;
  std::uint32_t first = 0;  ///< positions in the street's vertices
  std::uint32_t last = 0;
  std::uint64_t start = 0;  ///< millimetres along the street
  std::uint64_t length = 0;
  std::uint32_t inner = none;
};

/// Turns a finished draft into a graph: pieces, then nodes as edges ask for them, then gates and components.
class Assembly {
 public:
  explicit Assembly(Draft&& draft)
      : draft_{std::move(draft)}, incidence_{draft_}, open_node_(draft_.vertices.size(), none) {}

  Built run() {
    find_nodes();
    for (std::uint32_t s = 0; s < draft_.streets.size(); ++s) {
      cut(s);
    }
    graph().hours = draft_.plan.hours;
    graph().names = draft_.plan.names;
    street_index_.assign(draft_.streets.size(), none);
    add_barriers();
    for (auto const& piece : pieces_) {
      if (piece.inner == none) {
        add_edge(piece, Zone::open);
      }
    }
    graph().inner_first = edge_count();
    add_inner(Zone::out);
    graph().inner_count = edge_count() - graph().inner_first;
    add_inner(Zone::in);
    add_barrier_edges();
    add_portals();
    find_components();
    built_.compounds = draft_.compounds;
    built_.skipped = draft_.skipped;
    find_doors();
    return std::move(built_);
  }

 private:
  struct Star {
    std::uint32_t vertex = none;
    std::vector<NodeIndex> sides;
  };

  Graph& graph() { return built_.graph; }
  [[nodiscard]] EdgeIndex edge_count() const { return static_cast<EdgeIndex>(built_.graph.edges.size()); }
  [[nodiscard]] std::uint32_t mark(SegmentRef ref) const { return draft_.streets[ref.street].inner[ref.segment]; }

  // ---- which vertices become nodes -------------------------------------------------------------------------------

  void find_nodes() {
    is_node_.assign(draft_.vertices.size(), false);
    for (std::uint32_t v = 0; v < draft_.vertices.size(); ++v) {
      is_node_[v] = must_be_node(v);
    }
  }

  [[nodiscard]] bool must_be_node(std::uint32_t v) const {
    auto const around = incidence_.at(v);
    if (around.size() != 2 || around[0].street != around[1].street || mark(around[0]) != mark(around[1])) {
      return true;
    }
    auto const& street = draft_.streets[around[0].street];
    // A ring's first vertex closes it, although both its segments belong to one street.
    if (street.plan.vertices.front() == v || street.plan.vertices.back() == v) {
      return true;
    }
    auto const& vertex = draft_.vertices[v];
    auto const holds_wait = vertex.signal && is_foot_way(street.plan.traits.kind);
    return vertex.passage != Passage::free || holds_wait || vertex.kerb_millimetres > 0;
  }

  // ---- pieces ----------------------------------------------------------------------------------------------------

  void cut(std::uint32_t s) {
    auto const& street = draft_.streets[s];
    std::uint64_t sum = 0;
    std::optional<Piece> piece;
    auto const finish = [&] {
      if (piece) {
        pieces_.push_back(*piece);
      }
      piece.reset();
    };
    for (std::uint32_t i = 0; i < street.segment_count(); ++i) {
      auto const millimetres = segment_length(street, i);
      auto const usable = street.inner[i] != dropped && millimetres <= straight_millimetres_max;
      if (millimetres > straight_millimetres_max && street.inner[i] != dropped) {
        ++draft_.skipped["edge_too_long"];
      }
      auto const too_long = piece && static_cast<std::int64_t>(piece->length) + millimetres > edge_millimetres_max;
      if (!usable || is_node_[street.plan.vertices[i]] || too_long) {
        finish();
      }
      if (usable) {
        if (!piece) {
          piece = Piece{s, i, i, sum, 0, street.inner[i]};
        }
        piece->last = i + 1;
        piece->length += static_cast<std::uint64_t>(millimetres);
      }
      sum += static_cast<std::uint64_t>(millimetres);
    }
    finish();
  }

  [[nodiscard]] std::int64_t segment_length(DraftStreet const& street, std::uint32_t i) const {
    return geo::distance(draft_.vertices[street.plan.vertices[i]].at, draft_.vertices[street.plan.vertices[i + 1]].at)
        .count;
  }

  // ---- nodes -----------------------------------------------------------------------------------------------------

  NodeIndex add_node(std::uint32_t vertex, std::uint32_t compound) {
    graph().nodes.push_back(draft_.vertices[vertex].at);
    graph().node_compound.push_back(compound);
    return static_cast<NodeIndex>(graph().nodes.size() - 1);
  }

  NodeIndex open_node(std::uint32_t vertex) {
    if (open_node_[vertex] == none) {
      open_node_[vertex] = add_node(vertex, none);
    }
    return open_node_[vertex];
  }

  NodeIndex inner_node(std::uint32_t vertex, std::uint32_t compound, Zone zone) {
    auto const key = (std::uint64_t{compound} << 33) + (std::uint64_t{vertex} << 1) + (zone == Zone::in ? 1 : 0);
    auto const [it, fresh] = inner_nodes_.try_emplace(key, none);
    if (fresh) {
      it->second = add_node(vertex, compound);
    }
    return it->second;
  }

  /// The node at one end of a public piece: its own side of a barrier where one stands there.
  NodeIndex end_node(Piece const& piece, bool at_start) {
    auto const vertex = draft_.streets[piece.street].plan.vertices[at_start ? piece.first : piece.last];
    auto const segment = at_start ? piece.first : piece.last - 1;
    auto const it = sides_.find({vertex, piece.street, segment});
    return it == sides_.end() ? open_node(vertex) : it->second;
  }

  // ---- barriers on public streets --------------------------------------------------------------------------------

  void add_barriers() {
    for (std::uint32_t v = 0; v < draft_.vertices.size(); ++v) {
      if (draft_.vertices[v].passage != Passage::free) {
        add_barrier(v);
      }
    }
  }

  void add_barrier(std::uint32_t v) {
    std::vector<SegmentRef> open;
    for (auto const ref : incidence_.at(v)) {
      if (mark(ref) < dropped) {
        return;  // Between a compound and the street: a portal, not a barrier of the street.
      }
      if (mark(ref) == none) {
        open.push_back(ref);
      }
    }
    if (open.size() < 2) {
      return;
    }
    Star star{v, {}};
    for (auto const ref : open) {
      star.sides.push_back(add_node(v, none));
      sides_.emplace(std::tuple{v, ref.street, ref.segment}, star.sides.back());
    }
    stars_.push_back(std::move(star));
  }

  void add_barrier_edges() {
    for (auto const& star : stars_) {
      auto const& vertex = draft_.vertices[star.vertex];
      Gate gate;
      gate.source_id = vertex.source_id;
      gate.at = vertex.at;
      gate.hours = vertex.hours;
      gate.open = vertex.passage != Passage::closed;
      if (star.sides.size() == 2) {
        gate.node = star.sides[0];
        gate.edges.push_back(add_gate_edge({star.sides[0], star.sides[1], Zone::open, true}, gate));
      } else {
        gate.node = add_node(star.vertex, none);
        for (auto const side : star.sides) {
          gate.edges.push_back(add_gate_edge({side, gate.node, Zone::open, true}, gate));
        }
      }
      graph().gates.push_back(std::move(gate));
    }
  }

  // ---- edges -----------------------------------------------------------------------------------------------------

  std::uint16_t traits_index(Traits const& traits) {
    auto& all = graph().traits;
    auto const found = std::ranges::find(all, traits);
    if (found != all.end()) {
      return static_cast<std::uint16_t>(found - all.begin());
    }
    all.push_back(traits);
    return static_cast<std::uint16_t>(all.size() - 1);
  }

  std::uint32_t street_index(std::uint32_t s) {
    if (street_index_[s] == none) {
      street_index_[s] = static_cast<std::uint32_t>(graph().streets.size());
      graph().streets.push_back({draft_.streets[s].plan.source_id, draft_.streets[s].plan.name});
    }
    return street_index_[s];
  }

  void add_edge(Piece const& piece, Zone zone) {
    auto const& street = draft_.streets[piece.street];
    auto const first = street.plan.vertices[piece.first];
    auto const last = street.plan.vertices[piece.last];
    Edge edge;
    edge.from = zone == Zone::open ? end_node(piece, true) : inner_node(first, piece.inner, zone);
    edge.to = zone == Zone::open ? end_node(piece, false) : inner_node(last, piece.inner, zone);
    edge.start_millimetres = static_cast<std::uint32_t>(piece.start);
    edge.length_millimetres = static_cast<std::uint32_t>(piece.length);
    edge.street = street_index(piece.street);
    edge.first_point = static_cast<std::uint32_t>(graph().points.size());
    edge.point_count = static_cast<std::uint16_t>(piece.last - piece.first - 1);
    for (auto i = piece.first + 1; i < piece.last; ++i) {
      graph().points.push_back(draft_.vertices[street.plan.vertices[i]].at);
    }
    auto traits = street.plan.traits;
    traits.zone = zone;
    if (traits.kind == StreetKind::crossing) {
      traits.kerb_millimetres = std::max(
          {traits.kerb_millimetres, draft_.vertices[first].kerb_millimetres, draft_.vertices[last].kerb_millimetres});
    }
    edge.traits = traits_index(traits);
    set_waits(edge, piece);
    graph().edges.push_back(edge);
  }

  void set_waits(Edge& edge, Piece const& piece) const {
    auto const& plan = draft_.streets[piece.street].plan;
    if (!is_foot_way(plan.traits.kind)) {
      return;
    }
    auto const is_signal = [&](std::uint32_t v) { return draft_.vertices[v].signal; };
    auto const whole_way = plan.own_signal && std::ranges::none_of(plan.vertices, is_signal);
    auto const waits = [&](std::uint32_t position, bool at_way_end) -> std::uint8_t {
      return is_signal(plan.vertices[position]) || (whole_way && at_way_end) ? 1 : 0;
    };
    edge.waits_from = waits(piece.first, piece.first == 0);
    edge.waits_to = waits(piece.last, piece.last + 1 == plan.vertices.size());
  }

  void add_inner(Zone zone) {
    for (auto const& piece : pieces_) {
      if (piece.inner != none) {
        add_edge(piece, zone);
      }
    }
  }

  struct GateEdge {
    NodeIndex from = none;
    NodeIndex to = none;
    Zone zone = Zone::open;
    bool both_ways = false;
  };

  EdgeIndex add_gate_edge(GateEdge const& ends, Gate const& gate) {
    Traits traits;
    traits.kind = StreetKind::gate;
    traits.zone = ends.zone;
    traits.hours = gate.hours;
    traits.forward = gate.open;
    traits.backward = gate.open && ends.both_ways;
    Edge edge;
    edge.from = ends.from;
    edge.to = ends.to;
    edge.first_point = static_cast<std::uint32_t>(graph().points.size());
    edge.traits = traits_index(traits);
    graph().edges.push_back(edge);
    return edge_count() - 1;
  }

  // ---- gates of compounds ----------------------------------------------------------------------------------------

  void add_portals() {
    for (std::uint32_t v = 0; v < draft_.vertices.size(); ++v) {
      auto const around = incidence_.at(v);
      if (std::ranges::none_of(around, [&](auto ref) { return mark(ref) == none; })) {
        continue;
      }
      std::vector<std::uint32_t> compounds;
      for (auto const ref : around) {
        if (mark(ref) < dropped) {
          compounds.push_back(mark(ref));
        }
      }
      std::ranges::sort(compounds);
      compounds.erase(std::unique(compounds.begin(), compounds.end()), compounds.end());
      for (auto const compound : compounds) {
        add_portal(v, compound);
      }
    }
  }

  void add_portal(std::uint32_t v, std::uint32_t compound) {
    auto const& vertex = draft_.vertices[v];
    Gate gate;
    gate.source_id = vertex.source_id;
    gate.at = vertex.at;
    gate.compound = compound;
    gate.hours = vertex.hours;
    gate.inferred = !vertex.barrier;
    gate.open = vertex.passage != Passage::closed;
    gate.node = open_node(v);
    gate.edges.push_back(add_gate_edge({inner_node(v, compound, Zone::out), gate.node, Zone::out, false}, gate));
    gate.edges.push_back(add_gate_edge({gate.node, inner_node(v, compound, Zone::in), Zone::in, false}, gate));
    ++draft_.compounds[compound].gates;
    draft_.compounds[compound].gates_inferred += gate.inferred ? 1 : 0;
    graph().gates.push_back(std::move(gate));
  }

  // ---- components ------------------------------------------------------------------------------------------------

  void find_components() {
    std::vector<NodeIndex> root(graph().nodes.size());
    std::iota(root.begin(), root.end(), 0U);
    auto const find = [&](NodeIndex n) {
      while (root[n] != n) {
        n = root[n] = root[root[n]];
      }
      return n;
    };
    for (EdgeIndex e = 0; e < edge_count(); ++e) {
      auto const& edge = graph().edges[e];
      auto const& traits = graph().traits_of(e);
      if (traits.forward || traits.backward) {
        // The smaller root stays, so that a part is known by its first node.
        auto const a = find(edge.from);
        auto const b = find(edge.to);
        root[std::max(a, b)] = std::min(a, b);
      }
    }
    std::vector<std::uint64_t> length(root.size(), 0);
    for (EdgeIndex e = 0; e < edge_count(); ++e) {
      auto const& traits = graph().traits_of(e);
      // The hundreds of lines across a square are no streets: they would make of a square that nobody can leave a part
      // of many kilometres, in which a home might be caught.
      auto const drawn = traits.kind == StreetKind::plaza || traits.kind == StreetKind::straight;
      if (traits.zone != Zone::in && !drawn) {
        length[find(graph().edges[e].from)] += graph().edges[e].length_millimetres;
      }
    }
    std::vector<NodeIndex> roots;
    for (NodeIndex n = 0; n < root.size(); ++n) {
      if (find(n) == n) {
        roots.push_back(n);
      }
    }
    std::ranges::stable_sort(roots, [&](auto a, auto b) { return length[a] > length[b]; });
    std::vector<std::uint32_t> number(root.size(), none);
    for (std::uint32_t i = 0; i < roots.size(); ++i) {
      number[roots[i]] = i;
      graph().component_millimetres.push_back(length[roots[i]]);
    }
    graph().node_component.resize(root.size());
    for (NodeIndex n = 0; n < root.size(); ++n) {
      graph().node_component[n] = number[find(n)];
    }
  }

  /// A door's access is the start of any of its straight ways: all of them leave from the same node.
  void find_doors() {
    built_.doors.resize(draft_.door_vertices.size());
    std::unordered_map<NodeIndex, std::size_t> wanted;
    for (std::size_t d = 0; d < draft_.door_vertices.size(); ++d) {
      if (draft_.door_vertices[d] != none) {
        wanted[inner_node(draft_.door_vertices[d], draft_.plan.doors[d].compound, Zone::out)] = d;
      }
    }
    for (auto e = graph().inner_first; e < graph().inner_first + graph().inner_count; ++e) {
      auto const it = wanted.find(graph().edges[e].from);
      if (it != wanted.end() && built_.doors[it->second].edge == none) {
        built_.doors[it->second] = {e, 0, 0};
      }
    }
  }

  Draft draft_;
  Incidence incidence_;
  std::vector<bool> is_node_;
  std::vector<Piece> pieces_;
  std::vector<NodeIndex> open_node_;
  std::unordered_map<std::uint64_t, NodeIndex> inner_nodes_;
  /// (vertex, street, segment) → its own side of the barrier at that vertex.
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, NodeIndex> sides_;
  std::vector<Star> stars_;
  std::vector<std::uint32_t> street_index_;
  Built built_;
};

}  // namespace

Built assemble(Draft&& draft) {
  return Assembly{std::move(draft)}.run();
}

}  // namespace linquan::walk
