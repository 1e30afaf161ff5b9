#include "options_of.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "parse.h"

namespace linquan::cli {
namespace {

template <class Options>
constexpr bool reads_a_city = std::is_same_v<Options, InfoOptions> || std::is_same_v<Options, RouteOptions> ||
                              std::is_same_v<Options, FindOptions> || std::is_same_v<Options, ServicesOptions> ||
                              std::is_same_v<Options, ReachOptions> || std::is_same_v<Options, AccessOptions> ||
                              std::is_same_v<Options, EvaluateOptions> || std::is_same_v<Options, CompareOptions>;

/// Their `--db` names what they work on, not a directory for a city.
bool has_its_own_database(std::string_view name) {
  return name == "db" || name == "account" || name == "serve";
}

Result<city::ImportRequest> inputs_of(Given const& given) {
  city::ImportRequest request;
  request.osm = given.files("osm");
  request.population = given.file("population");
  request.homes = given.file("homes");
  request.outlets = given.files("outlets");
  request.areas = given.files("areas");
  request.candidates = given.file("candidates");
  request.within = given.file("within");
  request.previous = given.file("previous");
  request.name = given.value("name");
  if (!given.value("crs").empty()) {
    request.crs = given.value("crs");
  }
  auto columns = parse_columns("--columns", given.value("columns"));
  if (!columns) {
    return hand_on(columns);
  }
  request.columns = std::move(*columns);
  return request;
}

bool anything_given(Given const& given) {
  return std::ranges::any_of(given.values, [](auto const& entry) { return !entry.second.empty(); }) ||
         std::ranges::any_of(given.lists, [](auto const& entry) { return !entry.second.empty(); });
}

Result<Command> import_of(Given const& given, Settings const& settings) {
  ImportOptions options;
  if (!anything_given(given) && settings.import) {
    options = *settings.import;
  } else {
    auto request = inputs_of(given);
    if (!request) {
      return hand_on(request);
    }
    options = {std::move(*request), given.value("out"), given.file("lists")};
  }
  if (options.request.osm.empty()) {
    return tl::unexpected<Error>{missing("import", "--osm")};
  }
  if (options.out.empty()) {
    return tl::unexpected<Error>{missing("import", "--out")};
  }
  return options;
}

Result<Command> info_of(Given const& given) {
  return InfoOptions{given.city, {}, given.file("lists")};
}

Result<geo::Point> place_of(Given const& given, std::string_view command, std::string_view name) {
  auto const option = "--" + std::string{name};
  auto const& text = given.value(name);
  if (text.empty()) {
    return tl::unexpected<Error>{missing(command, option)};
  }
  return parse_place(option, text);
}

Result<Command> route_of(Given const& given) {
  RouteOptions options;
  options.city = given.city;
  options.out = given.file("out");
  auto from = place_of(given, "route", "from");
  if (!from) {
    return hand_on(from);
  }
  auto to = place_of(given, "route", "to");
  if (!to) {
    return hand_on(to);
  }
  options.request.from = *from;
  options.request.to = *to;
  if (!given.value("person").empty()) {
    options.request.person = given.value("person");
  }
  if (!given.value("at").empty()) {
    auto minute = parse_minute("--at", given.value("at"));
    if (!minute) {
      return hand_on(minute);
    }
    options.request.at = *minute;
  }
  return options;
}

Result<Command> find_of(Given const& given) {
  auto options = read_find(given);
  return options ? Result<Command>{std::move(*options)} : hand_on(options);
}

Result<Command> access_of(Given const& given) {
  auto options = read_access([&](std::string_view name) -> std::string const& { return given.value(name); });
  if (!options) {
    return hand_on(options);
  }
  options->city = given.city;
  return std::move(*options);
}

Result<Command> standards_of(Given const& given) {
  auto const& file = given.value("check");
  if (!file.empty() && !given.standard.empty()) {
    return refuse(ErrorKind::usage, "standards_either");
  }
  StandardsOptions options;
  if (!file.empty()) {
    options.check = file;
  }
  if (!given.standard.empty()) {
    options.id = given.standard;
  }
  return options;
}

Result<Command> evaluate_of(Given const& given) {
  auto options = read_evaluate([&](std::string_view name) -> std::string const& { return given.value(name); });
  if (!options) {
    return hand_on(options);
  }
  options->city = given.city;
  return std::move(*options);
}

Result<Command> site_of(Given const& given) {
  auto options = read_site([&](std::string_view name) -> std::string const& { return given.value(name); });
  if (!options) {
    return hand_on(options);
  }
  options->common.city = given.city;
  return std::move(*options);
}

Result<Command> carts_of(Given const& given) {
  auto options = read_carts([&](std::string_view name) -> std::string const& { return given.value(name); });
  if (!options) {
    return hand_on(options);
  }
  options->common.city = given.city;
  return std::move(*options);
}

Result<Command> db_of(Given const& given) {
  auto options = read_db([&](std::string_view name) -> std::string const& { return given.value(name); });
  return options ? Result<Command>{std::move(*options)} : hand_on(options);
}

Result<Command> account_of(Given const& given) {
  auto options = read_account([&](std::string_view name) -> std::string const& { return given.value(name); });
  return options ? Result<Command>{std::move(*options)} : hand_on(options);
}

Result<Command> serve_of(Given const& given, Settings const& settings) {
  auto options =
      read_serve([&](std::string_view name) -> std::string const& { return given.value(name); }, settings.serve);
  return options ? Result<Command>{std::move(*options)} : hand_on(options);
}

Result<Command> compare_of(Given const& given) {
  auto options = read_compare([&](std::string_view name) -> std::string const& { return given.value(name); });
  if (!options) {
    return hand_on(options);
  }
  options->before = given.city;
  return std::move(*options);
}

/// The option's number, or `otherwise` where it was not given.
Result<std::uint64_t> number_of(Given const& given, std::string_view name, std::uint64_t otherwise, NumberRange range) {
  auto const& text = given.value(name);
  return text.empty() ? Result<std::uint64_t>{otherwise} : parse_number("--" + std::string{name}, text, range);
}

Result<std::optional<city::OutletId>> outlet_of(Given const& given, std::string_view name) {
  auto const& text = given.value(name);
  if (text.empty()) {
    return std::optional<city::OutletId>{};
  }
  auto const number = parse_number("--" + std::string{name}, text, {1, UINT64_MAX});
  return number.map([](std::uint64_t id) { return std::optional{city::OutletId{id}}; });
}

/// --minutes or --metres; as they were where neither is given.
Result<void> take_limits(Given const& given, reach::Unit& unit, reach::Limits& limits) {
  auto const& minutes = given.value("minutes");
  auto const& metres = given.value("metres");
  if (!minutes.empty() && !metres.empty()) {
    return refuse(ErrorKind::usage, "limits_two_units");
  }
  if (minutes.empty() && metres.empty()) {
    return {};
  }
  unit = metres.empty() ? reach::Unit::seconds : reach::Unit::metres;
  auto parsed = metres.empty() ? parse_limits("--minutes", minutes, unit) : parse_limits("--metres", metres, unit);
  if (!parsed) {
    return hand_on(parsed);
  }
  limits = *parsed;
  return {};
}

Result<void> take_form(Given const& given, ReachOptions& options) {
  auto const& format = given.value("format");
  if (!format.empty() && format != "json" && format != "geojson") {
    return refuse(ErrorKind::usage, "format_unknown", {{"text", format}});
  }
  if (given.json && format == "geojson") {
    return refuse(ErrorKind::usage, "format_twice");
  }
  options.form = format == "geojson"              ? ReachOptions::Form::geojson
                 : format == "json" || given.json ? ReachOptions::Form::json
                                                  : ReachOptions::Form::text;
  options.out = given.file("out");
  return {};
}

/// From where, or of which outlet: one of the two is asked.
Result<void> take_places(Given const& given, ReachOptions& options) {
  auto outlet = outlet_of(given, "outlet");
  auto to = outlet_of(given, "to");
  if (!outlet || !to) {
    return hand_on(outlet ? to : outlet);
  }
  options.outlet = *outlet;
  options.to = *to;
  if (options.outlet) {
    return given.value("at").empty() && !options.to ? Result<void>{} : refuse(ErrorKind::usage, "reach_either");
  }
  auto at = place_of(given, "reach", "at");
  if (!at) {
    return hand_on(at);
  }
  options.at = *at;
  return {};
}

Result<Command> reach_of(Given const& given) {
  ReachOptions options;
  options.city = given.city;
  for (auto* const take : {take_places, take_form}) {
    if (auto taken = take(given, options); !taken) {
      return hand_on(taken);
    }
  }
  if (auto taken = take_limits(given, options.unit, options.limits); !taken) {
    return hand_on(taken);
  }
  if (!given.value("person").empty()) {
    options.person = given.value("person");
  }
  if (!given.value("when").empty()) {
    auto minute = parse_minute("--when", given.value("when"));
    if (!minute) {
      return hand_on(minute);
    }
    options.when = *minute;
  }
  options.kinds = parse_words(given.value("kinds"));
  return options;
}

Result<Command> demo_of(Given const& given) {
  demo::Request request;
  auto people = number_of(given, "people", request.people, {20'000, 3'000'000});
  if (!people) {
    return hand_on(people);
  }
  auto seed = number_of(given, "seed", request.seed, {0, UINT64_MAX});
  if (!seed) {
    return hand_on(seed);
  }
  if (given.value("out").empty()) {
    return tl::unexpected<Error>{missing("demo-city", "--out")};
  }
  request.people = static_cast<std::uint32_t>(*people);
  request.seed = *seed;
  request.folder = given.value("out");
  return request;
}

/// How much to make up for a measurement on a city; with inputs instead of a city, --homes and --outlets are files.
Result<void> made_up_of(Given const& given, BenchOptions& options) {
  auto const outlets = given.files("outlets");
  auto const& homes = given.value("homes");
  options.homes_at_points = homes == "points";
  auto const count_of = [](std::string_view name, std::string const& text, std::size_t& target) -> Result<void> {
    if (text.empty()) {
      return {};
    }
    auto number = parse_number(name, text, {1, 5'000'000});
    if (!number) {
      return hand_on(number);
    }
    target = *number;
    return {};
  };
  if (auto done = count_of("--homes", options.homes_at_points ? "" : homes, options.homes); !done) {
    return done;
  }
  if (outlets.size() > 1) {
    return refuse(ErrorKind::usage, "usage_unknown", {{"word", outlets[1].string()}, {"command", "linquan bench"}});
  }
  if (auto done = count_of("--outlets", outlets.empty() ? "" : outlets[0].string(), options.outlets); !done) {
    return done;
  }
  return count_of("--kinds", given.value("kinds"), options.kinds);
}

Result<void> reach_bench_of(Given const& given, BenchOptions& options) {
  if (options.city) {
    if (auto done = made_up_of(given, options); !done) {
      return done;
    }
  }
  if (auto done = take_limits(given, options.unit, options.limits); !done) {
    return done;
  }
  for (auto const& word : parse_words(given.value("series"))) {
    auto const homes = parse_number("--series", word, {1, 5'000'000});
    if (!homes) {
      return tl::unexpected<Error>{homes.error()};
    }
    options.series.push_back(*homes);
  }
  auto const chosen = [&](std::string_view name, std::string_view otherwise, std::string_view one,
                          std::string_view other) -> Result<bool> {
    auto const& text = given.value(name).empty() ? std::string{otherwise} : given.value(name);
    if (text != one && text != other) {
      return refuse(
          ErrorKind::usage, "usage_one_of",
          {{"name", "--" + std::string{name}}, {"text", text}, {"choices", fmt::format("{}, {}", one, other)}});
    }
    return text == other;
  };
  auto const dense = chosen("spread", "even", "even", "dense");
  auto const three = chosen("nearest", "1", "1", "3");
  for (auto const* it : {&dense, &three}) {
    if (!*it) {
      return tl::unexpected<Error>{it->error()};
    }
  }
  options.dense = *dense;
  options.three = *three;
  if (!given.value("person").empty()) {
    options.person = given.value("person");
  }
  return {};
}

Result<Command> bench_of(Given const& given) {
  BenchOptions options;
  if (given.city.empty() == given.files("osm").empty()) {
    return refuse(ErrorKind::usage, "usage_bench_either");
  }
  auto runs = number_of(given, "runs", options.runs, {1, 1000});
  auto pairs = number_of(given, "pairs", options.pairs, {0, 1'000'000});
  auto seed = number_of(given, "seed", options.seed, {0, UINT64_MAX});
  for (auto* number : {&runs, &pairs, &seed}) {
    if (!*number) {
      return hand_on(*number);
    }
  }
  if (given.city.empty()) {
    auto inputs = inputs_of(given);
    if (!inputs) {
      return hand_on(inputs);
    }
    options.inputs = std::move(*inputs);
  } else {
    options.city = given.city;
  }
  options.runs = *runs;
  options.pairs = *pairs;
  options.seed = *seed;
  if (auto done = reach_bench_of(given, options); !done) {
    return hand_on(done);
  }
  return options;
}

/// What the command's words mean, but for those that all commands that read a city have.
Result<Command> own_of(std::string_view name, Given const& given, Settings const& settings) {
  if (name == "import") {
    return import_of(given, settings);
  }
  if (name == "info") {
    return info_of(given);
  }
  if (name == "route") {
    return route_of(given);
  }
  if (name == "find") {
    return find_of(given);
  }
  if (name == "services") {
    auto options = read_services(given);
    return options ? Result<Command>{std::move(*options)} : hand_on(options);
  }
  if (name == "reach") {
    return reach_of(given);
  }
  if (name == "site") {
    return site_of(given);
  }
  if (name == "carts") {
    return carts_of(given);
  }
  if (name == "standards") {
    return standards_of(given);
  }
  if (name == "evaluate") {
    return evaluate_of(given);
  }
  if (name == "compare") {
    return compare_of(given);
  }
  if (name == "access") {
    return access_of(given);
  }
  if (name == "db") {
    return db_of(given);
  }
  if (name == "account") {
    return account_of(given);
  }
  if (name == "serve") {
    return serve_of(given, settings);
  }
  if (name == "demo-city") {
    return demo_of(given);
  }
  return bench_of(given);
}

/// Whose changes are made to the city that the command reads.
void take(DirectoryAsked const& directory, Command& command) {
  std::visit(
      [&](auto& options) {
        using Options = std::decay_t<decltype(options)>;
        if constexpr (std::is_same_v<Options, SiteOptions> || std::is_same_v<Options, CartOptions>) {
          options.common.directory = directory;
        } else if constexpr (reads_a_city<Options>) {
          options.directory = directory;
        }
      },
      command);
}

}  // namespace

Error missing(std::string_view command, std::string_view option) {
  return {ErrorKind::usage, "usage_missing", {{"command", std::string{command}}, {"option", std::string{option}}}};
}

Result<Command> command_of(std::string_view name, Given const& given, Settings const& settings) {
  auto command = own_of(name, given, settings);
  if (!command || has_its_own_database(name)) {
    return command;
  }
  auto const directory = read_directory(given);
  if (!directory) {
    return tl::unexpected<Error>{directory.error()};
  }
  take(*directory, *command);
  return command;
}

}  // namespace linquan::cli
