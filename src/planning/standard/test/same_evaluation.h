#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "linquan/base/progress.h"
#include "linquan/standard/evaluation.h"
#include "linquan/standard/live.h"

namespace linquan::standard {

/// The city with the outlets as the edits leave them.
inline city::City city_after(city::City city, std::vector<reach::Edit> const& edits) {
  auto outlets = reach::changed_outlets(city, edits);
  EXPECT_TRUE(outlets);
  city.outlets = std::move(*outlets);
  return city;
}

inline bool same(Score const& a, Score const& b) {
  return a.area == b.area && a.homes == b.homes && a.people == b.people && a.outlets == b.outlets &&
         a.rules == b.rules && a.headlines == b.headlines && a.round == b.round && a.needs == b.needs &&
         a.by_demand == b.by_demand && a.lists == b.lists && a.graded == b.graded;
}

inline bool same(Gap const& a, Gap const& b) {
  return a.rule == b.rule && a.area == b.area && a.people == b.people && a.homes == b.homes &&
         a.compounds == b.compounds && a.nearest_min == b.nearest_min && a.nearest_max == b.nearest_max &&
         a.homes_beyond == b.homes_beyond && a.remedies == b.remedies;
}

inline void expect_same(Findings const& live, Findings const& anew, Standard const& standard) {
  EXPECT_EQ(live.person.id, anew.person.id);
  ASSERT_EQ(live.rules.size(), anew.rules.size());
  for (std::size_t i = 0; i < anew.rules.size(); ++i) {
    EXPECT_EQ(live.rules[i].verdicts, anew.rules[i].verdicts) << standard.rules[i].id;
    EXPECT_EQ(live.rules[i].nearest, anew.rules[i].nearest) << standard.rules[i].id;
    EXPECT_EQ(live.rules[i].horizon, anew.rules[i].horizon) << standard.rules[i].id;
  }
  EXPECT_EQ(live.round, anew.round);
  EXPECT_EQ(live.not_joined, anew.not_joined);
}

inline void expect_same(Scores const& live, Scores const& anew) {
  EXPECT_TRUE(same(live.city, anew.city));
  ASSERT_EQ(live.levels.size(), anew.levels.size());
  for (std::size_t i = 0; i < anew.levels.size(); ++i) {
    EXPECT_EQ(live.levels[i].level, anew.levels[i].level);
    EXPECT_TRUE(same(live.levels[i].outside, anew.levels[i].outside)) << "outside level " << i;
    ASSERT_EQ(live.levels[i].areas.size(), anew.levels[i].areas.size());
    for (std::size_t area = 0; area < anew.levels[i].areas.size(); ++area) {
      EXPECT_TRUE(same(live.levels[i].areas[area], anew.levels[i].areas[area])) << "area " << area;
    }
  }
}

/// Every field of every answer is that of evaluate().
inline void expect_evaluation(Live const& live, city::City const& now, EvaluateOptions options) {
  options.edits = live.street_edits();
  SilentProgress progress;
  auto const anew = evaluate(now, live.standard(), options, progress);
  ASSERT_TRUE(anew);
  auto const& first = anew->persons.front();
  expect_same(live.findings(), first.findings, live.standard());
  expect_same(live.scores(), first.scores);
  auto const gaps = live.gaps(anew->level);
  ASSERT_EQ(gaps.size(), anew->gaps.size());
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    EXPECT_TRUE(same(gaps[i], anew->gaps[i])) << "gap " << i;
  }
}

/// differing() names the homes that a comparison of every value finds.
inline void expect_differing(Live const& a, Live const& b) {
  std::vector<std::uint32_t> plainly;
  for (std::uint32_t home = 0; home < a.city().homes.size(); ++home) {
    auto differs = a.round(home) != b.round(home);
    for (RuleIndex rule = 0; rule < a.standard().rules.size(); ++rule) {
      differs =
          differs || a.verdict(rule, home) != b.verdict(rule, home) || a.nearest(rule, home) != b.nearest(rule, home);
    }
    if (differs) {
      plainly.push_back(home);
    }
  }
  EXPECT_EQ(Live::differing(a, b), plainly);
}

}  // namespace linquan::standard
