#include "people.h"

#include <array>
#include <map>
#include <utility>

#include "linquan/base/money.h"
#include "random.h"

namespace linquan::demo {
namespace {

struct Ages {
  int young;
  int over_60;
  int over_70;
};

/// Thousandths of the people of a settlement: new compounds are young, old quarters old.
Ages ages_of(Use use) {
  switch (use) {
    case Use::new_compound:
      return {205, 120, 45};
    case Use::old_compound:
      return {125, 270, 130};
    case Use::old_town:
      return {105, 310, 160};
    case Use::village:
      return {170, 230, 105};
    default:
      return {150, 215, 95};
  }
}

std::int64_t cell_of(std::int32_t coordinate) {
  constexpr std::int64_t size = 1000;
  auto const cell = std::int64_t{coordinate} / size;
  return coordinate < 0 && coordinate % size != 0 ? cell - 1 : cell;
}

}  // namespace

void settle_people(Town& town) {
  std::vector<std::int64_t> weights;
  weights.reserve(town.dwellings.size());
  for (auto const& dwelling : town.dwellings) {
    weights.push_back(std::int64_t{dwelling.flats} * dwelling.occupied_permille);
  }
  auto const parts = split_whole(town.people, weights);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto& dwelling = town.dwellings[i];
    dwelling.people = parts[i];
    auto& group = town.groups[dwelling.group];
    group.people += parts[i];
    town.blocks[group.block].people += parts[i];
  }
  for (std::size_t i = 0; i < town.groups.size(); ++i) {
    auto& group = town.groups[i];
    Random random{mixed(town.seed, {7011, static_cast<std::int64_t>(i)})};
    auto const ages = ages_of(group.use);
    group.age_0_14 = group.people * (ages.young + random.between(-25, 25)) / 1000;
    group.age_60 = group.people * (ages.over_60 + random.between(-30, 30)) / 1000;
    group.age_70 = group.people * (ages.over_70 + random.between(-15, 15)) / 1000;
  }
}

std::vector<GridCell> population_grid(Town const& town) {
  std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> cells;
  for (auto const& dwelling : town.dwellings) {
    auto const bent = town.map.earth().bent(dwelling.at);
    cells[{cell_of(bent.y), cell_of(bent.x)}] += dwelling.people;
  }
  std::vector<GridCell> grid;
  grid.reserve(cells.size());
  for (auto const& [key, people] : cells) {
    if (people > 0) {
      grid.push_back({Earth::scaled(at(key.second * 1000 + 500, key.first * 1000 + 500)), people});
    }
  }
  return grid;
}

}  // namespace linquan::demo
