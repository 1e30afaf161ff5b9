#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// The code that a resident shows at the shop to collect an order: typed or read from a picture, it works once.
namespace linquan::orders {

struct Code {
  std::string digits;      ///< six
  std::uint8_t wrong = 0;  ///< guesses since it was made
  bool used = false;
  friend bool operator==(Code const&, Code const&) = default;
};

/// After so many wrong guesses a code opens nothing more; the resident asks for a new one.
inline constexpr std::uint8_t guesses_max = 5;

/// The code of a random number that nobody can foretell; every code is as likely as any other within 2⁻⁴⁰.
Code code_of(std::uint64_t secret);

enum class Guess : std::uint8_t {
  right,
  wrong,
  spent,   ///< it was used before
  locked,  ///< too many wrong guesses
};

/// What a guess makes of a code. A wrong guess is no refusal: a refusal would undo that it was counted.
struct Guessed {
  Code code;
  Guess guess = Guess::wrong;
};
/// Spaces and full-width digits are forgiven: they are typed. Takes the same time whichever digit differs.
Guessed guessed(Code const& code, std::string_view typed);

}  // namespace linquan::orders
