#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "database.h"
#include "linquan/store/jobs.h"
#include "linquan/store/outbox.h"

namespace linquan::store {
namespace {

using std::chrono::seconds;

class OutboxContract : public Contract {
 protected:
  void put(std::string const& body) {
    ASSERT_TRUE(
        store().write([&](UnitOfWork& work) -> Result<MessageId> { return put_in_outbox(work, "topic", body); }));
  }
  Result<std::uint64_t> deliver(bool well, std::vector<std::string>* seen = nullptr) {
    return deliver_due(store(), 10, [&](Message const& message) -> Result<void> {
      if (seen != nullptr) {
        seen->push_back(message.body);
      }
      return well ? Result<void>{} : refuse(ErrorKind::machine, "peer_away");
    });
  }
  OutboxFigures figures() {
    return *store().read([](UnitOfWork& work) -> Result<OutboxFigures> { return outbox_figures(work); });
  }
};

TEST_P(OutboxContract, DeliversInOrderAndOnce) {
  for (auto const* body : {"1", "2", "3"}) {
    put(body);
    clock.move_by(seconds{1});
  }
  std::vector<std::string> seen;
  EXPECT_EQ(deliver(true, &seen), Result<std::uint64_t>{3});
  EXPECT_EQ(seen, (std::vector<std::string>{"1", "2", "3"}));
  clock.move_by(std::chrono::hours{2});
  EXPECT_EQ(deliver(true), Result<std::uint64_t>{0});
  EXPECT_EQ(figures().delivered, 3U);
}

TEST_P(OutboxContract, HoldsNothingOfARefusedWrite) {
  (void)store().write([](UnitOfWork& work) -> Result<void> {
    put_in_outbox(work, "topic", "body");
    return refuse(ErrorKind::conflict, "slot_gone");
  });
  EXPECT_EQ(deliver(true), Result<std::uint64_t>{0});
}

TEST_P(OutboxContract, TriesAgainLaterAndLater) {
  put("body");
  auto attempts = 0;
  for (auto const wait : {0, 5, 10, 20, 40}) {
    if (wait > 0) {
      clock.move_by(seconds{wait - 1});
      std::vector<std::string> early;
      EXPECT_TRUE(deliver(false, &early));
      EXPECT_TRUE(early.empty()) << "before " << wait << " s";
      clock.move_by(seconds{1});
    }
    std::vector<std::string> seen;
    EXPECT_EQ(deliver(false, &seen), Result<std::uint64_t>{0});
    attempts += static_cast<int>(seen.size());
  }
  EXPECT_EQ(attempts, 5);
  EXPECT_EQ(figures().failing, 1U);
  EXPECT_EQ(number("SELECT count(*) FROM outbox WHERE last_refusal = 'peer_away'"), 1);
}

TEST_P(OutboxContract, DeliversAgainWhatAServerTookAndNeverNoted) {
  put("body");
  struct Death {};
  EXPECT_THROW((void)deliver_due(store(), 10, [](Message const&) -> Result<void> { throw Death{}; }), Death);
  EXPECT_EQ(deliver(true), Result<std::uint64_t>{0}) << "it may still be on its way";
  clock.move_by(seconds{5});
  EXPECT_EQ(deliver(true), Result<std::uint64_t>{1});
}

TEST_P(OutboxContract, GivesEachMessageToOneOfManyDeliverers) {
  for (auto i = 0; i < 40; ++i) {
    put(std::to_string(i));
  }
  std::mutex mutex;
  std::map<std::string, int> seen;
  together(8, [&](std::size_t) {
    EXPECT_TRUE(deliver_due(store(), 10, [&](Message const& message) -> Result<void> {
      std::scoped_lock const lock{mutex};
      ++seen[message.body];
      return {};
    }));
  });
  EXPECT_EQ(seen.size(), 40U);
  for (auto const& [body, count] : seen) {
    EXPECT_EQ(count, 1) << body;
  }
}

TEST_P(OutboxContract, ForgetsWhatWasDeliveredLongAgo) {
  put("old");
  EXPECT_TRUE(deliver(true));
  clock.move_by(std::chrono::days{40});
  put("new");
  EXPECT_TRUE(deliver(true));
  put("waiting");
  EXPECT_EQ(store().write([&](UnitOfWork& work) -> Result<std::uint64_t> {
    return forget_delivered(work, work.now() - std::chrono::days{30}, 100);
  }),
            Result<std::uint64_t>{1});
  EXPECT_EQ(figures().delivered, 1U);
  EXPECT_EQ(figures().waiting, 1U);
}

class JobContract : public Contract {
 protected:
  JobId add(std::uint64_t attempts_max = 3, seconds in = seconds{0}) {
    return *store().write([&](UnitOfWork& work) -> Result<JobId> {
      return add_job(work, {"siting", "body", work.now() + in, attempts_max});
    });
  }
  std::optional<TakenJob> take() {
    return *store().write(
        [](UnitOfWork& work) -> Result<std::optional<TakenJob>> { return take_job(work, "siting", seconds{60}); });
  }
  Result<Lease> keep(Lease const& lease, std::uint64_t progress) {
    return store().write([&](UnitOfWork& work) { return keep_job(work, lease, progress, seconds{60}); });
  }
  Result<void> end(Lease const& lease, JobState state, std::string const& result) {
    return store().write([&](UnitOfWork& work) { return end_job(work, lease, state, result); });
  }
  Job find(JobId id) {
    return *store().read([&](UnitOfWork& work) { return find_job(work, id); });
  }
  Result<JobState> cancel(JobId id) {
    return store().write([&](UnitOfWork& work) { return cancel_job(work, id); });
  }
};

TEST_P(JobContract, RunsFromWaitingToDone) {
  auto const id = add();
  EXPECT_EQ(find(id).state, JobState::waiting);
  auto const taken = take();
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->job.id, id);
  EXPECT_EQ(taken->job.body, "body");
  EXPECT_EQ(find(id).state, JobState::running);
  EXPECT_FALSE(take()) << "one run at a time";
  EXPECT_TRUE(keep(taken->lease, 400));
  EXPECT_EQ(find(id).progress, 400U);
  EXPECT_TRUE(end(taken->lease, JobState::done, "sites"));
  EXPECT_EQ(find(id).state, JobState::done);
  EXPECT_EQ(find(id).result, "sites");
  EXPECT_EQ(end(taken->lease, JobState::failed, "twice").error().code, "job_lost");
}

TEST_P(JobContract, WaitsForItsTime) {
  add(3, seconds{100});
  clock.move_by(seconds{99});
  EXPECT_FALSE(take());
  clock.move_by(seconds{1});
  EXPECT_TRUE(take());
}

TEST_P(JobContract, IsTakenByOneOfSixtyFour) {
  add();
  std::atomic<int> taken = 0;
  together(64, [&](std::size_t) { taken += take() ? 1 : 0; });
  EXPECT_EQ(taken, 1);
}

TEST_P(JobContract, GoesToAnotherRunWhenItsLeasePassesAndTheFirstIsTold) {
  auto const id = add();
  auto const first = take();
  clock.move_by(seconds{59});
  EXPECT_FALSE(take());
  clock.move_by(seconds{1});
  auto const second = take();
  ASSERT_TRUE(second);
  EXPECT_EQ(second->lease.attempt, 2U);
  EXPECT_EQ(keep(first->lease, 900).error().code, "job_lost");
  EXPECT_EQ(end(first->lease, JobState::done, "late").error().code, "job_lost");
  EXPECT_TRUE(end(second->lease, JobState::done, "right"));
  EXPECT_EQ(find(id).result, "right");
}

TEST_P(JobContract, FailsWhenItsAttemptsAreUsedUp) {
  auto const id = add(2);
  for (auto run = 0; run < 2; ++run) {
    ASSERT_TRUE(take());
    clock.move_by(seconds{60});
  }
  EXPECT_FALSE(take());
  EXPECT_EQ(find(id).state, JobState::failed);
  EXPECT_EQ(find(id).result, "job_abandoned");
}

TEST_P(JobContract, IsCancelledAtOnceOrAtItsNextBreath) {
  auto const waiting = add();
  EXPECT_EQ(cancel(waiting), Result<JobState>{JobState::cancelled});
  EXPECT_FALSE(take());
  auto const id = add();
  auto const taken = take();
  EXPECT_EQ(cancel(id), Result<JobState>{JobState::running});
  EXPECT_EQ(keep(taken->lease, 100).error().code, "job_cancelled");
  EXPECT_TRUE(end(taken->lease, JobState::cancelled, ""));
  EXPECT_EQ(cancel(id), Result<JobState>{JobState::cancelled});
  EXPECT_EQ(cancel(JobId{12345}).error().code, "job_unknown");
}

TEST_P(JobContract, IsCancelledWhenTheRunThatWasToldDied) {
  auto const id = add();
  ASSERT_TRUE(take());
  EXPECT_TRUE(cancel(id));
  clock.move_by(seconds{60});
  EXPECT_FALSE(take());
  EXPECT_EQ(find(id).state, JobState::cancelled);
}

LINQUAN_BOTH_ENGINES(OutboxContract);
LINQUAN_BOTH_ENGINES(JobContract);

}  // namespace
}  // namespace linquan::store
