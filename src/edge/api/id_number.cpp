#include "id_number.h"

#include <charconv>
#include <system_error>

namespace linquan::api {

std::optional<std::uint64_t> id_number(std::string_view text) {
  std::uint64_t number = 0;
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  auto const whole = fault == std::errc{} && end == text.data() + text.size();
  return whole && number <= INT64_MAX ? std::optional{number} : std::nullopt;
}

}  // namespace linquan::api
