#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "linquan/circles/brand.h"
#include "linquan/circles/circle.h"

/// A logo that is taken ends where its last chunk does: a byte less or more is refused. A stored boundary that is read
/// is written as it was.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const bytes{reinterpret_cast<char const*>(data), size};
  if (linquan::circles::check_logo(bytes)) {
    auto const longer = std::string{bytes} + "x";
    if (linquan::circles::check_logo(longer) || linquan::circles::check_logo(bytes.substr(0, size - 1))) {
      __builtin_trap();
    }
  }
  if (auto const shape = linquan::circles::shape_from(bytes)) {
    auto const again = linquan::circles::shape_from(linquan::circles::written(*shape));
    if (again != shape) {
      __builtin_trap();
    }
  }
  return 0;
}
