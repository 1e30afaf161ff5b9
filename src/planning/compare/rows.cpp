#include "rows.h"

#include <algorithm>

namespace linquan::compare {
namespace {

using enum city::AreaLevel;
constexpr std::array<city::AreaLevel, Rows::levels_max> all_levels{compound, community, subdistrict, district,
                                                                   living_circle};

}  // namespace

std::uint32_t area_of(city::Home const& home, city::AreaLevel level) {
  switch (level) {
    case compound:
      return home.compound;
    case community:
      return home.community;
    case subdistrict:
      return home.subdistrict;
    case district:
      return home.district;
    case living_circle:
      return home.living_circle;
  }
  return walk::none;
}

Rows::Key Rows::key_of(city::Area const& area) {
  return area.code.empty() ? Key{area.level, {}, area.id} : Key{area.level, area.code, {}};
}

Rows::Rows(city::City const& before, city::City const& after) {
  for (auto const level : all_levels) {
    add_level(level, before, after);
  }
}

void Rows::add_level(city::AreaLevel level, city::City const& before, city::City const& after) {
  auto const first = size();
  auto const add = [&](city::City const& city, std::uint32_t Row::*side) {
    for (std::uint32_t i = 0; i < city.areas.size(); ++i) {
      if (city.areas[i].level != level) {
        continue;
      }
      auto const [known, fresh] = numbers_.emplace(key_of(city.areas[i]), size());
      if (fresh) {
        rows_.emplace_back();
      }
      // Two areas of one code are one area; the first gives its name.
      auto& of_row = rows_[known->second].*side;
      of_row = std::min(of_row, i);
    }
  };
  add(before, &Row::before);
  add(after, &Row::after);
  if (size() > first) {
    levels_.push_back({level, first, size()});
    rows_.emplace_back();
  }
}

std::vector<std::uint32_t> Rows::numbers_of(city::City const& city) const {
  std::vector<std::uint32_t> numbers;
  numbers.reserve(city.areas.size());
  for (auto const& area : city.areas) {
    numbers.push_back(numbers_.at(key_of(area)));
  }
  return numbers;
}

Rows::Of Rows::of(city::Home const& home, std::vector<std::uint32_t> const& numbers) const {
  Of rows{};
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    auto const area = area_of(home, levels_[i].level);
    rows.at(i + 1) = area == walk::none ? levels_[i].outside : numbers[area];
  }
  return rows;
}

}  // namespace linquan::compare
