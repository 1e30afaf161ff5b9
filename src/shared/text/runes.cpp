#include "runes.h"

#include <algorithm>
#include <array>

namespace linquan::text {
namespace {

constexpr char32_t replacement = 0xFFFD;

struct Lead {
  unsigned mask;
  unsigned value;
  std::size_t size;
  char32_t least;  ///< a smaller character would be written with too many bytes
};
constexpr std::array<Lead, 4> leads{
    {{0x80, 0x00, 1, 0x0}, {0xE0, 0xC0, 2, 0x80}, {0xF0, 0xE0, 3, 0x800}, {0xF8, 0xF0, 4, 0x10000}}};

unsigned byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

}  // namespace

Rune first_rune(std::string_view utf8) {
  if (utf8.empty()) {
    return {};
  }
  auto const first = byte_at(utf8, 0);
  auto const* const lead = std::ranges::find_if(leads, [&](Lead const& l) { return (first & l.mask) == l.value; });
  if (lead == leads.end() || utf8.size() < lead->size) {
    return {};
  }
  auto value = static_cast<char32_t>(first & ~lead->mask);
  for (std::size_t i = 1; i < lead->size; ++i) {
    auto const byte = byte_at(utf8, i);
    if ((byte & 0xC0U) != 0x80U) {
      return {};
    }
    value = (value << 6U) | (byte & 0x3FU);
  }
  auto const surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < lead->least || value > 0x10FFFF || surrogate) {
    return {};
  }
  return {value, lead->size};
}

std::u32string runes(std::string_view utf8) {
  std::u32string all;
  all.reserve(utf8.size());
  while (!utf8.empty()) {
    auto const rune = first_rune(utf8);
    all.push_back(rune.size == 0 ? replacement : rune.value);
    utf8.remove_prefix(std::max<std::size_t>(rune.size, 1));
  }
  return all;
}

void append(std::string& utf8, char32_t rune) {
  auto const tail = [&](unsigned shift) { utf8.push_back(static_cast<char>(0x80U | ((rune >> shift) & 0x3FU))); };
  if (rune < 0x80) {
    utf8.push_back(static_cast<char>(rune));
  } else if (rune < 0x800) {
    utf8.push_back(static_cast<char>(0xC0U | (rune >> 6U)));
    tail(0);
  } else if (rune < 0x10000) {
    utf8.push_back(static_cast<char>(0xE0U | (rune >> 12U)));
    tail(6);
    tail(0);
  } else {
    utf8.push_back(static_cast<char>(0xF0U | (rune >> 18U)));
    tail(12);
    tail(6);
    tail(0);
  }
}

std::string to_utf8(std::u32string_view runes) {
  std::string utf8;
  for (auto const rune : runes) {
    append(utf8, rune);
  }
  return utf8;
}

char32_t half_width(char32_t rune) {
  if (rune == 0x3000) {
    return U' ';
  }
  return rune >= 0xFF01 && rune <= 0xFF5E ? rune - 0xFEE0 : rune;
}

std::u32string half_width(std::u32string_view runes) {
  std::u32string all{runes};
  std::ranges::transform(all, all.begin(), [](char32_t rune) { return half_width(rune); });
  return all;
}

bool is_space(char32_t rune) {
  constexpr std::array<char32_t, 6> singles{U' ', 0x85, 0xA0, 0x202F, 0x3000, 0xFEFF};
  return (rune >= 0x09 && rune <= 0x0D) || (rune >= 0x2000 && rune <= 0x200B) ||
         std::ranges::find(singles, rune) != singles.end();
}

std::u32string_view trimmed(std::u32string_view runes) {
  while (!runes.empty() && is_space(runes.front())) {
    runes.remove_prefix(1);
  }
  while (!runes.empty() && is_space(runes.back())) {
    runes.remove_suffix(1);
  }
  return runes;
}

std::u32string plain(std::string_view cell) {
  auto const all = runes(cell);
  return half_width(trimmed(all));
}

}  // namespace linquan::text
