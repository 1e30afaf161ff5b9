#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "linquan/hours/hours.h"

namespace {

using linquan::Result;
using linquan::hours::Hours;

/// Hours that were understood have a possible length, and their text says the same again.
void check(Result<Hours> const& hours) {
  if (!hours) {
    if (hours.error().code != "hours_not_understood") {
      std::abort();
    }
    return;
  }
  int const minutes = hours->minutes_per_week();
  if (minutes < 0 || minutes > 10'080 || Hours::parse(hours->text()) != hours) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  // Bytes are read as text; a pointer to them is the only way in.
  std::string_view const text{reinterpret_cast<char const*>(data), size};
  check(Hours::parse(text));
  check(Hours::parse_plain(text));
  check(linquan::hours::parse_conditional(text, true));
  check(linquan::hours::parse_conditional(text, false));
  return 0;
}
