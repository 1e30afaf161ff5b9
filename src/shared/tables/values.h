#pragma once

#include <string>

#include "linquan/tables/table.h"

namespace linquan::tables {

/// A value as text: the shortest digits that read back as the same number; empty for nothing and for no number.
std::string shown(Value const& value);

/// A sentence about a file that could not be written.
tl::unexpected<Error> unwritable(std::filesystem::path const& path, std::string_view reason);

}  // namespace linquan::tables
