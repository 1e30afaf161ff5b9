#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/geo/point.h"
#include "linquan/http/request.h"

namespace linquan::api {

inline constexpr std::size_t body_depth_max = 16;
inline constexpr std::size_t body_values_max = 20'000;
/// What a route takes unless it says otherwise.
inline constexpr std::size_t body_bytes_max = 65'536;

struct TextBounds {
  std::size_t bytes_max = 200;
  bool lines = false;  ///< may have line breaks
  bool empty = false;  ///< may be empty
};

/// An object of a request's body, whose fields are known beforehand: any other is refused by its name.
///
/// Every function refuses with usage `body_field_missing`, `body_field_type` {name, expected} where the field is not
/// there or is something else; `…_if` gives nullopt where the field is not there or is null.
class Body {
 public:
  using Names = std::initializer_list<std::string_view>;

  /// usage   `body_not_json` (no JSON, no UTF-8, a name twice in one object), `body_deep`, `body_many`,
  ///         `body_not_object`, `body_field_unknown` {name, known}
  static Result<Body> parse(http::Request const& request, Names known);

  /// A text without control characters.
  [[nodiscard]] Result<std::string> text(std::string_view name, TextBounds const& bounds = {}) const;
  [[nodiscard]] Result<std::optional<std::string>> text_if(std::string_view name, TextBounds const& bounds = {}) const;

  struct Range {
    std::int64_t low = 0;
    std::int64_t high = 0;
  };
  /// A whole number within bounds that count themselves.
  [[nodiscard]] Result<std::int64_t> number(std::string_view name, Range range) const;
  [[nodiscard]] Result<std::optional<std::int64_t>> number_if(std::string_view name, Range range) const;

  [[nodiscard]] Result<bool> boolean(std::string_view name) const;
  [[nodiscard]] Result<std::optional<bool>> boolean_if(std::string_view name) const;

  /// {"lat": 34.26, "lon": 117.18} in degrees of WGS-84.
  [[nodiscard]] Result<geo::Point> place(std::string_view name) const;
  [[nodiscard]] Result<std::optional<geo::Point>> place_if(std::string_view name) const;

  /// An id, which is a number written as a text.
  [[nodiscard]] Result<std::uint64_t> id(std::string_view name) const;
  [[nodiscard]] Result<std::optional<std::uint64_t>> id_if(std::string_view name) const;

  /// A list of texts, each as text() takes it; empty where the field is not there.
  [[nodiscard]] Result<std::vector<std::string>> texts(std::string_view name, std::size_t most,
                                                       TextBounds const& bounds = {}) const;
  /// A list of objects with fields of their own; empty where the field is not there.
  [[nodiscard]] Result<std::vector<Body>> objects(std::string_view name, std::size_t most, Names known) const;
  /// One such object.
  [[nodiscard]] Result<std::optional<Body>> object_if(std::string_view name, Names known) const;

  /// The field as it stands, for what has a schema of its own (a GeoJSON geometry): depth, size and UTF-8 are checked,
  /// nothing else. Null where it is not there.
  [[nodiscard]] nlohmann::json const* raw(std::string_view name) const;

  /// Whether the field stands there at all, and whether it is null: a change that takes something away.
  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] bool is_null(std::string_view name) const;

 private:
  Body(nlohmann::json object, std::string place) : object_(std::move(object)), place_{std::move(place)} {}
  static Result<Body> closed(nlohmann::json object, std::string place, Names known);
  [[nodiscard]] std::string full(std::string_view name) const;
  [[nodiscard]] tl::unexpected<Error> missing(std::string_view name) const;

  nlohmann::json object_;
  std::string place_;  ///< "services[2]." before the names of fields; empty for the body itself
};

}  // namespace linquan::api
