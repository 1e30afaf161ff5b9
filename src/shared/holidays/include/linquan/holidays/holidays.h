#pragma once

#include <string_view>

#include "linquan/base/result.h"
#include "linquan/hours/hours.h"

/// Public holidays and worked weekends, year by year: standards/holidays.yaml, or a file of its form.
namespace linquan::holidays {

/// bad_input   `yaml_syntax`, `holidays_file` with file, line, field and what is expected
Result<hours::Calendar> parse(std::string_view yaml, std::string_view file_name);

/// The years whose notices were read when this program was made.
hours::Calendar const& built_in();

/// `base`, with the years of `own` in place of its own.
hours::Calendar with(hours::Calendar base, hours::Calendar const& own);

}  // namespace linquan::holidays
