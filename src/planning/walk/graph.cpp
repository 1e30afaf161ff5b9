#include "linquan/walk/graph.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace linquan::walk {
namespace {

WalkTime tenths(std::int64_t count) {
  return WalkTime{static_cast<std::int32_t>(count)};
}

WalkTime waits(std::uint8_t halves, persons::Person const& person) {
  return person.waits ? halves * signal_wait / 2 : WalkTime{0};
}

bool open_at(Graph const& graph, Traits const& traits, std::optional<hours::MinuteOfWeek> minute) {
  if (traits.hours == UINT16_MAX) {
    return true;
  }
  auto const& hours = graph.hours[traits.hours];
  return minute ? hours.open_at(*minute) : hours.minutes_per_week() > 0;
}

bool fit_for_wheels(Traits const& traits, Direction direction, persons::Person const& person) {
  // Rolling down a slope that is too steep is as unsafe as climbing it.
  auto const slope = direction == Direction::forward ? traits.incline_permille : -traits.incline_permille;
  auto const steep = slope > person.slope_max_permille || -slope > person.slope_max_permille;
  return traits.wheels != Wheels::no && traits.kerb_millimetres <= person.kerb_max_millimetres && !steep;
}

}  // namespace

std::vector<geo::Point> Graph::line(EdgeIndex edge) const {
  auto const inner = inner_points(edge);
  std::vector<geo::Point> all;
  all.reserve(inner.size() + 2);
  all.push_back(nodes[edges[edge].from]);
  all.insert(all.end(), inner.begin(), inner.end());
  all.push_back(nodes[edges[edge].to]);
  return all;
}

bool may_walk(Graph const& graph, EdgeIndex edge, Direction direction, persons::Person const& person,
              std::optional<hours::MinuteOfWeek> minute) {
  auto const& traits = graph.traits_of(edge);
  if (!(direction == Direction::forward ? traits.forward : traits.backward)) {
    return false;
  }
  if (traits.kind == StreetKind::steps && !person.stairs) {
    return false;
  }
  if (person.wheels && !fit_for_wheels(traits, direction, person)) {
    return false;
  }
  return open_at(graph, traits, minute);
}

WalkTime edge_time(Graph const& graph, EdgeIndex edge, persons::Person const& person) {
  auto const times = part_times(graph, edge, 0, person);
  return times.to_start + times.to_end;
}

PartTimes part_times(Graph const& graph, EdgeIndex edge, std::uint32_t offset_millimetres,
                     persons::Person const& person) {
  auto const& it = graph.edges[edge];
  auto const stairs = graph.traits[it.traits].kind == StreetKind::steps;
  auto const start = std::int64_t{it.start_millimetres};
  auto const at_start = person.tenths(start, stairs);
  auto const at_point = person.tenths(start + offset_millimetres, stairs);
  auto const at_end = person.tenths(start + it.length_millimetres, stairs);
  return {tenths(at_point - at_start) + waits(it.waits_from, person),
          tenths(at_end - at_point) + waits(it.waits_to, person)};
}

Adjacency adjacency_of(Graph const& graph) {
  Adjacency adjacency;
  adjacency.first.assign(graph.nodes.size() + 1, 0);
  for (auto const& edge : graph.edges) {
    ++adjacency.first[edge.from + 1];
    ++adjacency.first[edge.to + 1];
  }
  for (std::size_t node = 0; node < graph.nodes.size(); ++node) {
    adjacency.first[node + 1] += adjacency.first[node];
  }
  adjacency.arcs.resize(graph.edges.size() * 2);
  auto next = adjacency.first;
  for (EdgeIndex e = 0; e < graph.edges.size(); ++e) {
    auto const& edge = graph.edges[e];
    adjacency.arcs[next[edge.from]++] = {edge.to, e, Direction::forward};
    adjacency.arcs[next[edge.to]++] = {edge.from, e, Direction::backward};
  }
  return adjacency;
}

}  // namespace linquan::walk
