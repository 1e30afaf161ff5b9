#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engines.h"
#include "ids.h"
#include "migrations.h"
#include "pool.h"
#include "work.h"

namespace linquan::store {
namespace {

/// Servers on one database take different numbers: each holds a lock on its own for as long as its session lives.
constexpr std::int64_t lock_of_servers = 7'146'002;

/// Runs that may meet others; after them a write runs alone, so that it is done.
constexpr std::size_t runs_beside_others = 2;

struct Words {
  char const* beside_others;
  char const* alone;
  char const* end;
};

// LOCK TABLE takes no snapshot: what runs alone sees all that was committed while it waited.
constexpr Words writing{"BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE turns IN ROW SHARE MODE",
                        "BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE turns IN EXCLUSIVE MODE", "COMMIT"};
constexpr Words reading{"BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY", "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY",
                        "ROLLBACK"};

bool takes_number(Sql& sql, std::uint64_t number) {
  auto const row = sql.one({"SELECT CASE WHEN pg_try_advisory_lock(:servers, :number) THEN 1 ELSE 0 END", "n"},
                           {lock_of_servers, static_cast<std::int64_t>(number)});
  return row && row->number(0) == 1;
}

class PostgresqlStore final : public Store {
 public:
  PostgresqlStore(Url const& url, Clock const& clock, Options const& options, std::unique_ptr<Sql> numbered,
                  std::uint64_t server)
      : url_{url},
        clock_{clock},
        options_{options},
        numbered_{std::move(numbered)},
        ids_{server},
        pool_{[url] { return session_of(url, Sql::Access::write); }, options.sessions, options.wait_max} {}

  void stop() override { stopping_ = true; }
  [[nodiscard]] std::uint64_t server() const override { return ids_.server(); }

 private:
  Result<void> run_write(Step const& step) override { return retried(step, writing); }
  Result<void> run_read(Step const& step) override { return retried(step, reading); }

  Result<void> retried(Step const& step, Words const& words) {
    if (stopping_) {
      return refuse(ErrorKind::busy, "store_stopping");
    }
    if (auto ours = keep_number(); !ours) {
      return ours;
    }
    auto loan = pool_.take();
    if (!loan) {
      return hand_on(loan);
    }
    for (std::size_t run = 1; run <= options_.attempts_max; ++run) {
      auto begun = false;
      try {
        auto& sql = loan->sql();
        sql.begun();
        sql.at_once(run <= runs_beside_others ? words.beside_others : words.alone);
        begun = true;
        return run_in(sql, step, words);
      } catch (Failure const& failure) {
        roll_back(*loan, failure.sort());
        if (failure.sort() == Failure::Sort::lost) {
          number_in_doubt_ = true;
        }
        // Whoever finds the server restarted since has done nothing yet.
        auto const again =
            failure.sort() == Failure::Sort::conflict || (failure.sort() == Failure::Sort::lost && !begun && run == 1);
        if (!again) {
          throw;
        }
      } catch (...) {
        roll_back(*loan, Failure::Sort::other);
        throw;
      }
    }
    return refuse(ErrorKind::busy, "store_contended");
  }

  Result<void> run_in(Sql& sql, Step const& step, Words const& words) {
    Work work{sql, ids_, clock_.now()};
    auto answer = step(work);
    if (sql.failed()) {
      throw Failure{Failure::Sort::other, "a use case went on after the database had failed it"};
    }
    sql.at_once(answer ? words.end : "ROLLBACK");
    return answer;
  }

  /// After any session was lost, the one with this server's number may be too: then another server may have it.
  Result<void> keep_number() {
    if (!number_in_doubt_) {
      return {};
    }
    std::scoped_lock const lock{numbering_};
    if (!number_in_doubt_) {
      return {};
    }
    try {
      numbered_->one({"SELECT 1 AS still_there", "n"});
    } catch (Failure const&) {
      numbered_ = session_of(url_, Sql::Access::write);
      if (!takes_number(*numbered_, ids_.server())) {
        return refuse(ErrorKind::conflict, "store_served", {{"db", shown(url_)}});
      }
    }
    number_in_doubt_ = false;
    return {};
  }

  static void roll_back(Pool::Loan& loan, Failure::Sort sort) {
    if (sort == Failure::Sort::lost) {
      loan.lost();
      return;
    }
    try {
      loan.sql().at_once("ROLLBACK");
    } catch (Failure const&) {
      loan.lost();
    }
  }

  Url url_;
  Clock const& clock_;
  Options options_;
  std::mutex numbering_;
  std::unique_ptr<Sql> numbered_;  ///< holds the lock on this server's number
  std::atomic<bool> number_in_doubt_ = false;
  Ids ids_;
  Pool pool_;
  std::atomic<bool> stopping_ = false;
};

std::optional<std::uint64_t> take_number(Sql& sql, std::optional<std::uint64_t> wanted) {
  if (wanted) {
    return takes_number(sql, *wanted) ? wanted : std::nullopt;
  }
  for (std::uint64_t number = 0; number < Ids::servers; ++number) {
    if (takes_number(sql, number)) {
      return number;
    }
  }
  return std::nullopt;
}

}  // namespace

Result<std::unique_ptr<Store>> open_postgresql(Url const& url, Clock const& clock, Options const& options) {
  auto sql = session_of(url, Sql::Access::write);
  if (auto migrated = migrate(*sql, clock.now(), newest_version()); !migrated) {
    return hand_on(migrated);
  }
  auto const number = take_number(*sql, options.server);
  if (!number) {
    return refuse(ErrorKind::conflict, "store_served", {{"db", shown(url)}});
  }
  return std::make_unique<PostgresqlStore>(url, clock, options, std::move(sql), *number);
}

}  // namespace linquan::store
