#include "arguments.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "parse.h"

namespace linquan::cli {
namespace {

using Texts = std::vector<std::string>;

/// The command line as text: what an option's value means is decided afterwards, with refusals in the user's language.
struct Given {
  bool json = false;
  bool version = false;
  bool list_options = false;
  std::string lang;
  std::string config;
  std::string city;
  std::map<std::string, std::string, std::less<>> values;  ///< by option name without dashes
  std::map<std::string, Texts, std::less<>> lists;

  [[nodiscard]] std::string const& value(std::string_view name) const {
    static std::string const none;
    auto const found = values.find(name);
    return found == values.end() ? none : found->second;
  }
  [[nodiscard]] std::optional<std::filesystem::path> file(std::string_view name) const {
    auto const& text = value(name);
    return text.empty() ? std::nullopt : std::optional<std::filesystem::path>{text};
  }
  [[nodiscard]] std::vector<std::filesystem::path> files(std::string_view name) const {
    auto const found = lists.find(name);
    return found == lists.end() ? std::vector<std::filesystem::path>{}
                                : std::vector<std::filesystem::path>{found->second.begin(), found->second.end()};
  }
};

/// Options with their help sentences, in the user's language.
class Builder {
 public:
  Builder(CLI::App& app, Given& given, Messages const& messages) : app_{app}, given_{given}, messages_{messages} {}

  void value(std::string const& name, std::string const& shown, std::string_view help) {
    app_.add_option("--" + name, given_.values[name], messages_.say(help))->option_text(shown);
  }
  void files(std::string const& name, std::string_view help) {
    app_.add_option("--" + name, given_.lists[name], messages_.say(help))->option_text("FILE...");
  }
  CLI::Option* city(std::string_view help) {
    return app_.add_option("CITY", given_.city, messages_.say(help))->option_text("FILE");
  }
  void common() {
    app_.add_flag("--json", given_.json, messages_.say("help_json"));
    app_.add_option("--lang", given_.lang, messages_.say("help_lang"))->option_text("zh|en");
    app_.add_option("--config", given_.config, messages_.say("help_config"))->option_text("FILE");
  }
  void inputs(std::string_view homes_help = "help_import_homes",
              std::string_view outlets_help = "help_import_outlets") {
    files("osm", "help_import_osm");
    value("population", "FILE", "help_import_population");
    value("homes", "FILE", homes_help);
    files("outlets", outlets_help);
    files("areas", "help_import_areas");
    value("candidates", "FILE", "help_import_candidates");
    value("crs", "wgs84|gcj02|bd09|EPSG:n", "help_import_crs");
    value("within", "FILE", "help_import_within");
    value("previous", "CITY", "help_import_previous");
    value("columns", "FIELD=COLUMN,...", "help_import_columns");
    value("name", "TEXT", "help_import_name");
  }

 private:
  CLI::App& app_;
  Given& given_;
  Messages const& messages_;
};

struct Described {
  std::string name;
  std::string_view help;
  std::string_view examples;
};

void add_access(Builder access) {
  access.city("help_city")->required();
  access.value("kinds", "K,K...", "help_access_kinds");
  access.value("minutes", "N", "help_access_minutes");
  access.value("metres", "N", "help_access_metres");
  access.value("person", "P", "help_route_person");
  access.value("at", "'Tu 19:00'", "help_access_at");
  access.value("ways", "stand,home,telephone", "help_access_ways");
  access.value("hours-unknown", "open|closed", "help_access_hours_unknown");
  access.value("capacity", "all|0-14|60|70", "help_access_capacity");
  access.value("threads", "N", "help_access_threads");
  access.value("out", "FILE", "help_access_out");
  access.common();
}

void add_commands(CLI::App& app, Given& given, Messages const& messages) {
  auto const command = [&](Described const& about) {
    auto* sub = app.add_subcommand(about.name, messages.say(about.help));
    sub->group(messages.say("help_group_commands"));
    sub->footer(messages.say(about.examples));
    sub->get_help_ptr()->group(messages.say("help_group_options"));
    return Builder{*sub, given, messages};
  };
  auto import = command({"import", "help_import", "help_import_examples"});
  import.inputs();
  import.value("out", "CITY", "help_import_out");
  import.value("lists", "DIR", "help_import_lists");
  import.common();

  auto info = command({"info", "help_info", "help_info_examples"});
  info.city("help_city")->required();
  info.value("lists", "DIR", "help_info_lists");
  info.common();

  auto route = command({"route", "help_route", "help_route_examples"});
  route.city("help_city")->required();
  route.value("from", "LAT,LON", "help_route_from");
  route.value("to", "LAT,LON", "help_route_to");
  route.value("person", "P", "help_route_person");
  route.value("at", "'Mo 08:30'", "help_route_at");
  route.value("out", "FILE", "help_route_out");
  route.common();

  auto reach = command({"reach", "help_reach", "help_reach_examples"});
  reach.city("help_city")->required();
  reach.value("at", "LAT,LON", "help_reach_at");
  reach.value("minutes", "N,N...", "help_reach_minutes");
  reach.value("metres", "N,N...", "help_reach_metres");
  reach.value("person", "P", "help_route_person");
  reach.value("when", "'Tu 19:00'", "help_reach_when");
  reach.value("kinds", "K,K...", "help_reach_kinds");
  reach.value("to", "OUTLET", "help_reach_to");
  reach.value("outlet", "OUTLET", "help_reach_outlet");
  reach.value("format", "json|geojson", "help_reach_format");
  reach.value("out", "FILE", "help_reach_out");
  reach.common();
  add_access(command({"access", "help_access", "help_access_examples"}));

  auto demo = command({"demo-city", "help_demo", "help_demo_examples"});
  demo.value("people", "N", "help_demo_people");
  demo.value("seed", "S", "help_demo_seed");
  demo.value("out", "DIR", "help_demo_out");
  demo.common();

  auto bench = command({"bench", "help_bench", "help_bench_examples"});
  bench.city("help_bench_city");
  bench.inputs("help_bench_homes", "help_bench_outlets");
  bench.value("runs", "N", "help_bench_runs");
  bench.value("pairs", "N", "help_bench_pairs");
  bench.value("seed", "S", "help_bench_seed");
  bench.value("kinds", "N", "help_bench_kinds");
  bench.value("spread", "even|dense", "help_bench_spread");
  bench.value("series", "N,N,...", "help_bench_series");
  bench.value("person", "P", "help_bench_person");
  bench.value("minutes", "5,10,15", "help_bench_minutes");
  bench.value("metres", "300,500,1000", "help_bench_metres");
  bench.value("nearest", "1|3", "help_bench_nearest");
  bench.common();
}

void build(CLI::App& app, Given& given, Messages const& messages) {
  auto const formatter = std::make_shared<CLI::Formatter>();
  formatter->label("Usage", messages.say("help_label_usage"));
  formatter->label("OPTIONS", messages.say("help_label_options"));
  formatter->label("SUBCOMMAND", messages.say("help_label_command"));
  formatter->label("Positionals", messages.say("help_label_positionals"));
  app.formatter(formatter);
  app.option_defaults()->group(messages.say("help_group_options"));
  app.set_help_flag("-h,--help", messages.say("help_help"));
  app.require_subcommand(0, 1);
  app.footer(messages.say("help_footer"));
  Builder{app, given, messages}.common();
  app.add_flag("--version", given.version, messages.say("help_version"));
  // For the rule that every command and option is documented; of no use to a user.
  app.add_flag("--list-options", given.list_options)->group("");
  add_commands(app, given, messages);
}

/// One line for each command and option, "import --osm", and for each setting of the configuration file.
std::string listing_of(CLI::App const& app) {
  std::string text;
  auto const options_of = [&](CLI::App const& owner, std::string const& prefix) {
    for (auto const* option : owner.get_options()) {
      for (auto const& name : option->get_lnames()) {
        if (name != "list-options") {
          text += fmt::format("option {}--{}\n", prefix, name);
        }
      }
    }
  };
  options_of(app, "");
  for (auto const* sub : app.get_subcommands({})) {
    text += fmt::format("command {}\n", sub->get_name());
    options_of(*sub, sub->get_name() + " ");
  }
  for (auto const setting : setting_names) {
    text += fmt::format("setting {}\n", setting);
  }
  return text;
}

/// Letters to insert, drop or change to turn one word into the other.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) {
    row[j] = j;
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      auto const change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, change}));
    }
  }
  return row[b.size()];
}

Error unknown_word(CLI::App const& app, std::string const& word) {
  auto const chosen = app.get_subcommands();
  CLI::App const& owner = chosen.empty() ? app : *chosen.front();
  std::vector<std::string> candidates;
  for (auto const* option : owner.get_options()) {
    for (auto const& name : option->get_lnames()) {
      candidates.push_back("--" + name);
    }
  }
  if (chosen.empty()) {
    for (auto const* sub : app.get_subcommands({})) {
      candidates.push_back(sub->get_name());
    }
  }
  auto const near =
      std::ranges::min_element(candidates, {}, [&](std::string const& candidate) { return edits(word, candidate); });
  auto const command = chosen.empty() ? std::string{"linquan"} : "linquan " + owner.get_name();
  if (near != candidates.end() && edits(word, *near) <= 2) {
    return {ErrorKind::usage, "usage_unknown_near", {{"word", word}, {"near", *near}, {"command", command}}};
  }
  return {ErrorKind::usage, "usage_unknown", {{"word", word}, {"command", command}}};
}

Error missing(std::string_view command, std::string_view option) {
  return {ErrorKind::usage, "usage_missing", {{"command", std::string{command}}, {"option", std::string{option}}}};
}

/// CLI11 speaks English only; its complaints become ours.
Error usage_error(CLI::App const& app, CLI::ParseError const& fault) {
  if (dynamic_cast<CLI::ExtrasError const*>(&fault) != nullptr) {
    auto const words = app.remaining(true);
    return unknown_word(app, words.empty() ? std::string{} : words.front());
  }
  std::string const text = fault.what();
  auto const option = text.substr(0, text.find_first_of(": "));
  if (dynamic_cast<CLI::RequiredError const*>(&fault) != nullptr && !app.get_subcommands().empty()) {
    return missing(app.get_subcommands().front()->get_name(), option);
  }
  return {ErrorKind::usage, "usage_needs_value", {{"option", option}}};
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
  return InfoOptions{given.city, given.file("lists")};
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

Result<Command> access_of(Given const& given) {
  auto options = read_access([&](std::string_view name) -> std::string const& { return given.value(name); });
  if (!options) {
    return hand_on(options);
  }
  options->city = given.city;
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

Result<Command> command_of(std::string_view name, Given const& given, Settings const& settings) {
  if (name == "import") {
    return import_of(given, settings);
  }
  if (name == "info") {
    return info_of(given);
  }
  if (name == "route") {
    return route_of(given);
  }
  if (name == "reach") {
    return reach_of(given);
  }
  if (name == "access") {
    return access_of(given);
  }
  if (name == "demo-city") {
    return demo_of(given);
  }
  return bench_of(given);
}

}  // namespace

EarlyOptions early_options(std::span<std::string const> arguments) {
  EarlyOptions early;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    for (auto const& [option, target] :
         {std::pair{std::string_view{"--lang"}, &early.lang}, std::pair{std::string_view{"--config"}, &early.config}}) {
      std::string_view const word = arguments[i];
      if (word == option && i + 1 < arguments.size()) {
        *target = arguments[i + 1];
      } else if (word.starts_with(option) && word.substr(option.size()).starts_with('=')) {
        *target = std::string{word.substr(option.size() + 1)};
      }
    }
  }
  return early;
}

Result<CommandLine> parse_arguments(std::span<std::string const> arguments, Messages const& messages,
                                    Settings const& settings) {
  Given given;
  CLI::App app{messages.say("help_linquan"), "linquan"};
  build(app, given, messages);
  try {
    app.parse(Texts{arguments.rbegin(), arguments.rend()});
  } catch (CLI::CallForHelp const&) {
    return CommandLine{Shown{app.help()}, false};
  } catch (CLI::ParseError const& fault) {
    return tl::unexpected<Error>{usage_error(app, fault)};
  }
  if (given.version) {
    return CommandLine{Shown{"linquan " LINQUAN_VERSION "\n"}, false};
  }
  if (given.list_options) {
    return CommandLine{Shown{listing_of(app)}, false};
  }
  auto const chosen = app.get_subcommands();
  if (chosen.empty()) {
    return refuse(ErrorKind::usage, "usage_no_command");
  }
  auto command = command_of(chosen.front()->get_name(), given, settings);
  if (!command) {
    return hand_on(command);
  }
  return CommandLine{std::move(*command), given.json};
}

}  // namespace linquan::cli
