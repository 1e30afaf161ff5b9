#pragma once

#include <string>
#include <string_view>

namespace linquan::store {

/// SHA-256 as 64 lower-case hexadecimal digits.
std::string hash_of(std::string_view bytes);

}  // namespace linquan::store
