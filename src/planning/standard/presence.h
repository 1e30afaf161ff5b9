#pragma once

#include <cstdint>
#include <span>

#include "kinds_here.h"
#include "linquan/standard/assess.h"

namespace linquan::standard {

/// How an area stands to a list, kind by kind: whether the area has one of it, and whether every home there knows of
/// it.
template <class IsPresent, class IsKnown>
Presence presence(std::span<KindsHere const> list, IsPresent const& is_present, IsKnown const& is_known) {
  Presence all;
  for (auto const& here : list) {
    auto const inside = here.all_known && is_present(here.kinds.front());
    auto const known = here.all_known && is_known(here.kinds.front());
    all.inside = static_cast<std::uint16_t>(all.inside + (inside ? 1 : 0));
    all.unknown = static_cast<std::uint16_t>(all.unknown + (!inside && !known ? 1 : 0));
  }
  return all;
}

/// The grade that an area reaches with its lists.
Graded graded(Standard const& standard, std::span<Presence const> lists);

}  // namespace linquan::standard
