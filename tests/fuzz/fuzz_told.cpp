#include <cstddef>
#include <cstdint>
#include <string_view>

#include "linquan/directory/registers.h"
#include "linquan/tables/apart.h"

/// What a child that was taken over might say, and rows that a damaged database might hold.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const text{reinterpret_cast<char const*>(data), size};
  constexpr std::size_t rows_max = 1000;
  if (auto const table = linquan::tables::table_told(text, rows_max);
      table && !linquan::tables::table_told(linquan::tables::told(table), rows_max)) {
    __builtin_trap();
  }
  if (auto const rows = linquan::directory::rows_from(text);
      rows && linquan::directory::rows_from(linquan::directory::packed(*rows)) != *rows) {
    __builtin_trap();
  }
  return 0;
}
