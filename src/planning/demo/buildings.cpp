#include "buildings.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace linquan::demo {

namespace forms {
Form const old_house{.depth = 90,
                     .unit = 105,
                     .gap = 12,
                     .pitch = 190,
                     .levels_min = 1,
                     .levels_max = 3,
                     .flats_each_level = 2,
                     .skipped_permille = 120,
                     .doors_permille = 100,
                     .tag = "house",
                     .occupied_permille = 860};
Form const village_house{.depth = 100,
                         .unit = 115,
                         .gap = 25,
                         .pitch = 215,
                         .levels_min = 1,
                         .levels_max = 2,
                         .flats_each_level = 1,
                         .skipped_permille = 150,
                         .doors_permille = 30,
                         .tag = "house",
                         .occupied_permille = 800};
Form const old_bar{.depth = 120,
                   .unit = 140,
                   .gap = 80,
                   .pitch = 290,
                   .stairs_min = 2,
                   .stairs_max = 4,
                   .levels_min = 5,
                   .levels_max = 7,
                   .flats_each_level = 2,
                   .skipped_permille = 260,
                   .doors_permille = 650,
                   .tag = "apartments",
                   .occupied_permille = 900};
Form const open_bar{.depth = 115,
                    .unit = 135,
                    .gap = 110,
                    .pitch = 300,
                    .stairs_min = 2,
                    .stairs_max = 4,
                    .levels_min = 4,
                    .levels_max = 6,
                    .flats_each_level = 2,
                    .skipped_permille = 300,
                    .doors_permille = 450,
                    .tag = "apartments",
                    .occupied_permille = 880};
Form const low_slab{.depth = 150,
                    .unit = 170,
                    .gap = 130,
                    .pitch = 330,
                    .stairs_min = 2,
                    .stairs_max = 3,
                    .levels_min = 5,
                    .levels_max = 9,
                    .flats_each_level = 2,
                    .skipped_permille = 260,
                    .doors_permille = 780,
                    .tag = "apartments",
                    .occupied_permille = 780};
Form const slab{.depth = 150,
                .unit = 170,
                .gap = 130,
                .pitch = 460,
                .stairs_min = 2,
                .stairs_max = 3,
                .levels_min = 9,
                .levels_max = 18,
                .flats_each_level = 2,
                .skipped_permille = 260,
                .doors_permille = 780,
                .tag = "apartments",
                .occupied_permille = 780};
Form const tower{.depth = 200,
                 .unit = 260,
                 .gap = 330,
                 .pitch = 640,
                 .levels_min = 22,
                 .levels_max = 33,
                 .flats_each_level = 4,
                 .skipped_permille = 420,
                 .doors_permille = 820,
                 .tag = "apartments",
                 .occupied_permille = 700};
}  // namespace forms

namespace {

struct House {
  Quad quad;
  std::int32_t stairs = 1;
  std::int32_t levels = 1;
  std::int32_t flats = 1;
  bool doors_mapped = false;
};

/// The outline with its entrances: doors stand in the north wall of bars and in the south wall of small houses.
WayRef draw_house(Town& town, House const& house, Form const& form, Random& random) {
  auto const w = house.quad.width();
  auto const h = house.quad.height();
  std::vector<NodeRef> nodes;
  auto const add = [&](At at) { nodes.push_back(town.map.node(at)); };
  add(house.quad.at(0, 0));
  add(house.quad.at(w, 0));
  add(house.quad.at(w, h));
  if (house.doors_mapped) {
    for (std::int32_t i = house.stairs; i-- > 0;) {
      add(house.quad.at(w * (2 * i + 1) / (std::int64_t{2} * house.stairs), h));
      auto const main = house.stairs == 1 && random.chance(600);
      town.map.tag(nodes.back(), {{"entrance", main ? "main" : "staircase"}});
      if (house.stairs > 1) {
        town.map.tag(nodes.back(), {{"ref", fmt::to_string(i + 1)}});
      }
    }
  }
  add(house.quad.at(0, h));
  nodes.push_back(nodes.front());
  Tags tags{{"building", form.tag}};
  if (random.chance(820)) {
    tags.emplace_back("building:levels", fmt::to_string(house.levels));
  }
  if (house.flats > 4 && random.chance(500)) {
    tags.emplace_back("building:flats", fmt::to_string(house.flats));
  }
  return town.map.way(std::move(nodes), std::move(tags));
}

void build_house(Town& town, Quad const& quad, Form const& form, std::int32_t stairs, std::uint32_t group,
                 Random& random) {
  if (!town.ground.free(quad.centre(), 200) || !town.ground.free(quad.at(0, 0), 120) ||
      !town.ground.free(quad.at(quad.width(), quad.height()), 120)) {
    return;
  }
  House house{quad, stairs, static_cast<std::int32_t>(random.between(form.levels_min, form.levels_max)), 1, false};
  house.flats = std::max(1, house.levels * form.flats_each_level * stairs);
  if (form.flats_each_level == 1) {
    house.flats = 1;  // a farmhouse is one household however high it is
  }
  house.doors_mapped = random.chance(form.doors_permille);
  draw_house(town, house, form, random);
  Dwelling dwelling;
  dwelling.at = quad.centre();
  dwelling.group = group;
  dwelling.flats = house.flats;
  dwelling.doors = static_cast<std::uint16_t>(house.doors_mapped ? stairs : 1);
  dwelling.occupied_permille = form.occupied_permille + static_cast<std::int32_t>(random.between(-80, 80));
  town.dwellings.push_back(dwelling);
  town.groups[group].households += house.flats;
  town.flats += house.flats;
}

}  // namespace

void fill_rows(Town& town, Quad const& ground, Form const& form, std::uint32_t group, Random& random) {
  auto const rows = std::max<std::int64_t>(1, (ground.height() + form.pitch - form.depth) / form.pitch);
  if (ground.height() < form.depth + 10) {
    return;
  }
  auto const step = ground.height() / rows;
  for (std::int64_t row = 0; row < rows; ++row) {
    auto const y = row * step + std::max<std::int64_t>(0, (step - form.depth) / 2);
    std::int64_t x = random.between(0, form.gap / 2);
    while (true) {
      auto const stairs = static_cast<std::int32_t>(random.between(form.stairs_min, form.stairs_max));
      auto const length = stairs * form.unit;
      if (x + length > ground.width()) {
        break;
      }
      if (!random.chance(form.skipped_permille)) {
        auto const set_back = random.between(0, 12);
        build_house(town, ground.part(x, y + set_back, x + length, y + set_back + form.depth), form, stairs, group,
                    random);
      }
      x += length + form.gap;
    }
  }
}

}  // namespace linquan::demo
