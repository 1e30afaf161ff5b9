#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "linquan/base/ensure.h"
#include "linquan/kinds/kinds.h"
#include "linquan/standard/standard.h"

/// A standard may hold any bytes: what is read keeps every promise of its types, and is read the same way again.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace linquan;
  std::string_view const bytes{reinterpret_cast<char const*>(data), size};
  auto const& kinds = kinds::Kinds::built_in();
  auto const read = standard::parse(bytes, "fuzz.yaml", kinds);
  if (!read) {
    ensure(!read.error().code.empty() && read.error().args.size() >= 3, "a refusal does not say where");
    return 0;
  }
  auto const known = [&](std::string const& id) { return kinds.find(id).has_value(); };
  for (auto const& rule : read->rules) {
    ensure(!rule.kinds.empty() && std::ranges::all_of(rule.kinds, known), "a rule without known kinds");
    ensure(std::ranges::is_sorted(rule.kinds), "kinds of a rule are not in order");
    ensure(rule.limit > 0 && rule.limit != reach::absent && rule.count > 0 && rule.weight > 0 && rule.ways != 0,
           "a rule that no outlet or every outlet meets");
    ensure(!rule.source.text.empty(), "a rule without a source");
  }
  for (auto const& headline : read->headlines) {
    for (auto const rule : headline.rules) {
      ensure(rule < read->rules.size(), "a headline names no rule");
    }
  }
  for (auto const& grade : read->grades) {
    for (auto const& need : grade.needs) {
      ensure(need.list < read->lists.size() && need.at_least <= read->lists[need.list].of, "a grade beyond its list");
    }
  }
  ensure(!read->round || (!read->round->stops.empty() && read->round->stops.size() <= 4), "a round without stops");
  auto const again = standard::parse(bytes, "fuzz.yaml", kinds);
  ensure(again && *again == *read, "the same bytes are read in two ways");
  return 0;
}
