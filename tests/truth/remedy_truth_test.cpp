// What would change a gap, held against a city in which it was changed: every remedy of a sample of gaps is built,
// opened or taken on, the rule is asked again of every home, and the same heads of the gap are then served.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cities.h"
#include "linquan/base/progress.h"
#include "linquan/kinds/kinds.h"
#include "linquan/siting/remedies.h"
#include "linquan/standard/evaluation.h"

namespace linquan::siting {
namespace {

using standard::Gap;
using standard::Means;
using standard::Remedy;
using standard::Rule;

constexpr std::size_t sample = 100;

/// A city with one thing changed, and what is changed about its streets.
struct Changed {
  city::City city;
  std::vector<reach::Edit> edits;
};

kinds::KindIndex kind_of(city::City const& city, std::string const& id) {
  return static_cast<kinds::KindIndex>(std::ranges::find(city.kind_ids, id) - city.kind_ids.begin());
}

void add_kinds(city::City const& city, Rule const& rule, city::Outlet& outlet) {
  std::vector<kinds::KindIndex> kinds = outlet.kinds;
  for (auto const& id : rule.kinds) {
    kinds.push_back(kind_of(city, id));
  }
  std::ranges::sort(kinds);
  kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
  outlet.kinds = std::move(kinds);
}

void build(city::City& city, Rule const& rule, city::Stand stand) {
  city::Outlet fresh;
  fresh.id = city::OutletId{UINT64_MAX - city.outlets.size()};
  fresh.serving = rule.ways;
  add_kinds(city, rule, fresh);
  fresh.stands.push_back(std::move(stand));
  city.outlets.push_back(std::move(fresh));
}

Changed changed(city::City const& city, Rule const& rule, Gap const& gap, Remedy const& remedy) {
  Changed after{city, {}};
  auto& outlets = after.city.outlets;
  switch (remedy.means) {
    case Means::hours:
      for (auto& stand : outlets[remedy.index].stands) {
        stand.hours.reset();  // whose hours nobody knows counts as open
      }
      break;
    case Means::take_on:
      add_kinds(city, rule, outlets[remedy.index]);
      break;
    case Means::candidate:
      build(after.city, rule, {remedy.at, {city.candidates[remedy.index].access}, {}});
      break;
    case Means::front:
      build(after.city, rule, {remedy.at, {remedy.access}, {}});
      break;
    case Means::gate:
      after.edits.emplace_back(
          reach::SetGate{std::ranges::find(city.gates, remedy.index, &city::Gate::graph_gate)->id, true});
      break;
    case Means::more:
      // They count by where they stand, even where no street leads to them.
      for (std::int64_t i = 0; i < remedy.count; ++i) {
        build(after.city, rule, {city.homes[gap.homes.front()].door, {}, {}});
      }
      break;
  }
  return after;
}

/// People of the gap for whom the rule is met.
Millipersons served(Changed const& after, Rule const& rule, Gap const& gap) {
  standard::Standard alone;
  alone.rules = {rule};
  SilentProgress silent;
  auto const findings = standard::assess(
      after.city, alone, {*persons::Persons::built_in().find("standard"), standard::Strictness::seen, 2, after.edits},
      silent);
  EXPECT_TRUE(findings);
  Millipersons people;
  for (auto const home : gap.homes) {
    if (findings->rules.front().verdicts[home] == standard::Verdict::met) {
      people += reach::people_of(after.city.homes[home].people, rule.people);
    }
  }
  return people;
}

standard::Evaluation with_remedies(city::City const& city, unsigned threads) {
  auto const read = standard::load("local-xuzhou", kinds::Kinds::built_in());
  EXPECT_TRUE(read);
  standard::EvaluateOptions options;
  options.persons = {*persons::Persons::built_in().find("standard")};
  options.threads = threads;
  SilentProgress silent;
  auto evaluation = standard::evaluate(city, *read, options, silent);
  EXPECT_TRUE(evaluation);
  RemedyRequest const request{.asked = {options.persons.front(), options.strictness, threads, {}}, .fronts = 20};
  EXPECT_TRUE(add_remedies(city, *read, evaluation->gaps, request, silent));
  return std::move(*evaluation);
}

TEST(RemedyTruth, EachRemedyServesWhomItSaysOnceItIsThere) {
  auto const& city = reach::city_named("demo");
  auto const evaluation = with_remedies(city, 2);
  ASSERT_GE(evaluation.gaps.size(), sample);
  std::array<int, 6> seen{};
  for (std::size_t i = 0; i < evaluation.gaps.size(); ++i) {
    auto const& gap = evaluation.gaps[i];
    auto const& rule = evaluation.standard.rules[gap.rule];
    auto const in_sample = i % (evaluation.gaps.size() / sample) == 0;
    for (auto const& remedy : gap.remedies) {
      // Of the means that are rare all are looked at.
      if (in_sample || remedy.means == Means::gate || remedy.means == Means::more) {
        ++seen.at(static_cast<std::size_t>(remedy.means));
        EXPECT_EQ(served(changed(city, rule, gap, remedy), rule, gap), remedy.people)
            << rule.id << ", gap " << i << ", means " << static_cast<int>(remedy.means);
      }
    }
  }
  for (auto const means : {Means::take_on, Means::front, Means::more}) {
    EXPECT_GT(seen.at(static_cast<std::size_t>(means)), 0) << static_cast<int>(means);
  }
}

TEST(RemedyTruth, IsTheSameForAnyNumberOfThreads) {
  auto const& city = reach::city_named("demo");
  auto const one = with_remedies(city, 1);
  auto const two = with_remedies(city, 2);
  ASSERT_EQ(one.gaps.size(), two.gaps.size());
  for (std::size_t i = 0; i < one.gaps.size(); ++i) {
    EXPECT_EQ(one.gaps[i].remedies, two.gaps[i].remedies);
  }
}

}  // namespace
}  // namespace linquan::siting
