#pragma once

#include <filesystem>
#include <string>

#include "linquan/answers/carts.h"
#include "linquan/base/result.h"
#include "messages.h"

namespace linquan::cli {

using answers::Carted;
using answers::json_of;

/// Who is served before and after, how good that is, and the week by day.
std::string text_of(Carted const& carted, Messages const& messages);

/// A table of outlets as `linquan import --outlets` reads it: one outlet for each cart, a row for each of its places.
///
/// machine   `file_unwritable`
Result<void> write_carts(std::filesystem::path const& path, Carted const& carted, Messages const& messages);

}  // namespace linquan::cli
