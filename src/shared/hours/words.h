#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "token.h"

namespace linquan::hours {

struct Word {
  std::string_view spelling;
  TokenKind kind = TokenKind::odd;
  int value = 0;
};

/// Phrases found at any place in a text; a longer one stands before its own beginning.
std::span<Word const> osm_phrases();
std::span<Word const> plain_phrases();

/// Null for a word that does not belong into hours; `lower` is in lower case.
Word const* latin_word(std::string_view lower);

/// A Chinese numeral at the start of a text; no bytes where there is none.
struct Numeral {
  int value = 0;
  std::size_t bytes = 0;
};
/// 0 Monday … 6 Sunday. Digits count only behind "周". A numeral that is an hour ("一点") does not count.
Numeral weekday_numeral(std::string_view text, bool digits_too);
/// 0…24
Numeral hour_numeral(std::string_view text);

}  // namespace linquan::hours
