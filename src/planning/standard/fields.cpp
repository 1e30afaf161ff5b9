#include "fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <system_error>
#include <utility>

namespace linquan::standard {

void Fields::refuse_at(YAML::Node const& at, std::string_view field, std::string_view expected) {
  refuse_as(at, "standard_file", {{"field", fmt::format("{}{}", owner_, field)}, {"expected", std::string{expected}}});
}

void Fields::refuse_as(YAML::Node const& at, std::string_view code, Error::Args args) {
  if (!error_) {
    args.emplace_back("file", file_name_);
    args.emplace_back("line", fmt::to_string(std::max(at.Mark().line, 0) + 1));
    error_ = Error{ErrorKind::bad_input, std::string{code}, std::move(args)};
  }
}

bool Fields::only(YAML::Node const& map, std::string_view field, std::initializer_list<std::string_view> known) {
  if (!map.IsMap()) {
    refuse_at(map, field, fmt::format("{{{}}}", fmt::join(known, ", ")));
    return false;
  }
  std::set<std::string> seen;
  for (auto const& entry : map) {
    auto const key = entry.first.IsScalar() ? entry.first.Scalar() : std::string{"?"};
    if (std::ranges::find(known, key) == known.end() || !seen.insert(key).second) {
      refuse_at(entry.first, key, fmt::format("{}", fmt::join(known, " | ")));
    }
  }
  return !failed();
}

std::string Fields::text(YAML::Node const& map, char const* key, bool required) {
  auto const node = map[key];
  if (!node && !required) {
    return {};
  }
  if (!node || !node.IsScalar() || node.Scalar().empty()) {
    refuse_at(node ? node : map, key, "text");
    return {};
  }
  return node.Scalar();
}

std::vector<std::string> Fields::words(YAML::Node const& map, char const* key) {
  std::vector<std::string> found;
  auto const node = map[key];
  if (!node) {
    return found;
  }
  if (node.IsScalar() && !node.Scalar().empty()) {
    found.push_back(node.Scalar());
    return found;
  }
  if (!node.IsSequence() || node.size() == 0) {
    refuse_at(node, key, "word | [word, …]");
    return found;
  }
  for (auto const& item : node) {
    if (!item.IsScalar() || item.Scalar().empty()) {
      refuse_at(item, key, "word | [word, …]");
      return found;
    }
    found.push_back(item.Scalar());
  }
  return found;
}

std::optional<std::int64_t> Fields::whole(YAML::Node const& map, char const* key, std::int64_t low, std::int64_t high) {
  auto const node = map[key];
  if (!node) {
    return std::nullopt;
  }
  auto const scalar = node.IsScalar() ? node.Scalar() : std::string{};
  std::int64_t value = 0;
  auto const* const end = scalar.data() + scalar.size();
  auto const [stop, failed] = std::from_chars(scalar.data(), end, value);
  if (scalar.empty() || failed != std::errc{} || stop != end || value < low || value > high) {
    refuse_at(node, key, low == high ? fmt::to_string(low) : fmt::format("{}…{}", low, high));
    return std::nullopt;
  }
  return value;
}

std::vector<YAML::Node> Fields::list(YAML::Node const& map, char const* key, bool required, std::size_t most) {
  auto const node = map[key];
  if (!node && !required) {
    return {};
  }
  if (!node || !node.IsSequence() || node.size() == 0 || node.size() > most) {
    refuse_at(node ? node : map, key, fmt::format("[1…{} × {{…}}]", most));
    return {};
  }
  return {node.begin(), node.end()};
}

std::size_t Fields::choice(YAML::Node const& map, char const* key, std::initializer_list<std::string_view> allowed) {
  auto const node = map[key];
  if (!node) {
    return 0;
  }
  auto const found = node.IsScalar() ? std::ranges::find(allowed, node.Scalar()) : allowed.end();
  if (found == allowed.end()) {
    refuse_at(node, key, fmt::format("{}", fmt::join(allowed, " | ")));
    return 0;
  }
  return static_cast<std::size_t>(found - allowed.begin());
}

}  // namespace linquan::standard
