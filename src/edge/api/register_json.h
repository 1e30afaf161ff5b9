#pragma once

#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "linquan/directory/registers.h"
#include "linquan/registers/understand.h"
#include "linquan/tables/table.h"
#include "linquan/words/messages.h"

/// Registers as JSON.
namespace linquan::api {

/// What was understood of a register, as it is stored beside it and shown.
nlohmann::ordered_json understood_json(tables::Table const& table, registers::Understood const& understood);

/// How far a register has come; `fates` are counts by directory::RowFate.
nlohmann::ordered_json register_progress_json(directory::Register const& kept, std::vector<std::uint64_t> const& fates);

/// The same with what was understood of it; each fault says why in the language of whoever asks.
nlohmann::ordered_json register_json(directory::Register const& kept, std::vector<std::uint64_t> const& fates,
                                     words::Messages const& messages);

/// One row that would change something, or did, beside the outlet as the directory has it now; null: none such.
nlohmann::ordered_json register_row_json(directory::RegisterRow const& row, directory::Entry const* now,
                                         std::chrono::sys_days today, words::Messages const& messages);

}  // namespace linquan::api
