#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "blocks.h"
#include "buildings.h"
#include "streets.h"

namespace linquan::demo {
namespace {

/// A compound's ground, named by distances inside its block; roads in the order south, east, north, west.
struct Lot {
  std::int64_t x0 = 0;
  std::int64_t y0 = 0;
  std::int64_t x1 = 0;
  std::int64_t y1 = 0;
  std::array<std::uint32_t, 4> roads{nothing, nothing, nothing, nothing};
};

std::vector<Lot> lots_of(Town& town, std::uint32_t number, Names& names, Random& random) {
  auto const quad = town.blocks[number].quad;
  auto const roads = town.blocks[number].roads;
  auto const old = town.blocks[number].use == Use::old_compound;
  auto const parts = old ? random.between(1, 3) : random.between(1, 2);
  auto const northward = quad.width() > quad.height() ? random.chance(700) : random.chance(300);
  auto const length = northward ? quad.width() : quad.height();
  Lot rest{front_depth, front_depth, quad.width() - front_depth, quad.height() - front_depth, roads};
  std::vector<Lot> lots;
  for (std::int64_t part = 1; part < parts; ++part) {
    auto const at = length * part / parts + random.between(-120, 120);
    auto const road = divide(town, number, northward, at, names);
    if (road == nothing) {
      break;
    }
    auto lot = rest;
    (northward ? lot.x1 : lot.y1) = at - 60;
    lot.roads[northward ? 1 : 2] = road;
    lots.push_back(lot);
    (northward ? rest.x0 : rest.y0) = at + 60;
    rest.roads[northward ? 3 : 0] = road;
  }
  lots.push_back(rest);
  return lots;
}

/// A compound on its lot while it is being drawn.
class Estate {
 public:
  Estate(Town& town, std::uint32_t block, Lot const& lot, Random& random)
      : town_{&town},
        block_{block},
        lot_{lot},
        quad_{town.blocks[block].quad.part(lot.x0, lot.y0, lot.x1, lot.y1)},
        random_{&random} {}

  void draw(Names& names) {
    Group group;
    group.use = town_->blocks[block_].use;
    group.name = names.settlement(group.use);
    group.ring = quad_.ring();
    group.block = block_;
    group.inner_streets = !random_->chance(90);
    auto const look = random_->below(100);
    group.wall = look < 40 ? "ring" : look < 78 || !group.inner_streets ? "own" : "none";
    town_->groups.push_back(std::move(group));
    number_ = static_cast<std::uint32_t>(town_->groups.size() - 1);
    choose_form();
    plan_lanes();
    for (auto const corner : quad_.ring()) {
      rim_.push_back({corner, town_->map.node(corner)});
    }
    plan_gates();
    draw_rim();
    draw_lanes();
    build();
  }

 private:
  struct RimNode {
    At at;
    NodeRef node;
  };
  struct GatePlan {
    std::size_t side = 0;
    std::size_t lane = 0;
    std::int64_t place = 0;  ///< along the side
  };

  Group& group() { return town_->groups[number_]; }

  void choose_form() {
    if (group().use == Use::old_compound) {
      form_ = &forms::old_bar;
    } else {
      // Small towns do not build high.
      auto const high = random_->chance(620) ? &forms::slab : &forms::tower;
      form_ = town_->people < 100'000 ? &forms::low_slab : high;
    }
  }

  void plan_lanes() {
    auto const w = quad_.width();
    auto const h = quad_.height();
    xs_ = {70};
    if (w > 2300) {
      xs_.push_back(w / 2 + random_->between(-150, 150));
    }
    xs_.push_back(w - 70);
    auto const rows = std::max<std::int64_t>(1, (h - 120) / (form_->pitch * 2));
    for (std::int64_t i = 0; i <= rows; ++i) {
      ys_.push_back(60 + (h - 120) * i / rows);
    }
    for (auto const y : ys_) {
      for (auto const x : xs_) {
        lane_nodes_.push_back(group().inner_streets ? town_->map.node(quad_.at(x, y)) : nothing);
      }
    }
  }

  [[nodiscard]] NodeRef lane_node(std::size_t column, std::size_t row) const {
    return lane_nodes_[row * xs_.size() + column];
  }

  /// One to four gates on sides with a street, each at the end of a lane; some compounds have none that is mapped.
  void plan_gates() {
    std::vector<std::size_t> sides;
    for (std::size_t side = 0; side < 4; ++side) {
      if (lot_.roads[side] != nothing) {
        sides.push_back(side);
      }
    }
    if (sides.empty()) {
      return;
    }
    std::size_t want = 1;
    for (auto const permille : {720, 350, 150}) {
      want += random_->chance(permille) ? 1U : 0U;
    }
    auto const unmapped = group().inner_streets && random_->chance(130);
    auto const first = static_cast<std::size_t>(random_->below(4));
    std::vector<GatePlan> planned;
    for (std::size_t k = 0; planned.size() < want && k < 8; ++k) {
      auto const side = sides[(first + k) % sides.size()];
      auto const across = side == 0 || side == 2;
      auto const lane =
          static_cast<std::size_t>(random_->below(static_cast<std::int64_t>(across ? xs_.size() : ys_.size())));
      auto const place = across ? xs_[lane] : ys_[lane];
      auto const same = [&](GatePlan const& one) { return one.side == side && std::abs(one.place - place) < 500; };
      if (std::ranges::none_of(planned, same)) {
        planned.push_back({side, lane, place});
      }
    }
    for (std::size_t i = 0; i < planned.size(); ++i) {
      // One gate in a while is locked for good, but never a compound's only one.
      add_gate(planned[i], !unmapped, i > 0 && !unmapped && random_->chance(60));
    }
  }

  [[nodiscard]] At on_side(std::size_t side, std::int64_t place, std::int64_t outward) const {
    switch (side) {
      case 0:
        return quad_.at(place, -outward);
      case 1:
        return quad_.at(quad_.width() + outward, place);
      case 2:
        return quad_.at(place, quad_.height() + outward);
      default:
        return quad_.at(-outward, place);
    }
  }

  void add_gate(GatePlan const& plan, bool mapped, bool closed) {
    Gate gate;
    gate.at = on_side(plan.side, plan.place, 0);
    gate.mapped = mapped;
    gate.closed = closed;
    if (mapped && !closed && random_->chance(170)) {
      gate.hours = random_->chance(700) ? "06:00-23:00" : "05:30-22:30";
    }
    // A street that simply runs on through the rim often shares no node with it.
    auto const shared = mapped || random_->chance(500);
    auto const node = town_->map.node(gate.at);
    if (shared) {
      gate.node = node;
      rim_.push_back({gate.at, node});
    }
    if (mapped) {
      town_->map.tag(node, gate_tags(gate));
    }
    auto const column = plan.side == 1 ? xs_.size() - 1 : plan.side == 3 ? 0 : plan.lane;
    auto const row = plan.side == 2 ? ys_.size() - 1 : plan.side == 0 ? 0 : plan.lane;
    if (group().inner_streets) {
      town_->map.way({lane_node(column, row), node}, {{"highway", "service"}, {"access", "private"}});
    }
    auto out = join(*town_, lot_.roads[plan.side], on_side(plan.side, plan.place, 120));
    out.insert(out.begin(), node);
    town_->map.way(out, {{"highway", "service"}});
    auto& block = town_->blocks[block_];
    auto const across = plan.side == 0 || plan.side == 2;
    block.ways_in[plan.side].push_back(plan.place + (across ? lot_.x0 : lot_.y0));
    group().gates.push_back(std::move(gate));
  }

  Tags gate_tags(Gate const& gate) {
    Tags tags;
    if (gate.closed) {
      return {{"barrier", "gate"}, {"access", "no"}, {"locked", "yes"}};
    }
    auto const look = random_->below(100);
    if (look < 55) {
      tags = {{"barrier", "gate"}, {"access", "private"}};
    } else if (look < 75) {
      tags = {{"barrier", "lift_gate"}, {"access", "private"}, {"foot", "private"}};
    } else if (look < 90) {
      tags = {{"barrier", "swing_gate"}, {"access", "residents"}};
    } else {
      tags = {{"barrier", "gate"}};
    }
    if (!gate.hours.empty()) {
      tags.emplace_back("opening_hours", gate.hours);
    }
    return tags;
  }

  /// The rim with the gates' nodes in their places, walked from the south-western corner anticlockwise.
  void draw_rim() {
    auto const corners = quad_.ring();
    std::vector<NodeRef> nodes;
    for (std::size_t side = 0; side < 4; ++side) {
      auto const a = corners[side];
      auto const b = corners[(side + 1) % 4];
      nodes.push_back(rim_[side].node);
      std::vector<std::pair<std::int64_t, NodeRef>> on_it;
      for (std::size_t i = 4; i < rim_.size(); ++i) {
        auto const reach = along(a, b, rim_[i].at);
        auto const off = distance(rim_[i].at, between(a, b, reach, std::max<std::int64_t>(1, distance(a, b))));
        if (reach > 0 && reach < distance(a, b) && off < 15) {
          on_it.emplace_back(reach, rim_[i].node);
        }
      }
      std::ranges::sort(on_it);
      for (auto const& [reach, node] : on_it) {
        nodes.push_back(node);
      }
    }
    nodes.push_back(nodes.front());
    Tags tags{{"landuse", "residential"}, {"name", group().name}};
    auto const barrier = random_->chance(600) ? "wall" : "fence";
    if (group().wall == "ring") {
      tags.emplace_back("barrier", barrier);
    }
    group().way = town_->map.way(nodes, tags);
    if (group().wall == "own") {
      town_->map.way(nodes, {{"barrier", barrier}});
    }
  }

  void draw_lanes() {
    if (!group().inner_streets) {
      return;
    }
    auto const kind = [&] { return random_->chance(650) ? "service" : "footway"; };
    for (std::size_t row = 0; row < ys_.size(); ++row) {
      std::vector<NodeRef> nodes;
      for (std::size_t column = 0; column < xs_.size(); ++column) {
        nodes.push_back(lane_node(column, row));
      }
      town_->map.way(nodes, {{"highway", kind()}, {"access", "private"}});
    }
    for (std::size_t column = 0; column < xs_.size(); ++column) {
      std::vector<NodeRef> nodes;
      for (std::size_t row = 0; row < ys_.size(); ++row) {
        nodes.push_back(lane_node(column, row));
      }
      if (nodes.size() > 1) {
        town_->map.way(nodes, {{"highway", kind()}, {"access", "private"}});
      }
    }
  }

  void build() {
    auto const green = random_->below(static_cast<std::int64_t>((xs_.size() - 1) * (ys_.size() - 1)));
    std::int64_t field = 0;
    for (std::size_t row = 0; row + 1 < ys_.size(); ++row) {
      for (std::size_t column = 0; column + 1 < xs_.size(); ++column, ++field) {
        auto const ground = quad_.part(xs_[column] + 35, ys_[row] + 25, xs_[column + 1] - 35, ys_[row + 1] - 25);
        if (field == green && ys_.size() > 2) {
          add_green(ground);
        } else {
          fill_rows(*town_, ground, *form_, number_, *random_);
        }
      }
    }
  }

  /// A garden in the middle of the compound: room for a kindergarten, a playground, a canteen.
  void add_green(Quad const& ground) {
    town_->map.area(ground.part(ground.width() / 3, 40, ground.width() * 2 / 3, ground.height() - 40).ring(),
                    {{"landuse", "grass"}});
    for (auto const part : {1, 3, 5}) {
      town_->spots.push_back({ground.at(ground.width() * part / 6, ground.height() / 2), block_, number_, false});
    }
  }

  Town* town_;
  std::uint32_t block_;
  Lot lot_;
  Quad quad_;
  Random* random_;
  std::uint32_t number_ = 0;
  Form const* form_ = nullptr;
  std::vector<std::int64_t> xs_;
  std::vector<std::int64_t> ys_;
  std::vector<NodeRef> lane_nodes_;
  std::vector<RimNode> rim_;
};

}  // namespace

void fill_compounds(Town& town, std::uint32_t block, Names& names, Random& random) {
  for (auto const& lot : lots_of(town, block, names, random)) {
    Estate{town, block, lot, random}.draw(names);
  }
}

}  // namespace linquan::demo
