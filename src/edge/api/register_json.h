#pragma once

#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "linquan/directory/registers.h"
#include "linquan/registers/understand.h"
#include "linquan/tables/table.h"

/// Registers as JSON.
namespace linquan::api {

/// What was understood of a register, as it is stored beside it and shown.
nlohmann::ordered_json understood_json(tables::Table const& table, registers::Understood const& understood);

/// A register with how far it has come; `fates` are counts by directory::RowFate.
nlohmann::ordered_json register_json(directory::Register const& kept, std::vector<std::uint64_t> const& fates);

/// One row that would change something, or did.
nlohmann::ordered_json register_row_json(directory::RegisterRow const& row, std::chrono::sys_days today);

}  // namespace linquan::api
