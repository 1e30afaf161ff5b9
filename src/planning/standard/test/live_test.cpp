#include "linquan/standard/live.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "linquan/base/draw.h"
#include "live_town.h"
#include "same_evaluation.h"

namespace linquan::standard {
namespace {

/// Batches of so many edits one after the other, each compared with an evaluation of the city that they leave.
void expect_batches(std::uint64_t seed, AssessOptions const& options, int batches, std::uint64_t most, bool streets) {
  auto now = town(seed);
  auto const standard = rules(now);
  auto live = live_of(now, standard, options);
  expect_evaluation(live, now, anew(options));
  Draw draw{seed + 100};
  for (int batch = 0; batch < batches; ++batch) {
    std::vector<reach::Edit> edits;
    for (auto count = 1 + draw.below(most); count > 0; --count) {
      edits.push_back(any_edit(now, draw, streets));
    }
    auto const next = live.after(edits);
    ASSERT_TRUE(next);
    expect_evaluation(*next, now, anew(options));
    expect_differing(live, *next);
    if (testing::Test::HasFailure()) {
      FAIL() << "seed " << seed << ", batch " << batch << ", the last edit of sort " << edits.back().index();
    }
    live = *next;
  }
}

TEST(Live, SaysWhatAnEvaluationSaysBeforeAnyEdit) {
  for (auto const* const who : {"standard", "wheelchair"}) {
    auto const city = town(1);
    auto const options = asked(who);
    expect_evaluation(live_of(city, rules(city), options), city, anew(options));
  }
}

TEST(Live, EditsOfOutletsOneByOneEqualAnEvaluationOfTheCityTheyLeave) {
  expect_batches(1, asked("standard"), 60, 1, false);
  expect_batches(2, asked("pram"), 40, 1, false);
}

TEST(Live, EditsOfStreetsAndOutletsOneByOneDoToo) {
  expect_batches(3, asked("standard"), 40, 1, true);
  expect_batches(4, asked("wheelchair"), 30, 1, true);
}

TEST(Live, ManyEditsAtOnceDoToo) {
  expect_batches(5, asked("standard"), 15, 25, false);
  expect_batches(6, asked("standard"), 15, 12, true);
}

TEST(Live, TwoThreadsSayTheSame) {
  expect_batches(7, asked("standard", 2), 20, 6, true);
}

TEST(Live, TheStrictReadingKnowsOnlyWhatIsDeclared) {
  auto options = asked("standard");
  options.strictness = Strictness::declared;
  expect_batches(8, options, 15, 3, true);
}

TEST(Live, StartsFromChangedStreetsToo) {
  auto now = town(9);
  std::vector<reach::Edit> const edits{
      reach::BuildStreet{now.homes[4].access, now.homes[390].access, Millimetres{60'000}, true},
      reach::SetStreet{{9, std::nullopt}, false}};
  auto options = asked("standard");
  options.edits = edits;
  auto const live = live_of(now, rules(now), options);
  EXPECT_EQ(live.street_edits().size(), 2U);
  expect_evaluation(live, now, anew(options));
  Draw draw{9};
  std::vector<reach::Edit> more;
  for (int i = 0; i < 8; ++i) {
    more.push_back(any_edit(now, draw, true));
  }
  auto const next = live.after(more);
  ASSERT_TRUE(next);
  expect_evaluation(*next, now, anew(options));
}

TEST(Live, WhatIsTakenBackLeavesTheBitsOfBefore) {
  auto const city = town(10);
  auto const live = live_of(city, rules(city), asked("standard"));
  Draw draw{10};
  for (int i = 0; i < 30; ++i) {
    auto const& outlet = city.outlets[draw.below(city.outlets.size())];
    std::vector<reach::Edit> const there{reach::PutOutlet{changed(outlet, city, draw)},
                                         reach::PutOutlet{any_outlet(city, draw, 1001)}};
    std::vector<reach::Edit> const back{reach::PutOutlet{outlet}, reach::RemoveOutlet{city::OutletId{1001}}};
    auto const next = live.after(there);
    ASSERT_TRUE(next);
    auto const undone = next->after(back);
    ASSERT_TRUE(undone);
    EXPECT_TRUE(Live::differing(live, *undone).empty());
    expect_same(undone->findings(), live.findings(), live.standard());
    expect_same(undone->scores(), live.scores());
  }
}

TEST(Live, LeavesTheStateItCameFromAsItWas) {
  auto const city = town(11);
  auto const options = asked("standard");
  auto const live = live_of(city, rules(city), options);
  auto now = city;
  Draw draw{11};
  auto latest = live;
  for (int i = 0; i < 20; ++i) {
    latest = *latest.after(std::vector{any_edit(now, draw, true)});
  }
  EXPECT_FALSE(Live::differing(live, latest).empty());
  expect_evaluation(live, city, anew(options));
}

TEST(Live, TheFirstOutletOfAKindMakesItsAbsenceAFindingAndTheLastOneTakesThatBack) {
  auto const city = town(12);
  auto const live = live_of(city, rules(city), asked("standard"));
  constexpr RuleIndex rare = 11;
  EXPECT_EQ(live.score().rules[rare].met, Millipersons{});
  EXPECT_EQ(live.score().rules[rare].unmet, Millipersons{});
  Draw draw{12};
  auto outlet = any_outlet(city, draw, 1);
  outlet.kinds = {kind_count - 1};
  outlet.stands = {any_stand(city, draw)};
  outlet.stands.front().hours = std::nullopt;
  outlet.serving = static_cast<kinds::ServingSet>(kinds::Serving::at_stand);
  auto const first = live.after(std::vector<reach::Edit>{reach::PutOutlet{outlet}});
  ASSERT_TRUE(first);
  EXPECT_GT(first->score().rules[rare].met.count, 0);
  EXPECT_GT(first->score().rules[rare].unmet.count, 0);
  auto const gone = first->after(std::vector<reach::Edit>{reach::RemoveOutlet{outlet.id}});
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->score().rules[rare], live.score().rules[rare]);
}

TEST(Live, AHomesNeedsAddUpToItsAreasNeeds) {
  auto const city = town(13);
  auto const live = live_of(city, rules(city), asked("standard"));
  Needs sum;
  for (std::uint32_t home = 0; home < city.homes.size(); ++home) {
    auto const one = live.needs(home);
    sum.met += one.met;
    sum.unmet += one.unmet;
    sum.unknown += one.unknown;
  }
  EXPECT_EQ(sum, live.score().needs);
}

TEST(Live, RefusesWhatDoesNotFitAndChangesNothing) {
  auto const city = town(14);
  auto const live = live_of(city, rules(city), asked("standard"));
  auto const code = [&](std::vector<reach::Edit> const& edits) {
    auto const next = live.after(edits);
    return next ? std::string{} : next.error().code;
  };
  EXPECT_EQ(code({reach::RemoveOutlet{city::OutletId{999}}}), "outlet_unknown");
  EXPECT_EQ(code({reach::RemoveOutlet{city.outlets[0].id}, reach::RemoveOutlet{city.outlets[0].id}}), "outlet_unknown");
  EXPECT_EQ(code({reach::RemoveOutlet{city.outlets[0].id}, reach::SetGate{city::GateId{5}, true}}), "gate_unknown");
  EXPECT_EQ(code({reach::TimeStreet{{1, std::nullopt}, 0}}), "street_percent");
  EXPECT_EQ(code({}), "");
}

/// So many changes that the outlets are packed anew on the way.
TEST(Live, AThousandEditsEqualAnEvaluationAtTheEnd) {
  auto now = town(15, 200);
  auto const options = asked("standard");
  auto live = live_of(now, rules(now), options);
  Draw draw{15};
  for (int i = 0; i < 1000; ++i) {
    live = *live.after(std::vector{any_edit(now, draw, i % 50 == 0)});
    if (i % 100 == 99) {
      expect_evaluation(live, now, anew(options));
    }
  }
}

}  // namespace
}  // namespace linquan::standard
