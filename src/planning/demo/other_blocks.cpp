#include <array>
#include <string>
#include <utility>
#include <vector>

#include "blocks.h"
#include "streets.h"

namespace linquan::demo {
namespace {

/// A path from one side of a block to the other over a meeting point in its middle.
void add_path(Town& town, std::uint32_t number, std::size_t side, NodeRef middle, char const* kind) {
  auto const& block = town.blocks[number];
  if (block.roads[side] == nothing) {
    return;
  }
  auto const& quad = block.quad;
  std::array<At, 4> const doors{quad.at(quad.width() / 2, 0), quad.at(quad.width(), quad.height() / 2),
                                quad.at(quad.width() / 2, quad.height()), quad.at(0, quad.height() / 2)};
  auto const centre = quad.centre();
  for (std::int64_t i = 0; i <= 8; ++i) {
    if (!town.ground.free(between(centre, doors[side], i, 8), 60)) {
      return;
    }
  }
  auto nodes = join(town, block.roads[side], doors[side]);
  nodes.insert(nodes.begin(), {middle, town.map.node(doors[side])});
  town.map.way(std::move(nodes), {{"highway", kind}});
  town.blocks[number].ways_in[side].push_back(side % 2 == 0 ? quad.width() / 2 : quad.height() / 2);
}

void add_cross_paths(Town& town, std::uint32_t number, char const* kind) {
  auto const middle = town.map.node(town.blocks[number].quad.centre());
  for (std::size_t side = 0; side < 4; ++side) {
    add_path(town, number, side, middle, kind);
  }
}

void add_spots(Town& town, std::uint32_t number, std::initializer_list<std::pair<int, int>> percents) {
  auto const& quad = town.blocks[number].quad;
  for (auto const& [x, y] : percents) {
    auto const at = quad.at(quad.width() * x / 100, quad.height() * y / 100);
    if (town.ground.free(at, 200)) {
      town.spots.push_back({at, number, nothing, false});
    }
  }
}

void fill_park(Town& town, std::uint32_t number, Names& names) {
  auto const& block = town.blocks[number];
  if (!block.cut) {
    town.map.area(block.quad.ring(), {{"leisure", "park"}, {"name", names.avenue() + "公园"}});
  } else {
    town.map.area(block.quad.ring(), {{"landuse", "grass"}});
  }
  if (town.ground.free(block.quad.centre(), 60)) {
    add_cross_paths(town, number, "footway");
  }
  add_spots(town, number, {{25, 25}, {75, 30}, {30, 75}, {72, 70}});
}

/// A school with its own wall; walkers do not pass through it.
void fill_campus(Town& town, std::uint32_t number, Random& random) {
  auto const& quad = town.blocks[number].quad;
  for (std::int64_t row = 0; row < 3; ++row) {
    auto const y = quad.height() * (20 + 22 * row) / 100;
    auto const x = quad.width() * random.between(15, 22) / 100;
    town.map.area(quad.part(x, y, x + quad.width() * 35 / 100, y + 150).ring(),
                  {{"building", "school"}, {"building:levels", "4"}});
  }
  town.map.area(
      quad.part(quad.width() * 62 / 100, quad.height() / 4, quad.width() * 85 / 100, quad.height() * 3 / 4).ring(),
      {{"leisure", "pitch"}, {"sport", "running"}});
  add_spots(town, number, {{40, 10}, {60, 90}, {10, 50}});
}

/// Halls and towers around a plaza that one walks across.
void fill_commerce(Town& town, std::uint32_t number, Names& names, Random& random) {
  auto const quad = town.blocks[number].quad;
  auto const w = quad.width();
  auto const h = quad.height();
  auto const plaza = quad.part(w * 3 / 10, h * 3 / 10, w * 7 / 10, h * 7 / 10);
  std::vector<NodeRef> ring;
  std::vector<NodeRef> middles;
  std::array<std::pair<At, At>, 4> const edges{std::pair{plaza.at(0, 0), plaza.at(plaza.width(), 0)},
                                               {plaza.at(plaza.width(), 0), plaza.at(plaza.width(), plaza.height())},
                                               {plaza.at(plaza.width(), plaza.height()), plaza.at(0, plaza.height())},
                                               {plaza.at(0, plaza.height()), plaza.at(0, 0)}};
  for (auto const& [from, to] : edges) {
    ring.push_back(town.map.node(from));
    middles.push_back(town.map.node(between(from, to, 1, 2)));
    ring.push_back(middles.back());
  }
  ring.push_back(ring.front());
  town.map.way(ring, {{"highway", "pedestrian"}, {"area", "yes"}, {"name", names.avenue() + "广场"}});
  for (std::size_t side = 0; side < 4; ++side) {
    add_path(town, number, side, middles[side], "pedestrian");
  }
  std::array<std::array<std::int64_t, 4>, 4> const halls{
      {{8, 8, 44, 26}, {56, 8, 92, 26}, {8, 74, 44, 92}, {56, 74, 92, 92}}};
  for (auto const& hall : halls) {
    auto const low = town.map.area(
        quad.part(w * hall[0] / 100 + 60, h * hall[1] / 100 + 60, w * hall[2] / 100 - 60, h * hall[3] / 100 - 20)
            .ring(),
        {{"building", random.chance(500) ? "commercial" : "office"}});
    town.map.tag_way(low, {{"building:levels", random.chance(500) ? "6" : "18"}});
  }
  add_spots(town, number, {{20, 40}, {80, 40}, {20, 60}, {80, 60}});
}

void fill_works(Town& town, std::uint32_t number, Random& random) {
  auto const& quad = town.blocks[number].quad;
  town.map.area(quad.ring(), {{"landuse", "industrial"}});
  for (std::int64_t b = 0; b < 3; ++b) {
    for (std::int64_t a = 0; a < 3; ++a) {
      if (random.chance(250)) {
        continue;
      }
      auto const x = quad.width() * (10 + 28 * a) / 100;
      auto const y = quad.height() * (10 + 28 * b) / 100;
      town.map.area(quad.part(x, y, x + quad.width() * random.between(14, 24) / 100,
                              y + quad.height() * random.between(12, 22) / 100)
                        .ring(),
                    {{"building", random.chance(700) ? "industrial" : "warehouse"}});
    }
  }
  add_spots(town, number, {{50, 5}});
}

}  // namespace

void fill_other(Town& town, std::uint32_t number, Names& names, Random& random) {
  switch (town.blocks[number].use) {
    case Use::park:
      fill_park(town, number, names);
      break;
    case Use::campus:
      fill_campus(town, number, random);
      break;
    case Use::commerce:
      fill_commerce(town, number, names, random);
      break;
    default:
      fill_works(town, number, random);
      break;
  }
}

}  // namespace linquan::demo
