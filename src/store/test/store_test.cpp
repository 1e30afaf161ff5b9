#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "ids.h"
#include "linquan/base/clock.h"
#include "linquan/store/changes.h"
#include "linquan/store/failure.h"
#include "linquan/store/outbox.h"
#include "linquan/store/store.h"
#include "linquan/store/url.h"

namespace linquan::store {
namespace {

using std::chrono::seconds;

TEST(Url, IsAFileMemoryOrAServer) {
  struct Case {
    std::string text;
    Engine engine;
    std::string target;
    std::string shown;
  };
  for (auto const& [text, engine, target, seen] : std::vector<Case>{
           {"sqlite:city.db", Engine::sqlite, "city.db", "sqlite:city.db"},
           {"sqlite:/var/lib/a b=c.db", Engine::sqlite, "/var/lib/a b=c.db", "sqlite:/var/lib/a b=c.db"},
           {"sqlite::memory:", Engine::sqlite, ":memory:", "sqlite::memory:"},
           {"postgresql://h/d", Engine::postgresql, "postgresql://h/d", "postgresql://h/d"},
           {"postgresql://u:s@h:5/d", Engine::postgresql, "postgresql://u:s@h:5/d", "postgresql://u:***@h:5/d"},
           {"postgresql://u@h/d?password=s", Engine::postgresql, "postgresql://u@h/d?password=s", "postgresql://u@h/d"},
           {"postgresql://u:s%40s@h", Engine::postgresql, "postgresql://u:s%40s@h", "postgresql://u:***@h"},
           {"postgres://h/d", Engine::postgresql, "postgres://h/d", "postgres://h/d"},
       }) {
    auto const url = parse_url(text);
    ASSERT_TRUE(url) << text;
    EXPECT_EQ(url->engine, engine) << text;
    EXPECT_EQ(url->target, target);
    EXPECT_EQ(shown(*url), seen);
  }
  for (std::string const bad : {"", "city.db", "sqlite:", "sqlite://city.db", "sqlite:a\"b", "mysql://h/d",
                                "postgresql://h/d x", "postgresql:h"}) {
    auto const url = parse_url(bad);
    ASSERT_FALSE(url) << bad;
    EXPECT_EQ(url.error().code, "store_url");
  }
}

TEST(Ids, RiseWhateverTheClockDoes) {
  std::uint64_t now = 1'800'000'000'000;
  Ids ids{5, [&] { return now; }};
  std::uint64_t last = 0;
  for (auto const step : {0, 1, 5, -1000, 0, 2000}) {
    now = now + static_cast<std::uint64_t>(static_cast<std::int64_t>(step));
    for (auto i = 0; i < 5000; ++i) {
      auto const id = ids.next();
      ASSERT_GT(id, last);
      last = id;
    }
  }
  EXPECT_LT(last, std::uint64_t{1} << 63U);
}

TEST(Ids, HoldTheTimeAndTheServer) {
  Ids ids{5, [] { return std::uint64_t{1'577'836'800'000 + 3}; }};
  EXPECT_EQ(ids.next(), (std::uint64_t{3} << 22U) + (std::uint64_t{5} << 12U));
  EXPECT_EQ(ids.next(), (std::uint64_t{3} << 22U) + (std::uint64_t{5} << 12U) + 1);
}

TEST(Ids, AreNeverGivenTwiceToThreadsOrServers) {
  Ids one{1};
  Ids two{2};
  std::vector<std::vector<std::uint64_t>> given(4);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < given.size(); ++i) {
      threads.emplace_back([&, i] {
        for (auto n = 0; n < 10'000; ++n) {
          given[i].push_back((i % 2 == 0 ? one : two).next());
        }
      });
    }
  }
  std::set<std::uint64_t> all;
  for (auto const& some : given) {
    all.insert(some.begin(), some.end());
  }
  EXPECT_EQ(all.size(), 40'000U);
}

TEST(BackOff, DoublesUpToAnHour) {
  struct Case {
    std::uint64_t attempts;
    seconds wait;
  };
  for (auto const& [attempts, wait] : std::vector<Case>{{0, seconds{5}},
                                                        {1, seconds{5}},
                                                        {2, seconds{10}},
                                                        {3, seconds{20}},
                                                        {10, seconds{2560}},
                                                        {11, seconds{3600}},
                                                        {1000, seconds{3600}},
                                                        {UINT64_MAX, seconds{3600}}}) {
    EXPECT_EQ(back_off(attempts), wait) << attempts;
  }
}

TEST(Memory, HoldsADatabaseForAsLongAsItIsOpen) {
  FixedClock const clock{std::chrono::sys_seconds{seconds{1000}}, seconds{0}};
  Url const url{Engine::sqlite, ":memory:"};
  auto const first = *open(url, clock);
  auto const second = *open(url, clock);
  EXPECT_TRUE(first->write([](UnitOfWork& work) -> Result<std::uint64_t> { return change_number(work); }));
  auto const newest = [](Store& store) {
    return store.read([](UnitOfWork& work) -> Result<std::uint64_t> { return newest_change(work); });
  };
  EXPECT_EQ(newest(*first), Result<std::uint64_t>{1});
  EXPECT_EQ(newest(*second), Result<std::uint64_t>{0}) << "each has its own";
  (void)first->read([](UnitOfWork& work) -> Result<std::uint64_t> { return change_number(work); });
  EXPECT_EQ(newest(*first), Result<std::uint64_t>{1}) << "a question changes nothing";
}

TEST(Memory, RunsAUseCaseAgainWhereAnotherOfItsGroupFails) {
  FixedClock const clock{std::chrono::sys_seconds{seconds{1000}}, seconds{0}};
  auto const store = *open({Engine::sqlite, ":memory:"}, clock);
  std::vector<std::jthread> writers;
  for (auto i = 0; i < 8; ++i) {
    writers.emplace_back([&, i] {
      auto const bad = i == 3;
      try {
        auto const answer = store->write([&](UnitOfWork& work) -> Result<std::uint64_t> {
          put_in_outbox(work, bad ? "" : "topic", "body");
          return change_number(work);
        });
        EXPECT_TRUE(answer && !bad);
      } catch (Failure const& failure) {
        EXPECT_TRUE(bad);
        EXPECT_EQ(failure.sort(), Failure::Sort::constraint);
      }
    });
  }
  writers.clear();
  EXPECT_EQ(store->read([](UnitOfWork& work) -> Result<std::uint64_t> { return newest_change(work); }),
            Result<std::uint64_t>{7});
}

}  // namespace
}  // namespace linquan::store
