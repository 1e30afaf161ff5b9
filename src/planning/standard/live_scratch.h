#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "linquan/reach/back_search.h"
#include "linquan/reach/changes.h"
#include "linquan/reach/nearest_times.h"

namespace linquan::standard {

/// Numbers below a size, each at most once, in the order in which they come.
class NumberSet {
 public:
  void begin(std::size_t size) {
    seen_.resize(size > seen_.size() ? size : seen_.size());
    if (++stamp_ == 0) {
      seen_.assign(seen_.size(), 0);
      stamp_ = 1;
    }
    numbers_.clear();
  }
  void add(std::uint32_t number) {
    if (seen_[number] != stamp_) {
      seen_[number] = stamp_;
      numbers_.push_back(number);
    }
  }
  [[nodiscard]] bool has(std::uint32_t number) const { return seen_[number] == stamp_; }
  [[nodiscard]] std::vector<std::uint32_t> const& numbers() const { return numbers_; }

 private:
  std::vector<std::uint32_t> seen_;
  std::uint32_t stamp_ = 0;
  std::vector<std::uint32_t> numbers_;
};

/// What bringing a state forward needs only while it does.
struct LiveScratch {
  reach::NearestRenewal renewal;
  reach::Updater updater;
  reach::BackSearch before;
  reach::BackSearch after;
  NumberSet homes;
  NumberSet seats;
  NumberSet seats_of_streets;
  NumberSet seats_of_legs;
};

}  // namespace linquan::standard
