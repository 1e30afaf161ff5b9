#include "database.h"

#include <stdlib.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <latch>
#include <ostream>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <vector>

#include "engines.h"
#include "sql.h"

namespace linquan::store {
namespace {

std::string server() {
  auto const* const address = std::getenv("LINQUAN_POSTGRESQL");
  return address == nullptr ? std::string{} : std::string{address};
}

}  // namespace

TestDatabase::TestDatabase(Engine engine) {
  auto pattern = (std::filesystem::path{testing::TempDir()} / "linquan_store_XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    throw std::runtime_error{"no folder"};
  }
  folder_ = pattern;
  if (engine == Engine::sqlite) {
    url_ = {engine, (folder_ / "linquan.db").string()};
    return;
  }
  static std::atomic<int> count = 0;
  name_ = "linquan_test_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
  Sql session{{Engine::postgresql, server() + "postgres"}, Sql::Access::write};
  session.at_once("CREATE SCHEMA " + name_);
  url_ = {engine, server() + "postgres?options=-csearch_path%3D" + name_};
}

TestDatabase::~TestDatabase() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
  if (!name_.empty()) {
    auto const session = session_of({Engine::postgresql, server() + "postgres"}, Sql::Access::write);
    session->at_once("DROP SCHEMA IF EXISTS " + name_ + " CASCADE");
  }
}

bool TestDatabase::there_is(Engine engine) {
  return engine == Engine::sqlite || !server().empty();
}

void Contract::SetUp() {
  if (!TestDatabase::there_is(GetParam())) {
    GTEST_SKIP() << "LINQUAN_POSTGRESQL names no server";
  }
  database = std::make_unique<TestDatabase>(GetParam());
}

void Contract::TearDown() {
  store_.reset();
  database.reset();
}

Store& Contract::store() {
  std::scoped_lock const lock{opening_};
  if (store_ == nullptr) {
    auto opened = open(database->url(), clock, options);
    if (!opened) {
      throw std::runtime_error{opened.error().code};
    }
    store_ = std::move(*opened);
  }
  return *store_;
}

void Contract::behind_its_back(std::string const& sql) {
  Sql session{database->url(), Sql::Access::write};
  session.at_once(sql);
}

std::int64_t Contract::number(std::string const& sql) {
  Sql session{database->url(), Sql::Access::read};
  auto const row = session.one({sql, "n"});
  return row ? row->number(0) : -1;
}

void PrintTo(Engine engine, std::ostream* out) {
  *out << (engine == Engine::sqlite ? "sqlite" : "postgresql");
}

std::string engine_name(testing::TestParamInfo<Engine> const& info) {
  return info.param == Engine::sqlite ? "sqlite" : "postgresql";
}

void together(std::size_t threads, std::function<void(std::size_t)> const& work) {
  std::latch start{static_cast<std::ptrdiff_t>(threads)};
  std::vector<std::jthread> running;
  for (std::size_t i = 0; i < threads; ++i) {
    running.emplace_back([&, i] {
      start.arrive_and_wait();
      work(i);
    });
  }
}

}  // namespace linquan::store
