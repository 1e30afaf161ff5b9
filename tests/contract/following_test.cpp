// What the service makes of a directory, on either engine: the city that follows it is the city that is read afresh.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "../truth/cities.h"
#include "database.h"
#include "linquan/answers/circle.h"
#include "linquan/api/following.h"
#include "linquan/directory/use.h"
#include "linquan/outlets/outlets.h"
#include "linquan/persons/persons.h"
#include "linquan/standard/live.h"
#include "linquan/store/accounts.h"
#include "linquan/store/outlets.h"

namespace linquan::store {
namespace {

using directory::Command;
using directory::OutletId;

constexpr std::chrono::sys_days today{std::chrono::days{20'700}};

class FollowingContract : public Contract {
 protected:
  city::City const& demo() { return reach::city_named("demo"); }

  void add_bureau() {
    auto const people = accounts();
    auto const added = store().write([&](UnitOfWork& work) {
      return people->add(work, {"王芳", "13800000000", std::nullopt, std::nullopt});
    });
    bureau.account = added->id;
    bureau.grants = {{identity::Role::city_bureau, identity::Level::city, ""}};
  }
  std::uint64_t act(OutletId id, Command const& command) {
    auto const outcome = store().write([&](UnitOfWork& work) {
      return directory::carry_out(work, *outlets, {id, {}, std::nullopt, command}, bureau, today,
                                  kinds::Kinds::built_in());
    });
    EXPECT_TRUE(outcome) << outcome.error().code;
    return outcome ? outcome->kept->change : 0;
  }
  /// What some homes reach.
  static std::vector<std::vector<std::pair<std::uint64_t, reach::Tenths>>> reached(api::Snapshot const& snapshot) {
    auto const& sight = snapshot.sight({*persons::Persons::built_in().find("elder"), reach::Unit::seconds, {}});
    std::vector<std::vector<std::pair<std::uint64_t, reach::Tenths>>> all;
    answers::CircleFinder finder{sight};
    auto const& homes = snapshot.town().imported().homes;
    for (std::size_t home = 0; home < homes.size(); home += homes.size() / 40) {
      auto& one = all.emplace_back();
      auto const found = finder.reached(sight, {homes[home].door, {}, std::nullopt}, "");
      for (auto const& near : found.value_or(std::vector<reach::Near>{})) {
        one.emplace_back(near.id.value(), near.time);
      }
    }
    return all;
  }

  static standard::Live scored(api::Snapshot const& snapshot) {
    auto found = snapshot.scored("local-xuzhou", "standard");
    EXPECT_TRUE(found) << found.error().code;
    return found->live;
  }

  std::unique_ptr<directory::Outlets> outlets = store::outlets();
  directory::Actor bureau;
};

TEST_P(FollowingContract, FindsInADirectoryWhatItFindsInTheCityThatFilledIt) {
  api::Current current;
  api::Following following{store(), current};
  auto const started = following.start(demo());
  ASSERT_TRUE(started);
  EXPECT_EQ(started->seeded, demo().outlets.size());
  EXPECT_EQ(started->not_understood, 0U);
  search::Index const fresh{outlets::entries_of(demo()), kinds::Kinds::built_in(), started->change};
  // So whatever is asked of the one (tests/search/queries.csv among it) is answered alike by the other.
  EXPECT_TRUE(current.get()->index() == fresh);
  EXPECT_EQ(current.get()->city().outlets, demo().outlets);
}

TEST_P(FollowingContract, IsAfterManyChangesWhatANewStartMakesOfThem) {
  add_bureau();
  api::Current current;
  api::Following following{store(), current};
  ASSERT_TRUE(following.start(demo()));
  auto const before = reached(*current.get());
  auto const scored_before = scored(*current.get());
  std::mt19937_64 chance{7};
  std::uint64_t change = 0;
  for (int step = 0; step < 150; ++step) {
    auto const& outlet = demo().outlets.values()[chance() % demo().outlets.size()];
    OutletId const id{outlet.id.value()};
    auto const kept = store().read([&](UnitOfWork& work) { return outlets->find(work, id); });
    auto const& entry = *kept->entry;
    auto const closed = entry.state == directory::EntryState::closed;
    Command command = closed ? Command{directory::Reopen{}} : Command{directory::Close{}};
    if (!closed && step % 3 == 0) {
      auto const& home = demo().homes.values()[chance() % demo().homes.size()];
      command =
          directory::Move{{{home.door, std::nullopt}}, entry.address, outlets::community_at(demo(), home.door), {}};
    }
    change = act(id, command);
    if (step % 4 == 0) {
      ASSERT_TRUE(following.catch_up(change));
      EXPECT_GE(current.get()->change(), change);
      std::ignore = reached(*current.get());  // So that sights are handed on from snapshot to snapshot.
    }
  }
  ASSERT_TRUE(following.catch_up(change));
  api::Current again;
  api::Following other{store(), again};
  auto const started = other.start(demo());
  ASSERT_TRUE(started);
  EXPECT_EQ(started->seeded, 0U);
  EXPECT_EQ(again.get()->change(), current.get()->change());
  EXPECT_EQ(again.get()->city().outlets, current.get()->city().outlets);
  EXPECT_TRUE(again.get()->index() == current.get()->index());
  EXPECT_EQ(reached(*again.get()), reached(*current.get()));
  // The new start asks everything; the other brought its scores forward, change by change.
  auto const fresh = scored(*again.get());
  auto const followed = scored(*current.get());
  for (std::uint32_t home = 0; home < demo().homes.size(); ++home) {
    ASSERT_EQ(followed.needs(home), fresh.needs(home)) << home;
    for (standard::RuleIndex rule = 0; rule < fresh.standard().rules.size(); ++rule) {
      ASSERT_EQ(followed.nearest(rule, home), fresh.nearest(rule, home)) << home << ' ' << rule;
    }
  }
  EXPECT_EQ(followed.score().needs, fresh.score().needs);
  EXPECT_FALSE(standard::Live::differing(scored_before, followed).empty());
  EXPECT_NE(reached(*again.get()), before) << "nothing that was changed is near any home that was asked";
}

LINQUAN_BOTH_ENGINES(FollowingContract);

}  // namespace
}  // namespace linquan::store
