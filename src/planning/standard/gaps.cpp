#include "linquan/standard/gaps.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "inside.h"

namespace linquan::standard {
namespace {

void add(Gap& gap, std::uint32_t home, Millipersons people, Finding const& finding) {
  gap.people += people;
  gap.homes.push_back(home);
  auto const nearest = finding.nearest[home];
  if (nearest == reach::absent) {
    ++gap.homes_beyond;
    return;
  }
  gap.nearest_min = std::min(gap.nearest_min.value_or(nearest), nearest);
  gap.nearest_max = std::max(gap.nearest_max.value_or(nearest), nearest);
}

std::uint32_t compounds_of(city::City const& city, std::vector<std::uint32_t> const& homes) {
  std::set<std::uint32_t> compounds;
  for (auto const home : homes) {
    if (city.homes[home].compound != walk::none) {
      compounds.insert(city.homes[home].compound);
    }
  }
  return static_cast<std::uint32_t>(compounds.size());
}

}  // namespace

std::vector<Gap> gaps(city::City const& city, Standard const& standard, Findings const& findings,
                      city::AreaLevel level) {
  std::vector<Gap> all;
  for (RuleIndex rule = 0; rule < standard.rules.size(); ++rule) {
    auto const& finding = findings.rules[rule];
    std::map<std::uint32_t, Gap> by_area;
    for (std::uint32_t home = 0; home < city.homes.size(); ++home) {
      auto const people = reach::people_of(city.homes[home].people, standard.rules[rule].people);
      if (finding.verdicts[home] == Verdict::unmet && people.count > 0) {
        add(by_area[area_of(city.homes[home], level)], home, people, finding);
      }
    }
    for (auto& [area, gap] : by_area) {
      gap.rule = rule;
      gap.area = area;
      gap.compounds = compounds_of(city, gap.homes);
      all.push_back(std::move(gap));
    }
  }
  auto const rank = [&](Gap const& gap) {
    auto const& rule = standard.rules[gap.rule];
    return std::tuple{-gap.people.count * rule.weight, rule.demand, gap.rule, gap.area};
  };
  std::ranges::sort(all, {}, rank);
  return all;
}

}  // namespace linquan::standard
