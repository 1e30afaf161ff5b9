#include "linquan/store/store.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "database.h"
#include "linquan/store/changes.h"
#include "linquan/store/failure.h"
#include "linquan/store/idempotency.h"
#include "linquan/store/jobs.h"
#include "linquan/store/outbox.h"
#include "work.h"

namespace linquan::store {
namespace {

class StoreContract : public Contract {
 protected:
  /// A write that puts `topic` into the outbox and then answers `answer`.
  Result<MessageId> put(std::string const& topic) {
    return store().write([&](UnitOfWork& work) -> Result<MessageId> { return put_in_outbox(work, topic, "body"); });
  }
  std::uint64_t waiting() {
    return *store().read([](UnitOfWork& work) -> Result<std::uint64_t> { return outbox_figures(work).waiting; });
  }
};

Result<void> add_counter(UnitOfWork& work, std::string const& name, std::int64_t value) {
  work_of(work).sql().run("INSERT INTO counters (name, value) VALUES (:name, :value)", {name, value});
  return {};
}

TEST_P(StoreContract, KeepsWhatWasWrittenWhenItIsOpenedAgain) {
  ASSERT_TRUE(put("one"));
  close();
  EXPECT_EQ(waiting(), 1U);
}

TEST_P(StoreContract, HandsBackTheValueOfAUseCase) {
  auto const answer = store().write([](UnitOfWork& work) -> Result<std::string> {
    put_in_outbox(work, "topic", "body");
    return "done at " + std::to_string(work.now().time_since_epoch().count());
  });
  EXPECT_EQ(answer, Result<std::string>{"done at 1790000000"});
}

TEST_P(StoreContract, UndoesARefusedUseCaseAndNothingElse) {
  std::atomic<int> refused = 0;
  together(16, [&](std::size_t i) {
    auto const answer = store().write([&](UnitOfWork& work) -> Result<void> {
      put_in_outbox(work, "topic", "body");
      if (i % 2 == 0) {
        return refuse(ErrorKind::conflict, "slot_gone");
      }
      return {};
    });
    if (!answer) {
      EXPECT_EQ(answer.error().code, "slot_gone");
      ++refused;
    }
  });
  EXPECT_EQ(refused, 8);
  EXPECT_EQ(waiting(), 8U);
}

TEST_P(StoreContract, UndoesAUseCaseThatThrowsAndHandsTheExceptionOn) {
  auto const broken = [&] {
    return store().write([](UnitOfWork& work) -> Result<void> {
      put_in_outbox(work, "topic", "body");
      throw std::runtime_error{"a fault of ours"};
    });
  };
  EXPECT_THROW((void)broken(), std::runtime_error);
  EXPECT_EQ(waiting(), 0U);
  EXPECT_TRUE(put("after it"));
}

TEST_P(StoreContract, FailsOnlyTheWriterThatBreaksAConstraint) {
  std::atomic<int> failed = 0;
  together(16, [&](std::size_t i) {
    try {
      auto const answer = store().write([&](UnitOfWork& work) -> Result<void> {
        put_in_outbox(work, "topic", "body");
        return add_counter(work, "c" + std::to_string(i), i == 7 ? -1 : 1);
      });
      EXPECT_TRUE(answer);
    } catch (Failure const& failure) {
      EXPECT_EQ(failure.sort(), Failure::Sort::constraint);
      EXPECT_EQ(i, 7U);
      ++failed;
    }
  });
  EXPECT_EQ(failed, 1);
  EXPECT_EQ(waiting(), 15U);
}

TEST_P(StoreContract, NeverCommitsAUseCaseThatSwallowsAFailure) {
  auto const swallowing = [&] {
    return store().write([](UnitOfWork& work) -> Result<void> {
      put_in_outbox(work, "topic", "body");
      try {
        return add_counter(work, "bad", -1);
      } catch (Failure const&) {
        return {};
      }
    });
  };
  EXPECT_THROW((void)swallowing(), Failure);
  EXPECT_EQ(waiting(), 0U);
}

TEST_P(StoreContract, ReadsOneMomentWhileOthersWrite) {
  ASSERT_TRUE(put("before"));
  auto const seen = store().read([&](UnitOfWork& work) -> Result<std::vector<std::uint64_t>> {
    std::vector<std::uint64_t> figures{outbox_figures(work).waiting};
    together(1, [&](std::size_t) { EXPECT_TRUE(put("meanwhile")); });
    figures.push_back(outbox_figures(work).waiting);
    return figures;
  });
  EXPECT_EQ(seen, (Result<std::vector<std::uint64_t>>{{1, 1}}));
  EXPECT_EQ(waiting(), 2U);
}

TEST_P(StoreContract, WritesNothingInARead) {
  try {
    (void)store().read([](UnitOfWork& work) -> Result<MessageId> { return put_in_outbox(work, "topic", "body"); });
    ADD_FAILURE() << "a question was allowed to write";
  } catch (Failure const& failure) {
    EXPECT_EQ(failure.sort(), Failure::Sort::other);
  }
  EXPECT_EQ(waiting(), 0U);
}

TEST_P(StoreContract, NumbersChangesWithoutGapsInTheOrderOfTheirCommits) {
  constexpr std::size_t writers = 64;
  std::vector<std::uint64_t> numbers(writers, 0);
  together(writers, [&](std::size_t i) {
    auto const number = store().write([&](UnitOfWork& work) -> Result<std::uint64_t> {
      auto const change = change_number(work);
      EXPECT_EQ(change_number(work), change);
      put_in_outbox(work, "change", std::to_string(change));
      if (i % 8 == 0) {
        return refuse(ErrorKind::conflict, "slot_gone");
      }
      return change;
    });
    EXPECT_EQ(number.has_value(), i % 8 != 0);
    numbers[i] = number.value_or(0);
  });
  std::ranges::sort(numbers);
  for (std::size_t i = 0; i < writers; ++i) {
    EXPECT_EQ(numbers[i], i < 8 ? 0 : i - 7) << "number " << i;
  }
  EXPECT_EQ(number("SELECT count(*) FROM outbox"), 56);
  auto const newest = store().read([](UnitOfWork& work) -> Result<std::uint64_t> { return newest_change(work); });
  EXPECT_EQ(newest, Result<std::uint64_t>{56});
}

TEST_P(StoreContract, GivesTheLastOneToOneOfSixtyFour) {
  ASSERT_TRUE(store().write([](UnitOfWork& work) { return add_counter(work, "left", 1); }));
  std::atomic<int> got = 0;
  together(64, [&](std::size_t) {
    auto const answer = store().write([](UnitOfWork& work) -> Result<void> {
      auto const row = work_of(work).sql().one(
          {"UPDATE counters SET value = value - 1 WHERE name = 'left' AND value > 0 RETURNING value", "n"});
      return row ? Result<void>{} : refuse(ErrorKind::conflict, "slot_gone");
    });
    if (answer) {
      ++got;
    } else {
      EXPECT_EQ(answer.error().code, "slot_gone");
    }
  });
  EXPECT_EQ(got, 1);
  EXPECT_EQ(number("SELECT value FROM counters WHERE name = 'left'"), 0);
}

TEST_P(StoreContract, RunsNoWriteOnWhatItDidNotSee) {
  // Each moves the smaller of two counters up; only one order after another keeps them at most one apart.
  ASSERT_TRUE(store().write([](UnitOfWork& work) {
    (void)add_counter(work, "a", 0);
    return add_counter(work, "b", 0);
  }));
  together(32, [&](std::size_t) {
    EXPECT_TRUE(store().write([](UnitOfWork& work) -> Result<void> {
      auto& sql = work_of(work).sql();
      auto const row =
          sql.one({"SELECT name FROM counters WHERE name = 'a' OR name = 'b' ORDER BY value, name LIMIT 1", "t"});
      sql.run("UPDATE counters SET value = value + 1 WHERE name = :name", {row->text(0)});
      return {};
    }));
  });
  EXPECT_EQ(number("SELECT value FROM counters WHERE name = 'a'"), 16);
  EXPECT_EQ(number("SELECT value FROM counters WHERE name = 'b'"), 16);
}

TEST_P(StoreContract, KeepsEveryValueAsItWas) {
  std::string const odd = "修鞋 ':name' :name ::text \"?\" \\ $1 % \n😀é\t''";
  std::vector<std::string> const texts{"", " ", odd, std::string(200'000, 'x')};
  std::vector<std::int64_t> const numbers{0, -1, std::numeric_limits<std::int64_t>::max(),
                                          std::numeric_limits<std::int64_t>::min()};
  for (auto const& text : texts) {
    auto const back = store().write([&](UnitOfWork& work) -> Result<std::string> {
      auto const row = work_of(work).sql().one({"SELECT CAST(:text AS TEXT) AS back", "t"}, {text});
      return row->text(0);
    });
    EXPECT_EQ(back, Result<std::string>{text});
  }
  for (auto const value : numbers) {
    auto const back = store().write([&](UnitOfWork& work) -> Result<std::int64_t> {
      return work_of(work).sql().one({"SELECT CAST(:number AS BIGINT) AS back", "n"}, {value})->number(0);
    });
    EXPECT_EQ(back, Result<std::int64_t>{value});
  }
  auto const none = store().write([&](UnitOfWork& work) -> Result<bool> {
    std::optional<std::string> const nothing;
    return work_of(work).sql().one({"SELECT CAST(:text AS TEXT) AS back", "t"}, {nothing})->has(0);
  });
  EXPECT_EQ(none, Result<bool>{false});
}

TEST_P(StoreContract, SortsTextByItsBytes) {
  for (auto const* name : {"b", "B", "ä", "a", "中", "Z", "_"}) {
    ASSERT_TRUE(store().write([&](UnitOfWork& work) { return add_counter(work, name, 1); }));
  }
  auto const order = store().read([](UnitOfWork& work) -> Result<std::string> {
    std::string text;
    for (auto const& row : work_of(work).sql().all({"SELECT name FROM counters WHERE value = 1 ORDER BY name", "t"})) {
      text += row.text(0);
    }
    return text;
  });
  EXPECT_EQ(order, Result<std::string>{"BZ_abä中"});
}

TEST_P(StoreContract, TakesNothingMoreOnceItStops) {
  ASSERT_TRUE(put("before"));
  store().stop();
  auto const late = put("late");
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, "store_stopping");
  close();
  EXPECT_EQ(waiting(), 1U);
}

TEST_P(StoreContract, AnswersEveryWriteThatWaitsWhenItStops) {
  std::atomic<std::uint64_t> stored = 0;
  together(33, [&](std::size_t i) {
    if (i == 32) {
      store().stop();
      return;
    }
    auto const answer = put("topic");
    if (answer) {
      ++stored;
    } else {
      EXPECT_EQ(answer.error().code, "store_stopping");
    }
  });
  close();
  EXPECT_EQ(waiting(), stored);
}

TEST_P(StoreContract, KeepsTwoServersApart) {
  auto& first = store();
  auto const second = open(database->url(), clock);
  if (GetParam() == Engine::sqlite) {
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "store_served");
    EXPECT_EQ(second.error().kind, ErrorKind::conflict);
    return;
  }
  ASSERT_TRUE(second);
  EXPECT_NE(first.server(), (*second)->server());
  auto const third = open(database->url(), clock, Options{.server = first.server()});
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().code, "store_served");
}

TEST_P(StoreContract, DoesAKeyedWriteOnceAndReplaysItsAnswer) {
  std::atomic<int> runs = 0;
  auto const send = [&](std::uint64_t owner, std::string const& key, std::string const& body) {
    return store().write([&](UnitOfWork& work) {
      return once(work, {owner, key, body}, [&]() -> Result<std::string> {
        ++runs;
        put_in_outbox(work, "topic", body);
        return "answer to " + body;
      });
    });
  };
  auto const first = send(1, "key", "body");
  ASSERT_TRUE(first);
  EXPECT_FALSE(first->replayed);
  auto const again = send(1, "key", "body");
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(again->answer, first->answer);
  auto const other = send(1, "key", "another body");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, "idempotency_conflict");
  EXPECT_FALSE(send(2, "key", "another body")->replayed);
  EXPECT_EQ(waiting(), 2U);
  clock.move_by(std::chrono::days{1});
  EXPECT_FALSE(send(1, "key", "another body")->replayed) << "an expired key may be used again";
  EXPECT_EQ(waiting(), 3U);
  for (auto const& key : {std::string{}, std::string(201, 'k')}) {
    EXPECT_EQ(send(1, key, "body").error().code, "idempotency_key");
  }
}

TEST_P(StoreContract, DoesOneKeyOnceForSixtyFourAtTheSameTime) {
  std::atomic<int> fresh = 0;
  together(64, [&](std::size_t) {
    auto const answer = store().write([](UnitOfWork& work) {
      return once(work, {1, "key", "body"}, [&]() -> Result<std::string> {
        return std::to_string(put_in_outbox(work, "topic", "body").value());
      });
    });
    ASSERT_TRUE(answer);
    fresh += answer->replayed ? 0 : 1;
  });
  EXPECT_EQ(fresh, 1);
  EXPECT_EQ(waiting(), 1U);
}

TEST_P(StoreContract, StoresNoAnswerOfARefusedWrite) {
  auto tries = 0;
  auto const send = [&] {
    return store().write([&](UnitOfWork& work) {
      return once(work, {1, "key", "body"}, [&]() -> Result<std::string> {
        return ++tries == 1 ? Result<std::string>{refuse(ErrorKind::conflict, "slot_gone")} : "done";
      });
    });
  };
  EXPECT_EQ(send().error().code, "slot_gone");
  EXPECT_EQ(send()->answer, "done");
}

TEST_P(StoreContract, ForgetsOldKeysOnly) {
  auto const send = [&](std::string const& key) {
    ASSERT_TRUE(store().write([&](UnitOfWork& work) {
      return once(work, {1, key, "body"}, []() -> Result<std::string> { return "a"; });
    }));
  };
  send("old 1");
  send("old 2");
  clock.move_by(std::chrono::hours{23});
  send("young");
  clock.move_by(std::chrono::hours{2});
  auto const forget = [&](std::uint64_t count) {
    return store().write([&](UnitOfWork& work) -> Result<std::uint64_t> { return forget_old_keys(work, count); });
  };
  EXPECT_EQ(forget(1), Result<std::uint64_t>{1});
  EXPECT_EQ(forget(10), Result<std::uint64_t>{1});
  EXPECT_EQ(number("SELECT count(*) FROM answers WHERE key = 'young'"), 1);
}

LINQUAN_BOTH_ENGINES(StoreContract);

}  // namespace
}  // namespace linquan::store
