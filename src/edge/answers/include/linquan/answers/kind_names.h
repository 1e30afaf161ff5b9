#pragma once

#include <string_view>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/kinds/kinds.h"

namespace linquan::answers {

/// Kinds by id, Chinese or English name or alias, with commas between them, in the order given and each once. `name`
/// is the option that gives them. A name that several kinds share means all of them.
///
/// usage   `kind_none` (no word at all), `kind_unknown` (with the nearest names)
Result<std::vector<kinds::KindIndex>> parse_kinds(std::string_view name, std::string_view text, city::City const& city);

}  // namespace linquan::answers
