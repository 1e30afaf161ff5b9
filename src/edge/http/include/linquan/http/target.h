#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"

namespace linquan::http {

inline constexpr std::size_t target_bytes_max = 2048;
inline constexpr std::size_t parameters_max = 32;

/// What stands behind the question mark: names and values, decoded, each name once.
class Query {
 public:
  struct Parameter {
    std::string name;
    std::string value;
    friend bool operator==(Parameter const&, Parameter const&) = default;
  };

  /// usage   `http_target` (a broken escape, a control character, no UTF-8), `http_parameter_twice`,
  ///         `http_parameters_many`
  static Result<Query> parse(std::string_view text);

  [[nodiscard]] std::vector<Parameter> const& all() const { return parameters_; }
  /// nullopt where the name does not stand there; empty where it does without a value.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;

 private:
  std::vector<Parameter> parameters_;
};

/// The first line's target, taken apart: a path is its segments, so that nothing in it can climb or hide.
struct Target {
  std::vector<std::string> segments;  ///< of "/api/v1/kinds" three; of "/" none; a closing "/" adds an empty one
  Query query;
};

/// Reads a path with its query, or an address of which these are the end.
///
/// usage   `http_target` where a segment is "." or "..", holds a slash, backslash or control character in any spelling,
///         is no UTF-8 or has a broken escape; and what Query::parse() refuses
Result<Target> parse_target(std::string_view text);

}  // namespace linquan::http
