#pragma once

#include <cstdint>
#include <string_view>

namespace linquan::kinds {

/// What an outlet of a kind needs in order to stand somewhere, from the least to the most.
enum class Where : std::uint8_t {
  room,    ///< an ordinary shop or room on a street front
  hall,    ///< large premises, or a house of its own on a street front
  street,  ///< the roadside itself: a bus stop, a toilet, a meal cart; no room
  land,    ///< ground of its own: a school, a park
};

/// By standards/kinds.yaml as it was built in. A kind that it does not have fits a room: nothing speaks against it.
Where where_of(std::string_view id);

/// Whether vacant premises may hold it.
constexpr bool fits_premises(Where where) {
  return where == Where::room || where == Where::hall;
}
/// Whether it may stand somewhere along a street front.
constexpr bool fits_front(Where where) {
  return where != Where::land;
}

}  // namespace linquan::kinds
