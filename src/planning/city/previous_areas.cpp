#include <algorithm>
#include <optional>

#include "linquan/text/text.h"
#include "previous_near.h"
#include "previous_pairs.h"

namespace linquan::city {
namespace {

struct AreaFacts {
  geo::Box box;
  geo::Point inside;
  std::string name;  ///< folded
};

std::vector<AreaFacts> facts_of(std::vector<Area> const& areas) {
  std::vector<AreaFacts> facts;
  facts.reserve(areas.size());
  for (auto const& area : areas) {
    auto const box = geo::box_of(area.shape);
    facts.push_back({box, box.empty() ? geo::Point{} : geo::inner_point(area.shape), text::folded(area.name)});
  }
  return facts;
}

/// What two shapes share of what they cover together, in thousandths, judged at 24 × 24 places.
std::int32_t overlap_permille(geo::MultiPolygon const& a, geo::MultiPolygon const& b, geo::Box both) {
  constexpr std::int64_t steps = 24;
  std::int32_t either = 0;
  std::int32_t shared = 0;
  auto const between = [](std::int32_t low, std::int32_t high, std::int64_t step) {
    return static_cast<std::int32_t>(low + (std::int64_t{high} - low) * (2 * step + 1) / (2 * steps));
  };
  for (std::int64_t i = 0; i < steps; ++i) {
    for (std::int64_t j = 0; j < steps; ++j) {
      geo::Point const at{between(both.low.lon, both.high.lon, i), between(both.low.lat, both.high.lat, j)};
      auto const in_a = geo::contains(a, at);
      auto const in_b = geo::contains(b, at);
      either += in_a || in_b ? 1 : 0;
      shared += in_a && in_b ? 1 : 0;
    }
  }
  return either == 0 ? 0 : shared * 1000 / either;
}

/// Rank and sureness of two areas of one level, where there is anything to it.
struct Verdict {
  std::int32_t rank = 0;
  std::int32_t sure_permille = 0;
  bool doubtful = false;
};

/// Most of what either covers is covered by both / some of it is.
constexpr std::int32_t overlap_sure = 600;
constexpr std::int32_t overlap_doubtful = 300;

std::optional<Verdict> judge(Area const& now, AreaFacts const& now_facts, Area const& was, AreaFacts const& was_facts) {
  auto const both_empty = now_facts.box.empty() && was_facts.box.empty();
  auto const touching = both_empty || now_facts.box.touches(was_facts.box);
  if (!now.code.empty() && now.code == was.code) {
    return touching ? Verdict{0, 1000} : Verdict{4, 500, true};
  }
  if (!touching) {
    return std::nullopt;
  }
  if (now.source == was.source && !names_a_row(now.source)) {
    return Verdict{1, 1000};
  }
  if (!now_facts.name.empty() && now_facts.name == was_facts.name) {
    return Verdict{2, 950};
  }
  if (both_empty) {
    return std::nullopt;
  }
  auto both = now_facts.box;
  both.add(was_facts.box);
  auto const overlap = overlap_permille(now.shape, was.shape, both);
  if (overlap >= overlap_sure) {
    return Verdict{3, overlap};
  }
  if (overlap >= overlap_doubtful) {
    return Verdict{5, overlap, true};
  }
  return std::nullopt;
}

}  // namespace

std::vector<Pair> pair_areas(City const& now, City const& was) {
  auto const now_facts = facts_of(now.areas);
  auto const was_facts = facts_of(was.areas);
  std::vector<geo::Box> boxes;
  std::vector<std::uint32_t> boxed;
  std::vector<std::uint32_t> shapeless;
  ByText by_code;
  for (std::uint32_t i = 0; i < was.areas.size(); ++i) {
    by_code.add(was.areas[i].code, i);
    if (was_facts[i].box.empty()) {
      shapeless.push_back(i);
    } else {
      boxes.push_back(was_facts[i].box);
      boxed.push_back(i);
    }
  }
  geo::BoxIndex const index{boxes};
  std::vector<Pair> pairs;
  for (std::uint32_t i = 0; i < now.areas.size(); ++i) {
    std::vector<std::uint32_t> others;
    if (now_facts[i].box.empty()) {
      others = shapeless;
    } else {
      index.visit(now_facts[i].box, [&](std::uint32_t box) { others.push_back(boxed[box]); });
    }
    if (!now.areas[i].code.empty()) {
      auto const same_code = by_code.at(now.areas[i].code);
      others.insert(others.end(), same_code.begin(), same_code.end());
    }
    std::ranges::sort(others);
    others.erase(std::unique(others.begin(), others.end()), others.end());
    for (auto const other : others) {
      if (was.areas[other].level != now.areas[i].level) {
        continue;
      }
      if (auto const verdict = judge(now.areas[i], now_facts[i], was.areas[other], was_facts[other])) {
        pairs.push_back({verdict->rank, geo::distance(now_facts[i].inside, was_facts[other].inside).count,
                         was.areas[other].id.value(), now.areas[i].id.value(), other, i, verdict->sure_permille,
                         verdict->doubtful});
      }
    }
  }
  return pairs;
}

}  // namespace linquan::city
