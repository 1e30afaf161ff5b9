#pragma once

#include <vector>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/reach/changes.h"
#include "linquan/reach/scenario.h"
#include "linquan/reach/streets.h"

namespace linquan::reach {

/// What an edit changes about the streets; nothing for one of an outlet. `mapped`: the streets before any edit.
///
/// Refuses as Scenario::add() does.
Result<std::vector<Change>> street_changes(Edit const& edit, city::City const& city, Streets const& mapped);

/// The edges, or their pieces where they were cut.
std::vector<Edge> pieces_of(Streets const& streets, std::vector<Edge> const& edges);

/// Changes the streets and gives back the edges that are different afterwards.
std::vector<Edge> change_edges(Streets& streets, SetOpen const& change);
std::vector<Edge> change_edges(Streets& streets, SetTime const& change);
std::vector<Edge> change_edges(Streets& streets, AddStreet const& change);

}  // namespace linquan::reach
