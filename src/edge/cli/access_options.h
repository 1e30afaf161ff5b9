#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "directory_asked.h"
#include "linquan/base/result.h"
#include "linquan/kinds/kinds.h"
#include "linquan/reach/catchment.h"
#include "linquan/reach/limits.h"
#include "linquan/reach/walker.h"

namespace linquan::cli {

/// What `linquan access` asks: who has any of these kinds within the limit.
struct AccessOptions {
  std::filesystem::path city;
  DirectoryAsked directory;
  std::string kinds;  ///< as given: a city decides what they mean
  reach::Walker walker;
  reach::Limits limit;
  std::string limit_text;  ///< as given, without its unit
  std::string at_text;     ///< as given; empty: at any time
  kinds::ServingSet ways = static_cast<kinds::ServingSet>(kinds::Serving::at_stand);
  bool unknown_hours_count = true;
  unsigned threads = 1;
  std::optional<reach::AgeGroup> capacity;  ///< whose demand the capacity is weighed against
  std::optional<std::filesystem::path> out;
};

/// The text behind an option, by its name without dashes; empty where it was not given.
using ValueOf = std::function<std::string const&(std::string_view)>;

/// Everything but the city.
///
/// usage   `usage_missing`, `usage_access_limit`, `usage_access_hours`, `person_unknown`, `choice_unknown`,
///         `decimal_not_understood`, `out_format`, and those of Limits::of() and parse.h
Result<AccessOptions> read_access(ValueOf const& value);

}  // namespace linquan::cli
