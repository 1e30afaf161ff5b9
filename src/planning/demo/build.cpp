#include "build.h"

#include <algorithm>

#include "blocks.h"
#include "people.h"
#include "streets.h"

namespace linquan::demo {

Town build_town(std::uint64_t seed, std::int64_t people, Names& names) {
  // About so many people live in a block of 325 m and its share of parks, water and works.
  constexpr std::int64_t people_each_block = 850;
  constexpr std::int64_t block_side = 3250;
  auto const blocks = people / people_each_block + 10;
  auto const radius = root(blocks * block_side * block_side * 100 / 314);
  Town town{seed, people, radius};
  // Room to grow beyond the radius where the lake, the river and chance took more than usual.
  town.columns = town.rows = static_cast<std::int32_t>(radius * 14 / 10 / block_side + 3) * 2;
  lay_streets(town, names);
  fill_town(town, names);
  settle_people(town);
  draw_ground(town);
  make_streets(town);
  number_premises(town);
  return town;
}

}  // namespace linquan::demo
