#include "../live_judge.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "../one_rule_judge.h"
#include "linquan/base/progress.h"
#include "linquan/kinds/kinds.h"
#include "linquan/persons/persons.h"
#include "linquan/reach/catchment.h"
#include "linquan/standard/standard.h"
#include "served.h"

namespace linquan::api {
namespace {

/// Every outlet of the drawn town, gone one by one.
TEST(LiveJudge, MadeFromAnEarlierOneSaysWhatOneMadeAfreshSays) {
  auto const city = std::make_shared<city::City const>(street_town());
  SilentProgress silent;
  auto live =
      standard::Live::of(city, *standard::load("mofcom", kinds::Kinds::built_in()),
                         {*persons::Persons::built_in().find("standard"), standard::Strictness::seen, 1, {}}, silent);
  ASSERT_TRUE(live);
  auto earlier = std::make_shared<LiveJudge const>(*live);
  auto changed = 0;
  for (auto const& outlet : city->outlets) {
    std::vector<reach::Edit> const edits{reach::RemoveOutlet{outlet.id}};
    live = live->after(edits);
    ASSERT_TRUE(live);
    LiveJudge const afresh{*live};
    auto const from_earlier = std::make_shared<LiveJudge const>(*live, *earlier);
    auto same = true;
    for (std::uint32_t home = 0; home < city->homes.size(); ++home) {
      EXPECT_EQ(from_earlier->needs(home), afresh.needs(home)) << home;
      same = same && earlier->needs(home) == afresh.needs(home);
    }
    EXPECT_TRUE(same || !from_earlier->as_before());
    changed += same ? 0 : 1;
    earlier = from_earlier;
  }
  EXPECT_GT(changed, 0);
}

/// By one rule a home is met, unmet or unknown whole, and an area is the sum of its homes.
TEST(OneRuleJudge, SaysOfHomesAndAreasWhatTheRuleAloneSays) {
  auto const city = std::make_shared<city::City const>(street_town());
  SilentProgress silent;
  auto const live =
      standard::Live::of(city, *standard::load("mofcom", kinds::Kinds::built_in()),
                         {*persons::Persons::built_in().find("standard"), standard::Strictness::seen, 1, {}}, silent);
  ASSERT_TRUE(live);
  auto const standard = std::make_shared<standard::Standard const>(live->standard());
  auto const whole = std::make_shared<LiveJudge const>(*live);
  auto met = 0;
  for (standard::RuleIndex rule = 0; rule < standard->rules.size(); ++rule) {
    OneRuleJudge const judge{whole, standard, *city, rule};
    std::vector<standard::Needs> of_areas(city->areas.size());
    for (std::uint32_t home = 0; home < city->homes.size(); ++home) {
      auto const needs = judge.needs(home);
      auto const verdict = live->verdict(rule, home);
      auto const people = reach::people_of(city->homes[home].people, standard->rules[rule].people).count;
      EXPECT_EQ(needs.met, verdict == standard::Verdict::met ? people : 0) << home;
      EXPECT_EQ(needs.unmet, verdict == standard::Verdict::unmet ? people : 0) << home;
      EXPECT_EQ(needs.unknown, verdict == standard::Verdict::unknown ? people : 0) << home;
      auto& area = of_areas.at(city->homes[home].community);
      area = {area.met + needs.met, area.unmet + needs.unmet, area.unknown + needs.unknown};
      met += needs.met > 0 ? 1 : 0;
    }
    for (std::uint32_t area = 0; area < of_areas.size(); ++area) {
      EXPECT_EQ(judge.needs_of_area(area), of_areas[area]) << area;
    }
  }
  EXPECT_GT(met, 0);
}

}  // namespace
}  // namespace linquan::api
