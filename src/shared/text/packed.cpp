#include "linquan/text/packed.h"

#include <charconv>
#include <system_error>

namespace linquan::text {

void Packer::add(std::string_view part) {
  text_ += std::to_string(part.size());
  text_ += ':';
  text_ += part;
  text_ += ',';
}

void Packer::add(std::uint64_t number) {
  add(std::to_string(number));
}

std::nullopt_t Unpacker::broken() {
  good_ = false;
  return std::nullopt;
}

std::optional<std::string_view> Unpacker::text() {
  std::size_t size = 0;
  auto const* const end = rest_.data() + rest_.size();
  auto const read = std::from_chars(rest_.data(), end, size);
  if (!good_ || read.ec != std::errc{} || read.ptr == end || *read.ptr != ':') {
    return broken();
  }
  auto const rest = rest_.substr(static_cast<std::size_t>(read.ptr - rest_.data()) + 1);
  // One more than the part is wanted: its comma.
  if (size >= rest.size() || rest[size] != ',') {
    return broken();
  }
  rest_ = rest.substr(size + 1);
  return rest.substr(0, size);
}

std::optional<std::uint64_t> Unpacker::number() {
  auto const part = text();
  std::uint64_t number = 0;
  if (!part) {
    return std::nullopt;
  }
  auto const* const end = part->data() + part->size();
  auto const read = std::from_chars(part->data(), end, number);
  return read.ec == std::errc{} && read.ptr == end && !part->empty() ? std::optional{number} : broken();
}

}  // namespace linquan::text
