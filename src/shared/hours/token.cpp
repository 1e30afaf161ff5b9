#include "token.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

#include "linquan/hours/hours.h"
#include "words.h"

namespace linquan::hours {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Reads the text from left to right; each take_…() moves on when it finds what it looks for.
class Tokenizer {
 public:
  Tokenizer(std::string_view text, Words words) : text_{text}, words_{words} {}

  std::vector<Token> all() {
    while (at_ < text_.size()) {
      take_one();
    }
    add(TokenKind::end);
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
  [[nodiscard]] bool plain() const { return words_ == Words::plain; }
  [[nodiscard]] TokenKind last(std::size_t back = 0) const {
    return tokens_.size() > back ? tokens_[tokens_.size() - 1 - back].kind : TokenKind::end;
  }
  void add(TokenKind kind, int value = 0) { tokens_.push_back({.kind = kind, .value = value, .at = at_}); }

  void take_one() {
    if (take_blank_or_comment() || take_phrase() || take_time_or_number() || take_latin_word() || take_sign() ||
        (plain() && (take_weekday() || take_numeral_time()))) {
      return;
    }
    add(TokenKind::odd);
    ++at_;
  }

  bool take_blank_or_comment() {
    char const c = text_[at_];
    if (c == ' ' || c == '\t' || c == '\r' || (c == '\n' && !plain())) {
      ++at_;
      return true;
    }
    auto const end = c == '"' ? text_.find('"', at_ + 1) : std::string_view::npos;
    if (end == std::string_view::npos) {
      return false;
    }
    at_ = end + 1;
    return true;
  }

  /// Fixed phrases, the longest first: "24/7", and in tables the Chinese words.
  bool take_phrase() {
    auto const phrases = plain() ? plain_phrases() : osm_phrases();
    auto const found = std::find_if(phrases.begin(), phrases.end(),
                                    [this](Word const& word) { return rest().starts_with(word.spelling); });
    if (found == phrases.end()) {
      return false;
    }
    add_word(*found);
    at_ += found->spelling.size();
    return true;
  }

  void add_word(Word const& word) {
    if (word.kind != TokenKind::open) {
      add(word.kind, word.value);
    }
  }

  /// Reads up to `most` digits from `from`; how many there were is the second number.
  [[nodiscard]] std::pair<int, std::size_t> digits(std::size_t from, std::size_t most) const {
    int value = 0;
    std::size_t count = 0;
    while (count < most && from + count < text_.size() && is_digit(text_[from + count])) {
      value = value * 10 + (text_[from + count] - '0');
      ++count;
    }
    return {value, count};
  }

  void add_time(int hour, int minute, std::size_t end) {
    bool const legal = hour <= 48 && minute < 60;
    add(legal ? TokenKind::time : TokenKind::odd, hour * 60 + minute);
    at_ = end;
  }

  /// "8:30", "08.30", "0830", "08:30:00", "8点", "8点半", "8点30分", or a bare number.
  bool take_time_or_number() {
    auto const [value, count] = digits(at_, 5);
    if (count == 0) {
      return false;
    }
    std::size_t const end = at_ + count;
    if (count == 4) {
      add_time(value / 100, value % 100, end);
      return true;
    }
    if (count > 2) {
      add(TokenKind::odd);
      at_ = end;
      return true;
    }
    if (plain() && take_chinese_clock(value, end)) {
      return true;
    }
    return take_minutes(value, end) || take_month(value, end) || take_number(value, end);
  }

  /// ":30" or ".30" behind an hour.
  bool take_minutes(int hour, std::size_t from) {
    if (from >= text_.size() || (text_[from] != ':' && text_[from] != '.')) {
      return false;
    }
    auto const [minute, count] = digits(from + 1, 3);
    if (count != 2) {
      return false;
    }
    // Spreadsheets write seconds as well.
    bool const seconds = text_.substr(from + 3).starts_with(":00");
    add_time(hour, minute, from + (seconds ? 6 : 3));
    return true;
  }

  bool take_month(int month, std::size_t from) {
    if (!plain() || !text_.substr(from).starts_with("月")) {
      return false;
    }
    add(month >= 1 && month <= 12 ? TokenKind::month : TokenKind::odd, month);
    at_ = from + std::string_view{"月"}.size();
    return true;
  }

  bool take_number(int value, std::size_t from) {
    add(TokenKind::number, value);
    at_ = from;
    if (plain() && (rest().starts_with("日") || rest().starts_with("号"))) {
      at_ += std::string_view{"日"}.size();
    }
    return true;
  }

  /// What follows the hour: "点", "点半", "时30分".
  bool take_chinese_clock(int hour, std::size_t from) {
    for (std::string_view const mark : {"点钟", "点整", "点", "點", "时"}) {
      if (!text_.substr(from).starts_with(mark)) {
        continue;
      }
      std::size_t end = from + mark.size();
      int minute = 0;
      if (text_.substr(end).starts_with("半")) {
        minute = 30;
        end += std::string_view{"半"}.size();
      } else if (auto const [value, count] = digits(end, 2); count > 0) {
        minute = value;
        end += count;
        if (text_.substr(end).starts_with("分")) {
          end += std::string_view{"分"}.size();
        }
      }
      add_time(hour, minute, end);
      return true;
    }
    return false;
  }

  bool take_latin_word() {
    std::size_t end = at_;
    std::string word;
    while (end < text_.size() && is_letter(text_[end])) {
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(text_[end])));
      ++end;
    }
    if (word.empty()) {
      return false;
    }
    Word const* const known = latin_word(word);
    if (known == nullptr) {
      add(TokenKind::odd);
    } else {
      add_word(*known);
    }
    at_ = end;
    return true;
  }

  bool take_sign() {
    char const c = text_[at_];
    if (c == '|' && rest().starts_with("||")) {
      add(TokenKind::fallback);
      at_ += 2;
      return true;
    }
    if (plain() && (c == '(' || c == ')' || c == '\n' || c == '/')) {
      // Tables put days or times into brackets, lines or strokes just to set them apart.
      if (c == '\n' || c == '/') {
        add(c == '\n' ? TokenKind::semicolon : TokenKind::comma);
      }
      ++at_;
      return true;
    }
    constexpr std::string_view signs = "-~,;+:()";
    constexpr std::array<TokenKind, 8> kinds{TokenKind::dash, TokenKind::dash,  TokenKind::comma, TokenKind::semicolon,
                                             TokenKind::plus, TokenKind::colon, TokenKind::left,  TokenKind::right};
    auto const found = signs.find(c);
    if (found == std::string_view::npos) {
      return false;
    }
    // "8:00--18:00" and "8:00——18:00" mean one dash.
    if (kinds.at(found) != TokenKind::dash || last() != TokenKind::dash) {
      add(kinds.at(found));
    }
    ++at_;
    return true;
  }

  /// "周三", "星期3", and the bare numeral of "周一至五", "周一、三", "周六日".
  bool take_weekday() {
    std::size_t end = at_;
    for (std::string_view const prefix : {"周", "星期", "礼拜", "週"}) {
      if (rest().starts_with(prefix)) {
        end += prefix.size();
        break;
      }
    }
    bool const named = end != at_;
    bool const listed = last() == TokenKind::weekday ||
                        ((last() == TokenKind::dash || last() == TokenKind::comma) && last(1) == TokenKind::weekday);
    if (!named && !listed) {
      return false;
    }
    Numeral const numeral = weekday_numeral(text_.substr(end), named);
    if (numeral.bytes == 0) {
      return false;
    }
    add(TokenKind::weekday, numeral.value);
    at_ = end + numeral.bytes;
    return true;
  }

  /// "六点半", "十一点".
  bool take_numeral_time() {
    Numeral const numeral = hour_numeral(rest());
    return numeral.bytes > 0 && take_chinese_clock(numeral.value, at_ + numeral.bytes);
  }

  std::string_view text_;
  Words words_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

/// One character of UTF-8 as its number and length; a byte that is none stands for itself.
std::pair<std::uint32_t, std::size_t> character(std::string_view text) {
  auto const byte = [text](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
  std::uint32_t const first = byte(0);
  auto const follows = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xC0U) == 0x80U; };
  if ((first & 0xF0U) == 0xE0U && follows(1) && follows(2)) {
    return {((first & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU), 3};
  }
  if ((first & 0xE0U) == 0xC0U && follows(1)) {
    return {((first & 0x1FU) << 6U) | (byte(1) & 0x3FU), 2};
  }
  return {first, 1};
}

std::optional<char> ascii_of(std::uint32_t c) {
  // U+FF01…FF5E are the full-width forms of ASCII.
  if (c >= 0xFF01U && c <= 0xFF5EU) {
    return static_cast<char>(c - 0xFF01U + 0x21U);
  }
  // Hyphens and dashes, the minus, the box line, the wave dash, and the long vowel mark people take for one.
  constexpr std::array<std::uint32_t, 10> dashes{0x2010, 0x2011, 0x2012, 0x2013, 0x2014,
                                                 0x2015, 0x2212, 0x2500, 0x301C, 0x30FC};
  if (std::find(dashes.begin(), dashes.end(), c) != dashes.end()) {
    return '-';
  }
  switch (c) {
    case 0x3000:
    case 0x00A0:
    case 0x00B7:
      return ' ';
    case 0x3001:
      return ',';
    case 0x3002:
      return ';';
    case 0x00D7:
      return 'x';
    case 0x2236:
      return ':';
    default:
      return std::nullopt;
  }
}

}  // namespace

std::string spelled(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    auto const [number, length] = character(text);
    if (auto const ascii = length > 1 ? ascii_of(number) : std::nullopt) {
      out += *ascii;
    } else {
      out += text.substr(0, length);
    }
    text.remove_prefix(length);
  }
  return out;
}

std::vector<Token> tokens_of(std::string_view text, Words words) {
  return Tokenizer{text, words}.all();
}

}  // namespace linquan::hours
