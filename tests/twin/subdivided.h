#pragma once

#include <optional>
#include <span>
#include <vector>

#include "linquan/walk/route.h"

namespace linquan::twin {

/// Walking times from one place to many, by a plain Dijkstra search on the fully subdivided graph: every bend of every
/// edge, the start and every goal are nodes of their own, and every arc is one straight piece.
std::vector<std::optional<WalkTime>> times(walk::Graph const& graph, walk::Access from,
                                           std::span<walk::Access const> goals, walk::Walker const& walker);

}  // namespace linquan::twin
