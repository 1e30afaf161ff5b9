#pragma once

#include <chrono>
#include <optional>

#include "given.h"
#include "linquan/base/result.h"
#include "linquan/store/url.h"

namespace linquan::cli {

/// `--db URL [--as-of DATE]`: whose changes are made to a city before a command reads it.
struct DirectoryAsked {
  std::optional<store::Url> db;                ///< nullopt: the city as its file has it
  std::optional<std::chrono::sys_days> as_of;  ///< the end of this day on the city's calendar; nullopt: now
};

/// usage   `store_url`, `as_of_odd`, `as_of_needs_db`
Result<DirectoryAsked> read_directory(Given const& given);

}  // namespace linquan::cli
