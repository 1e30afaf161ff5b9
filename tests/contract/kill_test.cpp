#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>

#include "cluster.h"
#include "database.h"
#include "linquan/base/draw.h"
#include "pairs.h"

/// `kill -9` of the program, and of PostgreSQL itself, in the middle of writing.
namespace linquan::store {
namespace {

/// The program store_writer at work, and what it has acknowledged.
class Writer {
 public:
  explicit Writer(std::string const& url) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
      throw std::runtime_error{"no pipe"};
    }
    child_ = ::fork();
    if (child_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::execl(LINQUAN_STORE_WRITER, "store_writer", url.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(ends[1]);
    from_ = ends[0];
  }
  Writer(Writer const&) = delete;
  Writer& operator=(Writer const&) = delete;
  Writer(Writer&&) = delete;
  Writer& operator=(Writer&&) = delete;
  ~Writer() { ::close(from_); }

  /// Reads until so many changes are acknowledged, or it ends.
  bool wait_for(std::size_t count) {
    while (acknowledged_.size() < count) {
      if (!take()) {
        return false;
      }
    }
    return true;
  }
  void kill() const { ::kill(child_, SIGKILL); }
  /// Everything it acknowledged up to its end.
  std::set<std::uint64_t> const& until_its_end() {
    while (take()) {
    }
    int status = 0;
    while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {
    }
    return acknowledged_;
  }

 private:
  bool take() {
    std::array<char, 4096> bytes{};
    auto const got = ::read(from_, bytes.data(), bytes.size());
    if (got < 0 && errno == EINTR) {
      return true;
    }
    if (got <= 0) {
      return false;
    }
    text_.append(bytes.data(), static_cast<std::size_t>(got));
    for (auto end = text_.find('\n'); end != std::string::npos; end = text_.find('\n')) {
      acknowledged_.insert(std::stoull(text_.substr(0, end)));
      text_.erase(0, end + 1);
    }
    return true;
  }

  pid_t child_ = -1;
  int from_ = -1;
  std::string text_;
  std::set<std::uint64_t> acknowledged_;
};

std::string text_of(Url const& url) {
  return url.engine == Engine::sqlite ? "sqlite:" + url.target : url.target;
}

class KillContract : public Contract {};

TEST_P(KillContract, LosesNothingThatWasAcknowledgedAndTearsNothing) {
  std::set<std::uint64_t> all;
  Draw draw{9};
  for (std::uint64_t round = 0; round < fault_rounds(); ++round) {
    Writer writer{text_of(database->url())};
    ASSERT_TRUE(writer.wait_for(8 + draw.below(200))) << "it died by itself";
    std::this_thread::sleep_for(std::chrono::microseconds{draw.below(20'000)});
    writer.kill();
    auto const& acknowledged = writer.until_its_end();
    for (auto const number : acknowledged) {
      EXPECT_TRUE(all.insert(number).second) << number << " was given twice";
    }
    EXPECT_GE(expect_whole(database->url(), all), all.size()) << "round " << round;
  }
}

LINQUAN_BOTH_ENGINES(KillContract);

TEST(KillPostgreSql, LosesNothingThatWasAcknowledgedAndTearsNothing) {
  if (!Cluster::can_be_made()) {
    GTEST_SKIP() << "no PostgreSQL to make a cluster of";
  }
  Cluster cluster;
  std::set<std::uint64_t> all;
  Draw draw{10};
  // A start costs seconds: one kill in every test, all rounds where they were asked for.
  auto const rounds = fault_rounds() > 5 ? fault_rounds() : 1;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    cluster.start();
    Writer writer{cluster.url()};
    ASSERT_TRUE(writer.wait_for(8 + draw.below(200))) << "it died by itself";
    std::this_thread::sleep_for(std::chrono::microseconds{draw.below(20'000)});
    cluster.kill();
    for (auto const number : writer.until_its_end()) {
      all.insert(number);
    }
    cluster.start();
    EXPECT_GE(expect_whole({Engine::postgresql, cluster.url()}, all), all.size()) << "round " << round;
    cluster.kill();
  }
}

}  // namespace
}  // namespace linquan::store
