#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "cities.h"
#include "linquan/base/draw.h"
#include "linquan/kinds/kinds.h"
#include "same_evaluation.h"

namespace linquan::standard {
namespace {

using Edits = std::vector<reach::Edit>;

/// Edits as a city makes them: outlets close, move and take kinds on; gates close; a footbridge is built.
class CityEdits {
 public:
  explicit CityEdits(city::City const& city) : city_{city} {}

  reach::Edit of_outlets() {
    auto outlet = some(city_.outlets);
    switch (draw_.below(4)) {
      case 0:
        outlet.id = city::OutletId{++last_};
        break;
      case 1:
        outlet.stands = some(city_.outlets).stands;
        break;
      case 2:
        outlet.kinds = some(city_.outlets).kinds;
        break;
      default:
        outlet.stands.clear();
    }
    return reach::PutOutlet{std::move(outlet)};
  }
  reach::Edit of_gates(bool open) { return reach::SetGate{some(city_.gates).id, open}; }
  reach::Edit of_bridges() {
    for (;;) {
      auto const& from = some(city_.homes);
      auto const& to = some(city_.homes);
      auto const length = geo::distance(from.door, to.door);
      if (from.access.edge != walk::none && to.access.edge != walk::none && length.count > 50'000 &&
          length.count < 400'000) {
        return reach::BuildStreet{from.access, to.access, length, true};
      }
    }
  }

 private:
  template <class Thing>
  Thing const& some(SharedVector<Thing> const& all) {
    return all[draw_.below(all.size())];
  }

  city::City const& city_;
  Draw draw_{17};
  std::uint64_t last_ = 0;
};

TEST(LiveTruth, EditsOfTheDemoCityLeaveWhatAnEvaluationSays) {
  auto const city = std::make_shared<city::City const>(reach::city_named("demo"));
  auto const standard = load("local-xuzhou", kinds::Kinds::built_in());
  ASSERT_TRUE(standard);
  AssessOptions const options{*persons::Persons::built_in().find("standard"), Strictness::seen, 2};
  SilentProgress progress;
  auto const first = Live::of(city, *standard, options, progress);
  ASSERT_TRUE(first);
  EvaluateOptions anew;
  anew.persons = {options.person};
  anew.threads = 2;
  CityEdits draw{*city};
  std::vector<Edits> const batches{{draw.of_outlets()},
                                   {draw.of_gates(false)},
                                   {draw.of_bridges(), draw.of_gates(false)},
                                   {draw.of_gates(true), draw.of_outlets(), draw.of_outlets()}};
  auto live = *first;
  Edits all;
  for (auto batch : batches) {
    for (int i = 0; i < 20; ++i) {
      batch.push_back(draw.of_outlets());
    }
    auto const next = live.after(batch);
    ASSERT_TRUE(next);
    all.insert(all.end(), batch.begin(), batch.end());
    expect_evaluation(*next, city_after(*city, all), anew);
    expect_differing(live, *next);
    live = *next;
  }
}

}  // namespace
}  // namespace linquan::standard
