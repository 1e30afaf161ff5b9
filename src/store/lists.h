#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Short lists in one column: each part behind its length ("3:大,"), so that no character needs to be kept out.
namespace linquan::store {

std::string joined(std::span<std::string const> parts);
/// What joined() made.
std::vector<std::string> parted(std::string_view text);

/// A number that this program wrote.
std::int64_t whole_number(std::string_view text);

}  // namespace linquan::store
