#include "linquan/words/source_text.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <functional>
#include <map>
#include <string_view>

namespace linquan::words {

extern std::string_view const clauses_yaml;

namespace {

using Parts = std::map<std::string, std::string, std::less<>>;

Parts parts_in_english() {
  Parts parts;
  for (auto const& entry : YAML::Load(std::string{clauses_yaml})["clauses"]) {
    parts.emplace(entry.first.as<std::string>(), entry.second.as<std::string>());
  }
  return parts;
}

/// Empty where a part of it is in no English.
std::string in_english(std::string_view clause) {
  static auto const known = parts_in_english();
  static constexpr std::string_view between = "；";
  std::string english;
  while (!clause.empty()) {
    auto const end = std::min(clause.find(between), clause.size());
    auto const part = known.find(clause.substr(0, end));
    if (part == known.end()) {
      return {};
    }
    english.append(english.empty() ? "" : "; ").append(part->second);
    clause.remove_prefix(std::min(end + between.size(), clause.size()));
  }
  return english;
}

}  // namespace

std::string source_text(standard::Source const& source, Messages const& messages) {
  if (messages.language() == Language::zh) {
    return source.text;
  }
  auto const english = in_english(source.text);
  return english.empty() ? source.text : english + " · " + source.text;
}

}  // namespace linquan::words
