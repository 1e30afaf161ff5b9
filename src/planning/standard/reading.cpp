#include "reading.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <utility>

#include "schema.h"

namespace linquan::standard {

std::string id_of(Reading& reading, YAML::Node const& map) {
  auto id = reading.fields.text(map, "id");
  auto const plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
  if (!reading.fields.failed() && (id.size() > schema::id_length_max || !std::ranges::all_of(id, plain))) {
    reading.fields.refuse_at(map["id"], "id", fmt::format("a-z 0-9 _ -, 1…{}", schema::id_length_max));
  }
  return id;
}

Name name_of(Reading& reading, YAML::Node const& map) {
  return {reading.fields.text(map, "zh"), reading.fields.text(map, "en")};
}

std::size_t choice_of(Reading& reading, YAML::Node const& map, char const* key, std::span<std::string_view const> words,
                      std::size_t otherwise) {
  auto const node = map[key];
  if (!node) {
    return otherwise;
  }
  auto const found = std::ranges::find(words, node.IsScalar() ? node.Scalar() : std::string{});
  if (found == words.end()) {
    reading.fields.refuse_at(node, key, fmt::format("{}", fmt::join(words, " | ")));
    return otherwise;
  }
  return static_cast<std::size_t>(found - words.begin());
}

Source source_of(Reading& reading, YAML::Node const& map) {
  // The letters are those of standards/kinds.yaml.
  static constexpr std::array<std::string_view, 6> words{"V", "K", "U", "seen", "known", "proposed"};
  Source source;
  source.text = reading.fields.text(map, "source");
  if (!map["mark"]) {
    reading.fields.refuse_at(map, "mark", fmt::format("{}", fmt::join(words, " | ")));
  }
  source.mark = static_cast<Mark>(choice_of(reading, map, "mark", words, 2) % 3);
  return source;
}

std::string level_of(Reading& reading, YAML::Node const& map) {
  static constexpr std::array<std::string_view, 5> words{"15", "10", "5-10", "5", "block"};
  return map["level"] ? std::string{words[choice_of(reading, map, "level", words, 0)]} : std::string{};
}

std::vector<YAML::Node> maps_of(Reading& reading, YAML::Node const& root, char const* key, std::size_t count_max) {
  std::vector<YAML::Node> maps;
  auto const list = root[key];
  if (!list) {
    return maps;
  }
  reading.fields.enter("");
  auto const expected = fmt::format("[0…{} × {{…}}]", count_max);
  if (!list.IsSequence() || list.size() > count_max) {
    reading.fields.refuse_at(list, key, expected);
    return maps;
  }
  for (auto const& item : list) {
    if (!item.IsMap()) {
      reading.fields.refuse_at(item, key, expected);
      return {};
    }
    maps.push_back(item);
  }
  return maps;
}

void contradict(Reading& reading, YAML::Node const& at, std::string_view field, YAML::Node const& other_at,
                std::string_view other) {
  reading.fields.refuse_with(
      at, "standard_contradiction", field,
      {{"other", std::string{other}}, {"other_line", fmt::to_string(yaml::Fields::line_of(other_at))}});
}

}  // namespace linquan::standard
