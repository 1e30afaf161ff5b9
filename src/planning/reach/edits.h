#pragma once

#include <vector>

#include "linquan/reach/changes.h"
#include "linquan/reach/streets.h"

namespace linquan::reach {

/// The edges, or their pieces where they were cut.
std::vector<Edge> pieces_of(Streets const& streets, std::vector<Edge> const& edges);

/// Changes the streets and gives back the edges that are different afterwards.
std::vector<Edge> change_edges(Streets& streets, SetOpen const& change);
std::vector<Edge> change_edges(Streets& streets, SetTime const& change);
std::vector<Edge> change_edges(Streets& streets, AddStreet const& change);

}  // namespace linquan::reach
