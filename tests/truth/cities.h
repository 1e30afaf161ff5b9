#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "linquan/city/city.h"

namespace linquan::reach {

/// Where the real extracts lie; nothing where the machine has none.
std::optional<std::filesystem::path> real_data();

/// "demo", or a real city: las_palmas, porto, helsinki, rome. Imported once for all tests that ask for it in a row.
city::City const& city_named(std::string const& name);

}  // namespace linquan::reach
