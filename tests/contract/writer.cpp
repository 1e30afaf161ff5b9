#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "linquan/base/clock.h"
#include "linquan/store/failure.h"
#include "linquan/store/store.h"
#include "linquan/store/url.h"
#include "pairs.h"
#include "sell.h"

namespace {

using namespace linquan;

constexpr std::size_t threads = 8;

/// Whether whoever listens is still there.
bool say(std::string const& line) {
  return ::write(STDOUT_FILENO, line.data(), line.size()) >= 0;
}

void write_pairs(store::Store& store) {
  while (true) {
    auto const number = store.write(store::write_pair);
    if (!say(number ? std::to_string(*number) + "\n" : std::string{})) {
      return;
    }
  }
}

void write_orders(store::Stalls& stalls, std::size_t stall) {
  while (true) {
    static_cast<void>(stalls.sell(stall, [](orders::Order const& order) {
      say(std::to_string(order.id.value()) + " " + std::string{orders::name_of(order.state)} + "\n");
    }));
  }
}

}  // namespace

/// store_writer URL pairs|orders: writes until it is killed, and says each change when it is durable, not before.
int main(int argc, char** argv) {
  std::string const what = argc == 3 ? argv[2] : "";
  if (what != "pairs" && what != "orders") {
    return 2;
  }
  SystemClock const clock{std::chrono::hours{8}};
  auto const opened = store::parse_url(argv[1]).and_then(
      [&](store::Url const& url) { return store::open(url, clock, {.sessions = 8}); });
  if (!opened) {
    std::fputs((opened.error().code + "\n").c_str(), stderr);
    return 1;
  }
  auto& store = **opened;
  auto const stalls = what == "orders" ? std::make_unique<store::Stalls>(store, threads) : nullptr;
  std::vector<std::jthread> writers;
  for (std::size_t i = 0; i < threads; ++i) {
    writers.emplace_back([&, i] {
      try {
        stalls ? write_orders(*stalls, i) : write_pairs(store);
      } catch (store::Failure const&) {
        return;  // The server is gone: what was acknowledged counts.
      }
    });
  }
  return 0;
}
