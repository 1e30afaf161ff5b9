#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace linquan::text {

/// One character of UTF-8 and how many bytes it took; `size` is 0 where the bytes are none.
struct Rune {
  char32_t value = 0;
  std::size_t size = 0;
};
Rune first_rune(std::string_view utf8);

/// Every character; a byte that begins none becomes U+FFFD, so that nothing is lost in silence.
std::u32string runes(std::string_view utf8);
void append(std::string& utf8, char32_t rune);
std::string to_utf8(std::u32string_view runes);

/// Full-width forms (U+FF01…U+FF5E) and the ideographic space as their ASCII counterparts; others as they are.
char32_t half_width(char32_t rune);
std::u32string half_width(std::u32string_view runes);
bool is_space(char32_t rune);
constexpr bool is_digit(char32_t rune) {
  return rune >= U'0' && rune <= U'9';
}

std::u32string_view trimmed(std::u32string_view runes);
/// Half-width characters without spaces at either end: what the parsers of numbers and dates begin with.
std::u32string plain(std::string_view cell);

}  // namespace linquan::text
