#include <cstddef>
#include <string_view>

#include "linquan/text/text.h"

namespace linquan::text {

std::size_t columns_of(std::string_view utf8) {
  std::size_t columns = 0;
  for (auto const c : utf8) {
    auto const byte = static_cast<unsigned char>(c);
    // Lead bytes only: three-byte sequences from U+2E80 on are the wide ones in our texts, shorter ones are narrow.
    if (byte < 0x80 || (byte >= 0xC0 && byte < 0xE3)) {
      ++columns;
    } else if (byte >= 0xE3) {
      columns += 2;
    }
  }
  return columns;
}

}  // namespace linquan::text
