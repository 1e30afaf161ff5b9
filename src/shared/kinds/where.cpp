#include "linquan/kinds/where.h"

#include <utility>

#include "linquan/base/ensure.h"
#include "tables.h"

namespace linquan::kinds {

extern std::string_view const kinds_yaml;

Where where_of(std::string_view id) {
  static auto const places = [] {
    auto file = read_file_of_kinds(kinds_yaml, "standards/kinds.yaml");
    ensure(file.has_value(), "the built-in table of kinds can be read");
    return std::move(file->where);
  }();
  auto const found = places.find(id);
  return found == places.end() ? Where::room : found->second;
}

}  // namespace linquan::kinds
