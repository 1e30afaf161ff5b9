#include "arguments.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <cstddef>
#include <map>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "given.h"
#include "linquan/text/edits.h"
#include "options_of.h"

namespace linquan::cli {
namespace {

/// Options with their help sentences, in the user's language.
class Builder {
 public:
  Builder(CLI::App& app, Given& given, Messages const& messages) : app_{app}, given_{given}, messages_{messages} {}

  void value(std::string const& name, std::string const& shown, std::string_view help) {
    app_.add_option("--" + name, given_.values[name], messages_.say(help))->option_text(shown);
  }
  void flag(std::string const& name, std::string_view help) {
    app_.add_flag("--" + name, given_.values[name], messages_.say(help));
  }
  void files(std::string const& name, std::string_view help) {
    app_.add_option("--" + name, given_.lists[name], messages_.say(help))->option_text("FILE...");
  }
  CLI::Option* city(std::string_view help, std::string const& shown = "CITY") {
    return app_.add_option(shown, given_.city, messages_.say(help))->option_text("FILE");
  }
  /// A file that is named by its place, behind the city.
  void place(std::string const& name, std::string const& shown, std::string_view help) {
    app_.add_option(shown, given_.values[name], messages_.say(help))->option_text("FILE");
  }
  void standard(std::string_view help) {
    app_.add_option("STANDARD", given_.standard, messages_.say(help))->option_text("ID");
  }
  /// A word of the command that is no option; kept under `name`.
  CLI::Option* word(std::string const& name, std::string const& shown, std::string_view help) {
    auto label = name;
    std::ranges::transform(label, label.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return app_.add_option(label, given_.values[name], messages_.say(help))->option_text(shown);
  }
  /// What every command has that reads a city.
  void city_read(std::string_view help = "help_city", std::string const& shown = "CITY") {
    city(help, shown)->required();
    value("db", "URL", "help_city_db");
    value("as-of", "DATE", "help_city_as_of");
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

void add_find(Builder find) {
  find.city_read();
  find.word("text", "TEXT", "help_find_text");
  find.value("at", "LAT,LON", "help_find_at");
  find.value("minutes", "N", "help_find_minutes");
  find.value("person", "P", "help_route_person");
  find.value("open-at", "'Tu 19:00'", "help_find_open_at");
  find.value("kind", "K,K...", "help_find_kind");
  find.value("count", "N", "help_find_count");
  find.common();
}

void add_services(Builder services) {
  services.city_read();
  services.word("area", "CODE", "help_services_area");
  services.value("out", "FILE", "help_services_out");
  services.common();
}

void add_access(Builder access) {
  access.city_read();
  access.value("kinds", "K,K...", "help_access_kinds");
  access.value("minutes", "N", "help_access_minutes");
  access.value("metres", "N", "help_access_metres");
  access.value("person", "P", "help_route_person");
  access.value("when", "'Tu 19:00'", "help_access_when");
  access.value("ways", "stand,home,telephone", "help_access_ways");
  access.value("hours-unknown", "open|closed", "help_access_hours_unknown");
  access.value("capacity", "all|0-14|60|70", "help_access_capacity");
  access.value("threads", "N", "help_access_threads");
  access.value("out", "FILE", "help_access_out");
  access.common();
}

void add_evaluate(Builder evaluate) {
  evaluate.city_read();
  evaluate.value("standard", "S", "help_evaluate_standard");
  evaluate.value("person", "P", "help_evaluate_person");
  evaluate.value("scenario", "FILE", "help_evaluate_scenario");
  evaluate.value("evidence", "seen|declared", "help_evaluate_evidence");
  evaluate.value("level", "community|...", "help_evaluate_level");
  evaluate.value("gaps", "N", "help_evaluate_gaps");
  evaluate.value("sites", "N", "help_evaluate_sites");
  evaluate.value("threads", "N", "help_access_threads");
  evaluate.value("out", "DIR", "help_evaluate_out");
  evaluate.value("title", "NAME", "help_evaluate_title");
  evaluate.common();
}

void add_siting(Builder& command) {
  command.value("minutes", "N", "help_site_minutes");
  command.value("metres", "N", "help_site_metres");
  command.value("person", "P", "help_route_person");
  command.value("people", "all|0-14|60|70", "help_site_people");
  command.value("candidates", "FILE", "help_site_candidates");
  command.value("crs", "wgs84|gcj02|bd09|EPSG:n", "help_site_crs");
  command.value("from", "candidates,outlets,streets", "help_site_from");
  command.value("every", "METRES", "help_site_every");
  command.value("forbidden", "FILE", "help_site_forbidden");
  command.value("time-limit", "SECONDS", "help_site_time_limit");
  command.value("threads", "N", "help_access_threads");
}

void add_site(Builder site) {
  site.city_read();
  site.value("kind", "K,K...", "help_site_kind");
  site.value("standard", "S", "help_site_standard");
  site.value("rule", "ID", "help_site_rule");
  site.value("count", "N", "help_site_count");
  site.value("budget", "YUAN", "help_site_budget");
  site.value("cost", "YUAN|K=YUAN,...", "help_site_cost");
  add_siting(site);
  site.value("take-on", "K,K...", "help_site_take_on");
  site.value("spacing", "METRES", "help_site_spacing");
  site.value("spacing-to", "sites|all", "help_site_spacing_to");
  site.value("weights", "K=N,60=N,...", "help_site_weights");
  site.value("capacity", "PERSONS", "help_site_capacity");
  site.flag("exact", "help_site_exact");
  site.value("out", "FILE", "help_site_out");
  site.common();
}

void add_carts(Builder carts) {
  carts.city_read();
  carts.value("kind", "K", "help_carts_kind");
  carts.value("carts", "N", "help_carts_carts");
  carts.value("days", "Mo-Su", "help_carts_days");
  carts.value("hours", "08:00-11:00", "help_carts_hours");
  carts.value("circles", "built|planned|all|city|NAME,...", "help_carts_circles");
  add_siting(carts);
  carts.value("out", "FILE", "help_carts_out");
  carts.common();
}

void add_db(Builder db) {
  db.word("action", "check|backup|restore|migrate", "help_db_action")->required();
  db.value("db", "URL", "help_db_db");
  db.value("out", "FILE", "help_db_out");
  db.value("from", "FILE", "help_db_from");
  db.common();
}

void add_account(Builder account) {
  account.value("db", "URL", "help_account_db");
  account.value("login", "LOGIN", "help_account_login");
  account.common();
}

void add_serve(Builder serve) {
  serve.value("city", "FILE", "help_serve_city");
  serve.value("listen", "ADDRESS:PORT", "help_serve_listen");
  serve.value("db", "URL", "help_serve_db");
  serve.value("threads", "N", "help_serve_threads");
  serve.flag("demo", "help_serve_demo");
  serve.value("basemap", "FILE", "help_serve_basemap");
  serve.value("desk", "FOLDER", "help_serve_desk");
  serve.value("files", "FOLDER", "help_serve_files");
  serve.value("holidays", "FILE", "help_serve_holidays");
  serve.common();
}

void add_compare(Builder compare) {
  compare.city_read("help_compare_before", "BEFORE");
  compare.place("after", "AFTER", "help_compare_after");
  compare.value("scenario", "FILE", "help_compare_scenario");
  compare.value("standard", "S", "help_evaluate_standard");
  compare.value("person", "P", "help_route_person");
  compare.value("evidence", "seen|declared", "help_evaluate_evidence");
  compare.value("level", "community|...", "help_compare_level");
  compare.value("shifts", "N", "help_compare_shifts");
  compare.value("threads", "N", "help_access_threads");
  compare.value("out", "DIR", "help_compare_out");
  compare.value("title", "NAME", "help_evaluate_title");
  compare.common();
}

void add_bench(Builder bench) {
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
  info.city_read();
  info.value("lists", "DIR", "help_info_lists");
  info.common();

  auto route = command({"route", "help_route", "help_route_examples"});
  route.city_read();
  route.value("from", "LAT,LON", "help_route_from");
  route.value("to", "LAT,LON", "help_route_to");
  route.value("person", "P", "help_route_person");
  route.value("at", "'Mo 08:30'", "help_route_at");
  route.value("out", "FILE", "help_route_out");
  route.common();

  add_find(command({"find", "help_find", "help_find_examples"}));
  add_services(command({"services", "help_services", "help_services_examples"}));

  auto reach = command({"reach", "help_reach", "help_reach_examples"});
  reach.city_read();
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
  add_evaluate(command({"evaluate", "help_evaluate", "help_evaluate_examples"}));
  add_site(command({"site", "help_site", "help_site_examples"}));
  add_carts(command({"carts", "help_carts", "help_carts_examples"}));

  auto standards = command({"standards", "help_standards", "help_standards_examples"});
  standards.standard("help_standards_id");
  standards.value("check", "FILE", "help_standards_check");
  standards.common();
  add_db(command({"db", "help_db", "help_db_examples"}));
  add_account(command({"account", "help_account", "help_account_examples"}));
  add_serve(command({"serve", "help_serve", "help_serve_examples"}));
  add_compare(command({"compare", "help_compare", "help_compare_examples"}));

  auto demo = command({"demo-city", "help_demo", "help_demo_examples"});
  demo.value("people", "N", "help_demo_people");
  demo.value("seed", "S", "help_demo_seed");
  demo.value("out", "DIR", "help_demo_out");
  demo.common();

  add_bench(command({"bench", "help_bench", "help_bench_examples"}));
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
  auto const near = std::ranges::min_element(
      candidates, {}, [&](std::string const& candidate) { return text::edits(word, candidate); });
  auto const command = chosen.empty() ? std::string{"linquan"} : "linquan " + owner.get_name();
  if (near != candidates.end() && text::edits(word, *near) <= 2) {
    return {ErrorKind::usage, "usage_unknown_near", {{"word", word}, {"near", *near}, {"command", command}}};
  }
  return {ErrorKind::usage, "usage_unknown", {{"word", word}, {"command", command}}};
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
