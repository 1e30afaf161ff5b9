#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <vector>

#include "cluster.h"
#include "database.h"
#include "engines.h"
#include "linquan/store/jobs.h"
#include "linquan/store/outbox.h"

/// store_bench [SECONDS]: durable writes a second on SQLite and on a PostgreSQL of its own that syncs, and what it is
/// worth to keep statements prepared.
namespace linquan::store {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t writers = 64;

SystemClock const& system_clock() {
  static SystemClock const clock{std::chrono::hours{8}};
  return clock;
}

/// An order's worth of work: two inserts.
Result<void> order(UnitOfWork& work) {
  put_in_outbox(work, "order", "a body of some length, as a message about an order would have it");
  add_job(work, {"deadline", "17", work.now(), 3});
  return {};
}

void writes(std::string const& name, Url const& url, double seconds, Options const& options) {
  auto opened = open(url, system_clock(), options);
  if (!opened) {
    fmt::print("{}: {}\n", name, opened.error().code);
    return;
  }
  auto& store = **opened;
  std::vector<double> milliseconds;
  std::mutex mutex;
  auto const begin = steady_clock::now();
  auto const end = begin + std::chrono::duration<double>{seconds};
  together(writers, [&](std::size_t) {
    std::vector<double> mine;
    while (steady_clock::now() < end) {
      auto const asked = steady_clock::now();
      if (store.write(order)) {
        mine.push_back(std::chrono::duration<double, std::milli>{steady_clock::now() - asked}.count());
      }
    }
    std::scoped_lock const lock{mutex};
    milliseconds.insert(milliseconds.end(), mine.begin(), mine.end());
  });
  auto const took = std::chrono::duration<double>{steady_clock::now() - begin}.count();
  std::ranges::sort(milliseconds);
  auto const count = milliseconds.size();
  fmt::print("{}: {:.0f} durable writes/s, {} writers, p50 {:.1f} ms, p99 {:.1f} ms\n", name,
             static_cast<double>(count) / took, writers, milliseconds.at(count / 2), milliseconds.at(count * 99 / 100));
}

/// Microseconds of a statement, the same one again and again in one transaction.
double statement(Url const& url, bool kept) {
  auto const sql = session_of(url, Sql::Access::write);
  if (!kept) {
    sql->keep_nothing();
  }
  sql->at_once("BEGIN");
  constexpr std::int64_t statements = 4000;
  auto const begin = steady_clock::now();
  for (std::int64_t i = 0; i < statements; ++i) {
    sql->run("INSERT INTO counters (name, value) VALUES (:name, :value)", {std::to_string(i), i});
  }
  auto const took = std::chrono::duration<double, std::micro>{steady_clock::now() - begin}.count();
  sql->at_once("ROLLBACK");
  return took / static_cast<double>(statements);
}

void statements(std::string const& name, Url const& url) {
  auto const kept = statement(url, true);
  auto const anew = statement(url, false);
  fmt::print("{}: a statement takes {:.1f} us kept prepared, {:.1f} us prepared anew, ratio {:.1f}\n", name, kept, anew,
             anew / kept);
}

}  // namespace
}  // namespace linquan::store

int main(int argc, char** argv) {
  using namespace linquan::store;
  auto const seconds = argc > 1 ? std::strtod(argv[1], nullptr) : 5.0;
  TestDatabase const sqlite{Engine::sqlite};
  writes("SQLite, groups of 32", sqlite.url(), seconds, {});
  statements("SQLite", sqlite.url());
  TestDatabase const alone{Engine::sqlite};
  writes("SQLite, each alone", alone.url(), seconds, Options{.group_max = 1});
  if (!Cluster::can_be_made()) {
    fmt::print("PostgreSQL: not here\n");
    return 0;
  }
  Cluster cluster;
  cluster.start();
  Url const postgresql{Engine::postgresql, cluster.url()};
  writes("PostgreSQL, 16 sessions", postgresql, seconds,
         Options{.sessions = 16, .wait_max = std::chrono::milliseconds{10'000}});
  statements("PostgreSQL", postgresql);
  return 0;
}
