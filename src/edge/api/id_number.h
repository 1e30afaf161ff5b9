#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace linquan::api {

/// The number of a stored thing, as paths, heads and bodies write it: decimal digits alone, of what the database holds
/// (63 bits). nullopt: no stored thing can have it, so that the caller says which thing is not known.
std::optional<std::uint64_t> id_number(std::string_view text);

}  // namespace linquan::api
