#include "linquan/tables/apart.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include "linquan/text/text.h"

namespace linquan::tables {
namespace {

using Clock = std::chrono::steady_clock;

tl::unexpected<Error> failed(int number) {
  return refuse(ErrorKind::machine, "table_reader_failed",
                {{"reason", std::error_code{number, std::system_category()}.message()}});
}

/// A folder of nobody else's, gone with all that is in it.
class PrivateFolder {
 public:
  PrivateFolder() {
    std::error_code ignored;
    auto name = (std::filesystem::temp_directory_path(ignored) / "linquan-table-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) {
      path_ = name;
    }
  }
  PrivateFolder(PrivateFolder const&) = delete;
  PrivateFolder& operator=(PrivateFolder const&) = delete;
  PrivateFolder(PrivateFolder&&) = delete;
  PrivateFolder& operator=(PrivateFolder&&) = delete;
  ~PrivateFolder() {
    std::error_code ignored;
    if (!path_.empty()) {
      std::filesystem::remove_all(path_, ignored);
    }
  }
  [[nodiscard]] std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

class Descriptor {
 public:
  explicit Descriptor(int number) : number_{number} {}
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;
  Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() { close(); }
  void close() {
    if (number_ >= 0) {
      ::close(std::exchange(number_, -1));
    }
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

/// A child that does not outlive whoever asked for it.
class Child {
 public:
  explicit Child(pid_t process) : process_{process} {}
  Child(Child const&) = delete;
  Child& operator=(Child const&) = delete;
  Child(Child&&) = delete;
  Child& operator=(Child&&) = delete;
  ~Child() {
    if (process_ > 0) {
      ::kill(process_, SIGKILL);
      wait();
    }
  }
  /// Its exit code; -1 where a signal ended it.
  int wait() {
    auto status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t process_;
};

/// What a child is started with: nothing to read, one pipe to write to, nobody's signals, no environment.
class Start {
 public:
  explicit Start(int output) {
    posix_spawn_file_actions_init(&files_);
    posix_spawn_file_actions_addopen(&files_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files_, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files_, STDERR_FILENO + 1);
    posix_spawnattr_init(&manner_);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&manner_, &none);
    sigset_t all;
    sigfillset(&all);
    posix_spawnattr_setsigdefault(&manner_, &all);
    posix_spawnattr_setpgroup(&manner_, 0);
    posix_spawnattr_setflags(
        &manner_, static_cast<short>(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP));
  }
  Start(Start const&) = delete;
  Start& operator=(Start const&) = delete;
  Start(Start&&) = delete;
  Start& operator=(Start&&) = delete;
  ~Start() {
    posix_spawn_file_actions_destroy(&files_);
    posix_spawnattr_destroy(&manner_);
  }
  /// 0, or why not.
  int run(pid_t& process, std::string const& program, std::vector<std::string>& arguments) const {
    std::vector<char*> words;
    words.reserve(arguments.size() + 1);
    for (auto& argument : arguments) {
      words.push_back(argument.data());
    }
    words.push_back(nullptr);
    std::string locale{"LC_ALL=C.UTF-8"};
    std::array<char*, 2> environment{locale.data(), nullptr};
    return ::posix_spawn(&process, program.c_str(), &files_, &manner_, words.data(), environment.data());
  }

 private:
  posix_spawn_file_actions_t files_{};
  posix_spawnattr_t manner_{};
};

enum class Heard : std::uint8_t { all, too_much, too_late, broken };

/// Everything that comes through the pipe, as far as it may.
Heard hear(int pipe, std::uint64_t most, Clock::time_point until, std::string& text) {
  std::array<char, 65'536> chunk{};
  for (;;) {
    auto const left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left <= 0) {
      return Heard::too_late;
    }
    pollfd waiting{pipe, POLLIN, 0};
    auto const ready = ::poll(&waiting, 1, static_cast<int>(left));
    if (ready == 0 || (ready < 0 && errno == EINTR)) {
      continue;
    }
    auto const got = ready < 0 ? -1 : ::read(pipe, chunk.data(), chunk.size());
    if (got < 0) {
      return Heard::broken;
    }
    if (got == 0) {
      return Heard::all;
    }
    text.append(chunk.data(), static_cast<std::size_t>(got));
    if (text.size() > most) {
      return Heard::too_much;
    }
  }
}

tl::unexpected<Error> too_much(std::string const& name, std::string_view what, std::uint64_t limit) {
  return refuse(ErrorKind::bad_input, "table_too_large",
                {{"file", name}, {"what", std::string{what}}, {"limit", std::to_string(limit)}});
}

/// The child, and the libraries that it asks, know the file by its place; who sent it knows it by its name.
Error named(Error error, std::string const& place, std::string const& name) {
  for (auto& [key, value] : error.args) {
    if (key == "file") {
      value = name;
    }
    for (auto at = value.find(place); at != std::string::npos; at = value.find(place, at + name.size())) {
      value.replace(at, place.size(), name);
    }
  }
  return error;
}

Result<std::string> answer_of(std::filesystem::path const& program, std::vector<std::string> arguments,
                              ApartLimits const& limits, std::string const& name) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return failed(errno);
  }
  Descriptor const reading{ends[0]};
  Descriptor writing{ends[1]};
  pid_t process = -1;
  auto const until = Clock::now() + limits.time;
  if (auto const fault = Start{writing.number()}.run(process, program.string(), arguments); fault != 0) {
    return failed(fault);
  }
  Child child{process};
  writing.close();
  std::string text;
  switch (hear(reading.number(), limits.answer_bytes, until, text)) {
    case Heard::too_late:
      return refuse(ErrorKind::bad_input, "table_took_long",
                    {{"file", name}, {"seconds", std::to_string(limits.time.count() / 1000)}});
    case Heard::too_much:
      return too_much(name, "bytes", limits.answer_bytes);
    case Heard::broken:
      return failed(EIO);
    case Heard::all:
      break;
  }
  return child.wait() == 0 ? Result<std::string>{std::move(text)}
                           : refuse(ErrorKind::bad_input, "table_broke_reader", {{"file", name}});
}

}  // namespace

std::string plain_name(std::string_view name) {
  constexpr std::size_t bytes_max = 100;
  name.remove_prefix(std::min(name.find_last_of("/\\") + 1, name.size()));
  std::string plain;
  for (auto const c : name) {
    auto const byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7f) {
      plain.push_back(c);
    }
  }
  if (!text::is_utf8(plain)) {
    plain.clear();
  }
  while (plain.size() > bytes_max || (plain.size() < name.size() && !text::is_utf8(plain))) {
    plain.pop_back();
  }
  return plain;
}

ApartReader::ApartReader(std::filesystem::path program, ApartLimits limits)
    : program_{std::move(program)}, limits_{limits} {}

Result<Table> ApartReader::read(Foreign const& foreign) const {
  auto name = plain_name(foreign.name);
  auto const* const extension = foreign.form == ForeignForm::csv ? "csv" : "xlsx";
  if (name.empty()) {
    name = std::string{"table."} + extension;
  }
  if (foreign.bytes.size() > limits_.file_bytes) {
    return too_much(name, "bytes", limits_.file_bytes);
  }
  PrivateFolder const folder;
  auto const file = folder.path() / (std::string{"table."} + extension);
  std::ofstream out{file, std::ios::binary};
  out.write(foreign.bytes.data(), static_cast<std::streamsize>(foreign.bytes.size()));
  out.close();
  if (folder.path().empty() || !out) {
    return failed(errno);
  }
  auto const text = answer_of(program_,
                              {program_.string(), std::string{child_word}, file.string(), foreign.sheet,
                               std::to_string(limits_.rows), std::to_string(limits_.memory_bytes),
                               std::to_string(limits_.answer_bytes), std::to_string(limits_.processor_time.count())},
                              limits_, name);
  auto table = text ? table_told(*text, limits_.rows) : tl::unexpected<Error>{text.error()};
  if (!table) {
    return tl::unexpected<Error>{named(std::move(table).error(), file.string(), name)};
  }
  table->file = name;
  return table;
}

}  // namespace linquan::tables
