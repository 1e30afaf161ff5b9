#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cstdint>
#include <vector>

#include "live_town.h"

namespace linquan::standard {
namespace {

/// Whatever the edits: made at once, or one by one, or in two parts, they leave the state of an evaluation.
RC_GTEST_PROP(LiveProperty, HowEditsAreBatchedMakesNoDifference, ()) {
  auto const seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
  auto const count = *rc::gen::inRange<std::size_t>(1, 9);
  auto const cut = *rc::gen::inRange<std::size_t>(0, count + 1);
  auto const city = town(seed, 60);
  auto const standard = rules(city);
  auto const first = live_of(city, standard, asked("standard"));
  auto now = city;
  Draw draw{seed};
  std::vector<reach::Edit> edits;
  auto one_by_one = first;
  for (std::size_t i = 0; i < count; ++i) {
    edits.push_back(any_edit(now, draw, true));
    one_by_one = *one_by_one.after(std::vector{edits.back()});
  }
  auto const at_once = *first.after(edits);
  auto const all = std::span<reach::Edit const>{edits};
  auto const in_parts = *first.after(all.first(cut))->after(all.subspan(cut));
  RC_ASSERT(Live::differing(at_once, one_by_one).empty());
  RC_ASSERT(Live::differing(at_once, in_parts).empty());
  expect_evaluation(at_once, now, anew(asked("standard")));
  expect_same(at_once.scores(), one_by_one.scores());
  expect_same(at_once.scores(), in_parts.scores());
  RC_ASSERT(!testing::Test::HasFailure());
}

}  // namespace
}  // namespace linquan::standard
