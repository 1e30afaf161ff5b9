#include "linquan/walk/route.h"

#include <algorithm>
#include <cmath>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <queue>
#include <utility>
#include <vector>

#include "linquan/walk/part_way.h"

namespace linquan::walk {
namespace {

/// What a label is ordered by: time first, then length.
struct Cost {
  std::int32_t tenths = INT32_MAX;
  std::int64_t millimetres = INT64_MAX;
  friend constexpr auto operator<=>(Cost, Cost) = default;
  friend constexpr Cost operator+(Cost a, Cost b) { return {a.tenths + b.tenths, a.millimetres + b.millimetres}; }
};

constexpr Cost unreached{};

struct Label {
  Cost cost;
  EdgeIndex edge = none;    ///< by which the node was reached
  NodeIndex before = none;  ///< `none`: from the start itself
};

/// A finished search: the goal, and how it was reached.
struct Arrival {
  Cost cost;
  Access goal;
  NodeIndex last = none;  ///< the node from which its edge is entered; `none`: straight along the start's own edge
};

class Search {
 public:
  Search(Graph const& graph, Adjacency const& adjacency, Access from, Walker const& walker)
      : graph_{graph}, adjacency_{adjacency}, from_{from}, walker_{walker}, labels_(graph.nodes.size()) {}

  std::optional<Way> run(std::span<Access const> goals) {
    start();
    for (auto const& goal : goals) {
      reach_on_own_edge(goal);
    }
    while (!queue_.empty() && queue_.top().first < best_.cost) {
      auto const [cost, node] = queue_.top();
      queue_.pop();
      if (cost == labels_[node].cost) {
        expand(node, goals);
      }
    }
    if (best_.cost == unreached) {
      return std::nullopt;
    }
    return way();
  }

 private:
  [[nodiscard]] bool may(EdgeIndex edge, Direction direction) const {
    return may_walk(graph_, edge, direction, *walker_.person, walker_.minute);
  }

  [[nodiscard]] PartTimes times(Access access) const {
    return part_times(graph_, access.edge, access.offset_millimetres, *walker_.person);
  }

  void start() {
    auto const& edge = graph_.edges[from_.edge];
    auto const parts = times(from_);
    if (may(from_.edge, Direction::backward)) {
      improve(edge.from, {{parts.to_start.count(), from_.offset_millimetres}, from_.edge, none});
    }
    if (may(from_.edge, Direction::forward)) {
      improve(edge.to, {{parts.to_end.count(), edge.length_millimetres - from_.offset_millimetres}, from_.edge, none});
    }
  }

  void improve(NodeIndex node, Label const& label) {
    auto& known = labels_[node];
    // Equal labels must not replace each other: over edges of no length they would lead round in a circle.
    if (label.cost < known.cost) {
      known = label;
      queue_.emplace(label.cost, node);
    }
  }

  /// Along the edge itself: no end is passed, so no wait is met.
  void reach_on_own_edge(Access goal) {
    if (goal.edge != from_.edge) {
      return;
    }
    auto const ahead = goal.offset_millimetres >= from_.offset_millimetres;
    if (!may(goal.edge, ahead ? Direction::forward : Direction::backward) &&
        goal.offset_millimetres != from_.offset_millimetres) {
      return;
    }
    auto const stairs = graph_.traits_of(goal.edge).kind == StreetKind::steps;
    auto const start = std::int64_t{graph_.edges[goal.edge].start_millimetres};
    auto const tenths = std::abs(walker_.person->tenths(start + goal.offset_millimetres, stairs) -
                                 walker_.person->tenths(start + from_.offset_millimetres, stairs));
    auto const millimetres = std::abs(std::int64_t{goal.offset_millimetres} - from_.offset_millimetres);
    arrive({{static_cast<std::int32_t>(tenths), millimetres}, goal, none});
  }

  void arrive(Arrival const& arrival) {
    if (arrival.cost < best_.cost) {
      best_ = arrival;
    }
  }

  void expand(NodeIndex node, std::span<Access const> goals) {
    auto const& label = labels_[node];
    for (auto const& goal : goals) {
      auto const& edge = graph_.edges[goal.edge];
      auto const parts = times(goal);
      if (edge.from == node && may(goal.edge, Direction::forward)) {
        arrive({label.cost + Cost{parts.to_start.count(), goal.offset_millimetres}, goal, node});
      }
      if (edge.to == node && may(goal.edge, Direction::backward)) {
        auto const rest = std::int64_t{edge.length_millimetres} - goal.offset_millimetres;
        arrive({label.cost + Cost{parts.to_end.count(), rest}, goal, node});
      }
    }
    for (auto const& arc : adjacency_.at(node)) {
      if (may(arc.edge, arc.direction)) {
        auto const cost =
            Cost{edge_time(graph_, arc.edge, *walker_.person).count(), graph_.edges[arc.edge].length_millimetres};
        improve(arc.to, {label.cost + cost, arc.edge, node});
      }
    }
  }

  struct Part {
    EdgeIndex edge = none;
    std::vector<geo::Point> line;
  };

  [[nodiscard]] Way way() const {
    Way way;
    way.time = WalkTime{best_.cost.tenths};
    way.length = Millimetres{best_.cost.millimetres};
    for (auto const& part : parts()) {
      way.edges.push_back(part.edge);
      for (auto const point : part.line) {
        if (way.line.empty() || way.line.back() != point) {
          way.line.push_back(point);
        }
      }
    }
    return way;
  }

  /// The steps backwards from the goal, turned round, with their lines.
  [[nodiscard]] std::vector<Part> parts() const {
    auto const& goal = best_.goal;
    if (best_.last == none) {
      return {{goal.edge, between(goal.edge, from_.offset_millimetres, goal.offset_millimetres)}};
    }
    std::vector<Part> parts;
    auto const entered = enters_at_start(goal, best_.last) ? 0 : graph_.edges[goal.edge].length_millimetres;
    parts.push_back({goal.edge, between(goal.edge, entered, goal.offset_millimetres)});
    for (auto node = best_.last; node != none; node = labels_[node].before) {
      parts.push_back(part_before(node));
    }
    std::ranges::reverse(parts);
    return parts;
  }

  /// The edge by which the walk came to `node`: a whole one, or what is left of the first.
  [[nodiscard]] Part part_before(NodeIndex node) const {
    auto const& label = labels_[node];
    auto const& edge = graph_.edges[label.edge];
    if (label.before == none) {
      auto const end = ends_forward(node) ? edge.length_millimetres : 0;
      return {label.edge, between(label.edge, from_.offset_millimetres, end)};
    }
    auto const forward = edge.to == node && edge.from == label.before;
    return {label.edge, forward ? between(label.edge, 0, edge.length_millimetres)
                                : between(label.edge, edge.length_millimetres, 0)};
  }

  /// A loop may be entered at either end of the same node; the shorter way round is the one that was taken.
  [[nodiscard]] bool enters_at_start(Access goal, NodeIndex node) const {
    auto const& edge = graph_.edges[goal.edge];
    if (edge.from != edge.to) {
      return edge.from == node;
    }
    return labels_[node].cost + Cost{times(goal).to_start.count(), goal.offset_millimetres} == best_.cost &&
           may(goal.edge, Direction::forward);
  }

  [[nodiscard]] bool ends_forward(NodeIndex node) const {
    auto const& edge = graph_.edges[from_.edge];
    if (edge.from != edge.to) {
      return edge.to == node;
    }
    auto const rest = std::int64_t{edge.length_millimetres} - from_.offset_millimetres;
    return labels_[node].cost == Cost{times(from_).to_end.count(), rest} && may(from_.edge, Direction::forward);
  }

  [[nodiscard]] std::vector<geo::Point> between(EdgeIndex edge, std::uint32_t begin, std::uint32_t end) const {
    auto line = cut_line(graph_, edge, std::min(begin, end), std::max(begin, end));
    if (begin > end) {
      std::ranges::reverse(line);
    }
    return line;
  }

  using Entry = std::pair<Cost, NodeIndex>;

  Graph const& graph_;
  Adjacency const& adjacency_;
  Access from_;
  Walker walker_;
  std::vector<Label> labels_;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue_;
  Arrival best_;
};

}  // namespace

std::optional<Way> quickest(Graph const& graph, Adjacency const& adjacency, Access from, std::span<Access const> goals,
                            Walker const& walker) {
  return Search{graph, adjacency, from, walker}.run(goals);
}

std::vector<Access> goals_of(Graph const& graph, Access access) {
  std::vector<Access> goals{access};
  if (auto const arriving = graph.arriving(access.edge); arriving != access.edge) {
    goals.push_back({arriving, access.offset_millimetres, access.door_millimetres});
  }
  return goals;
}

std::vector<geo::Point> cut_line(Graph const& graph, EdgeIndex edge, std::uint32_t from, std::uint32_t to) {
  auto const line = graph.line(edge);
  std::vector<geo::Point> part;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    auto const length = geo::distance(line[i], line[i + 1]).count;
    auto const at = [&](std::int64_t offset) {
      return part_way(line[i], line[i + 1],
                      length == 0 ? 0.0 : static_cast<double>(offset - sum) / static_cast<double>(length));
    };
    if (part.empty() && from <= sum + length) {
      part.push_back(at(from));
    }
    if (!part.empty() && to <= sum + length) {
      part.push_back(at(to));
      return part;
    }
    if (!part.empty()) {
      part.push_back(line[i + 1]);
    }
    sum += length;
  }
  part.push_back(line.back());
  return part;
}

geo::Point place_of(Graph const& graph, Access access) {
  return cut_line(graph, access.edge, access.offset_millimetres, access.offset_millimetres).front();
}

}  // namespace linquan::walk
