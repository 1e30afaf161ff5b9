#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/city/import.h"
#include "linquan/http/rates.h"
#include "linquan/http/server.h"
#include "messages.h"

namespace linquan::cli {

/// What `linquan import` is to read and where to write.
struct ImportOptions {
  city::ImportRequest request;
  std::filesystem::path out;
  std::optional<std::filesystem::path> lists;
};

/// How `linquan serve` keeps itself from harm.
struct ServeSettings {
  http::Rate rate = http::Limits{}.rate;
  std::size_t connections = http::Limits{}.connections_max;
  std::vector<std::string> proxies;       ///< whose X-Forwarded-For is believed
  std::filesystem::path basemap;          ///< empty: none
  std::filesystem::path desk;             ///< empty: the one that was installed beside the program
  std::string standard = "local-xuzhou";  ///< asked of the city once the service answers; "none": none is
  std::filesystem::path holidays;         ///< empty: those that are built in alone
};

/// The configuration file, linquan.yaml. Each setting is documented in docs/configuration.md.
struct Settings {
  std::filesystem::path file;  ///< empty: none was read
  std::optional<Language> language;
  std::optional<ImportOptions> import;  ///< used by `linquan import` without options of its own
  ServeSettings serve;
};

/// Every setting there is, as "section.name".
inline constexpr std::array setting_names = std::to_array<std::string_view>({
    "language",          "import.osm",     "import.population", "import.homes", "import.outlets",    "import.areas",
    "import.candidates", "import.within",  "import.previous",   "import.crs",   "import.columns",    "import.name",
    "import.out",        "import.lists",   "serve.rate",        "serve.burst",  "serve.connections", "serve.proxies",
    "serve.basemap",     "serve.standard", "serve.holidays",    "serve.desk",
});

/// Reads a configuration file; relative paths in it start from its own folder.
///
/// bad_input   the file's refusals, `settings_not_yaml`, `setting_unknown`, `setting_expects_…`
Result<Settings> read_settings(std::filesystem::path const& file);

}  // namespace linquan::cli
