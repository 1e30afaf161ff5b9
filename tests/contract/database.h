#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <mutex>
#include <string>

#include "linquan/base/clock.h"
#include "linquan/base/unit_of_work.h"
#include "linquan/store/store.h"
#include "linquan/store/url.h"

namespace linquan::store {

/// A database of its own for one test, of either engine; gone with the test. On PostgreSQL it is a schema of its own.
///
/// PostgreSQL is the server that LINQUAN_POSTGRESQL names (`postgresql://user:password@host:port/`); see ./test.
class TestDatabase {
 public:
  explicit TestDatabase(Engine engine);
  TestDatabase(TestDatabase const&) = delete;
  TestDatabase& operator=(TestDatabase const&) = delete;
  TestDatabase(TestDatabase&&) = delete;
  TestDatabase& operator=(TestDatabase&&) = delete;
  ~TestDatabase();

  static bool there_is(Engine engine);
  [[nodiscard]] Url const& url() const { return url_; }
  [[nodiscard]] std::filesystem::path const& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
  std::string name_;
  Url url_;
};

/// One suite for both engines: each test is run on SQLite and on PostgreSQL.
class Contract : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override;
  void TearDown() override;

  /// The store, opened when it is first asked for.
  Store& store();
  void close() { store_.reset(); }
  /// One statement, past every rule of ours; on a connection of its own.
  void behind_its_back(std::string const& sql);
  /// The number that `sql` asks for.
  std::int64_t number(std::string const& sql);

  Options options;
  FixedClock clock{std::chrono::sys_seconds{std::chrono::seconds{1'790'000'000}}, std::chrono::hours{8}};
  std::unique_ptr<TestDatabase> database;

 private:
  std::mutex opening_;
  std::unique_ptr<Store> store_;
};

/// For the names of tests.
void PrintTo(Engine engine, std::ostream* out);  // NOLINT(readability-identifier-naming): googletest looks for it
std::string engine_name(testing::TestParamInfo<Engine> const& info);

/// Runs `work(i)` in so many threads that begin together, and waits for all.
void together(std::size_t threads, std::function<void(std::size_t)> const& work);

}  // namespace linquan::store

#define LINQUAN_BOTH_ENGINES(suite)                                                                             \
  INSTANTIATE_TEST_SUITE_P(Both, suite,                                                                         \
                           testing::Values(linquan::store::Engine::sqlite, linquan::store::Engine::postgresql), \
                           linquan::store::engine_name)
