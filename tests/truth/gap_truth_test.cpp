// Gap sentences of a whole made-up city, derived again by the walks of `route`, one home and outlet at a time, and by a
// count of heads.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cities.h"
#include "linquan/base/progress.h"
#include "linquan/kinds/kinds.h"
#include "linquan/reach/walker.h"
#include "linquan/standard/evaluation.h"
#include "linquan/walk/route.h"
#include "linquan/words/gap_text.h"

namespace linquan::standard {
namespace {

constexpr std::size_t sample = 50;

standard::Evaluation evaluated(city::City const& city, std::string_view standard) {
  auto const read = load(standard, kinds::Kinds::built_in());
  EXPECT_TRUE(read);
  EvaluateOptions options;
  options.persons = {*persons::Persons::built_in().find("standard")};
  options.threads = 2;
  SilentProgress progress;
  auto evaluation = evaluate(city, *read, options, progress);
  EXPECT_TRUE(evaluation);
  return std::move(*evaluation);
}

/// Rules that ask for nothing but one outlet near enough.
bool is_plain(Rule const& rule) {
  return rule.count == 1 && !rule.ratio && rule.services.empty() && rule.person.empty() && !rule.open_at;
}

/// Walks from homes to the outlets of one rule.
class Walks {
 public:
  Walks(city::City const& city, walk::Adjacency const& adjacency, Rule const& rule, persons::Person const& person)
      : city_{city}, adjacency_{adjacency}, pace_{reach::pace_of({person, rule.unit, std::nullopt})} {
    for (auto const& outlet : city.outlets) {
      auto const counts = std::ranges::any_of(outlet.kinds, [&](kinds::KindIndex kind) {
        return std::ranges::find(rule.kinds, city.kind_ids[kind]) != rule.kinds.end();
      });
      if (!counts || (outlet.serving & rule.ways) == 0) {
        continue;
      }
      for (auto const& stand : outlet.stands) {
        doors_.insert(doors_.end(), stand.accesses.begin(), stand.accesses.end());
      }
    }
    std::erase_if(doors_, [](walk::Access const& door) { return door.edge == walk::none; });
  }

  /// Tenths to the nearest outlet within the horizon.
  [[nodiscard]] std::optional<std::int64_t> nearest(city::Home const& home, std::int64_t horizon) const {
    std::vector<std::pair<std::int64_t, std::size_t>> by_least;
    auto const from = walk::place_of(city_.streets, home.access);
    for (std::size_t i = 0; i < doors_.size(); ++i) {
      auto const straight = geo::distance(from, walk::place_of(city_.streets, doors_[i])).count;
      // No street is shorter than the straight line, save for rounding.
      by_least.emplace_back(pace_.tenths(straight - straight / 50, false), i);
    }
    std::ranges::sort(by_least);
    auto best = horizon + 1;
    for (auto const& [least, i] : by_least) {
      if (least > best) {
        break;
      }
      auto const goals = walk::goals_of(city_.streets, doors_[i]);
      if (auto const way = walk::quickest(city_.streets, adjacency_, home.access, goals, {&pace_, std::nullopt})) {
        auto const doors = pace_.time(home.access.door_millimetres) + pace_.time(doors_[i].door_millimetres);
        best = std::min<std::int64_t>(best, (way->time + doors).count());
      }
    }
    return best > horizon ? std::nullopt : std::optional{best};
  }

 private:
  city::City const& city_;
  walk::Adjacency const& adjacency_;
  persons::Person pace_;
  std::vector<walk::Access> doors_;
};

/// The gap of a rule in a community, worked out from nothing but walks and heads.
Gap derived(city::City const& city, Evaluation const& evaluation, Gap const& told, walk::Adjacency const& adjacency) {
  auto const& rule = evaluation.standard.rules[told.rule];
  auto const horizon = evaluation.persons.front().findings.rules[told.rule].horizon;
  Walks const walks{city, adjacency, rule, evaluation.persons.front().findings.person};
  Gap gap;
  gap.rule = told.rule;
  gap.area = told.area;
  std::set<std::uint32_t> compounds;
  for (std::uint32_t i = 0; i < city.homes.size(); ++i) {
    auto const& home = city.homes[i];
    auto const people = reach::people_of(home.people, rule.people);
    if (home.community != told.area || people.count == 0 || home.access.edge == walk::none) {
      continue;
    }
    auto const nearest = walks.nearest(home, horizon);
    if (nearest && *nearest <= rule.limit) {
      continue;
    }
    gap.homes.push_back(i);
    gap.people += people;
    gap.homes_beyond += nearest ? 0U : 1U;
    if (nearest) {
      auto const tenths = static_cast<reach::Tenths>(*nearest);
      gap.nearest_min = std::min(gap.nearest_min.value_or(tenths), tenths);
      gap.nearest_max = std::max(gap.nearest_max.value_or(tenths), tenths);
    }
    if (home.compound != walk::none) {
      compounds.insert(home.compound);
    }
  }
  gap.compounds = static_cast<std::uint32_t>(compounds.size());
  return gap;
}

class GapSentences : public testing::TestWithParam<char const*> {};

TEST_P(GapSentences, AreDerivedAgainFromWalksAndHeads) {
  auto const& city = reach::city_named("demo");
  auto const evaluation = evaluated(city, GetParam());
  auto const adjacency = walk::adjacency_of(city.streets);
  std::vector<Gap> plain;
  std::ranges::copy_if(evaluation.gaps, std::back_inserter(plain),
                       [&](Gap const& gap) { return is_plain(evaluation.standard.rules[gap.rule]); });
  ASSERT_GE(plain.size(), sample);
  words::Messages const english{words::Language::en};
  for (std::size_t i = 0; i < sample; ++i) {
    auto const& told = plain[i * plain.size() / sample];
    auto const again = derived(city, evaluation, told, adjacency);
    EXPECT_EQ(told.homes, again.homes);
    auto const sentence = words::gap_sentence(city, evaluation, told, english);
    EXPECT_EQ(sentence, words::gap_sentence(city, evaluation, again, english));
    if (i % 10 == 0) {
      fmt::print("{}\n", sentence);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Standard, GapSentences, testing::Values("mofcom", "gb-50180"),
                         [](auto const& it) { return std::string{it.param} == "mofcom" ? "minutes" : "metres"; });

}  // namespace
}  // namespace linquan::standard
