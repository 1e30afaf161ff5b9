#pragma once

#include <filesystem>
#include <string>

#include "linquan/base/result.h"
#include "linquan/city/city.h"

namespace linquan::city {

/// What a city file tells of one of its inputs: name, size, SHA-256. The folder it lay in is left out on purpose.
Result<InputFile> provenance_of(std::filesystem::path const& path, std::string role, std::string crs);

}  // namespace linquan::city
