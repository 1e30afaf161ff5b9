#include "wave.h"

namespace linquan::reach {

void Wave::clear() {
  for (auto const node : touched_) {
    times_[node] = absent;
  }
  touched_.clear();
  reached_.clear();
  entries_.clear();
}

void Wave::start(Node node, std::uint32_t time, Tenths limit) {
  if (time > limit || time >= times_[node]) {
    return;
  }
  if (times_[node] == absent) {
    touched_.push_back(node);
  }
  times_[node] = static_cast<Tenths>(time);
  entries_.push_back({node, heads_[time]});
  heads_[time] = static_cast<std::int32_t>(entries_.size()) - 1;
  filled_[time >> 6U] |= std::uint64_t{1} << (time & 63U);
  words_[time >> 12U] |= std::uint64_t{1} << (time >> 6U & 63U);
}

void Wave::start(Streets const& streets, Place const& place, Heading heading, Tenths limit) {
  auto const& ends = streets.ends(place.edge);
  auto const out = heading == Heading::forth;
  if ((out ? ends.backward : ends.forward) && place.to_start != absent) {
    start(ends.from, std::uint32_t{place.door} + place.to_start, limit);
  }
  if ((out ? ends.forward : ends.backward) && place.to_end != absent) {
    start(ends.to, std::uint32_t{place.door} + place.to_end, limit);
  }
}

/// The lowest bucket that holds anything; -1 where none does.
std::int32_t Wave::first_bucket() {
  for (std::size_t block = 0; block < words_.size(); ++block) {
    if (words_[block] != 0) {
      auto const word = (block << 6U) + static_cast<std::size_t>(std::countr_zero(words_[block]));
      return static_cast<std::int32_t>((word << 6U) + static_cast<std::size_t>(std::countr_zero(filled_[word])));
    }
  }
  return -1;
}

void Wave::spread(Streets const& streets, Heading heading, Tenths limit) {
  for (auto bucket = first_bucket(); bucket >= 0; bucket = first_bucket()) {
    auto const time = static_cast<std::uint32_t>(bucket);
    // Streets of no time add to the bucket that is being emptied.
    while (heads_[time] >= 0) {
      auto const entry = entries_[static_cast<std::size_t>(heads_[time])];
      heads_[time] = entry.next;
      if (times_[entry.node] != time) {
        continue;
      }
      reached_.push_back(entry.node);
      for (auto const& arc : heading == Heading::forth ? streets.leaving(entry.node) : streets.arriving(entry.node)) {
        start(arc.to, time + arc.time, limit);
      }
    }
    filled_[time >> 6U] &= ~(std::uint64_t{1} << (time & 63U));
    if (filled_[time >> 6U] == 0) {
      words_[time >> 12U] &= ~(std::uint64_t{1} << (time >> 6U & 63U));
    }
  }
}

}  // namespace linquan::reach
