#include "linquan/orders/code.h"

#include <cstddef>

namespace linquan::orders {
namespace {

constexpr std::size_t digits_count = 6;
constexpr std::uint64_t codes_count = 1'000'000;
constexpr std::size_t typed_bytes_max = 64;

/// The digits that were typed; anything else stays, and makes the code wrong.
std::string digits_in(std::string_view typed) {
  constexpr std::string_view full_width{"\xEF\xBC"};  // U+FF10…U+FF19 are EF BC 90 … EF BC 99.
  constexpr unsigned char full_width_zero = 0x90;
  std::string digits;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    auto const wide = i + 2 < typed.size() && typed.substr(i, 2) == full_width;
    auto const last = wide ? static_cast<unsigned char>(typed[i + 2]) : 0U;
    if (wide && last >= full_width_zero && last < full_width_zero + 10) {
      digits += static_cast<char>('0' + static_cast<int>(last) - full_width_zero);
      i += 2;
    } else if (typed[i] != ' ') {
      digits += typed[i];
    }
  }
  return digits;
}

bool same(std::string_view code, std::string_view typed) {
  if (typed.size() != digits_count || code.size() != digits_count) {
    return false;
  }
  unsigned differs = 0;
  for (std::size_t i = 0; i < digits_count; ++i) {
    differs |= static_cast<unsigned>(static_cast<unsigned char>(code[i]) ^ static_cast<unsigned char>(typed[i]));
  }
  return differs == 0;
}

}  // namespace

Code code_of(std::uint64_t secret) {
  auto digits = std::to_string(secret % codes_count);
  digits.insert(0, digits_count - digits.size(), '0');
  return {digits};
}

Guessed guessed(Code const& code, std::string_view typed) {
  if (code.used) {
    return {code, Guess::spent};
  }
  if (code.wrong >= guesses_max) {
    return {code, Guess::locked};
  }
  Guessed next{code};
  if (same(code.digits, digits_in(typed.substr(0, typed_bytes_max)))) {
    next.code.used = true;
    next.guess = Guess::right;
  } else {
    ++next.code.wrong;
  }
  return next;
}

}  // namespace linquan::orders
