#include "linquan/standard/gaps.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "linquan/base/share_out.h"
#include "linquan/standard/inside.h"

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
  std::vector<std::uint32_t> compounds;
  for (auto const home : homes) {
    if (city.homes[home].compound != walk::none) {
      compounds.push_back(city.homes[home].compound);
    }
  }
  std::ranges::sort(compounds);
  return static_cast<std::uint32_t>(std::unique(compounds.begin(), compounds.end()) - compounds.begin());
}

std::vector<Gap> gaps_of(city::City const& city, city::AreaLevel level, RuleIndex index, Rule const& rule,
                         Finding const& finding) {
  // By area; homes that lie in none come last.
  auto const outside = city.areas.size();
  std::vector<Gap> by_area(outside + 1);
  for (std::uint32_t home = 0; home < city.homes.size(); ++home) {
    if (finding.verdicts[home] != Verdict::unmet) {
      continue;
    }
    auto const people = reach::people_of(city.homes[home].people, rule.people);
    if (people.count > 0) {
      auto const area = area_of(city.homes[home], level);
      add(by_area[std::min<std::size_t>(area, outside)], home, people, finding);
    }
  }
  std::vector<Gap> gaps;
  for (std::size_t area = 0; area < by_area.size(); ++area) {
    if (auto& gap = by_area[area]; !gap.homes.empty()) {
      gap.rule = index;
      gap.area = area == outside ? walk::none : static_cast<std::uint32_t>(area);
      gap.compounds = compounds_of(city, gap.homes);
      gaps.push_back(std::move(gap));
    }
  }
  return gaps;
}

}  // namespace

std::vector<Gap> gaps(city::City const& city, Standard const& standard, Findings const& findings, city::AreaLevel level,
                      unsigned threads) {
  std::vector<std::vector<Gap>> by_rule(standard.rules.size());
  share_out(by_rule.size(), threads, [&](std::size_t rule) {
    by_rule[rule] = gaps_of(city, level, static_cast<RuleIndex>(rule), standard.rules[rule], findings.rules[rule]);
  });
  std::vector<Gap> all;
  for (auto& some : by_rule) {
    std::ranges::move(some, std::back_inserter(all));
  }
  auto const rank = [&](Gap const& gap) {
    auto const& rule = standard.rules[gap.rule];
    return std::tuple{-gap.people.count * rule.weight, rule.demand, gap.rule, gap.area};
  };
  std::ranges::sort(all, {}, rank);
  return all;
}

}  // namespace linquan::standard
