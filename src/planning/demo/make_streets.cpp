#include <algorithm>
#include <array>
#include <string>

#include "streets.h"

namespace linquan::demo {
namespace {

enum Corner : std::uint8_t { south_west, south_east, north_east, north_west };
using Corners = std::array<NodeRef, 4>;
constexpr Corners no_corners{nothing, nothing, nothing, nothing};

bool stands(Road const& road) {
  return road.exists && road.wanted;
}

/// Tags of a main road's carriageway.
Tags road_tags(Town const& town, Road const& road) {
  Tags tags;
  switch (road.rank) {
    case Rank::primary:
      tags = {{"highway", "primary"},
              {"lanes", "6"},
              {"maxspeed", "60"},
              {"sidewalk", road.has_walks ? "separate" : "both"}};
      break;
    case Rank::secondary:
      tags = {{"highway", "secondary"}, {"lanes", "4"}, {"maxspeed", "50"}, {"sidewalk", "both"}};
      break;
    case Rank::tertiary:
      tags = {{"highway", "tertiary"}, {"lanes", "2"}};
      break;
    case Rank::lane:
      tags = {{"highway", "residential"}};
      break;
  }
  tags.emplace_back("name", town.names[road.name]);
  return tags;
}

void add_over(Tags& tags, Over over) {
  if (over == Over::bridge) {
    tags.emplace_back("bridge", "yes");
    tags.emplace_back("layer", "1");
  } else {
    tags.emplace_back("tunnel", "yes");
    tags.emplace_back("layer", "-1");
  }
}

/// One line of nodes from `from` over the stops to `to`, cut into three ways where it passes over or under something.
struct Line {
  At a;
  At b;
  NodeRef from = nothing;
  NodeRef to = nothing;
  std::vector<Stop> stops;
};

void make_line(Town& town, Road const& road, Line line, Tags const& tags) {
  std::sort(line.stops.begin(), line.stops.end(), [](auto const& x, auto const& y) { return x.along < y.along; });
  std::vector<NodeRef> nodes{line.from};
  auto const length = std::max<std::int64_t>(1, distance(line.a, line.b));
  auto next = line.stops.begin();
  auto const take_until = [&](std::int64_t along) {
    for (; next != line.stops.end() && next->along < along; ++next) {
      nodes.push_back(next->node);
    }
  };
  if (road.over != Over::none && road.over != Over::foot_tunnel) {
    take_until(road.over_from);
    nodes.push_back(town.map.node(between(line.a, line.b, road.over_from, length)));
    town.map.way(nodes, tags);
    auto over_tags = tags;
    add_over(over_tags, road.over);
    nodes = {nodes.back(), town.map.node(between(line.a, line.b, road.over_to, length))};
    town.map.way(nodes, over_tags);
    nodes = {nodes.back()};
  }
  take_until(INT64_MAX);
  nodes.push_back(line.to);
  town.map.way(nodes, tags);
}

/// An underpass for walkers only: stairs down, a tunnel under the railway, stairs up.
void make_foot_tunnel(Town& town, Road const& road) {
  auto const length = std::max<std::int64_t>(1, distance(road.a, road.b));
  auto const place = [&](std::int64_t along) { return town.map.node(between(road.a, road.b, along, length)); };
  Tags const path{{"highway", "footway"}, {"name", town.names[road.name]}};
  auto const head = place(road.over_from - 80);
  auto const down = place(road.over_from);
  auto const up = place(road.over_to);
  auto const tail = place(road.over_to + 80);
  auto stops = road.stops;
  std::sort(stops.begin(), stops.end(), [](auto const& x, auto const& y) { return x.along < y.along; });
  std::vector<NodeRef> first{road.from};
  std::vector<NodeRef> last{tail};
  for (auto const& stop : stops) {
    (stop.along < length / 2 ? first : last).push_back(stop.node);
  }
  first.push_back(head);
  last.push_back(road.to);
  town.map.way(first, path);
  town.map.way({head, down}, {{"highway", "steps"}, {"step_count", "24"}, {"incline", "down"}, {"layer", "-1"}});
  town.map.way({down, up}, {{"highway", "footway"}, {"tunnel", "yes"}, {"layer", "-1"}, {"lit", "yes"}});
  town.map.way({up, tail}, {{"highway", "steps"}, {"step_count", "24"}, {"incline", "up"}, {"layer", "-1"}});
  town.map.way(last, path);
}

struct Junction {
  std::int32_t i = 0;
  std::int32_t j = 0;
  At at;
  /// Roads to the north, east, south and west; nothing where none stands.
  std::array<std::uint32_t, 4> arms{nothing, nothing, nothing, nothing};
};

Junction junction(Town const& town, std::int32_t i, std::int32_t j) {
  Junction made{i, j, town.junction_at(i, j), {}};
  auto const arm = [&](bool inside, std::uint32_t number) {
    return inside && stands(town.roads[number]) ? number : nothing;
  };
  made.arms = {arm(j < town.rows, j < town.rows ? town.northward(i, j) : 0),
               arm(i < town.columns, i < town.columns ? town.eastward(i, j) : 0),
               arm(j > 0, j > 0 ? town.northward(i, j - 1) : 0), arm(i > 0, i > 0 ? town.eastward(i - 1, j) : 0)};
  return made;
}

/// A crossing between two corners over one arm; without an arm the pavement simply goes on.
void make_crossing(Town& town, Junction const& junction, std::size_t arm, NodeRef left, NodeRef right) {
  auto const number = junction.arms[arm];
  if (number == nothing) {
    town.map.way({left, right}, {{"highway", "footway"}, {"footway", "sidewalk"}});
    return;
  }
  auto& road = town.roads[number];
  auto const length = distance(road.a, road.b);
  auto const middle = stop_on(
      town, number, between(road.a, road.b, road.a == junction.at ? walk_offset : length - walk_offset, length));
  auto busy = 0;
  for (auto const other : junction.arms) {
    busy += other != nothing && town.roads[other].rank >= Rank::secondary ? 1 : 0;
  }
  auto const signals = busy >= 3;
  town.map.tag(middle, {{"highway", "crossing"}, {"crossing", signals ? "traffic_signals" : "uncontrolled"}});
  town.map.way({left, middle, right}, {{"highway", "footway"}, {"footway", "crossing"}});
}

Corners make_corners(Town& town, Junction const& junction) {
  auto const corner = [&](int x, int y) {
    return town.map.node(demo::at(junction.at.x + x * walk_offset, junction.at.y + y * walk_offset));
  };
  Corners const made{corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)};
  make_crossing(town, junction, 0, made[north_west], made[north_east]);
  make_crossing(town, junction, 1, made[north_east], made[south_east]);
  make_crossing(town, junction, 2, made[south_east], made[south_west]);
  make_crossing(town, junction, 3, made[south_west], made[north_west]);
  return made;
}

struct Ends {
  Corners first{};
  Corners last{};
  bool northward = true;
};

void make_walks(Town& town, Road const& road, Ends const& ends) {
  // Left and right of the road: from the corner at its beginning to the corner at its end.
  std::array<std::array<Corner, 2>, 2> const corners =
      ends.northward ? std::array<std::array<Corner, 2>, 2>{{{north_west, south_west}, {north_east, south_east}}}
                     : std::array<std::array<Corner, 2>, 2>{{{north_east, north_west}, {south_east, south_west}}};
  auto const length = std::max<std::int64_t>(1, distance(road.a, road.b));
  auto const dx = std::int64_t{road.b.x} - road.a.x;
  auto const dy = std::int64_t{road.b.y} - road.a.y;
  for (std::size_t side = 0; side < 2; ++side) {
    auto const sign = side == 0 ? walk_offset : -walk_offset;
    auto const aside = [&](At p) { return demo::at(p.x - dy * sign / length, p.y + dx * sign / length); };
    make_line(town, road,
              {aside(road.a), aside(road.b), ends.first[corners[side][0]], ends.last[corners[side][1]],
               road.walk_stops[side]},
              {{"highway", "footway"}, {"footway", "sidewalk"}});
  }
}

/// A footbridge or an underpass between the two sidewalks of a wide road.
void add_foot_passage(Town& town, std::uint32_t number) {
  auto const length = distance(town.roads[number].a, town.roads[number].b);
  Random random{mixed(town.seed, {7008, number})};
  if (!town.roads[number].joinable || length < 1500 || !random.chance(170)) {
    return;
  }
  auto const bridge = random.chance(700);
  auto const foot = random.between(length / 3, length / 2);
  auto const a = town.roads[number].a;
  auto const b = town.roads[number].b;
  auto const dx = std::int64_t{b.x} - a.x;
  auto const dy = std::int64_t{b.y} - a.y;
  std::array<NodeRef, 2> heads{};
  for (std::size_t side = 0; side < 2; ++side) {
    auto const sign = side == 0 ? walk_offset + 30 : -walk_offset - 30;
    auto const aside = [&](std::int64_t along) {
      auto const p = between(a, b, along, length);
      return demo::at(p.x - dy * sign / length, p.y + dx * sign / length);
    };
    auto const walk = join(town, number, aside(foot)).front();
    heads[side] = town.map.node(aside(foot + 160));
    town.map.way({walk, heads[side]},
                 {{"highway", "steps"}, {"incline", bridge ? "up" : "down"}, {"step_count", "32"}});
  }
  Tags tags{{"highway", "footway"}};
  add_over(tags, bridge ? Over::bridge : Over::tunnel);
  town.map.way({heads[0], heads[1]}, tags);
}

/// A metro station under a main road: an entrance with stairs on each side, a hall below, a lift on the left side.
void add_station(Town& town, std::uint32_t number) {
  auto const length = distance(town.roads[number].a, town.roads[number].b);
  auto const a = town.roads[number].a;
  auto const b = town.roads[number].b;
  auto const dx = std::int64_t{b.x} - a.x;
  auto const dy = std::int64_t{b.y} - a.y;
  auto const place = [&](std::int64_t along, std::int64_t left) {
    auto const p = between(a, b, along, length);
    return demo::at(p.x - dy * left / length, p.y + dx * left / length);
  };
  auto const middle = length * 6 / 10;
  auto const station =
      town.map.node(place(middle, 0), {{"railway", "station"}, {"station", "subway"}, {"layer", "-1"}});
  Tags const below{{"highway", "footway"}, {"tunnel", "yes"}, {"layer", "-1"}, {"level", "-1"}, {"indoor", "yes"}};
  for (std::int64_t const side : {1, -1}) {
    auto const door = place(middle + 40, side * (walk_offset + 40));
    auto const walk = join(town, number, door).front();
    auto const top = town.map.node(door, {{"railway", "subway_entrance"}});
    auto const foot = town.map.node(place(middle + 40, side * 60));
    town.map.way({walk, top}, {{"highway", "footway"}});
    town.map.way({top, foot}, {{"highway", "steps"}, {"incline", "down"}, {"layer", "-1"}, {"level", "-1;0"}});
    town.map.way({foot, station}, below);
    town.entrances.push_back({door, top, number});
  }
  auto const lift_at = place(middle - 80, walk_offset + 35);
  auto const lift = town.map.node(lift_at, {{"highway", "elevator"}, {"level", "-1;0"}, {"wheelchair", "yes"}});
  town.map.way({join(town, number, lift_at).front(), lift}, {{"highway", "footway"}, {"level", "0"}});
  town.map.way({lift, station}, below);
}

class StreetMaker {
 public:
  explicit StreetMaker(Town& town) : town_{&town}, corners_(town.junctions.size(), no_corners) {}

  void make() {
    make_corners_of_main_roads();
    for (std::int32_t i = 0; i <= town_->columns; ++i) {
      for (std::int32_t j = 0; j < town_->rows; ++j) {
        make_road(town_->northward(i, j), {i, j}, {i, j + 1}, true);
      }
    }
    for (std::int32_t j = 0; j <= town_->rows; ++j) {
      for (std::int32_t i = 0; i < town_->columns; ++i) {
        make_road(town_->eastward(i, j), {i, j}, {i + 1, j}, false);
      }
    }
    // Inner streets of blocks know their ends already.
    for (std::size_t i = town_->eastward(0, town_->rows + 1); i < town_->roads.size(); ++i) {
      auto const& road = town_->roads[i];
      make_line(*town_, road, {road.a, road.b, road.from, road.to, road.stops}, road_tags(*town_, road));
    }
  }

 private:
  struct Place {
    std::int32_t i = 0;
    std::int32_t j = 0;
  };
  [[nodiscard]] std::size_t number(Place p) const { return town_->junction(p.i, p.j); }
  NodeRef junction_node(Place p) {
    auto& node = town_->junctions[number(p)];
    if (node == nothing) {
      node = town_->map.node(town_->junction_at(p.i, p.j));
    }
    return node;
  }
  /// The centre always has one, so that the smallest town shows stairs, a hall and a lift.
  [[nodiscard]] bool has_station(std::uint32_t number_of_road) const {
    auto const& road = town_->roads[number_of_road];
    auto const central = number_of_road == town_->northward(town_->columns / 2, town_->rows / 2);
    return road.joinable && distance(road.a, road.b) > 1500 &&
           (central || Random{mixed(town_->seed, {7013, number_of_road})}.chance(40));
  }
  void make_corners_of_main_roads() {
    for (std::int32_t j = 0; j <= town_->rows; ++j) {
      for (std::int32_t i = 0; i <= town_->columns; ++i) {
        auto const here = junction(*town_, i, j);
        if (std::ranges::any_of(here.arms, [&](auto arm) { return arm != nothing && town_->roads[arm].has_walks; })) {
          corners_[number({i, j})] = make_corners(*town_, here);
        }
      }
    }
  }
  void make_road(std::uint32_t road_number, Place first, Place last, bool northward) {
    if (!stands(town_->roads[road_number])) {
      return;
    }
    if (town_->roads[road_number].has_walks) {
      add_foot_passage(*town_, road_number);
      if (has_station(road_number)) {
        add_station(*town_, road_number);
      }
    }
    auto& road = town_->roads[road_number];
    road.from = junction_node(first);
    road.to = junction_node(last);
    if (road.over == Over::foot_tunnel) {
      make_foot_tunnel(*town_, road);
      return;
    }
    make_line(*town_, road, {road.a, road.b, road.from, road.to, road.stops}, road_tags(*town_, road));
    if (road.has_walks) {
      make_walks(*town_, road, {corners_[number(first)], corners_[number(last)], northward});
    }
  }

  Town* town_;
  std::vector<Corners> corners_;
};

}  // namespace

void make_streets(Town& town) {
  StreetMaker{town}.make();
}

}  // namespace linquan::demo
