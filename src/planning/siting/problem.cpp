#include "problem.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

namespace linquan::siting {
namespace {

/// Spreads a number over all bits (splitmix64's last step), so that sums of several tell sets apart.
std::uint64_t mixed(std::uint64_t value) {
  value += 0x9E3779B97F4A7C15U;
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

/// For each list, the first one that holds exactly the same.
std::vector<std::uint32_t> same_as(Lists const& lists) {
  std::vector<std::uint32_t> first(lists.size());
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> known;
  for (std::uint32_t i = 0; i < lists.size(); ++i) {
    std::uint64_t hash = 0;
    for (auto const item : lists.of(i)) {
      hash += mixed(item);
    }
    auto& alike = known[hash];
    auto const twin = std::ranges::find_if(
        alike, [&](std::uint32_t other) { return std::ranges::equal(lists.of(other), lists.of(i)); });
    first[i] = twin == alike.end() ? i : *twin;
    if (twin == alike.end()) {
      alike.push_back(i);
    }
  }
  return first;
}

/// Options whose rivals (same place, or too near) could be chosen instead of them.
std::vector<bool> with_rivals(Coverage const& coverage) {
  std::unordered_map<std::uint32_t, std::uint32_t> at;
  for (auto const& option : coverage.options) {
    ++at[option.place];
  }
  std::vector<bool> rivals(coverage.options.size());
  for (std::size_t i = 0; i < coverage.options.size(); ++i) {
    rivals[i] = at[coverage.options[i].place] > 1;
  }
  for (auto const& [one, other] : coverage.apart) {
    rivals[one] = true;
    rivals[other] = true;
  }
  return rivals;
}

/// True where `other` does all that `option` does, for no more, and leaves nothing for it to do.
bool as_good(Option const& other, Option const& option) {
  return other.capacity == 0 && other.cost <= option.cost && (option.days & ~other.days) == 0;
}

/// Options worth looking at: they cover something, they can be paid and visited, and no twin without rivals is as good.
std::vector<OptionIndex> kept_options(Coverage const& coverage, Budget const& budget) {
  Lists lists;
  lists.first = coverage.first.empty() ? std::vector<std::uint32_t>{0} : coverage.first;
  lists.items = coverage.covered;
  auto const same = same_as(lists);
  auto const rivals = with_rivals(coverage);
  std::vector<OptionIndex> best(coverage.options.size(), 0);
  std::iota(best.begin(), best.end(), 0U);
  for (OptionIndex i = 0; i < best.size(); ++i) {
    auto& leader = best[same[i]];
    if (!rivals[i] && (rivals[leader] || !as_good(coverage.options[leader], coverage.options[i]))) {
      leader = i;
    }
  }
  std::vector<OptionIndex> kept;
  for (OptionIndex i = 0; i < best.size(); ++i) {
    auto const& option = coverage.options[i];
    auto const leader = best[same[i]];
    bool const twin = leader != i && !rivals[leader] && as_good(coverage.options[leader], option);
    bool const possible = !coverage.of(i).empty() && (!budget.cost || option.cost <= *budget.cost) &&
                          (!budget.per_day || (option.days & every_day) != 0);
    if (possible && !twin) {
      kept.push_back(i);
    }
  }
  return kept;
}

/// Makes one of all demands that the same options cover, and leaves out those that none covers.
void merge_demands(Problem& problem, std::vector<std::int64_t> const& weights) {
  auto const by_demand = turned(problem.covered, static_cast<std::uint32_t>(weights.size()));
  auto const same = same_as(by_demand);
  std::vector<std::uint32_t> number(weights.size());
  std::vector<bool> leads(weights.size());
  for (std::uint32_t j = 0; j < weights.size(); ++j) {
    if (by_demand.of(j).empty()) {
      continue;
    }
    if (same[j] == j) {
      leads[j] = true;
      number[j] = problem.demand_count();
      problem.weights.push_back(0);
    }
    problem.weights[number[same[j]]] += weights[j];
  }
  Lists merged;
  for (std::uint32_t i = 0; i < problem.covered.size(); ++i) {
    for (auto const j : problem.covered.of(i)) {
      if (leads[j]) {
        merged.items.push_back(number[j]);
      }
    }
    merged.close();
  }
  problem.covered = std::move(merged);
}

void number_places(Problem& problem) {
  std::unordered_map<std::uint32_t, std::uint32_t> numbers;
  for (auto& option : problem.options) {
    option.place = numbers.emplace(option.place, static_cast<std::uint32_t>(numbers.size())).first->second;
  }
  problem.places = static_cast<std::uint32_t>(numbers.size());
}

void keep_apart(Problem& problem, Coverage const& coverage) {
  constexpr auto gone = UINT32_MAX;
  std::vector<OptionIndex> number(coverage.options.size(), gone);
  for (OptionIndex i = 0; i < problem.option_count(); ++i) {
    number[problem.origin[i]] = i;
  }
  std::vector<std::pair<OptionIndex, OptionIndex>> pairs;
  for (auto const& [one, other] : coverage.apart) {
    if (one != other && number[one] != gone && number[other] != gone) {
      pairs.emplace_back(number[one], number[other]);
      pairs.emplace_back(number[other], number[one]);
    }
  }
  std::ranges::sort(pairs);
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  auto next = pairs.begin();
  for (OptionIndex i = 0; i < problem.option_count(); ++i) {
    for (; next != pairs.end() && next->first == i; ++next) {
      problem.apart.items.push_back(next->second);
    }
    problem.apart.close();
  }
}

/// Capacities that never bind are forgotten, so that the quick code serves whoever names none.
void keep_capacities(Problem& problem) {
  for (OptionIndex i = 0; i < problem.option_count(); ++i) {
    auto& capacity = problem.options[i].capacity;
    std::int64_t all = 0;
    for (auto const j : problem.covered.of(i)) {
      all += problem.weights[j];
    }
    capacity = capacity >= all ? 0 : capacity;
    problem.with_capacity = problem.with_capacity || capacity != 0;
  }
}

}  // namespace

Lists turned(Lists const& lists, std::uint32_t count) {
  Lists by_item;
  by_item.first.assign(std::size_t{count} + 1, 0);
  for (auto const item : lists.items) {
    ++by_item.first[item + 1];
  }
  std::partial_sum(by_item.first.begin(), by_item.first.end(), by_item.first.begin());
  by_item.items.resize(lists.items.size());
  auto next = by_item.first;
  for (std::uint32_t i = 0; i < lists.size(); ++i) {
    for (auto const item : lists.of(i)) {
      by_item.items[next[item]++] = i;
    }
  }
  return by_item;
}

Problem prepare(Coverage const& coverage, Budget const& budget) {
  Problem problem;
  problem.origin = kept_options(coverage, budget);
  for (auto const i : problem.origin) {
    problem.options.push_back(coverage.options[i]);
    problem.options.back().days &= every_day;
    auto const demands = coverage.of(i);
    problem.covered.items.insert(problem.covered.items.end(), demands.begin(), demands.end());
    problem.covered.close();
  }
  merge_demands(problem, coverage.weights);
  number_places(problem);
  keep_apart(problem, coverage);
  keep_capacities(problem);
  problem.per_day = budget.per_day.value_or(0);
  problem.cost = budget.cost.value_or(-1);
  auto const all = budget.count.value_or(UINT32_MAX);
  auto const days =
      budget.per_day ? std::min(std::uint64_t{UINT32_MAX}, 7 * std::uint64_t{*budget.per_day}) : UINT32_MAX;
  problem.count = std::min({all, static_cast<std::uint32_t>(days), problem.option_count()});
  return problem;
}

}  // namespace linquan::siting
