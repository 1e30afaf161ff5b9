#include "linquan/directory/walk_round.h"

#include <algorithm>
#include <charconv>
#include <tuple>
#include <utility>

#include "linquan/text/text.h"

namespace linquan::directory {

StreetOrder street_order(std::string_view address) {
  auto const parts = text::parse_address(address);
  StreetOrder order{parts.street, 0};
  auto const& number = parts.number;
  std::from_chars(number.data(), number.data() + number.size(), order.number);
  return order;
}

std::vector<Entry> walk_round(std::vector<Entry> entries, std::chrono::sys_days today) {
  std::erase_if(entries, [](Entry const& entry) { return entry.state == EntryState::closed; });
  using Key = std::tuple<bool, StreetOrder, OutletId>;
  std::vector<std::pair<Key, Entry>> keyed;
  keyed.reserve(entries.size());
  for (auto& entry : entries) {
    keyed.emplace_back(Key{!unconfirmed(entry, today), street_order(entry.address), entry.id}, std::move(entry));
  }
  std::ranges::sort(keyed, {}, &std::pair<Key, Entry>::first);
  entries.clear();
  for (auto& [key, entry] : keyed) {
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace linquan::directory
