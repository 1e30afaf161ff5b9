#include "../live_judge.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "linquan/base/progress.h"
#include "linquan/kinds/kinds.h"
#include "linquan/persons/persons.h"
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

}  // namespace
}  // namespace linquan::api
