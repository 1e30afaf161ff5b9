#pragma once

#include <vector>

#include "linquan/base/units.h"
#include "linquan/geo/point.h"
#include "linquan/persons/persons.h"
#include "linquan/walk/graph.h"

namespace linquan::siting {

struct StreetPoint {
  geo::Point at;
  walk::Access access;
};

/// Points along the fronts of streets, by edge and offset. `every` is above 0.
std::vector<StreetPoint> street_points(walk::Graph const& graph, Millimetres every, persons::Person const& person);

}  // namespace linquan::siting
