#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace linquan::hours {

/// What the grammar sees. Chinese and English words become the same tokens.
enum class TokenKind : std::uint8_t {
  end,
  odd,       ///< nothing that belongs into hours
  weekday,   ///< value 0 Monday … 6 Sunday
  day_set,   ///< value: bits as in Rule::days
  holiday,   ///< PH
  school,    ///< SH
  month,     ///< value 1…12
  number,    ///< value
  time,      ///< value in minutes
  sun,       ///< value in minutes: sunrise, sunset, dawn, dusk
  period,    ///< value: a Period, before its time
  half,      ///< value: a Period, behind its time: am, pm
  all_day,   ///< "24/7", "全天"
  off,       ///< off, closed, unknown, "休息"
  open,      ///< says nothing new
  as_usual,  ///< "照常", "无休": the rule changes nothing
  dash,
  comma,
  semicolon,
  fallback,  ///< "||"
  plus,
  colon,
  left,
  right,
};

enum class Period : std::uint8_t { none, night, morning, noon, afternoon, evening, next_day };

struct Token {
  TokenKind kind = TokenKind::end;
  int value = 0;
  std::size_t at = 0;  ///< byte in the spelled() text
};

enum class Words : std::uint8_t { osm, plain };

/// The same text with full-width letters, the many dashes and the Chinese punctuation in ASCII.
std::string spelled(std::string_view text);

/// Ends with one `end` token. `text` is spelled().
std::vector<Token> tokens_of(std::string_view text, Words words);

}  // namespace linquan::hours
