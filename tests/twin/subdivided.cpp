#include "subdivided.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <queue>
#include <utility>

#include "linquan/geo/point.h"

namespace linquan::twin {
namespace {

using walk::Access;
using walk::Direction;
using walk::EdgeIndex;
using walk::Graph;

struct Arc {
  std::size_t to = 0;
  std::int64_t tenths = 0;
};

/// A node of the subdivided graph on an edge, by its distance from the edge's start.
struct Stop {
  std::uint32_t millimetres = 0;
  std::size_t node = 0;
};

class Subdivided {
 public:
  Subdivided(Graph const& graph, walk::Walker const& walker)
      : graph_{graph}, walker_{walker}, arcs_(graph.nodes.size()) {}

  std::size_t add_place(Access access) {
    arcs_.emplace_back();
    places_[access.edge].push_back({access.offset_millimetres, arcs_.size() - 1});
    return arcs_.size() - 1;
  }

  void join() {
    for (EdgeIndex e = 0; e < graph_.edges.size(); ++e) {
      join_edge(e);
    }
  }

  [[nodiscard]] std::vector<std::int64_t> search(std::size_t start) const {
    std::vector<std::int64_t> times(arcs_.size(), INT64_MAX);
    using Entry = std::pair<std::int64_t, std::size_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    times[start] = 0;
    queue.emplace(0, start);
    while (!queue.empty()) {
      auto const [time, node] = queue.top();
      queue.pop();
      if (time > times[node]) {
        continue;
      }
      for (auto const& arc : arcs_[node]) {
        if (time + arc.tenths < times[arc.to]) {
          times[arc.to] = time + arc.tenths;
          queue.emplace(times[arc.to], arc.to);
        }
      }
    }
    return times;
  }

 private:
  void join_edge(EdgeIndex e) {
    auto const& edge = graph_.edges[e];
    std::vector<Stop> stops;
    auto const line = graph_.line(e);
    std::uint32_t sum = 0;
    for (std::size_t i = 1; i + 1 < line.size(); ++i) {
      sum += static_cast<std::uint32_t>(geo::distance(line[i - 1], line[i]).count);
      arcs_.emplace_back();
      stops.push_back({sum, arcs_.size() - 1});
    }
    if (auto const it = places_.find(e); it != places_.end()) {
      stops.insert(stops.end(), it->second.begin(), it->second.end());
    }
    std::ranges::stable_sort(stops, {}, &Stop::millimetres);
    stops.insert(stops.begin(), {0, edge.from});
    stops.push_back({edge.length_millimetres, edge.to});
    auto const forward = walk::may_walk(graph_, e, Direction::forward, *walker_.person, walker_.minute);
    auto const backward = walk::may_walk(graph_, e, Direction::backward, *walker_.person, walker_.minute);
    auto const stairs = graph_.traits_of(e).kind == walk::StreetKind::steps;
    auto const half_wait = walker_.person->waits ? walk::signal_wait.count() / 2 : 0;
    for (std::size_t i = 0; i + 1 < stops.size(); ++i) {
      auto const clock = [&](Stop const& stop) {
        return walker_.person->tenths(std::int64_t{edge.start_millimetres} + stop.millimetres, stairs);
      };
      auto tenths = clock(stops[i + 1]) - clock(stops[i]);
      tenths += i == 0 ? edge.waits_from * half_wait : 0;
      tenths += i + 2 == stops.size() ? edge.waits_to * half_wait : 0;
      if (forward) {
        arcs_[stops[i].node].push_back({stops[i + 1].node, tenths});
      }
      if (backward) {
        arcs_[stops[i + 1].node].push_back({stops[i].node, tenths});
      }
      // Two places at one spot of an edge are one place, whichever way the edge may be walked.
      auto const inner = i > 0 && i + 2 < stops.size();
      if (inner && stops[i].millimetres == stops[i + 1].millimetres) {
        arcs_[stops[i].node].push_back({stops[i + 1].node, 0});
        arcs_[stops[i + 1].node].push_back({stops[i].node, 0});
      }
    }
  }

  Graph const& graph_;
  walk::Walker walker_;
  std::vector<std::vector<Arc>> arcs_;
  std::map<EdgeIndex, std::vector<Stop>> places_;
};

}  // namespace

std::vector<std::optional<WalkTime>> times(Graph const& graph, Access from, std::span<Access const> goals,
                                           walk::Walker const& walker) {
  Subdivided subdivided{graph, walker};
  auto const start = subdivided.add_place(from);
  std::vector<std::size_t> nodes;
  nodes.reserve(goals.size());
  for (auto const& goal : goals) {
    nodes.push_back(subdivided.add_place(goal));
  }
  subdivided.join();
  auto const reached = subdivided.search(start);
  std::vector<std::optional<WalkTime>> times;
  times.reserve(goals.size());
  for (auto const node : nodes) {
    times.push_back(reached[node] == INT64_MAX ? std::nullopt
                                               : std::optional{WalkTime{static_cast<std::int32_t>(reached[node])}});
  }
  return times;
}

}  // namespace linquan::twin
