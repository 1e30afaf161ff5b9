#include "settings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "linquan/base/file.h"
#include "linquan/base/limits.h"

namespace linquan::cli {
namespace {

using Path = std::filesystem::path;

/// Puts one file's values into Settings; the first refusal is kept and ends the reading.
class Reader {
 public:
  explicit Reader(Path const& file) : file_{file} { settings_.file = file; }

  Result<Settings> read(YAML::Node const& root) {
    each(root, "", [this](std::string const& name, YAML::Node const& value) { top(name, value); });
    if (fault_) {
      return tl::unexpected<Error>{std::move(*fault_)};
    }
    return std::move(settings_);
  }

 private:
  template <class Take>
  void each(YAML::Node const& map, std::string const& prefix, Take const& take) {
    if (map.IsNull()) {
      return;
    }
    if (!map.IsMap()) {
      return refuse_value(prefix, map, "setting_expects_map");
    }
    for (auto const& entry : map) {
      auto const name = prefix + entry.first.as<std::string>();
      auto const known = std::ranges::any_of(
          setting_names, [&](std::string_view setting) { return setting == name || setting.starts_with(name + "."); });
      if (!known) {
        return keep({ErrorKind::bad_input,
                     "setting_unknown",
                     {{"file", file_.string()},
                      {"line", line_of(entry.first)},
                      {"name", name},
                      {"known", fmt::format("{}", fmt::join(setting_names, ", "))}}});
      }
      take(name, entry.second);
    }
  }

  void top(std::string const& name, YAML::Node const& value) {
    if (name == "language") {
      settings_.language = language_named(text(name, value));
      if (!settings_.language) {
        refuse_value(name, value, "setting_expects_language");
      }
      return;
    }
    if (name == "serve") {
      each(value, "serve.", [this](std::string const& inner, YAML::Node const& node) { serve(inner, node); });
      return;
    }
    settings_.import.emplace();
    each(value, "import.", [this](std::string const& inner, YAML::Node const& node) { import(inner, node); });
  }

  void import(std::string const& name, YAML::Node const& value) {
    auto& options = *settings_.import;
    auto& request = options.request;
    if (name == "import.osm") {
      request.osm = paths(name, value);
    } else if (name == "import.outlets") {
      request.outlets = paths(name, value);
    } else if (name == "import.areas") {
      request.areas = paths(name, value);
    } else if (name == "import.columns") {
      columns(name, value);
    } else if (name == "import.crs") {
      request.crs = text(name, value);
    } else if (name == "import.name") {
      request.name = text(name, value);
    } else if (name == "import.out") {
      options.out = path(name, value);
    } else {
      one_file(options, name) = path(name, value);
    }
  }

  void serve(std::string const& name, YAML::Node const& value) {
    auto& options = settings_.serve;
    if (name == "serve.rate") {
      options.rate.per_second = static_cast<std::uint32_t>(number(name, value, 0));
    } else if (name == "serve.burst") {
      options.rate.burst = static_cast<std::uint32_t>(number(name, value, 1));
    } else if (name == "serve.connections") {
      options.connections = number(name, value, 1);
    } else if (name == "serve.basemap") {
      options.basemap = path(name, value);
    } else if (name == "serve.desk") {
      options.desk = path(name, value);
    } else if (name == "serve.holidays") {
      options.holidays = path(name, value);
    } else if (name == "serve.standard") {
      options.standard = text(name, value);
    } else {
      options.proxies.clear();
      for (auto const& item :
           value.IsSequence() ? std::vector<YAML::Node>{value.begin(), value.end()} : std::vector<YAML::Node>{value}) {
        options.proxies.push_back(text(name, item));
      }
    }
  }

  std::size_t number(std::string const& name, YAML::Node const& value, std::size_t low) {
    constexpr std::size_t high = 1'000'000;
    std::size_t result = low;
    auto const word = value.IsScalar() ? value.Scalar() : std::string{};
    auto const [end, fault] = std::from_chars(word.data(), word.data() + word.size(), result);
    if (word.empty() || fault != std::errc{} || end != word.data() + word.size() || result < low || result > high) {
      keep({ErrorKind::bad_input,
            "setting_expects_number",
            {{"file", file_.string()},
             {"line", line_of(value)},
             {"name", name},
             {"low", fmt::to_string(low)},
             {"high", fmt::to_string(high)}}});
      return low;
    }
    return result;
  }

  static std::optional<Path>& one_file(ImportOptions& options, std::string_view name) {
    if (name == "import.population") {
      return options.request.population;
    }
    if (name == "import.homes") {
      return options.request.homes;
    }
    if (name == "import.candidates") {
      return options.request.candidates;
    }
    if (name == "import.within") {
      return options.request.within;
    }
    if (name == "import.previous") {
      return options.request.previous;
    }
    return options.lists;
  }

  void columns(std::string const& name, YAML::Node const& value) {
    if (!value.IsMap()) {
      return refuse_value(name, value, "setting_expects_map");
    }
    for (auto const& entry : value) {
      settings_.import->request.columns[entry.first.as<std::string>()] = text(name, entry.second);
    }
  }

  std::string text(std::string const& name, YAML::Node const& value) {
    if (!value.IsScalar() || value.Scalar().empty()) {
      refuse_value(name, value, "setting_expects_text");
      return {};
    }
    return value.Scalar();
  }

  Path path(std::string const& name, YAML::Node const& value) { return file_.parent_path() / text(name, value); }

  std::vector<Path> paths(std::string const& name, YAML::Node const& value) {
    if (!value.IsSequence()) {
      return {path(name, value)};
    }
    std::vector<Path> result;
    for (auto const& item : value) {
      result.push_back(path(name, item));
    }
    return result;
  }

  void refuse_value(std::string const& name, YAML::Node const& value, std::string const& expected) {
    keep({ErrorKind::bad_input, expected, {{"file", file_.string()}, {"line", line_of(value)}, {"name", name}}});
  }

  static std::string line_of(YAML::Node const& node) { return fmt::to_string(node.Mark().line + 1); }

  void keep(Error error) {
    if (!fault_) {
      fault_ = std::move(error);
    }
  }

  Path const& file_;
  Settings settings_;
  std::optional<Error> fault_;
};

}  // namespace

Result<Settings> read_settings(Path const& file) {
  auto bytes = read_file(file, limits::text_file_bytes);
  if (!bytes) {
    return hand_on(bytes);
  }
  try {
    return Reader{file}.read(YAML::Load(*bytes));
  } catch (YAML::Exception const& fault) {
    return refuse(ErrorKind::bad_input, "settings_not_yaml",
                  {{"file", file.string()}, {"line", fmt::to_string(fault.mark.line + 1)}, {"reason", fault.msg}});
  }
}

}  // namespace linquan::cli
