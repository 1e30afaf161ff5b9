#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <utility>

#include "linquan/base/ensure.h"
#include "linquan/text/text.h"
#include "runes.h"

namespace linquan::text {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

class Converter {
 public:
  Converter() : handle_{::iconv_open("UTF-8", "GB18030")} {
    ensure(handle_ != none(), "the C library cannot convert GB18030");
  }
  Converter(Converter const&) = delete;
  Converter& operator=(Converter const&) = delete;
  Converter(Converter&&) = delete;
  Converter& operator=(Converter&&) = delete;
  ~Converter() { ::iconv_close(handle_); }

  [[nodiscard]] iconv_t get() const { return handle_; }

 private:
  /// iconv's own word for a failed open, which its manual spells as this cast of -1.
  static iconv_t none() {
    return reinterpret_cast<iconv_t>(-1);  // NOLINT(performance-no-int-to-ptr): the interface of iconv_open
  }
  iconv_t handle_;
};

}  // namespace

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    auto const rune = first_rune(bytes);
    if (rune.size == 0) {
      return false;
    }
    bytes.remove_prefix(rune.size);
  }
  return true;
}

Result<std::string> from_gbk(std::string_view bytes) {
  Converter const converter;
  std::string input{bytes};  // iconv asks for bytes that it may write to, although it does not
  auto* from = input.data();
  auto left = input.size();
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 2);
  std::array<char, 4096> chunk{};
  while (left > 0) {
    auto* to = chunk.data();
    auto room = chunk.size();
    auto const outcome = ::iconv(converter.get(), &from, &left, &to, &room);
    auto const failed = outcome == static_cast<std::size_t>(-1) && errno != E2BIG;
    text.append(chunk.data(), chunk.size() - room);
    if (failed) {
      return refuse(ErrorKind::bad_input, "not_gbk", {{"offset", fmt::to_string(bytes.size() - left)}});
    }
  }
  return text;
}

Result<Decoded> decode(std::string_view bytes) {
  if (bytes.substr(0, byte_order_mark.size()) == byte_order_mark) {
    auto const rest = bytes.substr(byte_order_mark.size());
    if (is_utf8(rest)) {
      return Decoded{std::string{rest}, "utf-8"};
    }
  }
  if (is_utf8(bytes)) {
    return Decoded{std::string{bytes}, "utf-8"};
  }
  auto text = from_gbk(bytes);
  if (!text) {
    return hand_on(text);
  }
  return Decoded{*std::move(text), "gbk"};
}

}  // namespace linquan::text
