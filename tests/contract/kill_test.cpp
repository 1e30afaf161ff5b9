#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "cluster.h"
#include "database.h"
#include "killed.h"
#include "linquan/base/draw.h"
#include "linquan/store/maintenance.h"
#include "linquan/store/market.h"
#include "linquan/store/store.h"
#include "pairs.h"

/// `kill -9` of the program, and of PostgreSQL itself, in the middle of writing.
namespace linquan::store {
namespace {

class KillContract : public Contract {};

TEST_P(KillContract, LosesNothingThatWasAcknowledgedAndTearsNothing) {
  std::set<std::uint64_t> all;
  Draw draw{9};
  for (std::uint64_t round = 0; round < fault_rounds(); ++round) {
    Writer writer{text_of(database->url()), "pairs"};
    ASSERT_TRUE(writer.wait_for(8 + draw.below(200))) << "it died by itself";
    std::this_thread::sleep_for(std::chrono::microseconds{draw.below(20'000)});
    writer.kill();
    for (auto const& line : writer.until_its_end()) {
      EXPECT_TRUE(all.insert(std::stoull(line)).second) << line << " was given twice";
    }
    EXPECT_GE(expect_whole(database->url(), all), all.size()) << "round " << round;
  }
}

/// The farthest state that was acknowledged, by order: "NUMBER STATE" a line.
std::map<std::uint64_t, orders::State> states_in(std::vector<std::string> const& lines) {
  std::map<std::uint64_t, orders::State> states;
  for (auto const& line : lines) {
    auto const blank = line.find(' ');
    auto const state = orders::state_named(line.substr(blank + 1));
    auto& known = states[std::stoull(line.substr(0, blank))];
    known = std::max(known, state.value_or(orders::State::awaiting_payment));
  }
  return states;
}

TEST_P(KillContract, LosesNoStepOfAnOrderAndTearsNone) {
  Draw draw{11};
  std::size_t steps = 0;
  for (std::uint64_t round = 0; round < fault_rounds(); ++round) {
    Writer writer{text_of(database->url()), "orders"};
    ASSERT_TRUE(writer.wait_for(20 + draw.below(300))) << "it died by itself";
    std::this_thread::sleep_for(std::chrono::microseconds{draw.below(20'000)});
    writer.kill();
    auto const& lines = writer.until_its_end();
    steps += lines.size();
    auto const orders = store::orders();
    for (auto const& [id, state] : states_in(lines)) {
      auto const now =
          store().read([&, number = id](UnitOfWork& work) { return orders->find(work, orders::OrderId{number}); });
      ASSERT_TRUE(now) << "round " << round << ": order " << id << " is lost";
      EXPECT_GE(now->order.state, state) << "round " << round << ": order " << id << " went back";
    }
    close();
    auto const checked = check(database->url());
    ASSERT_TRUE(checked);
    for (auto const& finding : checked->findings) {
      ADD_FAILURE() << "round " << round << ": " << finding.code;
    }
  }
  RecordProperty("acknowledged_steps", static_cast<int>(steps));
}

LINQUAN_BOTH_ENGINES(KillContract);

TEST(KillPostgreSql, LosesNothingThatWasAcknowledgedAndTearsNothing) {
  if (!Cluster::can_be_made()) {
    GTEST_SKIP() << "no PostgreSQL to make a cluster of";
  }
  Cluster cluster;
  std::set<std::uint64_t> all;
  Draw draw{10};
  // A start costs seconds: one kill in every test, all rounds where they were asked for.
  auto const rounds = fault_rounds() > 5 ? fault_rounds() : 1;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    cluster.start();
    Writer writer{cluster.url(), "pairs"};
    ASSERT_TRUE(writer.wait_for(8 + draw.below(200))) << "it died by itself";
    std::this_thread::sleep_for(std::chrono::microseconds{draw.below(20'000)});
    cluster.kill();
    for (auto const& line : writer.until_its_end()) {
      all.insert(std::stoull(line));
    }
    cluster.start();
    EXPECT_GE(expect_whole({Engine::postgresql, cluster.url()}, all), all.size()) << "round " << round;
    cluster.kill();
  }
}

}  // namespace
}  // namespace linquan::store
