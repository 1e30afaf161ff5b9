#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "linquan/city/city.h"
#include "linquan/reach/homes.h"
#include "linquan/reach/limits.h"
#include "linquan/reach/streets.h"

namespace linquan::reach {

/// Homes and the people behind them.
struct Served {
  std::uint32_t homes = 0;
  city::People people;
  friend bool operator==(Served const&, Served const&) = default;
};

/// Whom a place serves.
struct Clientele {
  /// By whole minute (100 m where metres count): row n holds those who need more than n and at most n + 1 of them; who
  /// needs none stands in the first. The last row may end before its minute does, at the limit.
  std::vector<Served> steps;
  Served all;
  struct Home {
    std::uint32_t home = 0;  ///< index into City::homes
    Tenths time = 0;
    friend bool operator==(Home const&, Home const&) = default;
  };
  std::vector<Home> homes;  ///< by index
};

/// Width of a row of Clientele::steps, in tenths of the unit.
Tenths step_of(Unit unit);

/// The homes that reach the nearest of `doors` (all of one outlet) within the limit, searched from the outlet against
/// the streets. Each home's time is that of a search from the home, bit for bit.
Clientele serves(Streets const& streets, Homes const& homes, std::span<city::Home const> city_homes,
                 std::span<Place const> doors, Tenths limit);

/// The same homes for one place after another: keeps its scratch, so that the next place costs what it touches.
class ClienteleSearch {
 public:
  /// Borrows the streets and the homes for its whole life.
  ClienteleSearch(Streets const& streets, Homes const& homes);
  ClienteleSearch(ClienteleSearch&&) noexcept;
  ClienteleSearch& operator=(ClienteleSearch&&) = delete;
  ClienteleSearch(ClienteleSearch const&) = delete;
  ClienteleSearch& operator=(ClienteleSearch const&) = delete;
  ~ClienteleSearch();

  /// As Clientele::homes, but in no promised order; good until the next call.
  std::span<Clientele::Home const> homes(std::span<Place const> doors, Tenths limit);

 private:
  struct Scratch;
  Streets const& streets_;
  Homes const& homes_;
  std::unique_ptr<Scratch> scratch_;
};

}  // namespace linquan::reach
