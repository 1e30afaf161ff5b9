#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "linquan/base/ensure.h"
#include "linquan/provider/simulated.h"

using namespace linquan;

/// A provider's message may be any bytes: it is refused, or it says what would be written again in the same words.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const body{reinterpret_cast<char const*>(data), size};
  auto const said = provider::understood(body);
  if (said) {
    auto const again = provider::understood(provider::written(*said));
    ensure(again && provider::written(*again) == provider::written(*said), "a message that says something else again");
  }
  return 0;
}
