#include "ratio.h"

#include <algorithm>

#include "inside.h"
#include "kinds_here.h"

namespace linquan::standard {
namespace {

bool has_any(std::vector<kinds::KindIndex> const& kinds, city::Outlet const& outlet) {
  return std::ranges::any_of(outlet.kinds, [&](auto kind) { return std::ranges::binary_search(kinds, kind); });
}

}  // namespace

bool people_known(city::City const& city, reach::AgeGroup group) {
  return std::ranges::any_of(city.homes,
                             [&](city::Home const& home) { return reach::people_of(home.people, group).count > 0; });
}

std::vector<Verdict> ratio_verdicts(city::City const& city, Rule const& rule,
                                    std::vector<std::vector<std::uint32_t>> const& inside) {
  auto const kinds = kinds_here(city, rule.kinds).kinds;
  std::vector<Millipersons> people(city.areas.size());
  for (auto const& home : city.homes) {
    if (auto const area = area_of(home, rule.ratio->level); area != walk::none) {
      people[area] += reach::people_of(home.people, rule.people);
    }
  }
  auto const known = people_known(city, rule.people);
  std::vector<Verdict> verdicts;
  verdicts.reserve(city.homes.size());
  std::vector<std::int64_t> outlets(city.areas.size(), -1);
  for (auto const& home : city.homes) {
    auto const area = area_of(home, rule.ratio->level);
    if (area == walk::none || !known) {
      verdicts.push_back(Verdict::unknown);
      continue;
    }
    if (outlets[area] < 0) {
      outlets[area] =
          std::ranges::count_if(inside[area], [&](std::uint32_t i) { return has_any(kinds, city.outlets[i]); });
    }
    auto const enough = outlets[area] * rule.ratio->people * 1000 >= people[area].count * rule.ratio->outlets;
    verdicts.push_back(enough ? Verdict::met : Verdict::unmet);
  }
  return verdicts;
}

}  // namespace linquan::standard
