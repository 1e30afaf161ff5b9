#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "linquan/text/text.h"
#include "runes.h"

namespace linquan::text {
namespace {

bool is_letter(char32_t rune) {
  return (rune >= U'A' && rune <= U'Z') || (rune >= U'a' && rune <= U'z');
}

bool is_ascii_punctuation(char32_t rune) {
  return rune > U' ' && rune < 0x7F && !is_digit(rune) && !is_letter(rune);
}

/// Dots, commas, quotation marks and brackets that only Chinese text has.
bool is_chinese_punctuation(char32_t rune) {
  return rune == 0xB7 || (rune >= 0x2010 && rune <= 0x2027) || (rune >= 0x3001 && rune <= 0x3003) ||
         (rune >= 0x3008 && rune <= 0x3011) || (rune >= 0x3014 && rune <= 0x301B) || rune == 0x30FB;
}

char32_t lower(char32_t rune) {
  return rune >= U'A' && rune <= U'Z' ? rune + (U'a' - U'A') : rune;
}

std::u32string folded_runes(std::string_view utf8) {
  std::u32string kept;
  for (auto const rune : runes(utf8)) {
    auto const half = half_width(rune);
    if (!is_space(half) && !is_ascii_punctuation(half) && !is_chinese_punctuation(half)) {
      kept.push_back(lower(half));
    }
  }
  return kept;
}

using Pairs = std::vector<std::pair<char32_t, char32_t>>;

Pairs sorted_pairs(std::u32string_view name) {
  Pairs pairs;
  for (std::size_t i = 1; i < name.size(); ++i) {
    pairs.emplace_back(name[i - 1], name[i]);
  }
  std::ranges::sort(pairs);
  return pairs;
}

}  // namespace

std::string folded(std::string_view utf8) {
  return to_utf8(folded_runes(utf8));
}

std::string tidy(std::string_view utf8) {
  auto const all = runes(utf8);
  std::string clean;
  clean.reserve(utf8.size());
  for (auto const rune : trimmed(all)) {
    auto const half = half_width(rune);
    append(clean, is_digit(half) || is_letter(half) ? half : rune);
  }
  return clean;
}

int likeness_permille(std::string_view a, std::string_view b) {
  auto const one = folded_runes(a);
  auto const other = folded_runes(b);
  if (one == other) {
    return one.empty() ? 0 : 1000;
  }
  auto const pairs_one = sorted_pairs(one);
  auto const pairs_other = sorted_pairs(other);
  auto const total = pairs_one.size() + pairs_other.size();
  if (total == 0) {
    return 0;
  }
  Pairs shared;
  std::ranges::set_intersection(pairs_one, pairs_other, std::back_inserter(shared));
  // Two different names can share all their pairs (aab, aba…): they are still not the same.
  return static_cast<int>(std::min<std::size_t>(2000 * shared.size() / total, 999));
}

LicenceCheck check_credit_code(std::string_view code) {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  auto const all = plain(code);
  if (all.size() != 18) {
    return LicenceCheck::wrong_length;
  }
  std::size_t sum = 0;
  std::size_t weight = 1;
  std::size_t last = 0;
  for (auto const rune : all) {
    auto const upper = rune >= U'a' && rune <= U'z' ? rune - (U'a' - U'A') : rune;
    auto const at = upper < 0x80 ? alphabet.find(static_cast<char>(upper)) : std::string_view::npos;
    if (at == std::string_view::npos) {
      return LicenceCheck::wrong_character;
    }
    last = at;
    sum += at * weight;
    weight = weight * 3 % alphabet.size();
  }
  // The eighteenth character took part in the sum with weight 3^17; what must hold speaks of the first seventeen.
  std::size_t weight_last = 1;
  for (int i = 0; i < 17; ++i) {
    weight_last = weight_last * 3 % alphabet.size();
  }
  auto const first_seventeen = (sum - last * weight_last) % alphabet.size();
  return last == (alphabet.size() - first_seventeen) % alphabet.size() ? LicenceCheck::good
                                                                       : LicenceCheck::wrong_check_digit;
}

}  // namespace linquan::text
