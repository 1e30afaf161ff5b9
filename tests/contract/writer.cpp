#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "linquan/base/clock.h"
#include "linquan/store/failure.h"
#include "linquan/store/store.h"
#include "linquan/store/url.h"
#include "pairs.h"

/// store_writer URL: writes until it is killed, and says each number when it is durable, not before.
int main(int argc, char** argv) {
  using namespace linquan;
  if (argc != 2) {
    return 2;
  }
  SystemClock const clock{std::chrono::hours{8}};
  auto const opened = store::parse_url(argv[1]).and_then(
      [&](store::Url const& url) { return store::open(url, clock, {.sessions = 8}); });
  if (!opened) {
    std::fputs((opened.error().code + "\n").c_str(), stderr);
    return 1;
  }
  std::vector<std::jthread> writers;
  for (auto i = 0; i < 8; ++i) {
    writers.emplace_back([&] {
      try {
        while (true) {
          auto const number = (*opened)->write(store::write_pair);
          auto const line = number ? std::to_string(*number) + "\n" : std::string{};
          if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) {
            return;
          }
        }
      } catch (store::Failure const&) {
        return;  // The server is gone: what was acknowledged counts.
      }
    });
  }
  return 0;
}
