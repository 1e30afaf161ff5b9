#include <algorithm>
#include <utility>
#include <vector>

#include "blocks.h"
#include "streets.h"

namespace linquan::demo {
namespace {

struct Reach {
  std::int64_t low = 0;
  std::int64_t high = 0;
};

void draw_lake(Town& town) {
  auto const outer = town.map.area(town.ground.lake(), {});
  auto const island = [&](std::int64_t dx, std::int64_t dy, std::int64_t permille) {
    auto ring = town.ground.lake_ring(permille);
    for (auto& corner : ring) {
      corner = demo::at(corner.x + dx, corner.y + dy);
    }
    return town.map.area(ring, {{"place", "islet"}});
  };
  auto const r = town.ground.radius();
  town.map.multipolygon(outer, {island(r * 4 / 100, r * 2 / 100, 120)},
                        {{"type", "multipolygon"}, {"natural", "water"}, {"water", "lake"}, {"name", "示例湖"}});
}

/// The park around the lake: the lake itself is a hole in it.
void draw_lake_park(Town& town) {
  auto const outer = town.map.area(town.ground.lake_ring(1140), {});
  auto const inner = town.map.area(town.ground.lake(), {});
  town.map.multipolygon(outer, {inner}, {{"type", "multipolygon"}, {"leisure", "park"}, {"name", "示例湖公园"}});
}

/// A walk around the lake, tied to the streets that end near it.
void draw_lake_walk(Town& town) {
  auto const ring = town.ground.lake_ring(1055);
  std::vector<NodeRef> nodes;
  nodes.reserve(ring.size() + 1);
  for (auto const corner : ring) {
    nodes.push_back(town.map.node(corner));
  }
  nodes.push_back(nodes.front());
  for (auto& block : town.blocks) {
    if (!block.shore) {
      continue;
    }
    for (std::size_t side = 0; side < 4; ++side) {
      auto const road = block.roads[side];
      if (road == nothing || !town.roads[road].wanted) {
        continue;
      }
      auto const middle = between(town.roads[road].a, town.roads[road].b, 1, 2);
      auto const nearest = std::ranges::min_element(ring, {}, [&](At corner) { return distance(corner, middle); });
      if (distance(*nearest, middle) > 6000 || town.ground.judge(*nearest, middle).crosses) {
        continue;
      }
      auto way = join(town, road, middle);
      way.insert(way.begin(), nodes[static_cast<std::size_t>(nearest - ring.begin())]);
      town.map.way(std::move(way), {{"highway", "footway"}});
    }
  }
  town.map.way(std::move(nodes), {{"highway", "footway"}, {"name", "环湖步道"}});
}

void draw_river(Town& town, Reach reach) {
  std::vector<At> banks;
  std::vector<NodeRef> middle;
  auto const half = Ground::half_width(Ground::Line::river) - 60;
  for (auto x = reach.low; x <= reach.high; x += 600) {
    auto const p = town.ground.on(Ground::Line::river, x);
    middle.push_back(town.map.node(p));
    banks.push_back(demo::at(p.x, p.y - half));
  }
  for (auto i = banks.size(); i-- > 0;) {
    banks.push_back(demo::at(banks[i].x, banks[i].y + 2 * half));
  }
  town.map.way(middle, {{"waterway", "river"}, {"name", "故黄河（示例）"}});
  town.map.area(banks, {{"natural", "water"}, {"water", "river"}});
}

void draw_rail(Town& town, Ground::Line line, Reach reach) {
  for (std::int64_t track = -1; track <= 1; track += 2) {
    std::vector<NodeRef> nodes;
    for (auto c = reach.low; c <= reach.high; c += 900) {
      auto const p = town.ground.on(line, c);
      nodes.push_back(town.map.node(line == Ground::Line::rail_north_south ? demo::at(p.x + track * 25, p.y)
                                                                           : demo::at(p.x, p.y + track * 25)));
    }
    town.map.way(std::move(nodes), {{"railway", "rail"}, {"gauge", "1435"}, {"usage", "main"}});
  }
}

/// Fields around the town: blocks next to built ones.
void draw_fields(Town& town) {
  auto const built = [&](std::int32_t i, std::int32_t j) {
    return i >= 0 && j >= 0 && i < town.columns && j < town.rows &&
           town.blocks[town.block_number(i, j)].use != Use::empty;
  };
  for (auto const& block : town.blocks) {
    if (block.use != Use::empty || block.cut || block.shore) {
      continue;
    }
    if (built(block.i - 1, block.j) || built(block.i + 1, block.j) || built(block.i, block.j - 1) ||
        built(block.i, block.j + 1)) {
      town.map.area(block.quad.ring(), {{"landuse", "farmland"}});
    }
  }
}

}  // namespace

void draw_ground(Town& town) {
  Reach across{INT32_MAX, INT32_MIN};
  Reach up = across;
  for (auto const& block : town.blocks) {
    if (block.use != Use::empty) {
      auto const c = block.quad.centre();
      across = {std::min<std::int64_t>(across.low, c.x - 3500), std::max<std::int64_t>(across.high, c.x + 3500)};
      up = {std::min<std::int64_t>(up.low, c.y - 3500), std::max<std::int64_t>(up.high, c.y + 3500)};
    }
  }
  draw_lake(town);
  draw_lake_park(town);
  draw_lake_walk(town);
  draw_river(town, across);
  draw_rail(town, Ground::Line::rail_north_south, up);
  draw_rail(town, Ground::Line::rail_east_west, across);
  draw_fields(town);
  town.map.node({}, {{"place", "city"},
                     {"name", "示例城（合成数据）"},
                     {"name:en", "Demo City (synthetic)"},
                     {"note", "synthetic: made up by linquan demo-city, not a real place"}});
}

}  // namespace linquan::demo
