#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "blocks.h"
#include "streets.h"

namespace linquan::demo {
namespace {

/// How many of a front's places hold shops.
int shops_permille(Use use, Rank rank) {
  auto const busy = rank == Rank::primary ? 850 : rank == Rank::secondary ? 750 : 520;
  switch (use) {
    case Use::old_town:
    case Use::commerce:
      return std::min(950, busy + 150);
    case Use::old_compound:
    case Use::open_quarter:
      return busy;
    case Use::new_compound:
      return busy - 150;
    case Use::village:
      return busy / 4;
    case Use::campus:
      return busy / 5;
    case Use::works:
      return busy / 8;
    case Use::park:
    case Use::waterside:
    case Use::empty:
      break;
  }
  return 0;
}

class Front {
 public:
  Front(Town& town, std::uint32_t block, std::size_t side) : town_{&town}, block_{block}, side_{side} {}

  void line(Random& random) {
    auto const& block = town_->blocks[block_];
    auto const& road = town_->roads[block.roads[side_]];
    auto const share = shops_permille(block.use, road.rank);
    auto const length = side_ % 2 == 0 ? block.quad.width() : block.quad.height();
    std::int64_t x = front_depth + 30;
    while (x + 200 < length - front_depth) {
      auto const shops = random.between(2, 6);
      auto const width = shops * 105;
      if (x + width > length - front_depth) {
        break;
      }
      if (clear(x, x + width) && random.chance(share)) {
        build(x, shops, random);
      }
      x += width + random.between(30, 120);
    }
  }

 private:
  [[nodiscard]] At place(std::int64_t s, std::int64_t inward) const {
    auto const& quad = town_->blocks[block_].quad;
    switch (side_) {
      case 0:
        return quad.at(s, inward);
      case 1:
        return quad.at(quad.width() - inward, s);
      case 2:
        return quad.at(s, quad.height() - inward);
      default:
        return quad.at(inward, s);
    }
  }
  [[nodiscard]] bool clear(std::int64_t from, std::int64_t to) const {
    auto const& ways = town_->blocks[block_].ways_in[side_];
    auto const open = std::ranges::none_of(ways, [&](auto way) { return way > from - 60 && way < to + 60; });
    return open && town_->ground.free(place(from, 60), 60) && town_->ground.free(place(to, 60), 60);
  }
  void build(std::int64_t from, std::int64_t shops, Random& random) {
    auto const to = from + shops * 105;
    auto const building =
        town_->map.area({place(from, 10), place(to, 10), place(to, 115), place(from, 115)},
                        {{"building", "retail"}, {"building:levels", random.chance(600) ? "1" : "2"}});
    auto const& block = town_->blocks[block_];
    auto const& road = town_->roads[block.roads[side_]];
    auto const north_south = side_ == 1 || side_ == 3;
    for (std::int64_t i = 0; i < shops; ++i) {
      Premise one;
      one.at = place(from + i * 105 + 52, 30);
      one.street = road.name;
      one.parity = side_ == 0 || side_ == 1 ? 1 : 2;
      one.coordinate = north_south ? one.at.y : one.at.x;
      one.block = block_;
      one.rank = road.rank;
      one.building = building;
      town_->premises.push_back(one);
    }
  }

  Town* town_;
  std::uint32_t block_;
  std::size_t side_;
};

}  // namespace

void line_fronts(Town& town, std::uint32_t number, Random& random) {
  for (std::size_t side = 0; side < 4; ++side) {
    if (town.blocks[number].roads[side] != nothing && shops_permille(town.blocks[number].use, Rank::primary) > 0) {
      Front{town, number, side}.line(random);
    }
  }
}

}  // namespace linquan::demo
