#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "engines.h"
#include "file_lock.h"
#include "ids.h"
#include "linquan/base/ensure.h"
#include "migrations.h"
#include "pool.h"
#include "work.h"

namespace linquan::store {
namespace {

/// One writer thread commits many writes with one fsync; readers have sessions of their own.
class SqliteStore final : public Store {
 public:
  SqliteStore(Url const& url, Clock const& clock, Options const& options, std::unique_ptr<FileLock> lock,
              std::unique_ptr<Sql> sql)
      : lock_{std::move(lock)},
        clock_{clock},
        options_{options},
        in_memory_{url.in_memory()},
        ids_{options.server.value_or(0)},
        sql_{std::move(sql)},
        readers_{[url] { return session_of(url, Sql::Access::read); }, options.sessions, options.wait_max},
        writer_{[this] { serve(); }} {}
  SqliteStore(SqliteStore const&) = delete;
  SqliteStore& operator=(SqliteStore const&) = delete;
  SqliteStore(SqliteStore&&) = delete;
  SqliteStore& operator=(SqliteStore&&) = delete;
  ~SqliteStore() override { stop_once(); }

  void stop() override { stop_once(); }
  [[nodiscard]] std::uint64_t server() const override { return ids_.server(); }

 private:
  struct Outcome {
    Result<void> answer;
    std::exception_ptr thrown;       ///< by the use case itself
    std::optional<Failure> failure;  ///< of the engine; thrown anew in the thread that asked
  };
  struct Request {
    Step const& step;
    bool keeps = true;  ///< false: a question, whose writes would be undone
    std::promise<Outcome> outcome;
  };
  using Group = std::vector<Request*>;

  Result<void> run_write(Step const& step) override { return queued(step, true); }

  Result<void> run_read(Step const& step) override {
    if (in_memory_) {
      return queued(step, false);
    }
    auto loan = readers_.take();
    if (!loan) {
      return hand_on(loan);
    }
    try {
      auto& sql = loan->sql();
      sql.begun();
      sql.run("BEGIN");
      Work work{sql, ids_, clock_.now()};
      auto answer = step(work);
      sql.run("ROLLBACK");
      return answer;
    } catch (...) {
      // Whatever it was, the next reader begins afresh.
      loan->lost();
      throw;
    }
  }

  Result<void> queued(Step const& step, bool keeps) {
    ensure(std::this_thread::get_id() != writer_.get_id(), "a write inside a write would wait for itself");
    Request request{step, keeps, {}};
    auto coming = request.outcome.get_future();
    {
      std::scoped_lock const lock{mutex_};
      if (stopping_) {
        return refuse(ErrorKind::busy, "store_stopping");
      }
      if (queue_.size() >= options_.queue_max) {
        return refuse(ErrorKind::busy, "store_busy");
      }
      queue_.push_back(&request);
    }
    came_.notify_one();
    auto outcome = coming.get();
    if (outcome.failure) {
      throw Failure{outcome.failure->sort(), outcome.failure->what()};
    }
    if (outcome.thrown) {
      std::rethrow_exception(std::move(outcome.thrown));
    }
    return std::move(outcome.answer);
  }

  void serve() {
    while (true) {
      Group group;
      {
        std::unique_lock lock{mutex_};
        came_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
        if (queue_.empty()) {
          return;
        }
        while (!queue_.empty() && group.size() < options_.group_max) {
          group.push_back(queue_.front());
          queue_.pop_front();
        }
      }
      commit(group);
    }
  }

  /// All of the group with one fsync, or each alone where the engine refuses something in it.
  void commit(Group const& group) {
    std::vector<Outcome> outcomes;
    try {
      sql_->begun();
      sql_->run("BEGIN IMMEDIATE");
      for (auto* request : group) {
        outcomes.push_back(outcome_of(*request));
      }
      sql_->run("COMMIT");
    } catch (Failure const& failure) {
      roll_back();
      outcomes.assign(1, {{}, {}, failure});
    }
    if (outcomes.back().failure && group.size() > 1) {
      for (auto* request : group) {
        commit({request});
      }
      return;
    }
    for (std::size_t i = 0; i < group.size(); ++i) {
      group[i]->outcome.set_value(std::move(outcomes[i]));
    }
  }

  /// Runs one use case behind a savepoint, so that its refusal undoes its own writes only.
  Outcome outcome_of(Request& request) {
    Outcome outcome;
    sql_->run("SAVEPOINT unit");
    try {
      Work work{*sql_, ids_, clock_.now()};
      outcome.answer = request.step(work);
    } catch (Failure const&) {
      throw;
    } catch (...) {
      outcome.thrown = std::current_exception();
    }
    if (sql_->failed()) {
      throw Failure{Failure::Sort::other, "a use case went on after the database had failed it"};
    }
    if (outcome.thrown || !outcome.answer || !request.keeps) {
      sql_->run("ROLLBACK TO unit");
    }
    sql_->run("RELEASE unit");
    return outcome;
  }

  void roll_back() {
    sql_->forget_prepared();
    try {
      sql_->at_once("ROLLBACK");
    } catch (Failure const&) {
      // A full disk has rolled back already: then there is no transaction left.
      return;
    }
  }

  void stop_once() {
    {
      std::scoped_lock const lock{mutex_};
      stopping_ = true;
    }
    came_.notify_all();
    std::scoped_lock const lock{stopped_};
    if (writer_.joinable()) {
      writer_.join();
    }
  }

  std::unique_ptr<FileLock> lock_;  // First, so that it goes last.
  Clock const& clock_;
  Options options_;
  bool in_memory_;
  Ids ids_;
  std::unique_ptr<Sql> sql_;  ///< the writer's
  Pool readers_;
  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<Request*> queue_;
  bool stopping_ = false;
  std::mutex stopped_;
  std::thread writer_;  // Last, so that all else is there when it begins.
};

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite(Url const& url, Clock const& clock, Options const& options) {
  std::unique_ptr<FileLock> lock;
  if (!url.in_memory()) {
    auto taken = FileLock::take(url.target);
    if (!taken) {
      return hand_on(taken);
    }
    lock = std::move(*taken);
  }
  auto sql = session_of(url, Sql::Access::write);
  if (auto ours = check_ours(*sql, url); !ours) {
    return hand_on(ours);
  }
  if (auto migrated = migrate(*sql, clock.now(), newest_version()); !migrated) {
    return hand_on(migrated);
  }
  return std::make_unique<SqliteStore>(url, clock, options, std::move(lock), std::move(sql));
}

}  // namespace linquan::store
