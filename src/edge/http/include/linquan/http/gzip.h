#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace linquan::http {

/// The text as gzip writes it, quickly rather than small.
std::string gzipped(std::string_view text);

/// What gzip wrote; nullopt where it is no gzip, is cut off, or holds more than `bytes_max`.
std::optional<std::string> gunzipped(std::string_view bytes, std::size_t bytes_max);

}  // namespace linquan::http
