#include "cluster.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <vector>

namespace linquan::store {
namespace {

namespace fs = std::filesystem;

/// Where Debian puts the server's programs of the newest version.
std::string programs() {
  std::string newest;
  std::error_code none;
  for (auto const& version : fs::directory_iterator{"/usr/lib/postgresql", none}) {
    auto const folder = version.path() / "bin";
    if (fs::exists(folder / "initdb") && folder.string() > newest) {
      newest = folder.string();
    }
  }
  return newest;
}

std::string as_its_user(std::string const& command) {
  return ::getuid() == 0 ? "runuser -u postgres -- " + command : command;
}

bool runs_well(std::string const& command) {
  return std::system((command + " >/dev/null 2>&1").c_str()) == 0;
}

}  // namespace

bool Cluster::can_be_made() {
  return !programs().empty() && (::getuid() != 0 || runs_well(as_its_user("true")));
}

Cluster::Cluster() : port_{20'000 + ::getpid() % 20'000} {
  auto pattern = (fs::path{testing::TempDir()} / "linquan_cluster_XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    throw std::runtime_error{"no folder"};
  }
  folder_ = pattern;
  // Its user must reach it.
  fs::permissions(folder_, fs::perms::all);
  if (!runs_well(as_its_user(programs() + "/initdb -D " + data() + " -A trust -U linquan --no-sync"))) {
    throw std::runtime_error{"initdb failed"};
  }
}

Cluster::~Cluster() {
  kill();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void Cluster::start() {
  auto const options = "-p " + std::to_string(port_) +
                       " -c listen_addresses=127.0.0.1 -c fsync=on -c "
                       "synchronous_commit=on -c unix_socket_directories=" +
                       folder_.string();
  if (!runs_well(as_its_user(programs() + "/pg_ctl -w -t 60 -D " + data() + " -l " + data() + "/log -o '" + options +
                             "' start"))) {
    throw std::runtime_error{"PostgreSQL does not start"};
  }
  runs_ = true;
}

void Cluster::kill() {
  if (!runs_) {
    return;
  }
  runs_ = false;
  pid_t postmaster = 0;
  std::ifstream{data() + "/postmaster.pid"} >> postmaster;
  if (postmaster <= 0) {
    return;
  }
  // Its children first have no time to notice, and then no parent.
  std::vector<pid_t> children;
  std::ifstream list{"/proc/" + std::to_string(postmaster) + "/task/" + std::to_string(postmaster) + "/children"};
  for (pid_t child = 0; list >> child;) {
    children.push_back(child);
  }
  ::kill(postmaster, SIGKILL);
  for (auto const child : children) {
    ::kill(child, SIGKILL);
  }
  // A new one starts only when nobody holds the shared memory any more.
  for (auto const child : children) {
    for (auto i = 0; i < 500 && ::kill(child, 0) == 0; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
  }
}

std::string Cluster::url() const {
  return "postgresql://linquan@127.0.0.1:" + std::to_string(port_) + "/postgres";
}

}  // namespace linquan::store
