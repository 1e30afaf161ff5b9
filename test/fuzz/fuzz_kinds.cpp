#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "linquan/base/ensure.h"
#include "linquan/kinds/kinds.h"
#include "linquan/persons/persons.h"

/// The files of kinds and persons, a register's cell and the tags of a map may hold any bytes.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace linquan;
  std::string_view const bytes{reinterpret_cast<char const*>(data), size};

  if (auto const parsed = kinds::Kinds::parse(bytes, "fuzz.yaml")) {
    for (auto const& kind : parsed->all()) {
      ensure(parsed->find(kind.id).has_value(), "a kind is not found by its id");
    }
    static_cast<void>(parsed->from_words(bytes));
  }
  if (auto const parsed = persons::Persons::parse(bytes, "fuzz.yaml")) {
    for (auto const& person : parsed->all()) {
      ensure(person.tenths(1'000'000'000, true) > 0, "a person walks in no time");
    }
  }

  auto const& built_in = kinds::Kinds::built_in();
  auto const words = built_in.from_words(bytes);
  ensure(std::ranges::is_sorted(words.kinds), "kinds of words are not in order");
  auto const half = bytes.substr(0, size / 2);
  auto const rest = bytes.substr(size / 2);
  std::array<std::pair<std::string_view, std::string_view>, 4> const tags{
      {{"shop", half}, {"amenity", rest}, {half, rest}, {"leisure", "pitch"}}};
  kinds::Evidence evidence;
  evidence.tags = tags;
  evidence.name = half;
  evidence.amap_code = rest;
  evidence.kind_text = half;
  auto const found = built_in.match(evidence);
  ensure(std::ranges::adjacent_find(found, std::ranges::greater_equal{}) == found.end(), "a kind is told twice");
  return 0;
}
