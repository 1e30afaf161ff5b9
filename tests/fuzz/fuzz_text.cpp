#include <cstddef>
#include <cstdint>
#include <string_view>

#include "linquan/base/ensure.h"
#include "linquan/text/text.h"

/// Every reader of a cell takes any bytes; what comes back is UTF-8 and reads the same a second time.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace linquan;
  std::string_view const bytes{reinterpret_cast<char const*>(data), size};

  auto const decoded = text::decode(bytes);
  ensure(!decoded || text::is_utf8(decoded->text), "decode gave something else than UTF-8");
  auto const tidied = text::tidy(bytes);
  ensure(text::is_utf8(tidied) && text::tidy(tidied) == tidied, "tidy is not stable");
  auto const folded = text::folded(bytes);
  ensure(text::is_utf8(folded) && text::folded(folded) == folded, "folded is not stable");

  if (auto const telephone = text::telephone(bytes)) {
    ensure(text::telephone(*telephone) == telephone, "telephone is not stable");
  }
  if (auto const date = text::date(bytes)) {
    ensure(text::date(*date) == date, "date is not stable");
  }
  auto const address = text::parse_address(bytes);
  ensure(text::is_utf8(address.street + address.number + address.rest), "an address was cut inside a character");
  static_cast<void>(text::number(bytes));
  static_cast<void>(text::check_credit_code(bytes));
  auto const half = bytes.size() / 2;
  auto const likeness = text::likeness_permille(bytes.substr(0, half), bytes.substr(half));
  ensure(likeness >= 0 && likeness <= 1000, "likeness is out of its range");
  return 0;
}
