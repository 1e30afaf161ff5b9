#include "blocks.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "streets.h"

#include <fmt/format.h>

namespace linquan::demo {
namespace {

/// Chances of each use by distance from the centre, in thousandths that add up to 1000.
struct Zone {
  std::int64_t until_permille;
  std::array<int, 8> shares;
};
constexpr std::array uses{Use::old_town, Use::old_compound, Use::new_compound, Use::open_quarter,
                          Use::village,  Use::park,         Use::commerce,     Use::works};
constexpr std::array zones{Zone{190, {560, 130, 0, 90, 0, 50, 170, 0}}, Zone{400, {140, 430, 150, 140, 0, 60, 80, 0}},
                           Zone{640, {0, 260, 420, 120, 0, 80, 50, 70}}, Zone{850, {0, 90, 500, 90, 60, 110, 20, 130}},
                           Zone{100'000, {0, 20, 330, 40, 290, 110, 0, 210}}};

bool passes(Town const& town, Ground::Line line, Quad const& quad) {
  bool below = false;
  bool above = false;
  for (std::int64_t i = 0; i <= 4; ++i) {
    for (std::int64_t j = 0; j <= 4; ++j) {
      auto const away = town.ground.side(line, quad.at(quad.width() * i / 4, quad.height() * j / 4));
      below = below || away < Ground::half_width(line) + 150;
      above = above || away > -Ground::half_width(line) - 150;
    }
  }
  return below && above;
}

bool near_lake(Town const& town, Quad const& quad) {
  auto const ring = town.ground.lake_ring(1060);
  for (std::int64_t i = 0; i <= 6; ++i) {
    for (std::int64_t j = 0; j <= 6; ++j) {
      if (inside(ring, quad.at(quad.width() * i / 6, quad.height() * j / 6))) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace

Block lay_block(Town const& town, std::int32_t i, std::int32_t j) {
  Block block;
  block.i = i;
  block.j = j;
  std::array<std::uint32_t, 4> const around{town.eastward(i, j), town.northward(i + 1, j), town.eastward(i, j + 1),
                                            town.northward(i, j)};
  std::array<std::int64_t, 4> inset{};
  for (std::size_t side = 0; side < 4; ++side) {
    auto const& road = town.roads[around[side]];
    inset[side] = half_street(road.rank);
    block.roads[side] = road.exists && road.joinable ? around[side] : nothing;
  }
  Quad const whole{town.junction_at(i, j), town.junction_at(i + 1, j), town.junction_at(i + 1, j + 1),
                   town.junction_at(i, j + 1)};
  block.quad = whole.part(inset[3], inset[0], whole.width() - inset[1], whole.height() - inset[2]);
  block.far_permille = distance(whole.centre(), {}) * 1000 / town.ground.radius();
  block.shore = near_lake(town, whole);
  for (auto const line : Ground::lines) {
    block.cut = block.cut || passes(town, line, block.quad);
  }
  return block;
}

Use use_of(Town const& town, Block const& block, Random& random) {
  if (block.shore) {
    return Use::waterside;
  }
  // The town's very centre is its shopping quarter, whatever the chances say.
  if (block.i == town.columns / 2 && block.j == town.rows / 2 && !block.cut) {
    return Use::commerce;
  }
  auto const zone =
      std::ranges::find_if(zones, [&](auto const& one) { return block.far_permille < one.until_permille; });
  auto left = random.below(1000);
  auto use = Use::works;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    left -= zone->shares[i];
    if (left < 0) {
      use = uses[i];
      break;
    }
  }
  if (random.chance(50) && use != Use::village) {
    use = Use::campus;
  }
  if (block.cut) {
    // Walls do not follow a bank: along river and rails the town is open.
    auto const open = use == Use::old_town || use == Use::village ? use : Use::open_quarter;
    return use == Use::park || random.chance(250) ? Use::park : open;
  }
  return use;
}

std::uint32_t divide(Town& town, std::uint32_t number, bool northward, std::int64_t at, Names& names) {
  auto const& block = town.blocks[number];
  auto const& quad = block.quad;
  auto const first_road = block.roads[northward ? 0 : 3];
  auto const last_road = block.roads[northward ? 2 : 1];
  if (first_road == nothing || last_road == nothing) {
    return nothing;
  }
  auto const first = northward ? quad.at(at, 0) : quad.at(0, at);
  auto const last = northward ? quad.at(at, quad.height()) : quad.at(quad.width(), at);
  auto tail = join(town, first_road, first);
  auto const head = join(town, last_road, last);
  Road road;
  road.a = first;
  road.b = last;
  road.rank = Rank::lane;
  road.exists = road.wanted = road.joinable = true;
  town.names.push_back(names.lane());
  road.name = static_cast<std::uint32_t>(town.names.size() - 1);
  // The road itself ends at the block's fronts; short ways lead on to what it joins.
  road.from = town.map.node(first);
  road.to = town.map.node(last);
  std::ranges::reverse(tail);
  tail.push_back(road.from);
  town.map.way(tail, {{"highway", "residential"}, {"name", town.names[road.name]}});
  std::vector<NodeRef> out{road.to};
  out.insert(out.end(), head.begin(), head.end());
  town.map.way(out, {{"highway", "residential"}, {"name", town.names[road.name]}});
  auto& open = town.blocks[number];
  open.ways_in[northward ? 0 : 3].push_back(at);
  open.ways_in[northward ? 2 : 1].push_back(at);
  town.roads.push_back(road);
  return static_cast<std::uint32_t>(town.roads.size() - 1);
}

namespace {

void fill_block(Town& town, std::uint32_t number, Names& names) {
  auto& block = town.blocks[number];
  // Nobody builds where no street leads.
  if (std::ranges::all_of(block.roads, [](auto road) { return road == nothing; })) {
    return;
  }
  Random random{mixed(town.seed, {7010, block.i, block.j})};
  block.use = use_of(town, block, random);
  for (auto const road : {town.eastward(block.i, block.j), town.northward(block.i + 1, block.j),
                          town.eastward(block.i, block.j + 1), town.northward(block.i, block.j)}) {
    town.roads[road].wanted = true;
  }
  switch (block.use) {
    case Use::old_compound:
    case Use::new_compound:
      fill_compounds(town, number, names, random);
      break;
    case Use::old_town:
    case Use::open_quarter:
    case Use::village:
      fill_quarter(town, number, names, random);
      break;
    case Use::park:
    case Use::campus:
    case Use::commerce:
    case Use::works:
      fill_other(town, number, names, random);
      break;
    case Use::waterside:
    case Use::empty:
      return;
  }
  line_fronts(town, number, random);
}

}  // namespace

void fill_town(Town& town, Names& names) {
  std::vector<std::tuple<std::int64_t, std::uint32_t>> order;
  for (std::int32_t j = 0; j < town.rows; ++j) {
    for (std::int32_t i = 0; i < town.columns; ++i) {
      town.blocks.push_back(lay_block(town, i, j));
      order.emplace_back(town.blocks.back().far_permille, town.block_number(i, j));
    }
  }
  std::ranges::sort(order);
  // 2.6 people live in an occupied flat; some flats stand empty.
  for (auto const& [far, number] : order) {
    if (town.flats * 22 / 10 >= town.people) {
      break;
    }
    fill_block(town, number, names);
  }
}

void number_premises(Town& town) {
  std::vector<std::uint32_t> order(town.premises.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    order[i] = i;
  }
  std::ranges::sort(order, {}, [&](std::uint32_t i) {
    auto const& one = town.premises[i];
    return std::tuple{one.street, one.parity, one.coordinate, i};
  });
  std::uint32_t last = 0;
  Premise const* before = nullptr;
  for (auto const i : order) {
    auto& one = town.premises[i];
    if (before == nullptr || before->street != one.street || before->parity != one.parity) {
      last = one.parity;
    } else {
      last += 2;
    }
    one.number = last == 0 ? (last = 2) : last;
    before = &one;
  }
  std::map<WayRef, std::uint32_t> first_in;
  for (std::uint32_t i = 0; i < town.premises.size(); ++i) {
    auto const& one = town.premises[i];
    if (one.building == nothing) {
      continue;
    }
    auto const [at, fresh] = first_in.emplace(one.building, i);
    if (!fresh && one.number < town.premises[at->second].number) {
      at->second = i;
    }
  }
  for (auto const& [building, i] : first_in) {
    auto const& one = town.premises[i];
    town.map.tag_way(building, {{"addr:street", town.names[one.street]},
                                {"addr:housenumber", fmt::format("{}{}", one.number, building % 5 < 2 ? "号" : "")}});
  }
}

}  // namespace linquan::demo
