#pragma once

#include <span>
#include <string>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/reach/supply.h"

namespace linquan::cli {

/// One column for each kind that is asked for by id, Chinese or English name or alias; every kind of the city's where
/// none is. In the order of the call, without doubles.
///
/// usage   `kind_unknown_near` (with the names that are most alike), `kind_not_in_city`
Result<std::vector<reach::Column>> columns_asked(city::City const& city, std::span<std::string const> words);

}  // namespace linquan::cli
