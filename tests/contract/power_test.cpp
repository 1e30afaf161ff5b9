#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "cut_disk.h"
#include "database.h"
#include "linquan/store/failure.h"
#include "pairs.h"
#include "sql.h"

/// What a power cut and a full disk do to SQLite under us.
namespace linquan::store {
namespace {

SystemClock const& system_clock() {
  static SystemClock const clock{std::chrono::hours{8}};
  return clock;
}

/// Writes with eight threads until the power goes; what was acknowledged.
std::set<std::uint64_t> write_until_cut(Url const& url) {
  std::set<std::uint64_t> acknowledged;
  std::mutex mutex;
  auto opened = open(url, system_clock());
  if (!opened) {
    return acknowledged;
  }
  together(8, [&](std::size_t) {
    try {
      while (auto const number = (*opened)->write(write_pair)) {
        std::scoped_lock const lock{mutex};
        acknowledged.insert(*number);
      }
    } catch (Failure const&) {
      return;  // The power is gone.
    }
  });
  return acknowledged;
}

TEST(PowerCut, LosesNothingThatWasAcknowledgedAndTearsNothing) {
  std::uint64_t kept = 0;
  for (std::uint64_t round = 0; round < fault_rounds(); ++round) {
    TestDatabase const database{Engine::sqlite};
    std::set<std::uint64_t> acknowledged;
    {
      CutDisk disk;
      // The schema takes some hundred steps: some cuts fall into it.
      Draw draw{round + 1};
      disk.cut_after(100 + draw.below(4000));
      acknowledged = write_until_cut(database.url());
      ASSERT_TRUE(disk.is_cut());
      disk.after_cut(draw);
    }
    CutDisk const working;
    auto opened = open(database.url(), system_clock());
    ASSERT_TRUE(opened) << "round " << round << ": " << opened.error().code;
    opened->reset();
    auto const there = expect_whole(database.url(), acknowledged);
    EXPECT_GE(there, acknowledged.size()) << "round " << round;
    kept += acknowledged.size();
  }
  EXPECT_GT(kept, 0U) << "no round wrote anything";
}

TEST(PowerCut, DoesLoseWhatWasNotSynced) {
  TestDatabase const database{Engine::sqlite};
  std::uint64_t lost = 0;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    std::filesystem::remove(database.url().target);
    std::filesystem::remove(database.url().target + "-wal");
    CutDisk disk;
    {
      Sql sql{database.url(), Sql::Access::write};
      sql.one({"PRAGMA journal_mode = WAL", "t"});
      sql.at_once("CREATE TABLE rows (number BIGINT)");
      sql.one({"PRAGMA wal_checkpoint(TRUNCATE)", "n"});
      sql.at_once("PRAGMA synchronous = OFF");
      for (std::int64_t number = 0; number < 20; ++number) {
        sql.run("INSERT INTO rows (number) VALUES (:number)", {number});
      }
      disk.cut_after(0);
      EXPECT_THROW(sql.run("INSERT INTO rows (number) VALUES (:number)", {std::int64_t{20}}), Failure);
    }
    disk.after_cut(Draw{seed});
    CutDisk const working;
    Sql sql{database.url(), Sql::Access::read};
    lost += 20 - sql.one({"SELECT count(*) FROM rows", "n"})->count(0);
  }
  EXPECT_GT(lost, 0U) << "the disk keeps everything: the tests above prove nothing";
}

TEST(FullDisk, FailsTheWriteKeepsWhatIsThereAndGoesOnWhenThereIsRoom) {
  TestDatabase const database{Engine::sqlite};
  CutDisk disk;
  auto const opened = *open(database.url(), system_clock());
  ASSERT_TRUE(opened->write(write_pair));
  disk.set_full(true);
  std::atomic<int> failed = 0;
  together(8, [&](std::size_t) {
    try {
      (void)opened->write(write_pair);
    } catch (Failure const& failure) {
      EXPECT_EQ(failure.sort(), Failure::Sort::full);
      ++failed;
    }
  });
  EXPECT_EQ(failed, 8);
  EXPECT_EQ(expect_whole(database.url(), {1}), 1U);
  disk.set_full(false);
  EXPECT_EQ(opened->write(write_pair), Result<std::uint64_t>{2});
}

/// Holds the writer, so that a test decides what waits together.
class Held {
 public:
  explicit Held(Store& store)
      : thread_{[this, &store] {
          EXPECT_TRUE(store.write([this](UnitOfWork&) -> Result<void> {
            began_.count_down();
            release_.get_future().wait();
            return {};
          }));
        }} {
    began_.wait();
  }
  void release() { release_.set_value(); }

 private:
  std::latch began_{1};
  std::promise<void> release_;
  std::jthread thread_;
};

TEST(GroupCommit, SyncsOnceForThirtyTwoWritesAndAnswersAfterIt) {
  TestDatabase const database{Engine::sqlite};
  CutDisk const disk;
  auto const opened = *open(database.url(), system_clock());
  ASSERT_TRUE(opened->write(write_pair));
  std::atomic<int> answered = 0;
  std::atomic<int> asked = 0;
  std::uint64_t before = 0;
  std::vector<std::jthread> writers;
  {
    Held held{*opened};
    for (auto i = 0; i < 32; ++i) {
      writers.emplace_back([&] {
        ++asked;
        EXPECT_TRUE(opened->write(write_pair));
        ++answered;
      });
    }
    while (asked < 32) {
      std::this_thread::yield();
    }
    // Between the count and the queue lies a moment.
    std::this_thread::sleep_for(std::chrono::milliseconds{200});
    EXPECT_EQ(answered, 0);
    before = disk.log_syncs();
    held.release();
  }
  writers.clear();
  EXPECT_EQ(answered, 32);
  EXPECT_EQ(disk.log_syncs() - before, 1U) << "32 writes, one sync";
}

TEST(Queue, RefusesWhatWouldWaitTooLong) {
  TestDatabase const database{Engine::sqlite};
  auto const opened = *open(database.url(), system_clock(), Options{.queue_max = 4});
  std::vector<std::jthread> writers;
  {
    Held held{*opened};
    std::atomic<int> busy = 0;
    std::atomic<int> ended = 0;
    for (auto i = 0; i < 10; ++i) {
      writers.emplace_back([&] {
        auto const answer = opened->write(write_pair);
        if (!answer) {
          EXPECT_EQ(answer.error(), (Error{ErrorKind::busy, "store_busy", {}}));
          ++busy;
        }
        ++ended;
      });
    }
    while (ended < 6) {
      std::this_thread::yield();
    }
    EXPECT_EQ(busy, 6);
    held.release();
    writers.clear();
    EXPECT_EQ(busy, 6);
  }
  EXPECT_EQ(expect_whole(database.url(), {1, 2, 3, 4}), 4U);
}

TEST(Queue, RefusesAReaderForWhomNoSessionBecomesFree) {
  TestDatabase const database{Engine::sqlite};
  auto const opened =
      *open(database.url(), system_clock(), Options{.sessions = 1, .wait_max = std::chrono::milliseconds{20}});
  auto const outer = opened->read([&](UnitOfWork&) -> Result<void> {
    Result<void> inner;
    together(1, [&](std::size_t) { inner = opened->read([](UnitOfWork&) -> Result<void> { return {}; }); });
    return inner;
  });
  ASSERT_FALSE(outer);
  EXPECT_EQ(outer.error().code, "store_busy");
  EXPECT_TRUE(opened->read([](UnitOfWork&) -> Result<void> { return {}; }));
}

}  // namespace
}  // namespace linquan::store
