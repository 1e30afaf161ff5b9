#pragma once

#include <string_view>

#include "arguments.h"
#include "given.h"
#include "linquan/base/result.h"
#include "settings.h"

namespace linquan::cli {

/// What a command's options mean.
///
/// usage   `usage_missing`, and what parse.h refuses
Result<Command> command_of(std::string_view name, Given const& given, Settings const& settings);

/// The refusal of a call that lacks an option.
Error missing(std::string_view command, std::string_view option);

}  // namespace linquan::cli
