#include "areas.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "linquan/base/money.h"

namespace linquan::demo {
namespace {

constexpr std::int64_t people_each_subdistrict = 75'000;
constexpr std::int64_t people_each_community = 5'500;

/// Blocks [i0, i1) × [j0, j1).
struct Rect {
  std::int32_t i0 = 0;
  std::int32_t j0 = 0;
  std::int32_t i1 = 0;
  std::int32_t j1 = 0;
};

std::int64_t people_in(Town const& town, Rect const& rect) {
  std::int64_t people = 0;
  for (auto j = rect.j0; j < rect.j1; ++j) {
    for (auto i = rect.i0; i < rect.i1; ++i) {
      people += town.blocks[town.block_number(i, j)].people;
    }
  }
  return people;
}

/// Cuts off the part in the west (or south) that holds nearest to `permille` of the people; both parts keep a line.
std::pair<Rect, Rect> cut(Town const& town, Rect const& rect, bool upright, std::int64_t permille) {
  auto const whole = people_in(town, rect);
  auto const low = upright ? rect.i0 : rect.j0;
  auto const high = upright ? rect.i1 : rect.j1;
  auto best = low + 1;
  std::int64_t best_off = INT64_MAX;
  for (auto line = low + 1; line < high; ++line) {
    auto part = rect;
    (upright ? part.i1 : part.j1) = line;
    auto const off = std::abs(people_in(town, part) * 1000 - whole * permille);
    if (off < best_off) {
      best_off = off;
      best = line;
    }
  }
  auto first = rect;
  auto second = rect;
  (upright ? first.i1 : first.j1) = best;
  (upright ? second.i0 : second.j0) = best;
  return {first, second};
}

/// Cuts `rect` into `count` parts of like numbers of people; fewer where it has fewer blocks.
void cut_into(Town const& town, Rect const& rect, std::int64_t count, std::vector<Rect>& parts) {
  auto const width = rect.i1 - rect.i0;
  auto const height = rect.j1 - rect.j0;
  if (count <= 1 || width * height <= 1) {
    parts.push_back(rect);
    return;
  }
  auto const first = count / 2;
  auto const [a, b] = cut(town, rect, width >= height, first * 1000 / count);
  cut_into(town, a, first, parts);
  cut_into(town, b, count - first, parts);
}

std::vector<At> ring_of(Town const& town, Rect const& rect) {
  std::vector<At> ring;
  for (auto i = rect.i0; i < rect.i1; ++i) {
    ring.push_back(town.junction_at(i, rect.j0));
  }
  for (auto j = rect.j0; j < rect.j1; ++j) {
    ring.push_back(town.junction_at(rect.i1, j));
  }
  for (auto i = rect.i1; i > rect.i0; --i) {
    ring.push_back(town.junction_at(i, rect.j1));
  }
  for (auto j = rect.j1; j > rect.j0; --j) {
    ring.push_back(town.junction_at(rect.i0, j));
  }
  return ring;
}

/// The blocks that are built on, with one line of fields around them.
Rect built_rect(Town const& town) {
  Rect rect{town.columns, town.rows, 0, 0};
  for (auto const& block : town.blocks) {
    if (block.use != Use::empty) {
      rect = {std::min(rect.i0, block.i), std::min(rect.j0, block.j), std::max(rect.i1, block.i + 1),
              std::max(rect.j1, block.j + 1)};
    }
  }
  return {std::max(0, rect.i0 - 1), std::max(0, rect.j0 - 1), std::min(town.columns, rect.i1 + 1),
          std::min(town.rows, rect.j1 + 1)};
}

struct District {
  std::string_view code;
  std::string_view name;
  Rect rect;
};

std::vector<District> districts_of(Town const& town, Rect const& whole) {
  auto const [south, north] = cut(town, whole, false, 680);
  if (town.people < 60'000) {
    return {{"320302", "鼓楼区", north}, {"320303", "云龙区", south}};
  }
  auto const [edge, middle] = cut(town, south, false, 260);
  auto const [west, east] = cut(town, middle, true, 480);
  return {
      {"320302", "鼓楼区", north}, {"320303", "云龙区", east}, {"320311", "泉山区", west}, {"320312", "铜山区", edge}};
}

/// At least one for each part, the rest by people.
std::vector<std::int64_t> shared_out(std::int64_t count, std::vector<std::int64_t> const& people) {
  auto const parts = static_cast<std::int64_t>(people.size());
  std::vector<std::int64_t> weights;
  weights.reserve(people.size());
  for (auto const one : people) {
    weights.push_back(one + 1);
  }
  auto shares = split_whole(std::max<std::int64_t>(0, count - parts), weights);
  for (auto& share : shares) {
    ++share;
  }
  return shares;
}

class Divider {
 public:
  Divider(Town& town, Names& names) : town_{&town}, names_{&names} {}

  void divide() {
    auto const districts = districts_of(*town_, built_rect(*town_));
    std::vector<std::int64_t> people;
    people.reserve(districts.size());
    for (auto const& district : districts) {
      people.push_back(people_in(*town_, district.rect));
    }
    auto const circles = shared_out(circle_count(town_->people), people);
    for (std::size_t i = 0; i < districts.size(); ++i) {
      auto const& district = districts[i];
      auto const number =
          add(Level::district, std::string{district.code}, std::string{district.name}, district.rect, nothing);
      add_subdistricts(district, number, circles[i]);
    }
    number_circles();
  }

 private:
  std::uint32_t add(Level level, std::string code, std::string name, Rect const& rect, std::uint32_t parent) {
    Area area;
    area.level = level;
    area.code = std::move(code);
    area.name = std::move(name);
    area.ring = ring_of(*town_, rect);
    area.parent = parent;
    area.people = people_in(*town_, rect);
    town_->areas.push_back(std::move(area));
    return static_cast<std::uint32_t>(town_->areas.size() - 1);
  }

  void add_subdistricts(District const& district, std::uint32_t parent, std::int64_t circles) {
    auto const people = people_in(*town_, district.rect);
    auto const want =
        std::clamp<std::int64_t>((people + people_each_subdistrict / 2) / people_each_subdistrict, 1, circles);
    std::vector<Rect> parts;
    cut_into(*town_, district.rect, want, parts);
    std::vector<std::int64_t> weights;
    weights.reserve(parts.size());
    for (auto const& part : parts) {
      weights.push_back(people_in(*town_, part));
    }
    auto const shares = shared_out(circles, weights);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      auto const code = fmt::format("{}{:03}", district.code, i + 1);
      auto const number = add(Level::subdistrict, code, names_->subdistrict(), parts[i], parent);
      add_circles(parts[i], number, shares[i]);
    }
  }

  void add_circles(Rect const& rect, std::uint32_t subdistrict, std::int64_t count) {
    std::vector<Rect> parts;
    cut_into(*town_, rect, count, parts);
    int community = 0;
    for (auto const& part : parts) {
      auto const circle = add(Level::living_circle, {}, names_->circle(), part, subdistrict);
      std::vector<Rect> communities;
      auto const people = town_->areas[circle].people;
      cut_into(*town_, part, std::max<std::int64_t>(1, people / people_each_community), communities);
      for (auto const& one : communities) {
        auto const code = fmt::format("{}{:03}", town_->areas[subdistrict].code, ++community);
        auto const number = add(Level::community, code, names_->community(), one, circle);
        for (auto j = one.j0; j < one.j1; ++j) {
          for (auto i = one.i0; i < one.i1; ++i) {
            town_->blocks[town_->block_number(i, j)].community = number;
          }
        }
      }
    }
  }

  /// Two in five are built: which ones is drawn by lot, how many is exact.
  void number_circles() {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> lots;
    for (std::uint32_t i = 0; i < town_->areas.size(); ++i) {
      if (town_->areas[i].level == Level::living_circle) {
        town_->areas[i].code = fmt::format("SHQ{:03}", lots.size() + 1);
        lots.emplace_back(mixed(town_->seed, {7012, i}), i);
      }
    }
    std::ranges::sort(lots);
    for (std::size_t i = 0; i < lots.size(); ++i) {
      town_->areas[lots[i].second].state = i < lots.size() * 2 / 5 ? "built" : "planned";
    }
  }

  Town* town_;
  Names* names_;
};

}  // namespace

std::int64_t circle_count(std::int64_t people) {
  return 5 * std::clamp<std::int64_t>((people * 15 + 775'000) / 1'550'000, 1, 15);
}

std::uint32_t Town::area_of(std::uint32_t number, Level level) const {
  auto area = blocks[number].community;
  while (area != nothing && areas[area].level != level) {
    area = areas[area].parent;
  }
  return area;
}

void divide_town(Town& town, Names& names) {
  Divider{town, names}.divide();
  std::vector<int> counts(town.areas.size(), 0);
  for (auto& group : town.groups) {
    group.community = town.blocks[group.block].community;
    if (group.use == Use::old_compound || group.use == Use::new_compound) {
      group.code = fmt::format("{}X{:03}", town.areas[group.community].code, ++counts[group.community]);
    }
  }
}

}  // namespace linquan::demo
