#include "values.h"

#include <fmt/format.h>

#include <cmath>

namespace linquan::tables {

std::string shown(Value const& value) {
  if (auto const* const text = std::get_if<std::string>(&value)) {
    return *text;
  }
  if (auto const* const whole = std::get_if<std::int64_t>(&value)) {
    return fmt::to_string(*whole);
  }
  auto const* const real = std::get_if<double>(&value);
  return real != nullptr && std::isfinite(*real) ? fmt::format("{}", *real) : std::string{};
}

tl::unexpected<Error> unwritable(std::filesystem::path const& path, std::string_view reason) {
  return refuse(ErrorKind::machine, "file_unwritable", {{"path", path.string()}, {"reason", std::string{reason}}});
}

}  // namespace linquan::tables
