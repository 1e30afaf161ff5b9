#pragma once

#include <string>
#include <string_view>

namespace linquan::http {

/// The text as gzip writes it, quickly rather than small.
std::string gzipped(std::string_view text);

}  // namespace linquan::http
