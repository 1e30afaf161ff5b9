#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "linquan/search/search.h"

namespace {

linquan::search::Index const& small_index() {
  static linquan::search::Index const index = [] {
    linquan::directory::Entry entry;
    entry.id = linquan::directory::OutletId{1};
    entry.name = "老李修鞋ABC";
    entry.kinds = {"repair_small"};
    entry.address = "兰苑东路106号";
    return linquan::search::Index{{&entry, 1}, linquan::kinds::Kinds::built_in()};
  }();
  return index;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const text{reinterpret_cast<char const*>(data), size};
  if (auto const cursor = linquan::search::cursor_from(text);
      cursor && linquan::search::cursor_from(linquan::search::written(*cursor)) != cursor) {
    __builtin_trap();
  }
  auto query = linquan::search::parse_query(text);
  if (!query) {
    return 0;
  }
  linquan::search::Asked asked;
  asked.query = std::move(*query);
  if (linquan::search::find(small_index(), asked) != linquan::search::find_slowly(small_index(), asked)) {
    __builtin_trap();
  }
  return 0;
}
