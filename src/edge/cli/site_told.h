#pragma once

#include <filesystem>
#include <string>

#include "linquan/answers/sites.h"
#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/siting/sites.h"
#include "messages.h"
#include "siting_options.h"

namespace linquan::cli {

using answers::json_of;
using answers::Sited;

/// "no other choice can serve more than 1.2 % more", rounded up so that it stays true.
std::string bound_sentence(std::int64_t served, std::int64_t bound, Messages const& messages);

/// Who is served now and after, how good that is, and a line for each site.
std::string text_of(Sited const& sited, Messages const& messages);

/// A row for each site.
///
/// machine   `file_unwritable`
Result<void> write_sites(std::filesystem::path const& path, Sited const& sited, Messages const& messages);

}  // namespace linquan::cli
