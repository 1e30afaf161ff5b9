#pragma once

#include <string>

#include "linquan/walk/graph.h"

namespace linquan::walk {

/// The name of an edge's street; empty where the map knows none.
std::string const& street_name(Graph const& graph, EdgeIndex edge);

/// The crossing of two named streets at the nearer end of the access's street, "Heping Road / Jiefang Road", or the
/// street's name alone; empty where the map knows no name. Looks at every edge: for what is told once.
std::string street_of(Graph const& graph, Access const& access);

/// The least name of the streets that meet at a node; empty where the map knows none.
std::string street_at(Graph const& graph, NodeIndex node);

}  // namespace linquan::walk
