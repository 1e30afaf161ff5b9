#include "linquan/cli/cli.h"

#include <cerrno>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <new>
#include <optional>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <variant>

#include "arguments.h"
#include "commands.h"
#include "exit_code.h"
#include "interrupt.h"
#include "messages.h"
#include "settings.h"
#include "terminal.h"

namespace linquan::cli {
namespace {

std::string_view const default_settings_file = "/etc/linquan/linquan.yaml";

std::string environment(char const* name) {
  auto const* value = std::getenv(name);
  return value == nullptr ? std::string{} : std::string{value};
}

/// As the C library decides it: the first of these that is set counts.
std::optional<Language> language_of_environment() {
  for (auto const* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (auto const value = environment(name); !value.empty()) {
      return language_named(value);
    }
  }
  return std::nullopt;
}

Result<Settings> settings_for(EarlyOptions const& early) {
  if (early.config) {
    return read_settings(*early.config);
  }
  if (auto const named = environment("LINQUAN_CONFIG"); !named.empty()) {
    return read_settings(named);
  }
  std::error_code ignored;
  if (std::filesystem::exists(default_settings_file, ignored)) {
    return read_settings(default_settings_file);
  }
  return Settings{};
}

int refused(Error const& error, Messages const& messages, std::FILE* err) {
  std::fputs(("linquan: " + messages.render(error) + "\n").c_str(), err);
  return exit_code(error.kind);
}

Result<void> execute(Command const& command, Console const& console, Progress& progress) {
  return std::visit(
      [&](auto const& options) -> Result<void> {
        using Options = std::decay_t<decltype(options)>;
        if constexpr (std::is_same_v<Options, Shown>) {
          std::fputs(options.text.c_str(), console.out);
          return {};
        } else if constexpr (std::is_same_v<Options, ImportOptions>) {
          return run_import(options, console, progress);
        } else if constexpr (std::is_same_v<Options, InfoOptions>) {
          return run_info(options, console, progress);
        } else if constexpr (std::is_same_v<Options, RouteOptions>) {
          return run_route(options, console, progress);
        } else if constexpr (std::is_same_v<Options, FindOptions>) {
          return run_find(options, console, progress);
        } else if constexpr (std::is_same_v<Options, ServicesOptions>) {
          return run_services(options, console, progress);
        } else if constexpr (std::is_same_v<Options, ReachOptions>) {
          return run_reach(options, console, progress);
        } else if constexpr (std::is_same_v<Options, AccessOptions>) {
          return run_access(options, console, progress);
        } else if constexpr (std::is_same_v<Options, EvaluateOptions>) {
          return run_evaluate(options, console, progress);
        } else if constexpr (std::is_same_v<Options, SiteOptions>) {
          return run_site(options, console, progress);
        } else if constexpr (std::is_same_v<Options, CartOptions>) {
          return run_carts(options, console, progress);
        } else if constexpr (std::is_same_v<Options, StandardsOptions>) {
          return run_standards(options, console, progress);
        } else if constexpr (std::is_same_v<Options, DbOptions>) {
          return run_db(options, console, progress);
        } else if constexpr (std::is_same_v<Options, AccountOptions>) {
          return run_account(options, console, progress);
        } else if constexpr (std::is_same_v<Options, ServeOptions>) {
          return run_serve(options, console, progress);
        } else if constexpr (std::is_same_v<Options, CompareOptions>) {
          return run_compare(options, console, progress);
        } else if constexpr (std::is_same_v<Options, demo::Request>) {
          return run_demo_city(options, console, progress);
        } else {
          return run_bench(options, console, progress);
        }
      },
      command);
}

/// Runs the command with a progress display and Ctrl-C in hand.
int run_command(CommandLine const& line, Console const& console) {
  // The bar may stand on the line: the sentence takes its place.
  auto const form = form_for(console.err);
  Interrupt const interrupt{[&console, form] {
    std::fputs(form == TerminalStyle::Form::bar ? "\r\x1b[K" : "", console.err);
    tell(console, "interrupt_asked");
  }};
  Result<void> done;
  {
    TerminalProgress progress{
        console.err, console.messages, {.form = form, .stopped = [&interrupt] { return interrupt.stopped(); }}};
    done = execute(line.command, console, progress);
  }
  if (!done) {
    return refused(done.error(), console.messages, console.err);
  }
  if (std::fflush(console.out) != 0) {
    Error const full{ErrorKind::machine,
                     "output_unwritable",
                     {{"reason", std::error_code{errno, std::system_category()}.message()}}};
    return refused(full, console.messages, console.err);
  }
  return 0;
}

int run_guarded(std::span<std::string const> arguments, Messages const& messages, Settings const& settings,
                std::FILE* out, std::FILE* err) {
  try {
    auto const line = parse_arguments(arguments, messages, settings);
    if (!line) {
      return refused(line.error(), messages, err);
    }
    return run_command(*line, Console{messages, out, err, line->json});
  } catch (std::bad_alloc const&) {
    return refused({ErrorKind::machine, "memory_exhausted", {}}, messages, err);
  } catch (std::exception const& fault) {
    return refused({ErrorKind::machine, "machine_failed", {{"reason", fault.what()}}}, messages, err);
  }
}

}  // namespace

int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
      return 2;
    case ErrorKind::bad_input:
    case ErrorKind::not_found:
    case ErrorKind::conflict:
    case ErrorKind::forbidden:
    case ErrorKind::signed_out:
      return 3;
    case ErrorKind::busy:
    case ErrorKind::machine:
      return 4;
    case ErrorKind::interrupted:
      return 130;
  }
  return 4;
}

void tell(Console const& console, std::string_view code, Error::Args const& args) {
  std::fputs((console.messages.say(code, args) + "\n").c_str(), console.err);
}

int run(std::span<std::string const> arguments, std::FILE* out, std::FILE* err) {
  auto const early = early_options(arguments);
  auto language = language_of_environment().value_or(Language::en);
  if (early.lang) {
    auto const named = language_named(*early.lang);
    if (!named) {
      return refused({ErrorKind::usage, "language_unknown", {{"text", *early.lang}}}, Messages{language}, err);
    }
    language = *named;
  }
  auto const settings = settings_for(early);
  if (!settings) {
    return refused(settings.error(), Messages{language}, err);
  }
  if (!early.lang && settings->language) {
    language = *settings->language;
  }
  return run_guarded(arguments, Messages{language}, *settings, out, err);
}

}  // namespace linquan::cli
