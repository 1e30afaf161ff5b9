#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>

#include "linquan/reach/on_edges.h"
#include "linquan/reach/streets.h"
#include "streets_patch.h"

namespace linquan::reach {

Streets::Patch& Streets::patch() {
  auto& patch = own(patch_);
  patch.node_differs.resize(base_->graph_node.size());
  patch.edge_differs.resize(base_->ends.size());
  return patch;
}

void Streets::set_open(Edge edge, bool open) {
  auto ends = this->ends(edge);
  auto const source = stretch(edge).source;
  ends.forward = false;
  ends.backward = false;
  if (open && ends.time != absent) {
    auto const old = source < base_->ends.size();
    auto const gate = old && base_->graph->traits_of(source).kind == walk::StreetKind::gate;
    // A gate that is mapped as locked opens too; who leaves a compound does not come back in by the same copy.
    ends.forward = gate || !old || base_->ends[source].forward;
    ends.backward =
        gate ? base_->graph->traits_of(source).zone == walk::Zone::open : !old || base_->ends[source].backward;
  }
  set_ends(edge, ends);
}

void Streets::set_time(Edge edge, Tenths time) {
  auto part = stretch(edge);
  part.timed = time;
  part.timed_begin = part.begin;
  part.timed_length = part.length;
  auto& patch = this->patch();
  patch.stretches[edge] = part;
  patch.bounded_by_length = false;
  auto ends = this->ends(edge);
  ends.time = time;
  set_ends(edge, ends);
}

Edge Streets::add(NewStreet const& street) {
  auto const from = cut(street.from);
  auto const to = cut(street.to);
  auto const edge = edge_count_++;
  auto& patch = this->patch();
  patch.lines[edge] = {at(from), at(to), street.stairs};
  patch.stretches[edge] = {edge, 0, street.length_millimetres};
  // A footbridge may be given shorter than the straight line; nothing then bounds a time from below.
  patch.bounded_by_length = false;
  auto const time = place_on(edge, street.length_millimetres).along;
  auto const may = time != absent && (!street.stairs || base_->walker.person.stairs);
  set_ends(edge, {from, to, time, may, may});
  return edge;
}

/// The node at a place: an end of its edge, or a new one at which the edge is cut in two.
Node Streets::cut(walk::Access const& access) {
  auto const place = this->place(access);
  auto const whole = ends(place.edge);
  auto const part = stretch(place.edge);
  if (place.offset_millimetres == 0 && place.to_start == 0) {
    return whole.from;
  }
  if (place.offset_millimetres == part.length && place.to_end == 0) {
    return whole.to;
  }
  auto const at = line(place.edge, place.offset_millimetres, place.offset_millimetres).front();
  auto const node = node_count_++;
  auto const first = edge_count_++;
  auto const second = edge_count_++;
  auto& patch = this->patch();
  patch.nodes.push_back(at);
  patch.leaving[node] = {};
  patch.arriving[node] = {};
  patch.cuts[place.edge] = {first, second};
  auto before = part;
  before.length = place.offset_millimetres;
  auto after = part;
  after.begin += place.offset_millimetres;
  after.length -= place.offset_millimetres;
  patch.stretches[first] = before;
  patch.stretches[second] = after;
  set_ends(place.edge, {whole.from, whole.to, whole.time, false, false});
  set_ends(first, {whole.from, node, place.to_start, whole.forward, whole.backward});
  set_ends(second, {node, whole.to, place.to_end, whole.forward, whole.backward});
  return node;
}

void Streets::set_ends(Edge edge, Ends const& ends) {
  auto& patch = this->patch();
  patch.ends[edge] = ends;
  if (edge < patch.edge_differs.size()) {
    patch.edge_differs[edge] = true;
  }
  auto const replace = [&](std::unordered_map<Node, std::vector<Arc>>& star, std::span<Arc const> known, Node at,
                           std::initializer_list<std::pair<bool, Node>> ways) {
    std::vector<Arc> arcs;
    std::ranges::copy_if(known, std::back_inserter(arcs), [&](Arc const& arc) { return arc.edge != edge; });
    for (auto const& [may, to] : ways) {
      if (may) {
        arcs.push_back({to, edge, ends.time});
      }
    }
    star[at] = std::move(arcs);
  };
  // A loop has both its arcs at one node.
  auto const loop = ends.from == ends.to;
  for (auto const& [node, to, out, in] : {std::tuple{ends.from, ends.to, ends.forward, ends.backward},
                                          std::tuple{ends.to, ends.from, ends.backward, ends.forward}}) {
    replace(patch.leaving, leaving(node), node, {{out, to}, {loop && in, to}});
    replace(patch.arriving, arriving(node), node, {{in, to}, {loop && out, to}});
    if (node < patch.node_differs.size()) {
      patch.node_differs[node] = true;
    }
    if (loop) {
      break;
    }
  }
}

}  // namespace linquan::reach
