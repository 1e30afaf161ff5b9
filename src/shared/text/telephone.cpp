#include <algorithm>
#include <cstddef>
#include <span>

#include "linquan/text/text.h"
#include "runes.h"

namespace linquan::text {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool begins(std::string_view text, std::string_view with) {
  return text.substr(0, with.size()) == with;
}

bool is_mobile(std::string_view digits) {
  return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3' && digits[1] <= '9';
}

/// 400 and 800 lines, 95 and 96 service lines, and the short public ones (110, 12345, 10086).
bool is_service(std::string_view digits) {
  auto const size = digits.size();
  if (begins(digits, "400") || begins(digits, "800")) {
    return size == 10;
  }
  if (begins(digits, "95")) {
    return size >= 5 && size <= 8;
  }
  if (begins(digits, "96")) {
    return size == 5 || size == 6;
  }
  if (begins(digits, "11") || begins(digits, "12")) {
    return size == 3 || (size == 5 && digits[1] == '2');
  }
  return begins(digits, "10") && size == 5;
}

bool is_local(std::string_view digits) {
  return (digits.size() == 7 || digits.size() == 8) && digits[0] >= '2' && digits[0] <= '8';
}

/// "051683712345" → "0516-83712345": area codes are 010, 02x, or four digits, so the cut is never in doubt.
std::string with_area(std::string_view digits) {
  if (digits.size() < 8 || digits[0] != '0' || digits[1] == '0') {
    return {};
  }
  auto const three = begins(digits, "010") || digits[1] == '2';
  auto const longer = digits[1] >= '3' && digits[1] <= '9';
  if (!three && !longer) {
    return {};
  }
  std::size_t const cut = three ? 3 : 4;
  auto const number = digits.substr(cut);
  if (!is_local(number) && !(number.size() == 5 && is_service(number))) {
    return {};
  }
  return std::string{digits.substr(0, cut)} + "-" + std::string{number};
}

std::string domestic(std::string_view digits) {
  if (is_mobile(digits) || is_service(digits) || is_local(digits)) {
    return std::string{digits};
  }
  if (digits[0] == '0' && is_mobile(digits.substr(1))) {
    return std::string{digits.substr(1)};
  }
  if (digits[0] == '0') {
    return with_area(digits);
  }
  // A spreadsheet that took the number for a quantity has eaten the area code's zero.
  return digits.size() >= 10 ? with_area("0" + std::string{digits}) : std::string{};
}

std::string after_country_code(std::string_view digits) {
  if (digits.empty()) {
    return {};
  }
  if (is_mobile(digits) || is_service(digits) || digits[0] == '0') {
    return domestic(digits);
  }
  return with_area("0" + std::string{digits});
}

/// A number whose digits are all known, in its usual writing; empty where it is none.
std::string from_digits(std::string_view digits, bool international) {
  if (digits.empty()) {
    return {};
  }
  if (begins(digits, "0086")) {
    return after_country_code(digits.substr(4));
  }
  if (international) {
    if (begins(digits, "86")) {
      return after_country_code(digits.substr(2));
    }
    auto const usual = digits.size() >= 7 && digits.size() <= 15 && digits[0] != '0';
    return usual ? "+" + std::string{digits} : std::string{};
  }
  if (digits.size() == 13 && begins(digits, "86") && is_mobile(digits.substr(2))) {
    return std::string{digits.substr(2)};
  }
  return domestic(digits);
}

/// "13812345678.0" and "1.3812345678E+10" as digits; empty where the text is no such number.
///
/// With fewer than seven decimals before the E the end of the number was rounded away ("1.38E+10"), and a guess
/// would ring at a stranger's.
std::string from_spreadsheet(std::string_view text) {
  auto const dot = text.find('.');
  if (dot == std::string_view::npos || !all_digits(text.substr(0, dot))) {
    return {};
  }
  auto const e = text.find_first_of("eE", dot);
  auto const decimals = text.substr(dot + 1, e == std::string_view::npos ? e : e - dot - 1);
  if (e == std::string_view::npos) {
    auto const zeros = !decimals.empty() && decimals.find_first_not_of('0') == std::string_view::npos;
    return zeros && decimals.size() <= 2 ? std::string{text.substr(0, dot)} : std::string{};
  }
  auto power = text.substr(e + 1);
  if (begins(power, "+")) {
    power.remove_prefix(1);
  }
  if (dot != 1 || !all_digits(decimals) || !all_digits(power) || power.size() > 2) {
    return {};
  }
  auto places = std::size_t{0};
  for (auto const digit : power) {
    places = places * 10 + static_cast<std::size_t>(digit - '0');
  }
  if (decimals.size() < 7 || decimals.size() > places || places > 14) {
    return {};
  }
  return std::string{text.substr(0, 1)} + std::string{decimals} + std::string(places - decimals.size(), '0');
}

struct Groups {
  std::vector<std::string> digits;
  bool international = false;
};

Groups groups_of(std::string_view piece) {
  Groups groups;
  auto open = false;
  for (auto const c : piece) {
    groups.international = groups.international || c == '+';
    if (c < '0' || c > '9') {
      open = false;
      continue;
    }
    if (!open) {
      groups.digits.emplace_back();
      open = true;
    }
    groups.digits.back().push_back(c);
  }
  return groups;
}

std::string joined(std::span<std::string const> parts) {
  std::string all;
  for (auto const& part : parts) {
    all += part;
  }
  return all;
}

/// One number with nothing else around it; empty where it is none.
std::string one_number(std::string_view piece) {
  if (auto const digits = from_spreadsheet(piece); !digits.empty()) {
    return from_digits(digits, false);
  }
  if (piece.find_first_of("eE") != std::string_view::npos) {
    return {};
  }
  auto const groups = groups_of(piece);
  std::span<std::string const> const parts{groups.digits};
  if (auto number = from_digits(joined(parts), groups.international); !number.empty()) {
    return number;
  }
  if (parts.size() < 2 || parts.back().size() > 5) {
    return {};
  }
  auto const number = from_digits(joined(parts.first(parts.size() - 1)), groups.international);
  return number.empty() || is_mobile(number) ? std::string{} : number + "-" + parts.back();
}

/// Cells as pieces of digits and signs: every other character parts two numbers. 转 and "ext" lead to an extension.
std::vector<std::string> pieces_of(std::u32string_view cell) {
  std::vector<std::string> pieces(1);
  for (std::size_t i = 0; i < cell.size(); ++i) {
    auto const rune = cell[i];
    auto const power = (rune == U'E' || rune == U'e') && i > 0 && is_digit(cell[i - 1]) && i + 1 < cell.size() &&
                       (is_digit(cell[i + 1]) || cell[i + 1] == U'+');
    auto const dash = rune == U'转' || rune == 0x2212 || (rune >= 0x2010 && rune <= 0x2015);
    if (is_digit(rune) || power || rune == U'.' || rune == U'-') {
      pieces.back().push_back(static_cast<char>(rune));
    } else if (dash || rune == U'(' || rune == U')') {
      pieces.back().push_back('-');
    } else if (rune == U'+') {
      if (i == 0 || (cell[i - 1] != U'E' && cell[i - 1] != U'e')) {
        pieces.emplace_back();
      }
      pieces.back().push_back('+');
    } else if (is_space(rune)) {
      pieces.back().push_back(' ');
    } else {
      pieces.emplace_back();
    }
  }
  return pieces;
}

std::vector<std::string> words_of(std::string_view piece) {
  std::vector<std::string> words(1);
  for (auto const c : piece) {
    if (c != ' ') {
      words.back().push_back(c);
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) {
    words.pop_back();
  }
  return words;
}

/// The area code of "0516-83712345", empty for other numbers.
std::string area_of(std::string const& number) {
  auto const dash = number.find('-');
  return number[0] == '0' && dash != std::string::npos ? number.substr(0, dash) : std::string{};
}

/// Spaces stand within a number as well as between two: the longest run of words that makes a number wins.
void add_numbers(std::string_view piece, std::vector<std::string>& numbers) {
  constexpr std::size_t words_max = 8;
  auto const words = words_of(piece);
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (auto count = std::min(words_max, words.size() - i); count > 0; --count) {
      std::string run;
      for (auto const& word : std::span{words}.subspan(i, count)) {
        run += (run.empty() ? "" : " ") + word;
      }
      if (auto number = one_number(run); !number.empty()) {
        numbers.push_back(std::move(number));
        i += count - 1;
        break;
      }
    }
  }
}

}  // namespace

std::optional<std::string> telephone(std::string_view cell) {
  std::vector<std::string> numbers;
  for (auto const& piece : pieces_of(plain(cell))) {
    add_numbers(piece, numbers);
  }
  std::string all;
  std::string area;
  for (auto& number : numbers) {
    // "0516-83712345/83712346": the second line stands behind the same area code.
    if (is_local(number) && all_digits(number) && !area.empty()) {
      number.insert(0, area + "-");
    }
    if (auto own = area_of(number); !own.empty()) {
      area = std::move(own);
    }
    all += all.empty() ? "" : ";";
    all += number;
  }
  return all.empty() ? std::nullopt : std::optional{all};
}

}  // namespace linquan::text
