#include <array>
#include <cstddef>
#include <string_view>

#include <fmt/format.h>

#include "outlets.h"

namespace linquan::demo {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// The check digit of GB 11714 for eight characters.
char organisation_check(std::string_view body) {
  constexpr std::array weights{3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < body.size(); ++i) {
    sum += weights[i] * (body[i] <= '9' ? body[i] - '0' : body[i] - 'A' + 10);
  }
  auto const check = 11 - sum % 11;
  return check == 11 ? '0' : check == 10 ? 'X' : static_cast<char>('0' + check);
}

/// The check character of GB 32100 for seventeen characters.
std::size_t code_check(std::string_view body) {
  std::size_t sum = 0;
  std::size_t weight = 1;
  for (auto const c : body) {
    sum += alphabet.find(c) * weight;
    weight = weight * 3 % 31;
  }
  return (31 - sum % 31) % 31;
}

}  // namespace

std::string licence_code(std::uint64_t number, bool wrong) {
  auto const body = fmt::format("DEM{:05}", number % 100'000);
  auto code = fmt::format("92320302{}{}", body, organisation_check(body));
  auto const check = code_check(code);
  code.push_back(alphabet[wrong ? (check + 1) % alphabet.size() : check]);
  return code;
}

}  // namespace linquan::demo
