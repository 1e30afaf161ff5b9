#pragma once

#include <memory>
#include <span>

#include "linquan/reach/homes.h"
#include "linquan/reach/streets.h"

namespace linquan::reach {

/// A search against the streets: who comes to some places, and how long it takes from any other one. Keeps its scratch
/// from search to search.
class BackSearch {
 public:
  BackSearch();
  BackSearch(BackSearch&&) noexcept;
  BackSearch& operator=(BackSearch&&) noexcept;
  BackSearch(BackSearch const&) = delete;
  BackSearch& operator=(BackSearch const&) = delete;
  ~BackSearch();

  /// Forgets what was searched before; the next calls speak of these streets, borrowed until then.
  void begin(Streets const& streets, Tenths limit);
  /// Both before spread(); a place as Streets::current() has it.
  void add(Place const& goal);
  void add(Node goal);
  void spread();

  struct Home {
    Seat seat = 0;
    Tenths time = 0;
  };
  /// Homes within the limit of any goal, in no promised order; good until the next call. Each time is that of a search
  /// from the home, bit for bit.
  std::span<Home const> homes(Homes const& homes);
  /// From a place to the nearest goal; `absent` beyond the limit.
  [[nodiscard]] Tenths time_from(Place const& place) const;

 private:
  struct Scratch;
  std::unique_ptr<Scratch> scratch_;
};

}  // namespace linquan::reach
