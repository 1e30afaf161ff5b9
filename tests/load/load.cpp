#include <fmt/format.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <cmath>
#include <iostream>
#include <memory>
#include <numbers>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "client.h"
#include "linquan/city/file.h"
#include "linquan/geo/point.h"
#include "sheet.h"

/// An open-loop generator: operations are due at a constant rate, whether or not the server keeps up, and are timed
/// from when they were due. So slowness shows in the latencies and not in a lower rate.
namespace linquan::load {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

constexpr unsigned conflict = 409;

struct Options {
  std::string city;
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  std::string mix = "search";
  double rate = 100;
  double seconds = 10;
  std::size_t connections = 32;
  std::uint64_t seed = 1;
  std::string token;
  int process = 0;
};

/// What is asked, made from the city's own places and names.
class Questions {
 public:
  Questions(city::City const& city, std::uint64_t seed) : city_{city}, chance_{seed} {}

  Asked search() {
    static constexpr std::array words{"修鞋", "xiuxie", "药店", "yd", "菜市场", "早餐", "理发", "超市", "维修", "快递"};
    auto const& outlet = city_.outlets.values()[chance_() % city_.outlets.size()];
    auto const word =
        chance_() % 4 == 0 && !outlet.name.empty() ? outlet.name : std::string{words[chance_() % words.size()]};
    return {"GET", fmt::format("/api/v1/search?q={}&at={}&minutes=15", escaped(word), place()), {}, {}, {}};
  }
  Asked circle() { return {"GET", fmt::format("/api/v1/circle?minutes=5,10,15&at={}", place()), {}, {}, {}}; }
  Asked tile() {
    auto const at = home();
    auto const zoom = 12 + chance_() % 4;
    auto const size = std::ldexp(1.0, static_cast<int>(zoom));
    auto const lat = geo::lat_degrees(at) * std::numbers::pi / 180;
    auto const x = static_cast<std::uint32_t>((geo::lon_degrees(at) + 180) / 360 * size);
    auto const y = static_cast<std::uint32_t>((1 - std::asinh(std::tan(lat)) / std::numbers::pi) / 2 * size);
    static constexpr std::array layers{"homes", "outlets", "streets", "areas"};
    return {"GET", fmt::format("/api/v1/tiles/{}/{}/{}/{}", layers[chance_() % layers.size()], zoom, x, y), {}, {}, {}};
  }
  std::uint64_t number() { return chance_(); }

 private:
  static std::string escaped(std::string const& text) {
    std::string result;
    for (auto const c : text) {
      result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return result;
  }
  geo::Point home() {
    while (true) {
      auto const& home = city_.homes.values()[chance_() % city_.homes.size()];
      if (home.access.edge != walk::none) {
        return home.door;
      }
    }
  }
  std::string place() {
    auto const at = home();
    return fmt::format("{:.6f},{:.6f}", geo::lat_degrees(at), geo::lon_degrees(at));
  }

  city::City const& city_;
  std::mt19937_64 chance_;
};

/// The run: connections that take the next operation as soon as it is due.
class Run {
 public:
  Run(Options const& options, city::City const& city)
      : options_{options}, city_{city}, questions_{city, options.seed}, open_(city.outlets.size(), true) {
    changed_ = options.seed * 4096;  // another seed begins with other outlets
  }

  Sheet go() {
    auto const server = asio::ip::tcp::endpoint{asio::ip::make_address(options_.address), options_.port};
    begin_ = Clock::now() + std::chrono::milliseconds{100};
    for (std::size_t i = 0; i < options_.connections; ++i) {
      asio::co_spawn(io_, connection(Client{io_, server}), asio::detached);
    }
    io_.run();
    sheet_.took = Clock::now() - begin_;
    sheet_.used = used_by(options_.process);
    io_.restart();
    asio::co_spawn(io_, look_again(Client{io_, server}), asio::detached);
    io_.run();
    return std::move(sheet_);
  }

 private:
  [[nodiscard]] Clock::time_point due(std::uint64_t i) const {
    return begin_ + std::chrono::duration_cast<Clock::duration>(
                        std::chrono::duration<double>{static_cast<double>(i) / options_.rate});
  }

  asio::awaitable<void> connection(Client client) {
    asio::steady_timer timer{io_};
    auto const all = static_cast<std::uint64_t>(options_.rate * options_.seconds);
    while (next_ < all) {
      auto const i = next_++;
      timer.expires_at(due(i));
      co_await timer.async_wait(asio::use_awaitable);
      auto const name = operation(i);
      if (name == "change") {
        co_await change(client, i);
      } else {
        auto const asked = name == "circle" ? questions_.circle()
                           : name == "tile" ? questions_.tile()
                                            : questions_.search();
        auto const answered = co_await client.ask(asked);
        note(name, i, answered.status);
      }
    }
  }

  [[nodiscard]] std::string operation(std::uint64_t i) const {
    if (options_.mix != "all") {
      return options_.mix;
    }
    static constexpr std::array each{"search", "search", "circle", "tile", "search", "change", "tile", "circle"};
    return each[i % each.size()];
  }

  void note(std::string const& name, std::uint64_t i, unsigned status) {
    auto& row = sheet_.rows[name];
    if (status >= 200 && status < 300) {
      row.milliseconds.push_back(std::chrono::duration<double, std::milli>(Clock::now() - due(i)).count());
    } else {
      ++row.not_answered[status];
    }
  }

  /// Closes an outlet that is open, or opens it again; each outlet has one change at a time.
  asio::awaitable<void> change(Client& client, std::uint64_t i) {
    auto const outlet = changed_++ % city_.outlets.size();
    auto const id = city_.outlets.values()[outlet].id.value();
    auto const opens = !open_[outlet];
    Asked asked{"POST", fmt::format("/api/v1/outlets/{}/changes", id),
                fmt::format(R"({{"command":"{}"}})", opens ? "reopen" : "close"),
                fmt::format("load-{}-{}-{}", options_.seed, begin_.time_since_epoch().count(), i), options_.token};
    auto const answered = co_await client.ask(asked);
    note("change", i, answered.status);
    if (answered.status == conflict) {  // an earlier run left it otherwise
      open_[outlet] = opens;
    }
    if (answered.status != 200) {
      co_return;
    }
    open_[outlet] = opens;
    touched_.push_back(outlet);
    ++sheet_.changes_acknowledged;
    if (i % 10 == 0 && !city_.outlets.values()[outlet].stands.empty()) {
      co_await look(client, outlet, sheet_.answers_stale);
      ++sheet_.answers_checked;
    }
  }

  /// Whether circles have the outlet as it was left.
  asio::awaitable<void> look(Client& client, std::size_t outlet, std::uint64_t& wrong) {
    auto const id = city_.outlets.values()[outlet].id.value();
    // By name: GCC 12 destroys a braced temporary within co_await twice.
    Asked asked{"GET", fmt::format("/api/v1/outlets/{}", id), {}, {}, {}};
    asked.gzip = false;
    auto const told = co_await client.ask(asked);
    auto const state = told.body.find(open_[outlet] ? R"("state":"open")" : R"("state":"closed")");
    auto const circles = told.body.find(open_[outlet] ? R"("in_circles":true)" : R"("in_circles":false)");
    auto const& stands = city_.outlets.values()[outlet].stands;
    auto const joined = !stands.empty() && !stands.front().accesses.empty();
    wrong += told.status != 200 || state == std::string::npos || (joined && circles == std::string::npos) ? 1U : 0U;
  }

  asio::awaitable<void> look_again(Client client) {
    std::ranges::sort(touched_);
    touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
    for (auto const outlet : touched_) {
      co_await look(client, outlet, sheet_.changes_lost);
    }
  }

  Options const& options_;
  city::City const& city_;
  Questions questions_;
  asio::io_context io_{1};
  Clock::time_point begin_;
  std::uint64_t next_ = 0;
  std::uint64_t changed_ = 0;
  std::vector<bool> open_;  ///< by outlet, as far as it was acknowledged
  std::vector<std::size_t> touched_;
  Sheet sheet_;
};

int run(Options const& options) {
  auto const city = city::load(options.city);
  if (!city) {
    std::cerr << "no city: " << city.error().code << '\n';
    return 3;
  }
  auto const before = used_by(options.process);
  auto const sheet = Run{options, *city}.go();
  auto const text = text_of(sheet, before);
  std::cout << fmt::format("{} at {:.0f} a second for {:.0f} s over {} connections\n", options.mix, options.rate,
                           options.seconds, options.connections)
            << text;
  return sheet.clean() ? 0 : 1;
}

}  // namespace
}  // namespace linquan::load

int main(int count, char** words) {
  linquan::load::Options options;
  CLI::App app{"Asks a running service at a constant rate, and prints latencies and an error sheet"};
  app.add_option("CITY", options.city, "the city file that the service serves")->required();
  app.add_option("--address", options.address, "of the service");
  app.add_option("--port", options.port, "of the service");
  app.add_option("--mix", options.mix, "search, circle, tile, change, or all of them")
      ->check(CLI::IsMember({"search", "circle", "tile", "change", "all"}));
  app.add_option("--rate", options.rate, "operations a second");
  app.add_option("--seconds", options.seconds, "how long");
  app.add_option("--connections", options.connections, "that are open at once");
  app.add_option("--seed", options.seed, "of places and words");
  app.add_option("--token", options.token, "of somebody who may close every outlet: for changes");
  app.add_option("--process", options.process, "the service's process, for its processor time and memory");
  CLI11_PARSE(app, count, words);
  return linquan::load::run(options);
}
