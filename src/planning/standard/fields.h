#pragma once

#include <yaml-cpp/yaml.h>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"

namespace linquan::standard {

/// Checked access to the fields of a file. The first thing that is not as the schema asks is kept; what is read after
/// it counts for nothing.
class Fields {
 public:
  explicit Fields(std::string_view file_name) : file_name_{file_name} {}

  /// What the fields belong to, in front of their names in refusals: "rules.market-8.".
  void set_owner(std::string owner) { owner_ = std::move(owner); }
  [[nodiscard]] bool failed() const { return error_.has_value(); }
  [[nodiscard]] Error take_error() { return std::move(*error_); }

  void refuse_at(YAML::Node const& at, std::string_view field, std::string_view expected);
  /// Another refusal than that of a field, with file and line added.
  void refuse_as(YAML::Node const& at, std::string_view code, Error::Args args);

  /// A map with no other keys than these, each once.
  bool only(YAML::Node const& map, std::string_view field, std::initializer_list<std::string_view> known);
  std::string text(YAML::Node const& map, char const* key, bool required);
  /// One word or a list of them.
  std::vector<std::string> words(YAML::Node const& map, char const* key);
  std::optional<std::int64_t> whole(YAML::Node const& map, char const* key, std::int64_t low, std::int64_t high);
  /// A list; nothing where it is missing and not required.
  std::vector<YAML::Node> list(YAML::Node const& map, char const* key, bool required, std::size_t most);
  /// The number of the word among `allowed`; 0 where the key is missing.
  std::size_t choice(YAML::Node const& map, char const* key, std::initializer_list<std::string_view> allowed);

 private:
  std::string file_name_;
  std::string owner_;
  std::optional<Error> error_;
};

}  // namespace linquan::standard
