#include "linquan/yaml/fields.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <system_error>

namespace linquan::yaml {

int Fields::line_of(YAML::Node const& node) {
  return std::max(node.Mark().line, 0) + 1;
}

void Fields::enter(std::string_view owner) {
  owner_ = owner.empty() ? std::string{} : fmt::format("{}.", owner);
}

void Fields::refuse_with(YAML::Node const& at, std::string_view code, std::string_view field, Error::Args more) {
  if (error_) {
    return;
  }
  error_ = Error{
      ErrorKind::bad_input,
      std::string{code},
      {{"file", file_name_}, {"line", fmt::to_string(line_of(at))}, {"field", fmt::format("{}{}", owner_, field)}}};
  std::ranges::move(more, std::back_inserter(error_->args));
}

void Fields::refuse_at(YAML::Node const& at, std::string_view field, std::string_view expected) {
  refuse_with(at, code_, field, {{"expected", std::string{expected}}});
}

void Fields::refuse_twice(YAML::Node const& at, std::string_view field, int other_line) {
  refuse_with(at, "file_twice", field,
              {{"word", at.IsScalar() ? at.Scalar() : std::string{field}}, {"other_line", fmt::to_string(other_line)}});
}

void Fields::only(YAML::Node const& map, std::span<std::string_view const> known) {
  std::map<std::string, int> seen;
  for (auto const& entry : map) {
    auto const key = entry.first.IsScalar() ? entry.first.Scalar() : std::string{"?"};
    if (std::ranges::find(known, key) == known.end()) {
      refuse_at(entry.first, key, fmt::format("{}", fmt::join(known, " | ")));
      return;
    }
    if (auto const [first, is_new] = seen.emplace(key, line_of(entry.first)); !is_new) {
      refuse_twice(entry.first, key, first->second);
      return;
    }
  }
}

std::string Fields::text(YAML::Node const& map, char const* key) {
  auto const node = map[key];
  if (!node || !node.IsScalar() || node.Scalar().empty()) {
    refuse_at(node ? node : map, key, "text");
    return {};
  }
  return node.Scalar();
}

std::string Fields::text_or_empty(YAML::Node const& map, char const* key) {
  auto const node = map[key];
  if (!node) {
    return {};
  }
  if (!node.IsScalar()) {
    refuse_at(node, key, "text");
    return {};
  }
  return node.Scalar();
}

std::vector<std::string> Fields::texts(YAML::Node const& map, char const* key) {
  std::vector<std::string> result;
  auto const node = map[key];
  if (!node) {
    return result;
  }
  if (!node.IsSequence()) {
    refuse_at(node, key, "[text, …]");
    return result;
  }
  for (auto const& item : node) {
    if (!item.IsScalar() || item.Scalar().empty()) {
      refuse_at(item, key, "[text, …]");
      return result;
    }
    result.push_back(item.Scalar());
  }
  return result;
}

std::optional<std::int32_t> Fields::whole(YAML::Node const& map, char const* key, Bounds bounds) {
  auto const node = map[key];
  return node ? whole_in(node, key, bounds) : std::nullopt;
}

std::optional<std::int32_t> Fields::whole_in(YAML::Node const& node, std::string_view field, Bounds bounds) {
  auto const scalar = node.IsScalar() ? node.Scalar() : std::string{};
  std::int32_t value = 0;
  auto const* const end = scalar.data() + scalar.size();
  auto const [stop, failed] = std::from_chars(scalar.data(), end, value);
  if (scalar.empty() || failed != std::errc{} || stop != end || value < bounds.low || value > bounds.high) {
    refuse_at(node, field,
              bounds.low == bounds.high ? fmt::to_string(bounds.low) : fmt::format("{}…{}", bounds.low, bounds.high));
    return std::nullopt;
  }
  return value;
}

bool Fields::flag(YAML::Node const& map, char const* key, bool otherwise) {
  auto const node = map[key];
  if (!node) {
    return otherwise;
  }
  if (!node.IsScalar() || (node.Scalar() != "true" && node.Scalar() != "false")) {
    refuse_at(node, key, "true | false");
    return otherwise;
  }
  return node.Scalar() == "true";
}

Result<void> with_root(std::string_view yaml, std::string_view file_name,
                       std::function<void(YAML::Node const&)> const& read) {
  try {
    auto const root = YAML::Load(std::string{yaml});
    if (root.IsNull()) {
      return refuse(ErrorKind::bad_input, "yaml_empty", {{"file", std::string{file_name}}});
    }
    read(root);
    return {};
  } catch (YAML::Exception const& wrong) {
    return refuse(ErrorKind::bad_input, "yaml_syntax",
                  {{"file", std::string{file_name}},
                   {"line", fmt::to_string(wrong.mark.line + 1)},
                   {"column", fmt::to_string(wrong.mark.column + 1)}});
  }
}

}  // namespace linquan::yaml
