#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string_view>

#include "linquan/base/result.h"
#include "linquan/city/import.h"
#include "messages.h"

namespace linquan::cli {

/// What `linquan import` is to read and where to write.
struct ImportOptions {
  city::ImportRequest request;
  std::filesystem::path out;
  std::optional<std::filesystem::path> lists;
};

/// The configuration file, linquan.yaml. Each setting is documented in docs/configuration.md.
struct Settings {
  std::filesystem::path file;  ///< empty: none was read
  std::optional<Language> language;
  std::optional<ImportOptions> import;  ///< used by `linquan import` without options of its own
};

/// Every setting there is, as "section.name".
inline constexpr std::array setting_names = std::to_array<std::string_view>({
    "language",
    "import.osm",
    "import.population",
    "import.homes",
    "import.outlets",
    "import.areas",
    "import.candidates",
    "import.within",
    "import.previous",
    "import.crs",
    "import.columns",
    "import.name",
    "import.out",
    "import.lists",
});

/// Reads a configuration file; relative paths in it start from its own folder.
///
/// bad_input   the file's refusals, `settings_not_yaml`, `setting_unknown`, `setting_expects_…`
Result<Settings> read_settings(std::filesystem::path const& file);

}  // namespace linquan::cli
