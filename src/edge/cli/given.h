#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace linquan::cli {

using Texts = std::vector<std::string>;

/// The command line as text: what an option's value means is decided afterwards, with refusals in the user's language.
struct Given {
  bool json = false;
  bool version = false;
  bool list_options = false;
  std::string lang;
  std::string config;
  std::string city;
  std::string standard;
  std::map<std::string, std::string, std::less<>> values;  ///< by option name without dashes
  std::map<std::string, Texts, std::less<>> lists;

  [[nodiscard]] std::string const& value(std::string_view name) const {
    static std::string const none;
    auto const found = values.find(name);
    return found == values.end() ? none : found->second;
  }
  [[nodiscard]] std::optional<std::filesystem::path> file(std::string_view name) const {
    auto const& text = value(name);
    return text.empty() ? std::nullopt : std::optional<std::filesystem::path>{text};
  }
  [[nodiscard]] std::vector<std::filesystem::path> files(std::string_view name) const {
    auto const found = lists.find(name);
    return found == lists.end() ? std::vector<std::filesystem::path>{}
                                : std::vector<std::filesystem::path>{found->second.begin(), found->second.end()};
  }
};

}  // namespace linquan::cli
