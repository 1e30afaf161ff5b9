#include "child.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <thread>
#include <utility>

namespace linquan::program {
namespace {

struct Pipe {
  int from = -1;
  int to = -1;
  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
      throw std::runtime_error{"no pipe"};
    }
    from = ends[0];
    to = ends[1];
  }
};

/// Never returns: becomes the program.
[[noreturn]] void become(std::vector<std::string> arguments, Fate const& fate, int out, int err) {
  if (fate.file_bytes) {
    rlimit const limit{*fate.file_bytes, *fate.file_bytes};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  if (fate.standard_output) {
    out = ::open(fate.standard_output->c_str(), O_WRONLY | O_CLOEXEC);
  }
  ::dup2(out, STDOUT_FILENO);
  ::dup2(err, STDERR_FILENO);
  ::unsetenv("LINQUAN_CONFIG");
  ::setenv("LC_ALL", "en_GB.UTF-8", 1);
  arguments.insert(arguments.begin(), LINQUAN_PROGRAM);
  std::vector<char*> words;
  words.reserve(arguments.size() + 1);
  for (auto& argument : arguments) {
    words.push_back(argument.data());
  }
  words.push_back(nullptr);
  ::execv(LINQUAN_PROGRAM, words.data());
  ::_exit(127);
}

/// What can be read now; false at the end.
bool take(int from, std::string& text) {
  std::array<char, 4096> bytes{};
  ssize_t got = 0;
  do {
    got = ::read(from, bytes.data(), bytes.size());
  } while (got < 0 && errno == EINTR);
  if (got > 0) {
    text.append(bytes.data(), static_cast<std::size_t>(got));
  }
  return got > 0;
}

}  // namespace

Outcome run(std::vector<std::string> const& arguments, Fate const& fate) {
  Pipe const out;
  Pipe const err;
  auto const child = ::fork();
  if (child < 0) {
    throw std::runtime_error{"no process"};
  }
  if (child == 0) {
    become(arguments, fate, out.to, err.to);
  }
  ::close(out.to);
  ::close(err.to);
  Outcome outcome;
  // Figures fit into a pipe, so that nobody waits while the messages are read first.
  auto const spoke = take(err.from, outcome.err);
  if (spoke) {
    std::this_thread::sleep_for(fate.after_first_word);
    for (auto const signal : fate.signals) {
      ::kill(child, signal);
      std::this_thread::sleep_for(std::chrono::milliseconds{2});
    }
  }
  while (take(err.from, outcome.err)) {
  }
  while (take(out.from, outcome.out)) {
  }
  ::close(out.from);
  ::close(err.from);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return outcome;
}

Folder::Folder() {
  auto pattern = (std::filesystem::path{testing::TempDir()} / "linquan_program_XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    throw std::runtime_error{"no folder"};
  }
  path_ = pattern;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string Folder::write(std::string_view name, std::string_view bytes) const {
  std::ofstream{path_ / name, std::ios::binary} << bytes;
  return *this / name;
}

std::set<std::string> Folder::files() const {
  std::set<std::string> names;
  for (auto const& entry : std::filesystem::recursive_directory_iterator{path_}) {
    if (entry.is_regular_file()) {
      names.insert(entry.path().lexically_relative(path_).string());
    }
  }
  return names;
}

std::string small_map() {
  return R"(<osm version="0.6">
<node id="1" version="1" lat="34.2600" lon="117.1800"/><node id="2" version="1" lat="34.2600" lon="117.1820"/>
<node id="3" version="1" lat="34.2620" lon="117.1820"/><node id="4" version="1" lat="34.2602" lon="117.1804"/>
<node id="5" version="1" lat="34.2602" lon="117.1808"/><node id="6" version="1" lat="34.2605" lon="117.1808"/>
<node id="7" version="1" lat="34.2605" lon="117.1804"/>
<way id="10" version="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/><tag k="name" v="解放路"/></way>
<way id="11" version="1"><nd ref="2"/><nd ref="3"/><tag k="highway" v="footway"/></way>
<way id="12" version="1"><nd ref="4"/><nd ref="5"/><nd ref="6"/><nd ref="7"/><nd ref="4"/>
<tag k="building" v="apartments"/><tag k="building:levels" v="6"/></way>
</osm>
)";
}

}  // namespace linquan::program
