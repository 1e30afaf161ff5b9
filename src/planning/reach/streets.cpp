#include "linquan/reach/streets.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <utility>

#include "hilbert.h"
#include "linquan/walk/part_way.h"
#include "linquan/walk/route.h"
#include "streets_patch.h"

namespace linquan::reach {
namespace {

/// What is longer is never clamped: it is absent.
Tenths fitting(std::int64_t tenths) {
  return tenths < absent ? static_cast<Tenths>(tenths) : absent;
}

Tenths wait(std::uint8_t halves, persons::Person const& pace) {
  return pace.waits ? static_cast<Tenths>(halves * walk::signal_wait.count() / 2) : Tenths{0};
}

}  // namespace

/// Builds the base: nodes along Hilbert's curve, so that neighbours lie near each other in memory too.
class Streets::Maker {
 public:
  Maker(walk::Graph const& graph, Walker const& walker) {
    base_.graph = &graph;
    base_.walker = walker;
    base_.pace = pace_of(walker);
  }

  Base make() {
    number_nodes();
    find_ends();
    make_star(base_.leaving, false);
    make_star(base_.arriving, true);
    return std::move(base_);
  }

 private:
  void number_nodes() {
    auto const& points = base_.graph->nodes;
    geo::Box box;
    for (auto const point : points) {
      box.add(point);
    }
    auto const side =
        std::max({std::int64_t{1}, std::int64_t{box.high.lon} - box.low.lon, std::int64_t{box.high.lat} - box.low.lat});
    auto const cell = [&](std::int32_t value, std::int32_t low) {
      return static_cast<std::uint32_t>((std::int64_t{value} - low) * 65'535 / side);
    };
    std::vector<std::pair<std::uint64_t, walk::NodeIndex>> order(points.size());
    for (walk::NodeIndex i = 0; i < points.size(); ++i) {
      order[i] = {hilbert(cell(points[i].lon, box.low.lon), cell(points[i].lat, box.low.lat)), i};
    }
    std::ranges::sort(order);
    base_.graph_node.resize(points.size());
    node_.resize(points.size());
    for (Node node = 0; node < order.size(); ++node) {
      base_.graph_node[node] = order[node].second;
      node_[order[node].second] = node;
    }
  }

  void find_ends() {
    auto const& graph = *base_.graph;
    base_.ends.resize(graph.edges.size());
    for (Edge e = 0; e < graph.edges.size(); ++e) {
      auto const& edge = graph.edges[e];
      auto const parts = walk::part_times(graph, e, 0, base_.pace);
      auto& ends = base_.ends[e];
      ends = {node_[edge.from], node_[edge.to], fitting((parts.to_start + parts.to_end).count()), false, false};
      if (ends.time == absent) {
        ++base_.edges_too_long;
        continue;
      }
      auto const may = [&](walk::Direction direction) {
        return walk::may_walk(graph, e, direction, base_.walker.person, base_.walker.minute);
      };
      ends.forward = may(walk::Direction::forward);
      ends.backward = may(walk::Direction::backward);
    }
  }

  void make_star(Base::Arcs& star, bool turned) const {
    star.first.assign(base_.graph_node.size() + 1, 0);
    for (auto const& ends : base_.ends) {
      star.first[ends.from + 1] += (turned ? ends.backward : ends.forward) ? 1 : 0;
      star.first[ends.to + 1] += (turned ? ends.forward : ends.backward) ? 1 : 0;
    }
    std::partial_sum(star.first.begin(), star.first.end(), star.first.begin());
    star.arcs.resize(star.first.back());
    auto next = star.first;
    for (Edge e = 0; e < base_.ends.size(); ++e) {
      auto const& ends = base_.ends[e];
      if (turned ? ends.backward : ends.forward) {
        star.arcs[next[ends.from]++] = {ends.to, e, ends.time};
      }
      if (turned ? ends.forward : ends.backward) {
        star.arcs[next[ends.to]++] = {ends.from, e, ends.time};
      }
    }
  }

  Base base_;
  std::vector<Node> node_;  ///< by walk::NodeIndex
};

Streets::Streets(walk::Graph const& graph, Walker const& walker)
    : base_{std::make_shared<Base const>(Maker{graph, walker}.make())},
      leaving_{base_->leaving.star()},
      arriving_{base_->arriving.star()},
      node_count_{static_cast<std::uint32_t>(graph.nodes.size())},
      edge_count_{static_cast<std::uint32_t>(graph.edges.size())} {}

Walker const& Streets::walker() const {
  return base_->walker;
}

walk::Graph const& Streets::graph() const {
  return *base_->graph;
}

std::uint32_t Streets::edges_too_long() const {
  return base_->edges_too_long;
}

std::span<Streets::Arc const> Streets::patched(Node node, bool leaving) const {
  if (!patch_->has_node(node)) {
    return leaving ? leaving_.at(node) : arriving_.at(node);
  }
  return (leaving ? patch_->leaving : patch_->arriving).at(node);
}

Streets::Ends const& Streets::ends(Edge edge) const {
  return patch_ && patch_->has_edge(edge) ? patch_->ends.at(edge) : base_->ends[edge];
}

geo::Point Streets::at(Node node) const {
  auto const& numbers = base_->graph_node;
  return node < numbers.size() ? base_->graph->nodes[numbers[node]] : patch_->nodes[node - numbers.size()];
}

Streets::Stretch Streets::stretch(Edge edge) const {
  if (patch_) {
    if (auto const found = patch_->stretches.find(edge); found != patch_->stretches.end()) {
      return found->second;
    }
  }
  return {edge, 0, base_->graph->edges[edge].length_millimetres};
}

std::uint32_t Streets::length_millimetres(Edge edge) const {
  return stretch(edge).length;
}

std::vector<geo::Point> Streets::line(Edge edge, std::uint32_t from_millimetres, std::uint32_t to_millimetres) const {
  auto const part = stretch(edge);
  if (part.source < base_->ends.size()) {
    return walk::cut_line(*base_->graph, part.source, part.begin + from_millimetres, part.begin + to_millimetres);
  }
  auto const& line = patch_->lines.at(part.source);
  auto const at = [&](std::uint32_t millimetres) {
    return walk::part_way(line.from, line.to,
                          part.length == 0 ? 0.0 : static_cast<double>(millimetres) / static_cast<double>(part.length));
  };
  return {at(from_millimetres), at(to_millimetres)};
}

Place Streets::place(walk::Access const& access) const {
  if (access.edge == walk::none) {
    return {};
  }
  auto place = place_on(access.edge, access.offset_millimetres);
  place.door = fitting(base_->pace.tenths(access.door_millimetres, false));
  return current(place);
}

/// The point's running sum is rounded once, and both parts follow from it.
Place Streets::place_on(Edge edge, std::uint32_t offset_millimetres) const {
  auto const part = stretch(edge);
  auto const old = part.source < base_->ends.size();
  auto const* source = old ? &base_->graph->edges[part.source] : nullptr;
  auto const stairs =
      old ? base_->graph->traits_of(part.source).kind == walk::StreetKind::steps : patch_->lines.at(part.source).stairs;
  auto const start = old ? std::int64_t{source->start_millimetres} : 0;
  auto const sum = [&](std::int64_t offset) {
    if (part.timed == absent) {
      return base_->pace.tenths(start + offset, stairs);
    }
    auto const length = std::max<std::int64_t>(1, part.timed_length);
    return (2 * std::int64_t{part.timed} * (offset - part.timed_begin) + length) / (2 * length);
  };
  auto const begin = sum(part.begin);
  auto const end = sum(std::int64_t{part.begin} + part.length);
  auto const here = sum(std::int64_t{part.begin} + offset_millimetres);
  auto const waits = old && part.timed == absent;
  auto const at_start = waits && part.begin == 0 ? wait(source->waits_from, base_->pace) : 0;
  auto const at_end =
      waits && part.begin + part.length == source->length_millimetres ? wait(source->waits_to, base_->pace) : 0;
  return {
      edge, offset_millimetres, fitting(here - begin), fitting(here - begin + at_start), fitting(end - here + at_end),
      0};
}

Place Streets::current(Place const& place) const {
  if (!patch_ || place.edge == walk::none || !patch_->has_edge(place.edge)) {
    return place;
  }
  auto edge = place.edge;
  auto offset = place.offset_millimetres;
  for (auto cut = patch_->cuts.find(edge); cut != patch_->cuts.end(); cut = patch_->cuts.find(edge)) {
    for (auto const piece : cut->second) {
      edge = piece;
      auto const length = stretch(piece).length;
      if (offset <= length || piece == cut->second.back()) {
        break;
      }
      offset -= length;
    }
  }
  if (edge == place.edge && !patch_->stretches.contains(edge)) {
    return place;
  }
  auto moved = place_on(edge, offset);
  moved.door = place.door;
  return moved;
}

Tenths Streets::along(Place const& from, Place const& to) const {
  if (from.edge != to.edge) {
    return absent;
  }
  auto const& it = ends(from.edge);
  if (from.offset_millimetres == to.offset_millimetres) {
    return 0;
  }
  if (from.offset_millimetres < to.offset_millimetres) {
    return it.forward ? static_cast<Tenths>(to.along - from.along) : absent;
  }
  return it.backward ? static_cast<Tenths>(from.along - to.along) : absent;
}

std::vector<Place> Streets::goals(walk::Access const& access) const {
  std::vector<Place> places;
  if (access.edge != walk::none) {
    for (auto const& goal : walk::goals_of(*base_->graph, access)) {
      places.push_back(place(goal));
    }
  }
  return places;
}

bool Streets::bounded_by_length() const {
  return !patch_ || patch_->bounded_by_length;
}

std::vector<Edge> Streets::family(Edge edge) const {
  std::vector<Edge> all;
  std::vector<Edge> open{edge};
  while (!open.empty()) {
    all.push_back(open.back());
    open.pop_back();
    if (patch_) {
      if (auto const cut = patch_->cuts.find(all.back()); cut != patch_->cuts.end()) {
        open.insert(open.end(), cut->second.rbegin(), cut->second.rend());
      }
    }
  }
  return all;
}

std::vector<Edge> Streets::pieces(Edge edge) const {
  auto all = family(edge);
  std::erase_if(all, [&](Edge it) { return patch_ && patch_->cuts.contains(it); });
  return all;
}

}  // namespace linquan::reach
