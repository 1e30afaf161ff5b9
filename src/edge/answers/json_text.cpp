#include "json_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace linquan::answers {

void append_quoted(std::string_view text, std::string& to) {
  auto const plain = [](char c) { return static_cast<unsigned char>(c) >= ' ' && c != '"' && c != '\\'; };
  if (!std::ranges::all_of(text, plain)) {
    to += nlohmann::json(text).dump();
    return;
  }
  to += '"';
  to += text;
  to += '"';
}

void append_list(std::vector<std::string> const& texts, std::string& to) {
  to += '[';
  for (auto const& text : texts) {
    to += &text == texts.data() ? "" : ",";
    append_quoted(text, to);
  }
  to += ']';
}

void append_tenths(reach::Tenths tenths, std::string& to) {
  to += std::to_string(tenths / 10);
  to += '.';
  to += static_cast<char>('0' + tenths % 10);
}

}  // namespace linquan::answers
