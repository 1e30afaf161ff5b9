#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "linquan/base/result.h"
#include "linquan/store/url.h"

namespace linquan::cli {

struct DbOptions {
  enum class Action : std::uint8_t { check, backup, restore, migrate };

  Action action = Action::check;
  store::Url db;
  std::filesystem::path copy;  ///< of backup the one to write, of restore the one to read
};

/// `value` hands out what stands behind an option.
///
/// usage   `usage_missing`, `usage_one_of`, `store_url`
Result<DbOptions> read_db(std::function<std::string const&(std::string_view)> const& value);

}  // namespace linquan::cli
