#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "directory_asked.h"
#include "given.h"
#include "linquan/base/result.h"
#include "linquan/geo/point.h"
#include "linquan/hours/hours.h"

namespace linquan::cli {

struct FindOptions {
  std::filesystem::path city;
  DirectoryAsked directory;
  std::string text;
  std::optional<geo::Point> at;  ///< only what is within `minutes` of it
  std::uint64_t minutes = 15;
  std::string person = "standard";
  std::optional<hours::When> open_at;  ///< of a day: by the calendar that is built in
  std::string kinds;                   ///< as they were written; empty: all
  std::size_t count = 20;
};

/// usage   what parse.h refuses; `find_at_missing`: minutes or a person without a place
Result<FindOptions> read_find(Given const& given);

}  // namespace linquan::cli
