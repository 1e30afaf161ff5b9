#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "linquan/directory/entry.h"

namespace linquan::directory {

/// Where an outlet comes when somebody walks along the streets: by street, then by house number.
struct StreetOrder {
  std::string street;
  std::uint32_t number = 0;  ///< 0: none
  friend auto operator<=>(StreetOrder const&, StreetOrder const&) = default;
};

StreetOrder street_order(std::string_view address);

/// The open outlets of a community for whoever goes round: unconfirmed first, then the others. Each of the two street
/// by street: along a street by house number, from its nearer end, then on to the street that begins or ends nearest.
/// An outlet without a street is counted to that of the nearest outlet with one; those without a place come last.
std::vector<Entry> walk_round(std::vector<Entry> entries, std::chrono::sys_days today);

}  // namespace linquan::directory
