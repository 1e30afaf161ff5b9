#include "lists.h"

#include <charconv>

#include "linquan/base/ensure.h"

namespace linquan::store {

std::string joined(std::span<std::string const> parts) {
  std::string text;
  for (auto const& part : parts) {
    text += std::to_string(part.size()) + ':' + part + ',';
  }
  return text;
}

std::vector<std::string> parted(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    auto const colon = text.find(':');
    ensure(colon != std::string_view::npos, "a list that this program did not write");
    auto const size = static_cast<std::size_t>(whole_number(text.substr(0, colon)));
    text.remove_prefix(colon + 1);
    ensure(size < text.size() && text[size] == ',', "a list that this program did not write");
    parts.emplace_back(text.substr(0, size));
    text.remove_prefix(size + 1);
  }
  return parts;
}

std::int64_t whole_number(std::string_view text) {
  std::int64_t number = 0;
  auto const* const end = text.data() + text.size();
  auto const read = std::from_chars(text.data(), end, number);
  ensure(read.ec == std::errc{} && read.ptr == end, "a number that this program did not write");
  return number;
}

}  // namespace linquan::store
