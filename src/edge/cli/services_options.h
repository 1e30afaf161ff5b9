#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "directory_asked.h"
#include "given.h"
#include "linquan/base/result.h"

namespace linquan::cli {

struct ServicesOptions {
  std::filesystem::path city;
  DirectoryAsked directory;
  std::string area;                          ///< code of a living circle, community or any other area
  std::optional<std::filesystem::path> out;  ///< .xlsx, .csv or .html
};

/// usage   `usage_missing`, `out_format`
Result<ServicesOptions> read_services(Given const& given);

}  // namespace linquan::cli
