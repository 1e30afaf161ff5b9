#pragma once

#include <filesystem>

#include "linquan/base/result.h"

namespace linquan::tables {

/// Puts every file of a folder, and of those in it, into one zip file: by name, with a fixed date, so that the same
/// files make the same bytes. Names are UTF-8. The zip appears whole or not at all.
///
/// machine   `file_unwritable`; what read_file() refuses
Result<void> write_zip(std::filesystem::path const& path, std::filesystem::path const& folder);

}  // namespace linquan::tables
