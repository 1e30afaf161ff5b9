#include "serve_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>
#include <thread>
#include <utility>

#include "linquan/standard/standard.h"
#include "parse.h"

namespace linquan::cli {
namespace {

constexpr std::uint64_t threads_max = 256;
constexpr std::size_t threads_a_core = 4;

Result<void> take_address(std::string const& text, ServeOptions& options) {
  auto const colon = text.rfind(':');
  auto const port = colon == std::string::npos ? std::string_view{} : std::string_view{text}.substr(colon + 1);
  auto const [end, fault] = std::from_chars(port.data(), port.data() + port.size(), options.port);
  if (port.empty() || fault != std::errc{} || end != port.data() + port.size() || colon == 0) {
    return refuse(ErrorKind::usage, "serve_address", {{"text", text}});
  }
  options.address = text.substr(0, colon);
  if (options.address.starts_with('[') && options.address.ends_with(']')) {
    options.address = options.address.substr(1, options.address.size() - 2);
  }
  return {};
}

/// Where the package puts the desk, seen from the program; empty where it is not there.
std::filesystem::path installed_desk() {
  std::error_code fault;
  auto const program = std::filesystem::read_symlink("/proc/self/exe", fault);
  auto folder = program.parent_path().parent_path() / "share/linquan/desk";
  return !fault && std::filesystem::is_regular_file(folder / "index.html", fault) ? folder : std::filesystem::path{};
}

}  // namespace

std::string address_text(std::string const& address, std::uint16_t port) {
  return address.find(':') == std::string::npos ? fmt::format("{}:{}", address, port)
                                                : fmt::format("[{}]:{}", address, port);
}

Result<ServeOptions> read_serve(std::function<std::string const&(std::string_view)> const& value,
                                ServeSettings const& settings) {
  ServeOptions options;
  options.settings = settings;
  if (settings.standard == "none") {
    options.settings.standard.clear();
  } else if (auto known = standard::check_built_in(settings.standard); !known) {
    return hand_on(known);
  }
  options.city = value("city");
  if (options.city.empty()) {
    return refuse(ErrorKind::usage, "serve_needs_city");
  }
  if (auto const& listen = value("listen"); !listen.empty()) {
    if (auto taken = take_address(listen, options); !taken) {
      return hand_on(taken);
    }
  }
  options.demo = !value("demo").empty();
  if (options.demo && options.address != "127.0.0.1" && options.address != "::1") {
    return refuse(ErrorKind::usage, "serve_demo_open", {{"address", options.address}});
  }
  auto const& basemap = value("basemap");
  options.basemap = basemap.empty() ? settings.basemap : std::filesystem::path{basemap};
  auto const& desk = value("desk");
  options.desk = desk.empty() ? settings.desk : std::filesystem::path{desk};
  if (options.desk.empty()) {
    options.desk = installed_desk();
  }
  auto const& holidays = value("holidays");
  options.holidays = holidays.empty() ? settings.holidays : std::filesystem::path{holidays};
  auto const& files = value("files");
  options.files = files.empty() ? options.city.parent_path() / "linquan-files" : std::filesystem::path{files};
  auto const& db = value("db");
  auto url = store::parse_url(db.empty() ? "sqlite:" + (options.city.parent_path() / "linquan.db").string() : db);
  if (!url) {
    return hand_on(url);
  }
  options.db = std::move(*url);
  // More than cores: who writes waits for the disk, and many who wait share one sync.
  options.threads = threads_a_core * std::max(1U, std::thread::hardware_concurrency());
  if (auto const& text = value("threads"); !text.empty()) {
    auto const threads = parse_number("--threads", text, {1, threads_max});
    if (!threads) {
      return tl::unexpected<Error>{threads.error()};
    }
    options.threads = *threads;
  }
  return options;
}

}  // namespace linquan::cli
