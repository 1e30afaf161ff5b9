#include "killed.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <stdexcept>

namespace linquan::store {

Writer::Writer(std::string const& url, std::string const& what) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw std::runtime_error{"no pipe"};
  }
  child_ = ::fork();
  if (child_ == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::execl(LINQUAN_STORE_WRITER, "store_writer", url.c_str(), what.c_str(), nullptr);
    ::_exit(127);
  }
  ::close(ends[1]);
  from_ = ends[0];
}

Writer::~Writer() {
  ::close(from_);
}

bool Writer::wait_for(std::size_t count) {
  while (acknowledged_.size() < count) {
    if (!take()) {
      return false;
    }
  }
  return true;
}

void Writer::kill() const {
  ::kill(child_, SIGKILL);
}

std::vector<std::string> const& Writer::until_its_end() {
  while (take()) {
  }
  int status = 0;
  while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {
  }
  return acknowledged_;
}

bool Writer::take() {
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
    acknowledged_.push_back(text_.substr(0, end));
    text_.erase(0, end + 1);
  }
  return true;
}

std::string text_of(Url const& url) {
  return url.engine == Engine::sqlite ? "sqlite:" + url.target : url.target;
}

}  // namespace linquan::store
