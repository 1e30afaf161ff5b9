#include "streets.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>

namespace linquan::demo {
namespace {

std::vector<std::int32_t> lines_of(std::uint64_t seed, std::int64_t purpose, std::int32_t blocks) {
  Random random{mixed(seed, {purpose})};
  std::vector<std::int32_t> lines{0};
  for (std::int32_t i = 0; i < blocks; ++i) {
    lines.push_back(lines.back() + static_cast<std::int32_t>(random.between(2700, 3800)));
  }
  // The middle line runs through the town's centre.
  auto const middle = lines[static_cast<std::size_t>(blocks / 2)];
  for (auto& line : lines) {
    line -= middle;
  }
  return lines;
}

Rank rank_of(std::int32_t line, std::int32_t lines) {
  auto const from_middle = line - lines / 2;
  return from_middle % 4 == 0 ? Rank::primary : from_middle % 2 == 0 ? Rank::secondary : Rank::tertiary;
}

Over over_of(Ground::Line line, Rank rank, Random random) {
  if (line == Ground::Line::river) {
    return rank >= Rank::secondary ? Over::bridge : Over::none;
  }
  if (rank == Rank::primary) {
    return random.chance(600) ? Over::tunnel : Over::bridge;
  }
  return rank == Rank::secondary && random.chance(500) ? Over::foot_tunnel : Over::none;
}

Road road_between(Town const& town, At a, At b, Rank rank, std::uint32_t name) {
  Road road;
  road.a = a;
  road.b = b;
  road.rank = rank;
  road.name = name;
  road.has_walks = rank == Rank::primary;
  auto const way = town.ground.judge(a, b);
  if (way.blocked) {
    return road;
  }
  if (way.crosses) {
    road.over = over_of(way.line, rank, Random{mixed(town.seed, {7005, a.x, a.y, b.x, b.y})});
    road.over_from = way.from;
    road.over_to = way.to;
    road.exists = road.over != Over::none;
    road.has_walks = road.has_walks && road.over != Over::foot_tunnel;
    return road;
  }
  // Side streets do not run through everywhere: the town's net has gaps and T-junctions, more of them farther out.
  auto const gap = rank == Rank::tertiary && distance(a, {}) * 2 > town.ground.radius() ? 230 : 60;
  road.exists = rank >= Rank::secondary || !Random{mixed(town.seed, {7009, a.x, a.y, b.x, b.y})}.chance(gap);
  road.joinable = road.exists;
  return road;
}

/// Names of one line: in the middle plain, farther out with the side of the sky.
struct LineNames {
  std::uint32_t low = 0;
  std::uint32_t middle = 0;
  std::uint32_t high = 0;
};

LineNames name_line(Town& town, Names& names, std::int32_t blocks, std::string_view low, std::string_view high) {
  auto const stem = names.avenue();
  auto const add = [&](std::string_view ending) {
    town.names.push_back(stem + std::string{ending});
    return static_cast<std::uint32_t>(town.names.size() - 1);
  };
  auto const middle = add("路");
  if (blocks < 8) {
    return {middle, middle, middle};
  }
  return {add(low), middle, add(high)};
}

std::uint32_t name_at(LineNames const& names, std::int32_t block, std::int32_t blocks) {
  auto const from_middle = block - blocks / 2;
  auto const reach = std::max(2, blocks / 6);
  return from_middle < -reach ? names.low : from_middle >= reach ? names.high : names.middle;
}

/// The ends of every main road as numbers of junctions, in the order of town.roads.
std::vector<std::pair<std::size_t, std::size_t>> ends_of_roads(Town const& town) {
  std::vector<std::pair<std::size_t, std::size_t>> ends;
  for (std::int32_t i = 0; i <= town.columns; ++i) {
    for (std::int32_t j = 0; j < town.rows; ++j) {
      ends.emplace_back(town.junction(i, j), town.junction(i, j + 1));
    }
  }
  for (std::int32_t j = 0; j <= town.rows; ++j) {
    for (std::int32_t i = 0; i < town.columns; ++i) {
      ends.emplace_back(town.junction(i, j), town.junction(i + 1, j));
    }
  }
  return ends;
}

/// Takes away every road that cannot be reached from the town's largest net.
void drop_islands(Town& town) {
  auto const ends = ends_of_roads(town);
  std::vector<std::size_t> up(town.junctions.size());
  std::iota(up.begin(), up.end(), std::size_t{0});
  auto const find = [&](std::size_t one) {
    while (up[one] != one) {
      one = up[one] = up[up[one]];
    }
    return one;
  };
  for (std::size_t i = 0; i < ends.size(); ++i) {
    if (town.roads[i].exists) {
      up[find(ends[i].first)] = find(ends[i].second);
    }
  }
  std::vector<int> size(up.size(), 0);
  for (std::size_t i = 0; i < up.size(); ++i) {
    ++size[find(i)];
  }
  auto const main = static_cast<std::size_t>(std::ranges::max_element(size) - size.begin());
  for (std::size_t i = 0; i < ends.size(); ++i) {
    auto& road = town.roads[i];
    road.exists = road.exists && find(ends[i].first) == main;
    road.joinable = road.joinable && road.exists;
  }
}

}  // namespace

std::int64_t half_street(Rank rank) {
  switch (rank) {
    case Rank::primary:
      return 210;
    case Rank::secondary:
      return 150;
    case Rank::tertiary:
      return 100;
    case Rank::lane:
      break;
  }
  return 50;
}

At Town::junction_at(std::int32_t i, std::int32_t j) const {
  Random random{mixed(seed, {7004, i, j})};
  auto const sway = random.between(-170, 170);
  return demo::at(xs[static_cast<std::size_t>(i)] + sway, ys[static_cast<std::size_t>(j)] + random.between(-170, 170));
}

void lay_streets(Town& town, Names& names) {
  town.xs = lines_of(town.seed, 7006, town.columns);
  town.ys = lines_of(town.seed, 7007, town.rows);
  town.junctions.assign(town.junction(0, town.rows + 1), nothing);
  for (std::int32_t i = 0; i <= town.columns; ++i) {
    auto const line = name_line(town, names, town.rows, "南路", "北路");
    for (std::int32_t j = 0; j < town.rows; ++j) {
      town.roads.push_back(road_between(town, town.junction_at(i, j), town.junction_at(i, j + 1),
                                        rank_of(i, town.columns), name_at(line, j, town.rows)));
    }
  }
  for (std::int32_t j = 0; j <= town.rows; ++j) {
    auto const line = name_line(town, names, town.columns, "西路", "东路");
    for (std::int32_t i = 0; i < town.columns; ++i) {
      town.roads.push_back(road_between(town, town.junction_at(i, j), town.junction_at(i + 1, j), rank_of(j, town.rows),
                                        name_at(line, i, town.columns)));
    }
  }
  drop_islands(town);
}

namespace {

NodeRef stop_at(OsmMap& map, std::vector<Stop>& stops, At a, At b, std::int64_t along) {
  for (auto const& stop : stops) {
    if (stop.along > along - 20 && stop.along < along + 20) {
      return stop.node;
    }
  }
  auto const node = map.node(between(a, b, along, std::max<std::int64_t>(1, distance(a, b))));
  stops.push_back({along, node});
  return node;
}

std::int64_t kept_inside(std::int64_t value, std::int64_t length) {
  return std::clamp<std::int64_t>(value, std::min<std::int64_t>(30, length / 2), std::max(length - 30, length / 2));
}

}  // namespace

NodeRef stop_on(Town& town, std::uint32_t number, At p) {
  auto& road = town.roads[number];
  return stop_at(town.map, road.stops, road.a, road.b, kept_inside(along(road.a, road.b, p), distance(road.a, road.b)));
}

std::vector<NodeRef> join(Town& town, std::uint32_t number, At p) {
  auto& road = town.roads[number];
  auto const on_road = stop_on(town, number, p);
  if (!road.has_walks) {
    return {on_road};
  }
  auto const dx = std::int64_t{road.b.x} - road.a.x;
  auto const dy = std::int64_t{road.b.y} - road.a.y;
  auto const left = dx * (std::int64_t{p.y} - road.a.y) - dy * (std::int64_t{p.x} - road.a.x) > 0;
  // The sidewalk runs beside the road, from one corner of the junctions to the next.
  auto const length = std::max<std::int64_t>(1, distance(road.a, road.b));
  auto const sign = left ? walk_offset : -walk_offset;
  auto const aside = [&](At at_road) {
    return demo::at(at_road.x - dy * sign / length, at_road.y + dx * sign / length);
  };
  auto const where = std::clamp<std::int64_t>(along(road.a, road.b, p), 200, length - 200);
  return {stop_at(town.map, road.walk_stops[left ? 0 : 1], aside(road.a), aside(road.b), where), on_road};
}

}  // namespace linquan::demo
