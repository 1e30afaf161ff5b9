#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "access_options.h"
#include "account_options.h"
#include "compare_options.h"
#include "db_options.h"
#include "directory_asked.h"
#include "evaluate_options.h"
#include "find_options.h"
#include "linquan/answers/circle.h"
#include "linquan/base/result.h"
#include "linquan/city/route.h"
#include "linquan/demo/demo.h"
#include "linquan/reach/limits.h"
#include "messages.h"
#include "serve_options.h"
#include "services_options.h"
#include "settings.h"
#include "siting_options.h"

namespace linquan::cli {

struct InfoOptions {
  std::filesystem::path city;
  DirectoryAsked directory;
  std::optional<std::filesystem::path> lists;
};

struct RouteOptions {
  std::filesystem::path city;
  DirectoryAsked directory;
  city::RouteRequest request;
  std::optional<std::filesystem::path> out;
};

/// Neither: the list of those that are built in.
struct StandardsOptions {
  std::optional<std::string> id;     ///< to print
  std::optional<std::string> check;  ///< a file to read
};

struct ReachOptions : answers::ReachQuestion {
  enum class Form : std::uint8_t { text, json, geojson };

  std::filesystem::path city;
  DirectoryAsked directory;
  std::optional<city::OutletId> outlet;  ///< whom it serves is asked for; no `at` then
  Form form = Form::text;
  std::optional<std::filesystem::path> out;
};

struct BenchOptions {
  std::optional<std::filesystem::path> city;  ///< empty: `inputs` are imported
  city::ImportRequest inputs;
  std::size_t runs = 5;
  std::size_t pairs = 200;
  std::uint64_t seed = 1;
  std::size_t homes = 0;         ///< made-up ones instead of the city's; 0: the city's
  bool homes_at_points = false;  ///< a home at every bend and junction of the map
  std::size_t outlets = 0;       ///< made-up ones instead of the city's; 0: the city's
  std::size_t kinds = 45;        ///< of made-up outlets
  bool dense = false;            ///< made-up ones gather where streets are denser
  std::vector<std::size_t> series;
  std::string person = "standard";
  reach::Unit unit = reach::Unit::seconds;
  reach::Limits limits;
  bool three = false;
};

/// Help, the version, the list of options: text for standard output and nothing else to do.
struct Shown {
  std::string text;
};

using Command = std::variant<Shown, ImportOptions, InfoOptions, RouteOptions, ReachOptions, AccessOptions,
                             StandardsOptions, EvaluateOptions, FindOptions, ServicesOptions, SiteOptions, CartOptions,
                             CompareOptions, DbOptions, AccountOptions, ServeOptions, demo::Request, BenchOptions>;

struct CommandLine {
  Command command;
  bool json = false;
};

/// What has to be known before the rest can be understood: it decides the language of every message.
struct EarlyOptions {
  std::optional<std::string> lang;
  std::optional<std::string> config;
};
EarlyOptions early_options(std::span<std::string const> arguments);

/// The whole command line.
///
/// usage   `usage_no_command`, `usage_unknown`, `usage_missing`, `usage_needs_value`, and what parse.h refuses
Result<CommandLine> parse_arguments(std::span<std::string const> arguments, Messages const& messages,
                                    Settings const& settings);

}  // namespace linquan::cli
