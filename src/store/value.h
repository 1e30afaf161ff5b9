#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linquan/base/id.h"

namespace linquan::store {

/// A whole number or a text on its way into a statement or out of it, or none of that sort.
///
/// Even "none" has a sort: a prepared statement binds each place as one sort for good.
class Value {
 public:
  enum class Sort : char { number, text };

  Value(std::int64_t number) : sort_{Sort::number}, number_{number} {}  // NOLINT(google-explicit-constructor): lists
  Value(std::string_view text) : sort_{Sort::text}, text_{text} {}      // NOLINT(google-explicit-constructor): lists
  Value(std::string const& text) : sort_{Sort::text}, text_{text} {}    // NOLINT(google-explicit-constructor): lists
  Value(char const* text) : sort_{Sort::text}, text_{text} {}           // NOLINT(google-explicit-constructor): lists
  Value(std::chrono::sys_seconds at) : Value{at.time_since_epoch().count()} {}  // NOLINT(google-explicit-constructor)
  template <class Tag>
  Value(Id<Tag> id) : Value{static_cast<std::int64_t>(id.value())} {}  // NOLINT(google-explicit-constructor): lists
  template <class Some>
  Value(std::optional<Some> const& maybe)  // NOLINT(google-explicit-constructor): lists
      : Value{maybe ? Value{*maybe} : none(Value{Some{}}.sort())} {}

  static Value none(Sort sort) {
    Value value{std::int64_t{0}};
    value.sort_ = sort;
    value.some_ = false;
    return value;
  }

  [[nodiscard]] Sort sort() const { return sort_; }
  [[nodiscard]] bool some() const { return some_; }
  [[nodiscard]] std::int64_t number() const { return number_; }
  [[nodiscard]] std::string const& text() const { return text_; }

 private:
  Sort sort_;
  bool some_ = true;
  std::int64_t number_ = 0;
  std::string text_;
};

/// One row of an answer, column by column in the order of the SELECT.
class Row {
 public:
  explicit Row(std::vector<Value> values) : values_{std::move(values)} {}

  [[nodiscard]] std::int64_t number(std::size_t column) const { return values_.at(column).number(); }
  [[nodiscard]] std::uint64_t count(std::size_t column) const { return static_cast<std::uint64_t>(number(column)); }
  [[nodiscard]] std::string const& text(std::size_t column) const { return values_.at(column).text(); }
  [[nodiscard]] bool has(std::size_t column) const { return values_.at(column).some(); }
  [[nodiscard]] std::chrono::sys_seconds instant(std::size_t column) const {
    return std::chrono::sys_seconds{std::chrono::seconds{number(column)}};
  }
  [[nodiscard]] std::optional<std::chrono::sys_seconds> maybe_instant(std::size_t column) const {
    return has(column) ? std::optional{instant(column)} : std::nullopt;
  }
  [[nodiscard]] std::optional<std::string> maybe_text(std::size_t column) const {
    return has(column) ? std::optional{text(column)} : std::nullopt;
  }
  template <class IdType>
  [[nodiscard]] IdType id(std::size_t column) const {
    return IdType{count(column)};
  }

 private:
  std::vector<Value> values_;
};

}  // namespace linquan::store
