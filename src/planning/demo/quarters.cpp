#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "blocks.h"
#include "buildings.h"
#include "streets.h"

namespace linquan::demo {
namespace {

/// Public lanes through a block: a net with jittered corners; its outermost lines are the block's fronts.
class Lanes {
 public:
  Lanes(Town& town, std::uint32_t block, std::int64_t mesh, Random& random)
      : town_{&town}, block_{block}, quad_{town.blocks[block].quad} {
    columns_ = std::max<std::int64_t>(2, quad_.width() / mesh);
    rows_ = std::max<std::int64_t>(2, quad_.height() / mesh);
    auto const sway_x = quad_.width() / columns_ / 7;
    auto const sway_y = quad_.height() / rows_ / 7;
    for (std::int64_t b = 0; b <= rows_; ++b) {
      for (std::int64_t a = 0; a <= columns_; ++a) {
        auto const rim_x = a == 0 || a == columns_;
        auto const rim_y = b == 0 || b == rows_;
        corners_.push_back({quad_.width() * a / columns_ + (rim_x ? 0 : random.between(-sway_x, sway_x)),
                            quad_.height() * b / rows_ + (rim_y ? 0 : random.between(-sway_y, sway_y))});
        nodes_.push_back(nothing);
      }
    }
  }

  [[nodiscard]] std::int64_t columns() const { return columns_; }
  [[nodiscard]] std::int64_t rows() const { return rows_; }
  /// The ground between four corners, without the lanes' own width and the fronts' shops.
  [[nodiscard]] Quad cell(std::int64_t a, std::int64_t b, std::int64_t lane) const {
    auto const inset = [&](bool rim) { return rim ? front_depth : lane; };
    auto const west = inset(a == 0);
    auto const east = inset(a + 1 == columns_);
    auto const south = inset(b == 0);
    auto const north = inset(b + 1 == rows_);
    auto const place = [&](std::int64_t x, std::int64_t y, std::int64_t dx, std::int64_t dy) {
      auto const& corner = corners_[index(x, y)];
      return quad_.at(corner.x + dx, corner.y + dy);
    };
    return {place(a, b, west, south), place(a + 1, b, -east, south), place(a + 1, b + 1, -east, -north),
            place(a, b + 1, west, -north)};
  }

  /// Draws one lane; where a piece is missing or water lies in between, it is cut.
  void draw(bool northward, std::int64_t line, Tags const& tags, int missing_permille, Random& random) {
    auto const pieces = northward ? rows_ : columns_;
    std::vector<NodeRef> run;
    for (std::int64_t step = 0; step <= pieces; ++step) {
      auto const a = northward ? line : step;
      auto const b = northward ? step : line;
      auto const spot = quad_.at(corners_[index(a, b)].x, corners_[index(a, b)].y);
      auto const dry = town_->ground.free(spot, 60);
      auto const cut = step > 1 && step < pieces && random.chance(missing_permille);
      if (!dry || cut || (step > 0 && !passable(northward, line, step))) {
        finish(run, tags);
      }
      if (!dry) {
        continue;
      }
      auto const rim = step == 0 || step == pieces;
      if (rim) {
        add_rim(run, northward, step != 0, a, b, spot);
      } else {
        run.push_back(inner(a, b, spot));
      }
    }
    finish(run, tags);
  }

 private:
  struct Corner {
    std::int64_t x = 0;
    std::int64_t y = 0;
  };
  [[nodiscard]] std::size_t index(std::int64_t a, std::int64_t b) const {
    return static_cast<std::size_t>(b * (columns_ + 1) + a);
  }
  [[nodiscard]] bool passable(bool northward, std::int64_t line, std::int64_t step) const {
    auto const& to = corners_[northward ? index(line, step) : index(step, line)];
    auto const& from = corners_[northward ? index(line, step - 1) : index(step - 1, line)];
    for (std::int64_t i = 1; i < 6; ++i) {
      if (!town_->ground.free(between(quad_.at(from.x, from.y), quad_.at(to.x, to.y), i, 6), 40)) {
        return false;
      }
    }
    return true;
  }
  NodeRef inner(std::int64_t a, std::int64_t b, At spot) {
    auto& node = nodes_[index(a, b)];
    if (node == nothing) {
      node = town_->map.node(spot);
    }
    return node;
  }
  void add_rim(std::vector<NodeRef>& run, bool northward, bool far, std::int64_t a, std::int64_t b, At spot) {
    auto const side = static_cast<std::size_t>(northward ? (far ? 2 : 0) : (far ? 1 : 3));
    auto const road = town_->blocks[block_].roads[side];
    if (road == nothing) {
      if (far) {
        run.push_back(inner(a, b, spot));
      } else {
        run = {inner(a, b, spot)};
      }
      return;
    }
    auto const& corner = corners_[index(a, b)];
    town_->blocks[block_].ways_in[side].push_back(northward ? corner.x : corner.y);
    auto over = join(*town_, road, spot);
    if (far) {
      run.insert(run.end(), over.begin(), over.end());
    } else {
      run.assign(over.rbegin(), over.rend());
    }
  }
  void finish(std::vector<NodeRef>& run, Tags const& tags) {
    if (run.size() > 1) {
      town_->map.way(run, tags);
    }
    run.clear();
  }

  Town* town_;
  std::uint32_t block_;
  Quad quad_;
  std::int64_t columns_ = 2;
  std::int64_t rows_ = 2;
  std::vector<Corner> corners_;
  std::vector<NodeRef> nodes_;
};

struct Style {
  std::int64_t mesh;
  Form const* form;
  std::int64_t lane;  ///< half of the room that a lane takes
  int missing_permille;
  int shops_permille;  ///< of the cells' southern edges
};

Style style_of(Use use) {
  switch (use) {
    case Use::old_town:
      return {680, &forms::old_house, 35, 160, 380};
    case Use::village:
      return {560, &forms::village_house, 32, 200, 60};
    default:
      return {1250, &forms::open_bar, 60, 60, 120};
  }
}

char const* lane_kind(Use use, Random& random) {
  if (use == Use::village) {
    return random.chance(400) ? "track" : random.chance(400) ? "unclassified" : "service";
  }
  if (use == Use::old_town) {
    return random.chance(350)   ? "living_street"
           : random.chance(300) ? "pedestrian"
           : random.chance(500) ? "footway"
                                : "residential";
  }
  return "residential";
}

/// Small shops in houses along a lane.
void add_lane_premises(Town& town, std::uint32_t block, Quad const& cell, std::uint32_t street, std::int64_t offset) {
  for (std::int64_t x = 40; x + 40 < cell.width(); x += 110) {
    Premise one;
    one.at = cell.at(x, 8);
    if (!town.ground.free(one.at, 100)) {
      continue;
    }
    one.street = street;
    one.parity = 1;
    one.coordinate = static_cast<std::int32_t>(offset + x);
    one.block = block;
    town.premises.push_back(one);
  }
}

Group quarter_group(Town& town, std::uint32_t number, Names& names) {
  auto const& block = town.blocks[number];
  Group group;
  group.use = block.use;
  group.name = names.settlement(block.use);
  group.ring = block.quad.ring();
  group.block = number;
  return group;
}

/// One lane after the other, from the west and from the south in turn. Gives the name of the street at the southern
/// edge of each row of cells, `nothing` where there is none.
std::vector<std::uint32_t> draw_lanes(Town& town, Lanes& lanes, Use use, Names& names, Random& random) {
  auto const missing_permille = style_of(use).missing_permille;
  std::vector<std::uint32_t> street_of(static_cast<std::size_t>(lanes.rows()), nothing);
  auto const draw = [&](bool northward, std::int64_t line) {
    Tags tags{{"highway", lane_kind(use, random)}};
    if (use != Use::village) {
      town.names.push_back(names.lane());
      tags.emplace_back("name", town.names.back());
    }
    if (use != Use::village && !northward) {
      street_of[static_cast<std::size_t>(line)] = static_cast<std::uint32_t>(town.names.size() - 1);
    }
    lanes.draw(northward, line, tags, missing_permille, random);
  };
  for (std::int64_t line = 1; line < std::max(lanes.columns(), lanes.rows()); ++line) {
    if (line < lanes.columns()) {
      draw(true, line);
    }
    if (line < lanes.rows()) {
      draw(false, line);
    }
  }
  return street_of;
}

/// Houses and shops, or here and there a free spot.
void fill_cell(Town& town, Quad const& cell, std::uint32_t group, std::uint32_t street, std::int64_t column,
               Random& random) {
  auto const block = town.groups[group].block;
  auto const use = town.groups[group].use;
  auto const style = style_of(use);
  if (random.chance(use == Use::village ? 60 : 45)) {
    town.spots.push_back({cell.centre(), block, group, false});
    return;
  }
  fill_rows(town, cell, *style.form, group, random);
  if (street != nothing && random.chance(style.shops_permille)) {
    add_lane_premises(town, block, cell, street, column * 100'000);
  }
}

}  // namespace

void fill_quarter(Town& town, std::uint32_t number, Names& names, Random& random) {
  auto const use = town.blocks[number].use;
  auto const style = style_of(use);
  auto group = quarter_group(town, number, names);
  if (!town.blocks[number].cut && random.chance(use == Use::old_town ? 350 : 800)) {
    group.way = town.map.area(group.ring, {{"landuse", "residential"}, {"name", group.name}});
  }
  if (use == Use::village) {
    town.map.node(town.blocks[number].quad.centre(), {{"place", "hamlet"}, {"name", group.name}});
  }
  town.groups.push_back(std::move(group));
  auto const group_number = static_cast<std::uint32_t>(town.groups.size() - 1);
  // Beside a railway or a bank there is room for short lanes only.
  Lanes lanes{town, number, town.blocks[number].cut ? std::min<std::int64_t>(style.mesh, 640) : style.mesh, random};
  auto const street_of = draw_lanes(town, lanes, use, names, random);
  for (std::int64_t b = 0; b < lanes.rows(); ++b) {
    for (std::int64_t a = 0; a < lanes.columns(); ++a) {
      fill_cell(town, lanes.cell(a, b, style.lane), group_number, street_of[static_cast<std::size_t>(b)], a, random);
    }
  }
}

}  // namespace linquan::demo
