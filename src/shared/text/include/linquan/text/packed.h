#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// A row of texts and numbers as one text, and back: between a program and its child, and in a database.
namespace linquan::text {

/// Each part as its length in bytes, a colon, its bytes and a comma: "3:网,".
class Packer {
 public:
  void add(std::string_view part);
  void add(std::uint64_t number);
  [[nodiscard]] std::string take() { return std::move(text_); }
  [[nodiscard]] std::size_t size() const { return text_.size(); }

 private:
  std::string text_;
};

/// Reads the parts in the order in which they were added. What was not written by a Packer gives nullopt, now and from
/// then on; nothing is read beyond the text.
class Unpacker {
 public:
  explicit Unpacker(std::string_view text) : rest_{text} {}

  std::optional<std::string_view> text();
  std::optional<std::uint64_t> number();
  /// Whether everything was read, and all of it was right.
  [[nodiscard]] bool done() const { return good_ && rest_.empty(); }
  [[nodiscard]] bool good() const { return good_; }

 private:
  std::nullopt_t broken();

  std::string_view rest_;
  bool good_ = true;
};

}  // namespace linquan::text
