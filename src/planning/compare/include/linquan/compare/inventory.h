#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "linquan/base/units.h"
#include "linquan/city/city.h"

namespace linquan::compare {

/// An outlet that both states have, not alike.
struct ChangedOutlet {
  std::uint32_t before = 0;  ///< indices into the cities' outlets
  std::uint32_t after = 0;
  bool moved = false;   ///< it stands elsewhere
  bool offers = false;  ///< other kinds, services, hours or ways of serving
};

/// What there is in one state and not in the other; by rising id.
struct Inventory {
  std::vector<std::uint32_t> opened;  ///< outlets: indices into those of the state after
  std::vector<std::uint32_t> closed;  ///< into those of the state before
  std::vector<ChangedOutlet> changed;
  std::vector<std::uint32_t> gates_new;   ///< as outlets opened
  std::vector<std::uint32_t> gates_gone;  ///< as outlets closed
  std::size_t gates_opened = 0;           ///< in both, locked before
  std::size_t gates_locked = 0;           ///< in both, locked after
  std::size_t homes_both = 0;
  std::size_t homes_new = 0;
  std::size_t homes_gone = 0;
  Millipersons people_before;
  Millipersons people_after;
  std::uint64_t street_metres_before = 0;  ///< of all parts, without lines across squares
  std::uint64_t street_metres_after = 0;
};

Inventory inventory_of(city::City const& before, city::City const& after);

/// Whether an outlet stands and offers in both as it did, as far as a walker may ask.
bool stands_alike(city::Outlet const& a, city::Outlet const& b);
bool offers_alike(city::Outlet const& a, city::Outlet const& b);

/// Walks two lists with ascending ids side by side: `only_a(i)`, `only_b(j)` and `both(i, j)` get indices.
template <class List, class OnlyA, class OnlyB, class Both>
void side_by_side(List const& a, List const& b, OnlyA const& only_a, OnlyB const& only_b, Both const& both) {
  std::uint32_t i = 0;
  std::uint32_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (j == b.size() || (i < a.size() && a[i].id < b[j].id)) {
      only_a(i++);
    } else if (i == a.size() || b[j].id < a[i].id) {
      only_b(j++);
    } else {
      both(i++, j++);
    }
  }
}

}  // namespace linquan::compare
