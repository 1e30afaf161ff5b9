#include "linquan/tiles/cache.h"

namespace linquan::tiles {

std::size_t Cache::size_of(Entry const& entry) {
  // What lists, tables and pointers take beside the bytes themselves, about.
  constexpr std::size_t about = 300;
  return 2 * entry.first.size() + entry.second->bytes.size() + about;
}

std::shared_ptr<Kept const> Cache::find(std::string const& key) {
  std::scoped_lock const lock{mutex_};
  auto const found = by_key_.find(key);
  if (found == by_key_.end()) {
    return nullptr;
  }
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->second;
}

void Cache::forget_last() {
  bytes_ -= size_of(entries_.back());
  by_key_.erase(entries_.back().first);
  entries_.pop_back();
}

void Cache::put(std::string const& key, std::shared_ptr<Kept const> tile) {
  Entry entry{key, std::move(tile)};
  auto const size = size_of(entry);
  std::scoped_lock const lock{mutex_};
  if (size > bytes_max_ || by_key_.contains(key)) {
    return;
  }
  entries_.push_front(std::move(entry));
  by_key_.emplace(key, entries_.begin());
  bytes_ += size;
  while (bytes_ > bytes_max_) {
    forget_last();
  }
}

std::size_t Cache::bytes() const {
  std::scoped_lock const lock{mutex_};
  return bytes_;
}

}  // namespace linquan::tiles
