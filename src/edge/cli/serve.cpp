#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "code_console.h"
#include "commands.h"
#include "figures.h"
#include "first_start.h"
#include "housekeeping.h"
#include "linquan/api/following.h"
#include "linquan/api/market_runner.h"
#include "linquan/api/plan_runner.h"
#include "linquan/api/routes.h"
#include "linquan/api/seeding.h"
#include "linquan/api/snapshot.h"
#include "linquan/base/clock.h"
#include "linquan/base/file.h"
#include "linquan/base/limits.h"
#include "linquan/basemap/mbtiles.h"
#include "linquan/city/file.h"
#include "linquan/holidays/holidays.h"
#include "linquan/http/metrics.h"
#include "linquan/http/server.h"
#include "linquan/http/service.h"
#include "linquan/identity/ports.h"
#include "linquan/kinds/kinds.h"
#include "linquan/standard/standard.h"
#include "linquan/standard/standards.h"
#include "linquan/store/accounts.h"
#include "linquan/store/store.h"
#include "measure.h"

namespace linquan::cli {
namespace {

/// China's, the whole year.
constexpr std::chrono::hours offset{8};
constexpr std::chrono::milliseconds look_every{50};
/// Of the provider that a demo town plays with: it misbehaves never, so that any will do.
constexpr std::uint64_t demo_seed = 1;

/// One line a request, without anything that tells who asked or for what place.
std::function<void(http::Logged const&)> log_to(std::shared_ptr<spdlog::logger> logger) {
  return [logger = std::move(logger)](http::Logged const& line) {
    auto const route = line.route.empty() ? std::string_view{"-"} : line.route;
    auto const milliseconds = std::chrono::duration<double, std::milli>(line.took).count();
    auto const text = fmt::format("id={} {} {} {} {:.2f} ms", line.id, line.method, route, line.status, milliseconds);
    if (line.fault.empty()) {
      logger->info(text);
    } else {
      logger->error("{} fault: {}", text, line.fault);
    }
  };
}

std::shared_ptr<spdlog::logger> new_logger() {
  auto logger = std::make_shared<spdlog::logger>("linquan", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
  return logger;
}

/// What broke under a job.
std::function<void(std::string_view)> tell_fault() {
  return [logger = new_logger()](std::string_view fault) { logger->error("job fault: {}", fault); };
}

http::ServerOptions server_options(ServeOptions const& options) {
  http::ServerOptions result;
  result.address = options.address;
  result.port = options.port;
  result.threads = options.threads;
  result.limits.rate = options.settings.rate;
  result.limits.connections_max = options.settings.connections;
  result.proxies = options.settings.proxies;
  result.log = log_to(new_logger());
  return result;
}

/// What the service stands on while it runs.
struct Ground {
  store::Store& store;
  identity::Ports const& people;
  standard::Standards const& standards;
};

/// Loads the city, hands it out and waits for the word to stop.
Result<void> serve_city(ServeOptions const& options, api::Following& following, Ground const& ground,
                        Console const& console, Progress const& progress, Stopwatch const& watch) {
  auto city = city::load(options.city);
  if (!city) {
    return hand_on(city);
  }
  auto const homes = city->homes.size();
  if (auto seeded = api::seed_circles(ground.store, *city); !seeded) {
    return hand_on(seeded);
  }
  if (options.demo) {
    // Before the first answer: whoever finds the service ready can sign in.
    if (auto made = make_demo_accounts(ground.store, ground.people, *city, console); !made) {
      return made;
    }
    if (auto opened = open_demo_shop(ground.store, *city); !opened) {
      return opened;
    }
  }
  auto const* const own = ground.standards.own();
  auto const started =
      following.start(std::move(*city), own != nullptr ? own->id : options.settings.standard, ground.standards);
  if (!started) {
    return tl::unexpected<Error>{started.error()};
  }
  if (started->seeded > 0) {
    tell(console, "serve_seeded", {{"outlets", grouped(started->seeded)}});
  }
  if (started->not_understood > 0) {
    tell(console, "serve_not_understood", {{"count", grouped(started->not_understood)}});
  }
  tell(console, "serve_ready",
       {{"seconds", fmt::format("{:.1f}", watch.seconds())},
        {"homes", grouped(homes)},
        {"outlets", grouped(started->outlets)}});
  Housekeeping housekeeping{ground.store, ground.people.accounts};
  while (!progress.stopped()) {
    housekeeping.look(std::chrono::steady_clock::now());
    std::this_thread::sleep_for(look_every);
  }
  return {};
}

/// Those that are built in, and those of the operator's file.
Result<hours::Calendar> calendar_of(ServeOptions const& options, Clock const& clock, Console const& console) {
  auto calendar = holidays::built_in();
  if (!options.holidays.empty()) {
    auto const bytes = read_file(options.holidays, limits::text_file_bytes);
    auto const own = bytes ? holidays::parse(*bytes, options.holidays.string()) : tl::unexpected<Error>{bytes.error()};
    if (!own) {
      return tl::unexpected<Error>{own.error()};
    }
    calendar = holidays::with(std::move(calendar), *own);
  }
  if (auto const year = clock.today().year(); !calendar.years.contains(year)) {
    tell(console, "serve_holidays_unknown", {{"year", fmt::to_string(static_cast<int>(year))}});
  }
  return calendar;
}

/// Those that are built in and, where the setting names a file, the city's own.
Result<standard::Standards> standards_of(ServeOptions const& options) {
  auto const& named = options.settings.standard;
  return named.empty() || standard::check_built_in(named)
             ? Result<standard::Standards>{standard::Standards{}}
             : standard::Standards::with_file(named, kinds::Kinds::built_in());
}

}  // namespace

Result<void> run_serve(ServeOptions const& options, Console const& console, Progress& progress) {
  Stopwatch const watch;
  SystemClock const clock{offset};
  if (std::error_code fault; !std::filesystem::is_regular_file(options.city, fault)) {
    // Before a database is made for it.
    return refuse(ErrorKind::not_found, "file_unreadable",
                  {{"path", options.city.string()}, {"reason", fault ? fault.message() : "not a file"}});
  }
  auto const standards = standards_of(options);
  if (!standards) {
    return tl::unexpected<Error>{standards.error()};
  }
  auto store = store::open(options.db, clock);
  if (!store) {
    return hand_on(store);
  }
  std::unique_ptr<basemap::Mbtiles> basemap;
  if (!options.basemap.empty()) {
    auto opened = basemap::Mbtiles::open(options.basemap);
    if (!opened) {
      return hand_on(opened);
    }
    basemap = *std::move(opened);
  }
  auto const calendar = calendar_of(options, clock, console);
  if (!calendar) {
    return tl::unexpected<Error>{calendar.error()};
  }
  api::Current current;
  api::Following following{**store, current};
  http::Metrics metrics;
  auto const accounts = store::accounts();
  auto const secrets = identity::sodium_secrets();
  auto const hasher = identity::sodium_hasher();
  CodeConsole sender{console};
  identity::Ports const people{*accounts, *secrets, *hasher, sender, nullptr, options.demo};
  auto const simulated = options.demo ? std::make_unique<provider::Simulated>(secrets->token(), demo_seed) : nullptr;
  http::Service const service{api::routes({current, **store, clock, metrics, people, following, basemap.get(),
                                           options.files, options.desk, *calendar, simulated.get(), simulated.get()})};
  auto server = http::Server::start(service, metrics, server_options(options));
  if (!server) {
    return hand_on(server);
  }
  if (auto made = make_first_operator(**store, people, console); !made) {
    return made;
  }
  api::PlanRunner runner{current, **store, {.files = options.files, .fault = tell_fault()}};
  auto const market = simulated ? std::make_unique<api::MarketRunner>(**store, clock, *simulated, simulated.get(),
                                                                      api::MarketRunnerOptions{.fault = tell_fault()})
                                : nullptr;
  tell(console, "serve_listening", {{"address", address_text(options.address, (*server)->port())}});
  auto served = serve_city(options, following, {**store, people, *standards}, console, progress, watch);
  // In order: nobody asks any more, nothing is at work any more, then nobody writes any more.
  (*server)->stop();
  runner.stop();
  if (market) {
    market->stop();
  }
  (*store)->stop();
  if (served) {
    tell(console, "serve_stopped");
  }
  return served;
}

}  // namespace linquan::cli
