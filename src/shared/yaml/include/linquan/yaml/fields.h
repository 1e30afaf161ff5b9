#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linquan/base/result.h"

namespace YAML {
class Node;
}

namespace linquan::yaml {

/// Of a whole number; both ends are allowed.
struct Bounds {
  std::int32_t low = 0;
  std::int32_t high = 0;
};

/// Reads the fields of a data file, each checked. The first thing that is not as the file's schema asks is kept as the
/// refusal, with file, line, field and what is expected; what is read after it is of no meaning.
class Fields {
 public:
  /// `code` names the refusal's sentence.
  Fields(std::string_view file_name, std::string_view code) : file_name_{file_name}, code_{code} {}

  void refuse_at(YAML::Node const& at, std::string_view field, std::string_view expected);
  /// Another refusal than the usual one; file, line and field are filled in.
  void refuse_with(YAML::Node const& at, std::string_view code, std::string_view field, Error::Args more);
  /// `file_twice`: what may stand once stands in an earlier line already.
  void refuse_twice(YAML::Node const& at, std::string_view field, int other_line);
  [[nodiscard]] bool failed() const { return error_.has_value(); }
  /// The first refusal, or else what was read.
  template <class T>
  [[nodiscard]] Result<T> ended(T value) const {
    if (error_) {
      return tl::unexpected<Error>{*error_};
    }
    return value;
  }

  /// Whose fields are read, "market": refusals then speak of "market.minutes". Empty: the file's own.
  void enter(std::string_view owner);
  /// From 1.
  [[nodiscard]] static int line_of(YAML::Node const& node);

  /// Refuses keys of a map that are not known or stand twice.
  void only(YAML::Node const& map, std::span<std::string_view const> known);
  void only(YAML::Node const& map, std::initializer_list<std::string_view> known) {
    only(map, std::span{known.begin(), known.size()});
  }
  [[nodiscard]] std::string text(YAML::Node const& map, char const* key);
  [[nodiscard]] std::string text_or_empty(YAML::Node const& map, char const* key);
  /// Texts that are not empty; none where the field is left out.
  [[nodiscard]] std::vector<std::string> texts(YAML::Node const& map, char const* key);
  [[nodiscard]] std::optional<std::int32_t> whole(YAML::Node const& map, char const* key, Bounds bounds);
  /// As whole(), of a node that is there.
  [[nodiscard]] std::optional<std::int32_t> whole_in(YAML::Node const& node, std::string_view field, Bounds bounds);
  [[nodiscard]] bool flag(YAML::Node const& map, char const* key, bool otherwise);

 private:
  std::string file_name_;
  std::string code_;
  std::string owner_;
  std::optional<Error> error_;
};

/// Hands the root of the YAML to `read`.
///
/// bad_input   `yaml_syntax` where it is no YAML, or none whose nodes can be read; `yaml_empty` where nothing is in it
Result<void> with_root(std::string_view yaml, std::string_view file_name,
                       std::function<void(YAML::Node const&)> const& read);

}  // namespace linquan::yaml
