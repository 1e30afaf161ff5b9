#include "people.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
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

/// People of one dwelling by age.
struct Aged {
  std::int64_t young = 0;
  std::int64_t over_60 = 0;
  std::int64_t over_70 = 0;
};

/// Shares each settlement's ages over its dwellings: the old by people, children by whoever is left, the very old by
/// the old. So no dwelling gets more of anybody than it has people.
std::vector<Aged> ages_of_dwellings(Town const& town) {
  std::vector<std::vector<std::size_t>> dwellings(town.groups.size());
  for (std::size_t i = 0; i < town.dwellings.size(); ++i) {
    dwellings[town.dwellings[i].group].push_back(i);
  }
  std::vector<Aged> ages(town.dwellings.size());
  for (std::size_t number = 0; number < town.groups.size(); ++number) {
    auto const& group = town.groups[number];
    auto const spread = [&](std::int64_t total, std::int64_t Aged::*to, auto const& weight_of) {
      std::vector<std::int64_t> weights;
      std::ranges::transform(dwellings[number], std::back_inserter(weights), weight_of);
      if (total > 0) {
        auto const parts = split_whole(total, weights);
        for (std::size_t i = 0; i < parts.size(); ++i) {
          ages[dwellings[number][i]].*to = parts[i];
        }
      }
    };
    spread(group.age_60, &Aged::over_60, [&](std::size_t i) { return town.dwellings[i].people; });
    spread(group.age_0_14, &Aged::young, [&](std::size_t i) { return town.dwellings[i].people - ages[i].over_60; });
    spread(group.age_70, &Aged::over_70, [&](std::size_t i) { return ages[i].over_60; });
  }
  return ages;
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
  auto const ages = ages_of_dwellings(town);
  std::map<std::pair<std::int64_t, std::int64_t>, GridCell> cells;
  for (std::size_t i = 0; i < town.dwellings.size(); ++i) {
    auto const bent = town.map.earth().bent(town.dwellings[i].at);
    auto& cell = cells[{cell_of(bent.y), cell_of(bent.x)}];
    cell.people += town.dwellings[i].people;
    cell.age_0_14 += ages[i].young;
    cell.age_60 += ages[i].over_60;
    cell.age_70 += ages[i].over_70;
  }
  std::vector<GridCell> grid;
  grid.reserve(cells.size());
  for (auto& [key, cell] : cells) {
    if (cell.people > 0) {
      cell.centre = Earth::scaled(at(key.second * 1000 + 500, key.first * 1000 + 500));
      grid.push_back(cell);
    }
  }
  return grid;
}

}  // namespace linquan::demo
