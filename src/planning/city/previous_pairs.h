#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "linquan/city/city.h"

/// Which things of two years may be one and the same.
namespace linquan::city {

/// One possibility. Pairs are taken in ascending order, each thing once.
///
/// The order never asks where in its list a thing stood, only for ids, so it is the same for every order of the lists.
struct Pair {
  std::int32_t rank = 0;  ///< 0: as certain as it gets
  std::int64_t millimetres = 0;
  std::uint64_t was_id = 0;
  std::uint64_t now_id = 0;
  std::uint32_t was = 0;  ///< index in last year's list
  std::uint32_t now = 0;  ///< index in this year's
  std::int32_t sure_permille = 1000;
  bool doubtful = false;
  friend auto operator<=>(Pair const&, Pair const&) = default;
};

std::vector<Pair> pair_areas(City const& now, City const& was);
std::vector<Pair> pair_homes(City const& now, City const& was);
std::vector<Pair> pair_outlets(City const& now, City const& was);
/// The areas of `now` have their ids of last year already: a gate belongs to its compound.
std::vector<Pair> pair_gates(City const& now, City const& was);

/// Whether the reference counts rows of a table. Where a row was inserted, all later ones name other things.
bool names_a_row(SourceRef const& source);

}  // namespace linquan::city
