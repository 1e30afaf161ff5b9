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
#include "sell.h"

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

/// Complete orders, from basket to completion in seven durable steps each.
void orders_sold(std::string const& name, Url const& url, double seconds, Options options) {
  SystemClock const clock{std::chrono::hours{8}};
  options.queue_max = 4096;
  auto const opened = open(url, clock, options);
  if (!opened) {
    fmt::print("{}: {}\n", name, opened.error().code);
    return;
  }
  constexpr std::size_t sellers = 64;
  Stalls stalls{**opened, sellers};
  std::mutex mutex;
  std::vector<double> milliseconds;
  std::atomic<std::uint64_t> refused = 0;
  std::uint64_t complete = 0;
  auto const begin = steady_clock::now();
  auto const end = begin + std::chrono::duration<double>{seconds};
  together(sellers, [&](std::size_t i) {
    std::vector<double> mine;
    std::uint64_t sold = 0;
    while (steady_clock::now() < end) {
      auto asked = steady_clock::now();
      auto const done = stalls.sell(i, [&](orders::Order const&) {
        auto const now = steady_clock::now();
        mine.push_back(std::chrono::duration<double, std::milli>{now - asked}.count());
        asked = now;
      });
      sold += done ? 1U : 0U;
      refused += done ? 0U : 1U;
    }
    std::scoped_lock const lock{mutex};
    milliseconds.insert(milliseconds.end(), mine.begin(), mine.end());
    complete += sold;
  });
  auto const took = std::chrono::duration<double>{steady_clock::now() - begin}.count();
  std::ranges::sort(milliseconds);
  fmt::print("{}: {:.0f} complete orders/s, a step p50 {:.1f} ms, p99 {:.1f} ms, {} refused\n", name,
             static_cast<double>(complete) / took, milliseconds.at(milliseconds.size() / 2),
             milliseconds.at(milliseconds.size() * 99 / 100), refused.load());
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
  TestDatabase const shops{Engine::sqlite};
  orders_sold("SQLite, 64 sellers", shops.url(), seconds, {});
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
  orders_sold("PostgreSQL, 64 sellers, 16 sessions", postgresql, seconds,
              Options{.sessions = 16, .wait_max = std::chrono::milliseconds{10'000}});
  return 0;
}
